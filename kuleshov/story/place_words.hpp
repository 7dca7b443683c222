// What a place is called, for the rooms that draw and play it.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

// Of its kind, then its id, then its heading: the whole as a slug ("tower-stairs"), then its words
// from the last to the first, as the last says most often what it is.
std::vector<std::string> place_words(const Setting& setting);

}  // namespace kuleshov::story

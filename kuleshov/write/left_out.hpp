// What a premise asks for by name and a draft has nothing of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// The heads of the indefinite noun phrases of an English premise, in lower case: "clown" and
// "letter" of "a retired clown who finds a letter". Other languages give nothing.
std::vector<std::string> things_named(std::string_view premise);

// Those of the draft's premise that were not understood, are none of the words that `library` reads
// premises by, and of which no line speaks: so that whoever asked is told.
std::vector<std::string> left_out(const Draft& draft, const Library& library);

}  // namespace kuleshov::write

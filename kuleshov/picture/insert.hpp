// Inserts: one object that fills the frame.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

// Paints the object about (8, 4.7) in set space, some five units large, on its table or ground.
// Unknown words: a thing of the catalogue drawn large, else a wrapped parcel with the word on its
// tag.
void paint_insert(Site& site, const std::string& word);
// The catalogue's word ("envelope" is "letter"); empty when there is none.
std::string insert_named(const std::string& word);
std::vector<std::string> known_inserts();

using InsertPainter = void (*)(Site&);
const std::map<std::string, InsertPainter, std::less<>>& insert_painters();

}  // namespace kuleshov::picture

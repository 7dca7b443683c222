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
using InsertPainters = std::map<std::string, InsertPainter, std::less<>>;
const InsertPainters& insert_painters();
void add_insert_machines(InsertPainters& all);
void add_insert_keepsakes(InsertPainters& all);

// The soft shadow of a thing that lies or stands at a point, away from the key light.
void drop_shadow(Site& site, Point at, double rx, double ry);
// Paints turned about the middle of the frame, radians.
void tilted(Site& site, double angle, InsertPainter paint);

}  // namespace kuleshov::picture

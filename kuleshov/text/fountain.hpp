// Fountain, the plain-text screenplay format (fountain.io, syntax 1.1). Lossless: every byte of the
// source belongs to one element's `raw`, and joining them gives the source again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::text {

enum class ElementType {
  title_page,     // one key with its values; `key` holds the key
  scene_heading,  // `scene_number` holds the number without '#', if it has one
  action,
  character,  // the cue; `key` holds the name without extensions, '@' and '^'
  parenthetical,
  dialogue,
  lyrics,
  transition,
  centered,
  section,  // `depth` counts the '#'
  synopsis,
  note,      // [[...]] standing alone
  boneyard,  // /* ... */
  page_break,
  blank,  // empty lines between elements
};

// The name as in `script parse --json`: "scene_heading", "character", ...
std::string_view name_of(ElementType type);

struct Element {
  ElementType type = ElementType::action;
  std::string text;          // what it says, marks of the syntax removed, inline notes taken out
  std::string raw;           // the bytes of the source, line ends included
  std::string key;           // character: the name; title_page: the key
  std::string extension;     // character: "V.O.", "O.S.", "CONT'D" ...
  std::string scene_number;  // scene_heading: "s12"
  int depth = 0;             // section
  bool dual = false;         // character and what belongs to it: the second of two side by side
  int revision = 0;          // the set it was changed in, 1 the first; 0: as it was (revision.hpp)
  int cut = 0;               // the set in which something before it was taken out; 0: nothing was
  bool forced = false;       // written with a forcing mark (. @ ! > ~)
  std::size_t line = 0;      // of its first byte, from 1
  std::vector<std::string> notes;  // inline [[notes]] of this element, without brackets
};

struct Script {
  std::vector<Element> elements;
};

// Takes any text: what fits nothing else is action. UTF-8 with or without a byte-order mark.
Script parse_fountain(std::string_view source);
// Whether a line of '.' and this byte is a heading: "only a single leading period followed by an
// alphanumeric character" (Fountain's syntax); here a letter or digit of any script.
bool forces_heading(char after);
// The source again, byte for byte, for a script that parse_fountain made.
std::string write_fountain(const Script& script);

}  // namespace kuleshov::text

// What a Fountain script is made of before it has a meaning: logical lines, and what a line looks
// like. For this room's .cpp files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/text.hpp"

namespace kuleshov::text {

// One or more physical lines that an open note or boneyard ties together.
struct LogicalLine {
  std::string raw;
  std::string text;  // notes and boneyards taken out, no line end
  std::vector<std::string> notes;
  bool boneyard = false;  // held a boneyard
  std::size_t number = 0;

  [[nodiscard]] bool blank() const {
    return base::trim(text).empty() && notes.empty() && !boneyard;
  }
  [[nodiscard]] bool aside() const {
    return base::trim(text).empty() && (!notes.empty() || boneyard);
  }
};

std::vector<LogicalLine> logical_lines(std::string_view source);

struct Letters {
  bool any = false;
  bool lower = false;
  bool cased = false;
};
Letters letters_in(std::string_view text);

bool is_scene_heading(std::string_view text);
bool is_transition(std::string_view text);
bool is_cue(std::string_view text);
bool is_page_break(std::string_view text);

// The cue without dual mark, extension and forcing mark.
std::string_view name_part(std::string_view cue);

// What may stand between the two '#': letters and digits of any script, dashes, periods; no emoji
// (four bytes of UTF-8 hold hardly a letter).
bool a_number(std::string_view text);

}  // namespace kuleshov::text

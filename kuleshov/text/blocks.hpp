// What a screenplay's elements are on a page, before the pages are known. For paginate.cpp only.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "kuleshov/text/paginate.hpp"

namespace kuleshov::text {

// One element as it prints: its lines in one style.
struct Part {
  std::size_t element = 0;
  ElementType type = ElementType::action;
  ParagraphStyle style;
  std::string text;
  std::size_t width = 61;
  std::vector<std::string> lines;
  bool outside = false;  // a repeated cue: printed above the body, costs no line
  int revision = 0;
  int cut = 0;
  bool right_to_left = false;

  [[nodiscard]] double height() const {
    return outside ? 0 : static_cast<double>(lines.size()) * style.spacing;
  }
};

inline double height_of(const std::vector<Part>& parts) {
  double total = 0;
  for (const Part& part : parts) total += part.height();
  return total;
}

// What is kept together unless it may be split: a paragraph, or a cue with its speech.
struct Block {
  std::vector<Part> parts;
  std::vector<Part> beside;  // what somebody else says at once
  bool heading = false;
  bool speech = false;
  bool page_break = false;
  std::string number;
  std::string cue;

  [[nodiscard]] double space_before() const { return parts.front().style.space_before; }
  [[nodiscard]] double height() const { return std::max(height_of(parts), height_of(beside)); }
  [[nodiscard]] std::size_t line_count() const {
    std::size_t total = 0;
    for (const Part& part : parts) total += part.lines.size();
    return total;
  }
};

std::vector<Block> blocks_of(const Script& script, const PageFormat& format);

}  // namespace kuleshov::text

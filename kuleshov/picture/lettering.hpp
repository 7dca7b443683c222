// Words in the picture: titles, cards, labels. Set with Pango in EB Garamond; scripts it lacks come
// from whatever font the machine has for them.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/picture/canvas.hpp"

namespace kuleshov::picture {

struct TextLine {
  std::string text;
  double size = 60;  // pixels
  bool small_caps = false;
  bool italic = false;
  double spacing = 0;  // letters, thousandths of the size
  double gap = 20;     // below the line, pixels
};

// Lines centred on x, their block centred on y; wrapped at `width`.
void letter_lines(Canvas& canvas, const std::vector<TextLine>& lines, Point centre, double width,
                  const Colour& colour);
// One line centred on a point, made smaller until it fits; units are the canvas's own.
void letter_at(Canvas& canvas, const std::string& text, Point centre, double size, double width,
               const Colour& colour);

}  // namespace kuleshov::picture

// Screenplay pages in the industry's layout: Courier 12 point (10 characters and 6 lines to the
// inch), US Letter, 54 lines of body. Break rules as Final Draft applies them and as
// SimonGZ/jumpcut documents them (docs/pagination-spec.md there, MIT): headings stay with what
// follows, two lines on either side of a break, speeches break only at sentences, (MORE) and
// (CONT'D) cost no line. Two who speak at once stand side by side.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kuleshov/text/fountain.hpp"

namespace kuleshov::text {

// Indents in inches from the left edge of the page; blank lines before, line spacing in lines.
struct ParagraphStyle {
  double left = 1.5;
  double right = 7.5;
  double space_before = 1;
  double spacing = 1;
};

struct PageFormat {
  double lines = 54;
  ParagraphStyle heading{1.5, 7.5, 2, 1};
  ParagraphStyle action{1.5, 7.5, 1, 1};
  ParagraphStyle character{3.5, 7.25, 1, 1};
  ParagraphStyle parenthetical{3.0, 5.5, 0, 1};
  ParagraphStyle dialogue{2.5, 6.0, 0, 1};
  ParagraphStyle transition{5.5, 7.1, 1, 1};
};

// A column of two who speak at once: the first from the left margin, the second 3 1/8 inches on.
enum class Column { left, right };
// Where a cue of so many characters begins there, in inches: centred on its column, in sixteenths.
double dual_cue_left(double characters, Column column);

// One printed line. `indent` is in characters from the left edge of the page.
struct PrintedLine {
  std::string text;  // with emphasis marks
  double indent = 15;
  double line = 0;     // lines down from the top of the body
  std::string number;  // scene number, printed in both margins
  bool right_aligned = false;
  bool centered = false;
  int revision = 0;  // the set it was changed in: a star in the margin
  double width = 0;  // of its column, in characters; 0: as wide as the text
  bool right_to_left = false;
};

struct Page {
  int number = 1;
  std::size_t first_element = 0;  // index into Script::elements of what stands at its top
  bool continues = false;         // that element began on the page before
  int revision = 0;               // the latest set that changed something on it
  std::vector<PrintedLine> lines;
};

// Lays out everything that prints (no notes, sections, synopses, boneyards, title page).
std::vector<Page> paginate(const Script& script, const PageFormat& format = {});

// Greedy lines of at most `width` characters; spaces at a line's end never break a line.
std::vector<std::string> wrap(const std::string& text, std::size_t width);

}  // namespace kuleshov::text

// Lines of a paragraph, as Final Draft breaks them; emphasis goes on over a break.
#include <algorithm>
#include <utility>

#include "kuleshov/base/text.hpp"
#include "kuleshov/text/direction.hpp"
#include "kuleshov/text/emphasis.hpp"
#include "kuleshov/text/paginate.hpp"

namespace kuleshov::text {

namespace {

bool ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// The next piece that must not be broken: up to a hyphen inside a word, a word's end, or the next
// character of a script without spaces.
std::size_t piece_end(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size() && text[at] != ' ' && text[at] != '-') {
    const bool may_break = at > begin && (!ascii(text[at]) || !ascii(text[at - 1]));
    if (may_break && breaks_between(text.substr(begin, at - begin), text.substr(at))) return at;
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  while (at < text.size() && text[at] == '-') ++at;
  return at;
}

std::size_t spaces_end(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

// Where the lines of `text` (without marks) begin and end.
std::vector<std::pair<std::size_t, std::size_t>> line_ranges(std::string_view text,
                                                             std::size_t width) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  std::size_t begin = 0;
  std::size_t last = 0;  // end of the line without its trailing spaces
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = piece_end(text, at);
    std::size_t solid = end;  // a dash made of hyphens hangs over the margin, as in Final Draft
    while (solid > begin + 1 && text[solid - 1] == '-' && text[solid - 2] == '-') --solid;
    if (solid < end) --solid;
    if (at > begin &&
        columns(text.substr(begin, solid - begin)) > static_cast<double>(width) + 1e-9) {
      ranges.emplace_back(begin, last);
      begin = at;
    }
    last = end;
    at = spaces_end(text, end);
  }
  ranges.emplace_back(begin, std::max(begin, last));
  return ranges;
}

// The runs of bytes [begin, end) of the text that `runs` make together.
std::vector<Run> part_of(const std::vector<Run>& runs, std::size_t begin, std::size_t end) {
  std::vector<Run> part;
  std::size_t at = 0;
  for (const Run& run : runs) {
    const std::size_t from = std::max(at, begin);
    const std::size_t to = std::min(at + run.text.size(), end);
    if (from < to) {
      part.push_back(run);
      part.back().text = run.text.substr(from - at, to - from);
    }
    at += run.text.size();
  }
  return part;
}

}  // namespace

std::vector<std::string> wrap(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  for (const std::string_view paragraph : base::split(text, '\n')) {
    const std::vector<Run> runs = runs_of(paragraph);
    std::string plain_text;
    for (const Run& run : runs) plain_text += run.text;
    for (const auto& [begin, end] : line_ranges(plain_text, width)) {
      lines.push_back(marked_up(part_of(runs, begin, end)));
    }
  }
  return lines;
}

}  // namespace kuleshov::text

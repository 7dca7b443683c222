// Emphasis in screenplay text (Fountain syntax, Emphasis): *italic*, **bold**, ***both***,
// _underlined_.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kuleshov::text {

// A piece of text with one look.
struct Run {
  std::string text;
  bool bold = false;
  bool italic = false;
  bool underline = false;
  bool operator==(const Run&) const = default;
};

// Marks without a partner on the same line are text; a backslash keeps a mark as text.
std::vector<Run> runs_of(std::string_view text);
// The text with its marks again; marks that are text are kept as text.
std::string marked_up(const std::vector<Run>& runs);
// What is read aloud and measured: no marks.
std::string plain(std::string_view text);

}  // namespace kuleshov::text

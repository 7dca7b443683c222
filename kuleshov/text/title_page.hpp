// What stands where on a title page. Fountain names its parts, Final Draft only places them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kuleshov::text {

// Title, Credit, Author(s) and Source stand in the middle of the page, everything else below
// (Fountain's syntax, Title Page).
bool on_the_middle(std::string_view key);

// A paragraph of a title page that says only how it looks.
struct TitleLine {
  std::string text;
  bool centred = true;
};
// Which part of a title page each paragraph is, by its words ("Written by", "(c) 2026", an address
// for mail), and by what stands before it: the first is the Title, what follows the Credit the
// Author.
std::vector<std::string> title_keys(const std::vector<TitleLine>& lines);

}  // namespace kuleshov::text

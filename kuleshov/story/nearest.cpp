#include "kuleshov/story/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "kuleshov/base/text.hpp"

namespace kuleshov::story {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, replaced});
    }
  }
  return row.back();
}

std::string nearest(std::string_view word, std::span<const std::string> known) {
  // Words longer than any name are cut: distances stay cheap on hostile input.
  const std::string wanted = base::lower_ascii(word.substr(0, 64));
  std::size_t best = std::max<std::size_t>(2, wanted.size() / 3) + 1;
  std::string found;
  for (const std::string& name : known) {
    const std::size_t edits = edit_distance(wanted, base::lower_ascii(name.substr(0, 64)));
    if (edits >= best || edits >= std::max(wanted.size(), name.size())) continue;
    best = edits;
    found = name;
  }
  return found;
}

std::string suggest(std::string_view word, std::span<const std::string> known) {
  const std::string near = nearest(word, known);
  if (!near.empty()) return fmt::format("did you mean \"{}\"?", near);
  if (known.empty()) return "none is declared";
  const auto shown = known.first(std::min<std::size_t>(known.size(), 12));
  return fmt::format("known: {}", fmt::join(shown, ", "));
}

}  // namespace kuleshov::story

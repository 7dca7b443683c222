// Revised pages. Each set of changes to a script that has been handed out has a colour of paper;
// a changed line has a star in the right margin (the order of colours is the one that Final Draft
// offers and US productions use: blue, pink, yellow, green, goldenrod, buff, salmon, cherry, tan).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "kuleshov/text/fountain.hpp"

namespace kuleshov::text {

struct Revision {
  std::string_view name;                // "blue"
  double red = 1, green = 1, blue = 1;  // of the paper, 0..1
};

// Set `number`, from 1; after the ninth the colours come round again.
const Revision& revision(int number);
// The set that a colour, in any case, or a number stands for; nothing for what is neither.
std::optional<int> revision_called(std::string_view name);

// Marks every element of `now` that prints and is not in `before`, in its order, as changed in set
// `number`, and the one that follows where something was taken out and nothing put. Says how many
// are marked. Where thousands of paragraphs differ all of them are.
std::size_t mark_changes(const Script& before, Script& now, int number);

}  // namespace kuleshov::text

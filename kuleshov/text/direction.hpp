// Which way a text runs, and how wide it is set.
#pragma once

#include <string_view>

#include "kuleshov/text/fountain.hpp"

namespace kuleshov::text {

// Whether the first letter that has a direction runs from right to left (Unicode Standard Annex 9,
// rule P2).
bool right_to_left(std::string_view text);
// Whether most of what prints does: then the page is laid out from the right.
bool right_to_left(const Script& script);

// Columns of a tenth of an inch that a text takes at Courier 12: none for a combining mark, 5/3 for
// a wide character (East Asian Width, Unicode Standard Annex 11; 12 points on a grid of 7.2).
double columns(std::string_view text);
// Whether a line may be broken after `before`, where no space is: between two wide characters, of
// which the second does not close (JIS X 4051: no line begins with 、 。 or a closing bracket) and
// the first does not open.
bool breaks_between(std::string_view before, std::string_view after);

}  // namespace kuleshov::text

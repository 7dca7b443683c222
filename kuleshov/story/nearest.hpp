// The known word that somebody probably meant, for remedies in errors.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kuleshov::story {

// Edits (insert, delete, replace; Levenshtein 1966) that turn `a` into `b`, on bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The word of `known` with the fewest edits from `word` (ASCII case ignored); empty when none is
// within a third of its length (at least two edits). The first wins among equals.
std::string nearest(std::string_view word, std::span<const std::string> known);

// "did you mean \"lamp\"?" or, when nothing is near, "known: a, b, c" (at most twelve).
std::string suggest(std::string_view word, std::span<const std::string> known);

}  // namespace kuleshov::story

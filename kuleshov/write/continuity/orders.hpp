// The orders in which a branching film's scenes may be seen.
#pragma once

#include <vector>

#include "kuleshov/story/film.hpp"
#include "kuleshov/text/fountain.hpp"

namespace kuleshov::write::continuity {

// Paths from the opening to an ending, as indices of the script's scenes: at most `most`, and so
// chosen that every scene and every way on is on one while there are that many.
std::vector<std::vector<std::size_t>> orders_of(const story::Film& film, const text::Script& script,
                                                std::size_t most = 64);

}  // namespace kuleshov::write::continuity

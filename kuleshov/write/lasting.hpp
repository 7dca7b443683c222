// How long a draft will last, before it is made: syllables, pauses and action, by
// story/lengths.hpp.
#pragma once

#include <vector>

#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// One scene, each line and action in a shot of its own, as the film source will cover it.
double seconds_of(const DraftScene& scene, const Cast& cast);
// Knots of the path on which every key point takes its default and every route its last.
std::vector<std::size_t> default_path(const Weave& weave);
// The default path.
double seconds_of(const Draft& draft);

// The longest path.
double longest_seconds_of(const Draft& draft);

}  // namespace kuleshov::write

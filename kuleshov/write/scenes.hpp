// The scenes of a draft, from the knots of its weave in the order they are told: the planner's
// events in words, the writer's beats as written, what a teller leaves out and puts back.
#pragma once

#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/grammar.hpp"
#include "kuleshov/write/realise.hpp"

namespace kuleshov::write {

// Fills draft.scenes and draft.labels; needs weave, told, cast, places and reading.
void fill_scenes(Draft& draft, const Library& library, Realiser& realiser, Grammar& grammar,
                 base::Random& random);

}  // namespace kuleshov::write

// From what happens to what is told: the writer's own beats and scenes of no plot are put between
// the planned ones, then the whole is put into the order in which it is told.
#pragma once

#include <cstddef>

#include "kuleshov/base/random.hpp"
#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// Fills draft.weave, draft.told and draft.own; needs weave, cast, beats and reading. At most
// `interludes` scenes of no plot are added: only where those who are in one are at hand on every
// path, one of a shape. The beats all stand, in their order.
void arrange(Draft& draft, const Library& library, std::size_t interludes, base::Random& random);

}  // namespace kuleshov::write

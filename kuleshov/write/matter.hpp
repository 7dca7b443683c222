// A planned matter put among the scenes of a film: each step a scene, in the plan's order, before
// scenes that every path passes and where everyone who is in it has been seen.
#pragma once

#include <memory>
#include <string>

#include "kuleshov/base/random.hpp"
#include "kuleshov/write/intrigue.hpp"
#include "kuleshov/write/weave.hpp"

namespace kuleshov::write {

// Who has met whom, on every path, before the second key point is asked.
Company company_of(const Weave& weave);

// `intrigue` with times, places and weather of the scenes around its steps. The weave refers to the
// events of what is returned, which must outlive it. Steps that stand before scene `i` cause those
// after it as the plan says.
std::shared_ptr<const Intrigue> put_among(Weave& weave, Intrigue intrigue, base::Random& random);

// The step that `event` is; null: none of them.
const PlannedStep* step_of(const Intrigue* intrigue, const Event& event);

}  // namespace kuleshov::write

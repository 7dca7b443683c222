// What may follow the shot that plays: the default, and every other way that may open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/direct/plan.hpp"
#include "kuleshov/direct/showing.hpp"
#include "kuleshov/room/package.hpp"

namespace kuleshov::room {

// One possible next shot: decided on a copy of the showing, which is kept as it was afterwards.
struct Candidate {
  direct::Decision decision;
  std::optional<story::WayId> by_hand;  // what it was decided with
  double likelihood = 1;
  bool ready = true;  // its shot is made
  std::string after;  // the copy, saved; only of the default
};

struct Outlook {
  std::int64_t cut = 0;  // the number of the cut it is about
  std::int64_t at = 0;   // frames
  bool key_point = false;
  Candidate standard;
  std::vector<Candidate> others;        // likeliest first
  std::vector<story::ShotId> to_fetch;  // likeliest first; holds what comes later as well
};

// Looks ahead from `saved`, a saved showing that stands at `current`. Pure. Errors: those of
// Showing::go_on, which come up only if the film changed underneath.
base::Result<Outlook> look_ahead(const std::shared_ptr<const direct::Plan>& plan,
                                 const Package& package, const std::string& saved,
                                 const sense::ViewerState& state);

// Until its policy is set again: for a framing that is not made yet.
void frame_as_written(direct::Showing& showing);

// What follows when `by_hand` is taken (or nothing is) from `saved`.
base::Result<Candidate> preview(const std::shared_ptr<const direct::Plan>& plan,
                                const Package& package, const std::string& saved,
                                const sense::ViewerState& state,
                                const std::optional<story::WayId>& by_hand);

}  // namespace kuleshov::room

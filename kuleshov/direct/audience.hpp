// What is known of an audience before a showing starts: the priors of the response model, and what
// earlier audiences felt beyond the author's arcs.
#pragma once

#include <map>
#include <string>

#include "kuleshov/story/film.hpp"

namespace kuleshov::direct {

// How one dimension of feeling answers the film: felt = gain * shown + offset, where `shown` is the
// arc after the viewer's delay. Normal priors.
struct AxisPrior {
  double gain = 0.8, gain_sd = 0.35;
  double offset = 0, offset_sd = 0.3;
  double covariance = 0;  // of gain and offset between viewers: who answers little is often low
};

struct Audience {
  AxisPrior arousal;
  AxisPrior valence;
  // Per scene: mean felt minus intended that a learned audience showed; absent: 0.
  std::map<std::string, story::Felt> beyond;
};

}  // namespace kuleshov::direct

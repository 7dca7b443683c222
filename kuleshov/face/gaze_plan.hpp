// Where the eyes go, when the lids close, how the head rides along. Times in seconds, degrees.
#pragma once

#include <vector>

#include "kuleshov/base/random.hpp"
#include "kuleshov/face/expression_plan.hpp"

namespace kuleshov::face {

// A jump of the line of sight (eye and head together) from where it was to `yaw`, `pitch`.
struct GazeShift {
  double start = 0;
  double duration = 0.04;  // main sequence: 21 ms + 2.2 ms per degree
  double yaw = 0;
  double pitch = 0;
};
struct Blink {
  double start = 0;
  double strength = 1;  // 0..1
  double scale = 1;     // of its length
};
// The head's part of a shift.
struct HeadTurn {
  double start = 0;
  double duration = 0.5;
  double yaw = 0;
  double pitch = 0;
};

struct GazePlan {
  std::vector<GazeShift> shifts;
  std::vector<HeadTurn> turns;
  std::vector<Blink> blinks;
};

GazePlan plan_gaze(const PerformanceRequest& request, const std::vector<Shown>& shown,
                   const Timing& timing, base::Random random, RulesOff off = {});

}  // namespace kuleshov::face

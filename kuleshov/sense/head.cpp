#include "kuleshov/sense/head.hpp"

#include <algorithm>

namespace kuleshov::sense {

namespace {
constexpr double memory_s = 1;
constexpr double longest_step_s = 0.5;  // over a longer hole nothing is known of the way between
constexpr double shortest_step_s = 0.001;
}  // namespace

void HeadTracker::angle(double time_s, Axis axis, double degrees) {
  if (!std::isfinite(degrees) || !std::isfinite(time_s)) return;
  Turning& turning = axes_[static_cast<std::size_t>(axis)];
  const double since = time_s - turning.at_s;
  if (since >= 0 && since < shortest_step_s) return;
  if (since > 0 && since < longest_step_s) {
    const double speed = std::abs(degrees - turning.degrees) / since;
    turning.speed += (1 - std::exp(-since / memory_s)) * (speed - turning.speed);
  } else {
    turning.speed = 0;
  }
  turning.degrees = degrees;
  turning.at_s = time_s;
  last_s_ = std::max(last_s_, time_s);
}

double HeadTracker::motion_deg_per_s() const {
  double squares = 0;
  for (const Turning& turning : axes_) squares += turning.speed * turning.speed;
  return std::sqrt(squares);
}

}  // namespace kuleshov::sense

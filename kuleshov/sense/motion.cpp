#include "kuleshov/sense/motion.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::sense {

namespace {

constexpr double largest_g = 20;
constexpr double memory_s = 5;
constexpr double silent_after_s = 2;
constexpr double still_g = 0.03;
constexpr double moving_g = 0.3;
constexpr double least_stillness = 0.2;

}  // namespace

void MotionTracker::sample(double time_s, double g) {
  if (!std::isfinite(time_s) || !(std::abs(g) <= largest_g) || time_s <= last_s_) return;
  const double since = time_s - last_s_;
  last_s_ = time_s;
  if (!started_ || since > memory_s) {
    started_ = true;
    mean_ = g;
    variance_ = 0;
    return;
  }
  const double share = 1 - std::exp(-since / memory_s);
  const double off = g - mean_;
  mean_ += share * off;
  variance_ += share * (off * off - variance_);
}

double MotionTracker::spread_g(double now_s) const {
  return now_s - last_s_ < silent_after_s ? std::sqrt(variance_) : 0;
}

double MotionTracker::stillness(double now_s) const {
  const double moving = (spread_g(now_s) - still_g) / (moving_g - still_g);
  return 1 - (1 - least_stillness) * std::clamp(moving, 0.0, 1.0);
}

}  // namespace kuleshov::sense

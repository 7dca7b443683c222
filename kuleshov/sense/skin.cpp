#include "kuleshov/sense/skin.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::sense {

namespace {
constexpr double lowest_us = 0.05;
constexpr double highest_us = 60;
constexpr double steepest_us_per_s = 10;
constexpr double fault_shadow_s = 5;
constexpr double smoothing_s = 0.5;
constexpr double smallest_response_us = 0.03;
constexpr double longest_rise_s = 6;
constexpr double flat_after_s = 20;
constexpr double flat_range_us = 1e-4;
}  // namespace

void SkinTracker::watch_flatness(double time_s, double value) {
  flat_low_ = std::min(flat_low_, value);
  flat_high_ = std::max(flat_high_, value);
  if (flat_high_ - flat_low_ > flat_range_us) {
    flat_low_ = flat_high_ = value;
    flat_since_s_ = time_s;
  }
  flat_ = time_s - flat_since_s_ > flat_after_s;
}

SkinEvent SkinTracker::sample(double time_s, double microsiemens) {
  if (!std::isfinite(time_s) || time_s <= last_s_) return {};
  const double since = time_s - last_s_;
  last_s_ = time_s;
  if (!std::isfinite(microsiemens) || microsiemens < lowest_us || microsiemens > highest_us) {
    note_fault(time_s);
    rising_ = false;
    return {};
  }
  const bool restart = !started_ || since > fault_shadow_s;
  if (restart) {
    started_ = true;
    smooth_ = trough_ = top_ = last_value_ = flat_low_ = flat_high_ = microsiemens;
    first_s_ = flat_since_s_ = trough_s_ = top_s_ = time_s;
    rising_ = false;
  }
  if (std::abs(microsiemens - last_value_) > steepest_us_per_s * since) note_fault(time_s);
  last_value_ = microsiemens;
  watch_flatness(time_s, microsiemens);
  smooth_ += (1 - std::exp(-since / smoothing_s)) * (microsiemens - smooth_);
  return follow(time_s);
}

SkinEvent SkinTracker::follow(double time_s) {
  if (smooth_ > top_) {
    top_ = smooth_;
    top_s_ = time_s;
    rising_ = rising_ || top_ - trough_ > smallest_response_us;
  }
  if (!rising_ && smooth_ <= trough_) {
    trough_ = top_ = smooth_;
    trough_s_ = top_s_ = time_s;
  }
  if (smooth_ > top_ - 0.1 * (top_ - trough_) - 0.002) return {};
  SkinEvent event;
  event.response =
      rising_ && top_s_ - trough_s_ < longest_rise_s && time_s - last_fault_s_ > fault_shadow_s;
  event.onset_s = trough_s_;
  event.peak_s = top_s_;
  event.amplitude_us = top_ - trough_;
  rising_ = false;
  trough_ = top_ = smooth_;
  trough_s_ = top_s_ = time_s;
  return event;
}

double SkinTracker::quality(double now_s) const {
  if (!started_ || flat_ || now_s - last_s_ > 2) return 0;
  return std::clamp((now_s - std::max(last_fault_s_, first_s_)) / fault_shadow_s, 0.0, 1.0);
}

}  // namespace kuleshov::sense

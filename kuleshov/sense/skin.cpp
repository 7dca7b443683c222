#include "kuleshov/sense/skin.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace kuleshov::sense {

namespace {

constexpr double lowest_us = 0.05;
constexpr double highest_us = 60;
constexpr double steepest_rise = 8;  // uS/s
constexpr double steepest_fall = 4;  // uS/s
constexpr double tear_share = 0.2;   // of the level in a second: no skin dries so fast
constexpr double least_tear = 0.1;   // uS/s
constexpr double calm_after_s = 1;
constexpr double back_within_us = 0.3;
constexpr double back_within_share = 0.1;
constexpr double longest_artefact_s = 4;
constexpr double shadow_s = 5;  // quality is low for so long after a fault
constexpr double longest_hole_s = 2;
constexpr double decay_s = 3;
constexpr double least_jump = 0.08;  // uS/s of the driver; about 0.04 uS of response
constexpr double noise_factor = 6;
constexpr double noise_memory_s = 30;
constexpr double least_rise = 0.02;  // uS/s: a slower fall alone is not a response
constexpr double rearm_share = 0.3;  // of a jump that the driver must fall before the next
constexpr double driver_trails_s = 0.15;
constexpr double trough_memory_s = 2;
constexpr double level_s = 0.5;
constexpr double tonic_fall_s = 8;
constexpr double tonic_rise_s = 40;
constexpr double longest_rise_s = 5;
constexpr double longest_recovery_s = 20;
constexpr double flat_after_s = 20;
constexpr double flat_range_us = 1e-4;

}  // namespace

void SkinTracker::say(SkinEvent::Kind kind, double time_s, double amplitude_us, double seconds) {
  events_.push({kind, time_s, amplitude_us, seconds});
}

// Fast signals are averaged into grid cells, slow ones drawn out by straight lines.
void SkinTracker::push(double time_s, double microsiemens) {
  if (!std::isfinite(time_s) || time_s <= last_s_) return;
  const bool good =
      std::isfinite(microsiemens) && microsiemens >= lowest_us && microsiemens <= highest_us;
  if (!good) {
    last_fault_s_ = time_s;
    if (time_s - last_s_ > longest_hole_s) started_ = false;
    return;
  }
  if (!started_ || time_s - last_s_ > longest_hole_s) start(time_s, microsiemens);
  const auto bin = static_cast<std::int64_t>(std::floor(time_s * grid_hz));
  while (bin_ < bin) {
    const double middle_s = (static_cast<double>(bin_) + 0.5) / grid_hz;
    const double share = std::clamp((middle_s - last_s_) / (time_s - last_s_), 0.0, 1.0);
    const double drawn = last_value_ + share * (microsiemens - last_value_);
    grid_point(middle_s, bin_count_ > 0 ? bin_sum_ / bin_count_ : drawn);
    ++bin_;
    bin_sum_ = bin_count_ = 0;
  }
  bin_sum_ += microsiemens;
  bin_count_ += 1;
  last_s_ = time_s;
  last_value_ = microsiemens;
}

void SkinTracker::start(double time_s, double value) {
  if (!started_) first_s_ = time_s;
  started_ = true;
  last_s_ = time_s;
  last_value_ = smooth_ = tonic_ = held_ = flat_low_ = flat_high_ = value;
  flat_since_s_ = time_s;
  bin_ = static_cast<std::int64_t>(std::floor(time_s * grid_hz));
  bin_sum_ = bin_count_ = 0;
  recent_.clear();
  has_driver_ = rising_ = false;
  response_ = recovering_ = {};
  held_since_s_ = -1;
}

// The value to go on with: held while the signal does what skin cannot do.
double SkinTracker::gate(double time_s, double value) {
  const double slope = (value - held_) * grid_hz;
  const bool holding = held_since_s_ >= 0;
  const double near = back_within_us + back_within_share * held_;
  const bool wild =
      holding ? std::abs(value - held_) >= near : slope > steepest_rise || slope < -steepest_fall;
  const bool torn = slope < -std::max(least_tear, tear_share * held_);
  if (wild || torn) mark_fault(time_s);
  if (wild && !holding) held_since_s_ = time_s;
  if (wild && time_s - held_since_s_ <= longest_artefact_s) return held_;
  if (wild) {  // it does not come back: this is the level now
    recent_.clear();
    has_driver_ = rising_ = false;
  }
  held_since_s_ = -1;
  held_ = value;
  if (in_artefact_ && time_s - last_fault_s_ > calm_after_s) {
    in_artefact_ = false;
    say(SkinEvent::Kind::artefact_end, time_s);
  }
  return value;
}

void SkinTracker::mark_fault(double time_s) {
  last_fault_s_ = time_s;
  if (!in_artefact_) say(SkinEvent::Kind::artefact_start, time_s);
  in_artefact_ = true;
}

void SkinTracker::watch_flatness(double time_s, double value) {
  flat_low_ = std::min(flat_low_, value);
  flat_high_ = std::max(flat_high_, value);
  if (flat_high_ - flat_low_ > flat_range_us) {
    flat_low_ = flat_high_ = value;
    flat_since_s_ = time_s;
  }
  flat_ = time_s - flat_since_s_ > flat_after_s;
}

void SkinTracker::grid_point(double time_s, double raw) {
  const double value = gate(time_s, raw);
  const bool good = held_since_s_ < 0 && time_s - last_fault_s_ > calm_after_s;
  points_.push({time_s, value, good});
  watch_flatness(time_s, raw);
  const double step_s = 1 / grid_hz;
  smooth_ += (1 - std::exp(-step_s / level_s)) * (value - smooth_);
  const double tonic_time = smooth_ < tonic_ ? tonic_fall_s / 4 : tonic_rise_s;
  tonic_ += (1 - std::exp(-step_s / tonic_time)) * (smooth_ - tonic_);
  recent_.push(value);
  if (recent_.size() < 4) return;
  follow_driver(time_s);
  follow_peak(time_s);
  follow_recovery(time_s);
  before_us_ = value;
}

void SkinTracker::follow_driver(double time_s) {
  const auto last = [&](std::size_t i) { return recent_[recent_.size() - 1 - i]; };
  const double rise = (last(0) + last(1) - last(2) - last(3)) * grid_hz / 4;
  const double mean = (last(0) + last(1) + last(2) + last(3)) / 4;
  const double driver = rise + mean / decay_s;
  if (!has_driver_) {
    has_driver_ = true;
    driver_ = trough_ = top_ = driver;
    crossed_s_ = time_s;
  }
  const double change = std::min(std::abs(driver - driver_), least_jump / 2);
  driver_ = driver;
  // A jerk is no noise of the sensor and no trough of the driver: kept, either would hide the
  // responses of the next half minute.
  if (time_s - last_fault_s_ <= calm_after_s) {
    rising_ = false;
    trough_ = driver;
    crossed_s_ = time_s;
    return;
  }
  noise_ += (change - noise_) / (noise_memory_s * grid_hz);
  const double jump = std::max(least_jump, noise_factor * noise_);
  if (rising_) {
    top_ = std::max(top_, driver);
    if (driver > top_ - rearm_share * (top_ - trough_)) return;
    rising_ = false;
    trough_ = driver;
    crossed_s_ = time_s;
    return;
  }
  // The trough follows slowly, so that a slow climb is not a jump.
  trough_ += (driver - trough_) * (1 - std::exp(-1 / (grid_hz * trough_memory_s)));
  trough_ = std::min(trough_, driver);
  if (driver - trough_ <= jump / 3) crossed_s_ = time_s;
  if (driver - trough_ <= jump || rise < least_rise) return;
  rising_ = true;
  top_ = driver;
  if (time_s - last_fault_s_ > calm_after_s) open_response(time_s);
}

void SkinTracker::open_response(double time_s) {
  close_response();
  recovering_.open = false;
  const double onset_s = crossed_s_ + 1 / grid_hz - driver_trails_s;
  const auto back =
      static_cast<std::size_t>(std::max(0.0, std::round((time_s - onset_s) * grid_hz)));
  const std::size_t newest = recent_.size() - 1;
  const double onset_us = recent_[newest - std::min(back, newest)];
  response_ = {true, onset_s, onset_us, time_s, recent_.newest()};
  say(SkinEvent::Kind::onset, onset_s, std::max(0.0, response_.top_us - onset_us));
}

void SkinTracker::close_response() {
  if (!response_.open) return;
  recovering_ = response_;
  say(SkinEvent::Kind::peak, response_.top_s, std::max(0.0, response_.top_us - response_.onset_us),
      std::max(0.0, response_.top_s - response_.onset_s));
  response_.open = false;
}

void SkinTracker::follow_peak(double time_s) {
  if (!response_.open) return;
  if (recent_.newest() > response_.top_us) {
    response_.top_us = recent_.newest();
    response_.top_s = time_s;
  }
  const bool over = time_s - response_.top_s > 0.75 || time_s - response_.onset_s > longest_rise_s;
  if (over) close_response();
}

// On the straight line between the grid points around the crossing.
void SkinTracker::follow_recovery(double time_s) {
  if (!recovering_.open) return;
  const Response& r = recovering_;
  const bool spoilt = last_fault_s_ >= r.onset_s || time_s - r.top_s > longest_recovery_s;
  const double half_us = (r.top_us + r.onset_us) / 2;
  const double now_us = recent_.newest();
  if (!spoilt && now_us > half_us) return;
  recovering_.open = false;
  if (spoilt) return;
  const double since =
      std::clamp((half_us - now_us) / std::max(before_us_ - now_us, 1e-9), 0.0, 1.0);
  const double at_s = std::max(time_s - since / grid_hz, r.top_s);
  say(SkinEvent::Kind::recovery, at_s, r.top_us - r.onset_us, at_s - r.top_s);
}

double SkinTracker::quality(double now_s) const {
  if (!started_ || flat_ || now_s - last_s_ > 2) return 0;
  return std::clamp((now_s - std::max(last_fault_s_, first_s_)) / shadow_s, 0.0, 1.0);
}

}  // namespace kuleshov::sense

#include "kuleshov/sense/ppg.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kuleshov::sense {

namespace {

constexpr double smooth_a_s = 0.1;
constexpr double smooth_b_s = 0.08;
constexpr double rise_s = 0.2;
constexpr double hold_s = 0.33;
constexpr double wait_s = 0.35;
constexpr double threshold_share = 0.45;
constexpr double overdue = 1.5;
constexpr double look_back_share = 0.3;
constexpr double learning_s = 3;
constexpr double lost_s = 3;
constexpr double early_share = 0.7;       // of the usual interval
constexpr double early_strictness = 1.4;  // against the second wave of a pulse
constexpr double peak_after_s = 0.2;
constexpr double memory_s = 6;
constexpr double largest = 1e6;

std::size_t span(double seconds, double rate_hz) {
  return static_cast<std::size_t>(std::max(1.0, std::round(seconds * rate_hz)));
}

template <class T>
double middle(const Ring<T, 8>& ring) {
  std::array<double, 8> copy{};
  for (std::size_t i = 0; i < ring.size(); ++i) copy[i] = static_cast<double>(ring[i]);
  return median_in_place(copy.data(), ring.size());
}

}  // namespace

PpgDetector::PpgDetector(double rate_hz)
    : rate_hz_(std::clamp(rate_hz, 20.0, 2000.0)),
      smooth_a_(span(smooth_a_s, rate_hz_)),
      smooth_b_(span(smooth_b_s, rate_hz_)),
      rise_sum_(span(rise_s, rate_hz_)),
      smoothed_(span(memory_s, rate_hz_)),
      hold_(samples(hold_s)),
      wait_(samples(wait_s)),
      usual_interval_(rate_hz_) {}

std::int64_t PpgDetector::samples(double seconds) const {
  return static_cast<std::int64_t>(std::llround(seconds * rate_hz_));
}

bool PpgDetector::sample(double value, Beat& beat) {
  if (std::isfinite(value) && std::abs(value) <= largest) last_value_ = value;
  if (n_ < 0) {
    for (std::size_t i = 0; i < smooth_a_.size(); ++i) smooth_a_.push(last_value_);
    for (std::size_t i = 0; i < smooth_b_.size(); ++i) smooth_b_.push(last_value_);
    smoothed_.fill(last_value_);
  }
  ++n_;
  const double once = smooth_a_.push(last_value_) / static_cast<double>(smooth_a_.size());
  const double twice = smooth_b_.push(once) / static_cast<double>(smooth_b_.size());
  const double step = twice - smoothed_[n_ - 1];
  smoothed_.set(n_, twice);
  follow(rise_sum_.push(std::max(0.0, step)));
  return decide(beat);
}

void PpgDetector::follow(double rise) {
  if (!rising_ && rise > last_rise_) {
    rising_ = true;
    top_ = {n_, rise};
  }
  last_rise_ = rise;
  if (!rising_) return;
  if (rise > top_.rise) top_ = {n_, rise};
  if (rise > top_.rise / 2 && n_ - top_.at <= hold_) return;
  rising_ = false;
  if (pending_.at >= 0 && top_.at - pending_.at < hold_) {
    if (top_.rise > pending_.rise) pending_ = top_;
    return;
  }
  if (pending_.at >= 0) waiting_.push(pending_);
  pending_ = top_;
}

bool PpgDetector::decide(Beat& beat) {
  if (pending_.at >= 0 && n_ - pending_.at >= wait_) {
    waiting_.push(pending_);
    pending_ = {};
  }
  if (n_ < samples(learning_s)) return false;
  if (level_ == 0) {
    std::array<double, 16> rises{};
    for (std::size_t i = 0; i < waiting_.size(); ++i) rises[i] = waiting_[i].rise;
    std::sort(rises.begin(), rises.end(), std::greater<>());
    level_ = rises[waiting_.size() > 2 ? 1 : 0];
  }
  while (!waiting_.empty()) {
    const Candidate c = waiting_[0];
    waiting_.pop_oldest();
    if (judge(c, beat)) return true;
  }
  return look_back(beat);
}

bool PpgDetector::judge(const Candidate& c, Beat& beat) {
  if (last_beat_ >= 0 && c.at - last_beat_ < hold_) return false;
  const double since =
      last_beat_ < 0 ? 1 : static_cast<double>(c.at - last_beat_) / usual_interval_;
  const double strict = since < early_share ? early_strictness : 1;
  if (c.rise > strict * threshold_share * level_) {
    accept(c, false, beat);
    return true;
  }
  if (c.rise > refused_.rise) refused_ = c;
  return false;
}

bool PpgDetector::look_back(Beat& beat) {
  const std::int64_t since = last_beat_ < 0 ? n_ : n_ - last_beat_;
  if (static_cast<double>(since) < overdue * usual_interval_) return false;
  const Candidate refused = refused_;
  if (refused.at >= 0 && n_ - refused.at < samples(lost_s) &&
      refused.rise > look_back_share * threshold_share * level_) {
    accept(refused, true, beat);
    return true;
  }
  if (since > samples(lost_s)) level_ *= 1 - 0.7 / rate_hz_;
  return false;
}

void PpgDetector::accept(const Candidate& c, bool looked_back, Beat& beat) {
  rises_.push(c.rise);
  level_ = middle(rises_);
  if (last_beat_ >= 0) {
    intervals_.push(c.at - last_beat_);
    usual_interval_ = middle(intervals_);
  }
  last_beat_ = c.at;
  refused_ = {};
  const double trails = static_cast<double>(smooth_a_.size() + smooth_b_.size() - 2) / 2;
  beat.time_s = (peak_near(c.at) - trails) / rate_hz_;
  beat.rise_s = (steepest_near(c.at) - trails) / rate_hz_;
  beat.decided_s = static_cast<double>(n_) / rate_hz_;
  beat.height = c.rise;
  beat.likeness = 1;
  beat.looked_back = looked_back;
}

double PpgDetector::peak_near(std::int64_t at) const {
  std::int64_t best = std::max<std::int64_t>(1, at - samples(rise_s / 2));
  const std::int64_t to = std::min(n_ - 1, at + samples(peak_after_s));
  for (std::int64_t i = best; i <= to; ++i) {
    if (smoothed_[i] > smoothed_[best]) best = i;
  }
  return static_cast<double>(best) +
         top_between(smoothed_[best - 1], smoothed_[best], smoothed_[best + 1]);
}

double PpgDetector::steepest_near(std::int64_t at) const {
  const auto slope = [&](std::int64_t i) { return smoothed_[i] - smoothed_[i - 1]; };
  std::int64_t best = std::max<std::int64_t>(2, at - samples(rise_s * 1.2));
  for (std::int64_t i = best; i <= std::min(n_ - 1, at); ++i) {
    if (slope(i) > slope(best)) best = i;
  }
  return static_cast<double>(best) - 0.5 +
         top_between(slope(best - 1), slope(best), slope(best + 1));
}

}  // namespace kuleshov::sense

#include "kuleshov/sense/ecg.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kuleshov::sense {

namespace {

// The two smoothings have their zeros at 60 and 50 Hz; with the slope over 20 ms they pass about
// 5-25 Hz, where the energy of the QRS lies (Thakor, Webster & Tompkins 1984, IEEE TBME 31:702).
constexpr double smooth_a_s = 1.0 / 60;
constexpr double smooth_b_s = 1.0 / 50;
constexpr double shape_reach_s = 0.09;
constexpr double shape_shift_s = 0.008;
constexpr double memory_s = 4;
constexpr double largest_mv = 1000;

std::size_t span(double seconds, double rate_hz) {
  return static_cast<std::size_t>(std::max(1.0, std::round(seconds * rate_hz)));
}

// How far x has gone from `low` to `high`, 0..1.
double share_between(double x, double low, double high) {
  return std::clamp((x - low) / (high - low), 0.0, 1.0);
}

double middle(const Ring<double, 8>& ring) {
  std::array<double, 8> copy{};
  for (std::size_t i = 0; i < ring.size(); ++i) copy[i] = ring[i];
  return median_in_place(copy.data(), ring.size());
}

}  // namespace

// Where a parabola through three neighbours has its top, in samples from the middle one.
double top_between(double before, double here, double after) {
  const double bend = before - 2 * here + after;
  return bend < 0 ? std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
}

EcgDetector::EcgDetector(double rate_hz, const EcgSettings& settings)
    : settings_(settings),
      rate_hz_(std::clamp(rate_hz, 60.0, 2000.0)),
      smooth_a_(span(smooth_a_s, rate_hz_)),
      smooth_b_(span(smooth_b_s, rate_hz_)),
      energy_sum_(span(settings_.energy_s, rate_hz_)),
      smoothed_(span(memory_s, rate_hz_)),
      twice_(span(memory_s, rate_hz_)),
      slopes_(span(memory_s, rate_hz_)),
      slope_span_(samples(settings_.slope_s)),
      energy_trails_((slope_span_ + static_cast<std::int64_t>(energy_sum_.size()) +
                      static_cast<std::int64_t>(smooth_b_.size())) /
                     2),
      hold_(samples(settings_.hold_s)),
      learning_(samples(settings_.learning_s)),
      usual_interval_(rate_hz_) {}

std::int64_t EcgDetector::samples(double seconds) const {
  return static_cast<std::int64_t>(std::llround(seconds * rate_hz_));
}

// As if the first value had always been there.
void EcgDetector::start(double value) {
  for (std::size_t i = 0; i < smooth_a_.size(); ++i) smooth_a_.push(value);
  for (std::size_t i = 0; i < smooth_b_.size(); ++i) smooth_b_.push(value);
  twice_.fill(value);
  smoothed_.fill(value);
}

bool EcgDetector::sample(double millivolts, Beat& beat) {
  if (std::isfinite(millivolts) && std::abs(millivolts) <= largest_mv) last_value_ = millivolts;
  if (n_ < 0) start(last_value_);
  ++n_;
  const double once = smooth_a_.push(last_value_) / static_cast<double>(smooth_a_.size());
  const double twice = smooth_b_.push(once) / static_cast<double>(smooth_b_.size());
  const double rise = twice - twice_[n_ - slope_span_];
  smoothed_.set(n_, once);
  twice_.set(n_, twice);
  slopes_.set(n_, rise);
  follow_energy(energy_sum_.push(rise * rise));
  return decide(beat);
}

void EcgDetector::follow_energy(double energy) {
  if (!rising_ && energy > last_energy_) {
    rising_ = true;
    top_ = {n_, energy, 1};
  }
  last_energy_ = energy;
  if (!rising_) return;
  if (energy > top_.height) top_ = {n_, energy, 1};
  if (energy < top_.height / 2 || n_ - top_.at > hold_) confirm_top();
}

void EcgDetector::confirm_top() {
  rising_ = false;
  const Candidate c{top_.at, std::sqrt(std::max(top_.height, 0.0)), 1};
  if (pending_.at >= 0 && c.at - pending_.at < hold_) {
    if (c.height > pending_.height) pending_ = c;
    return;
  }
  if (pending_.at >= 0) waiting_.push(pending_);
  pending_ = c;
}

// A larger wave within the hold is on its way, but not over yet.
bool EcgDetector::outgrown() const {
  return rising_ && top_.at - pending_.at < hold_ &&
         top_.height > pending_.height * pending_.height;
}

bool EcgDetector::decide(Beat& beat) {
  if (pending_.at >= 0 && n_ - pending_.at >= hold_ && !outgrown()) {
    waiting_.push(pending_);
    pending_ = {};
  }
  if (n_ < learning_) return false;
  if (beat_level_ == 0) start_levels();
  while (!waiting_.empty()) {
    const Candidate c = waiting_[0];
    waiting_.pop_oldest();
    if (judge(c, beat)) return true;
  }
  return look_back(beat);
}

// The lower of the highest peaks of the first two seconds: one artefact does not set it.
void EcgDetector::start_levels() {
  std::array<double, 2> highest{};
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    auto& half = highest[waiting_[i].at < learning_ / 2 ? 0 : 1];
    half = std::max(half, waiting_[i].height);
  }
  const double low = std::min(highest[0], highest[1]);
  beat_level_ = low > 0 ? low : std::max(highest[0], highest[1]);
}

double EcgDetector::threshold() const {
  return noise_level_ + settings_.threshold_share * std::max(0.0, beat_level_ - noise_level_);
}

// A wave early in a regular rhythm must be larger, the more so the less it looks like a beat.
double EcgDetector::strictness(const Candidate& c) const {
  if (last_beat_ < 0) return 1;
  const double since = static_cast<double>(c.at - last_beat_) / usual_interval_;
  const double early = 1 - share_between(since, settings_.early_from, settings_.early_to);
  return 1 + settings_.strictest * regularity_ * early * (1 - settings_.relief * c.likeness);
}

// Where noise reaches high, what does not look like a beat counts for less.
double EcgDetector::trust(const Candidate& c) const {
  const double trouble =
      share_between(noise_level_ / beat_level_, settings_.noise_from, settings_.noise_to);
  return 1 - settings_.distrust * trouble * (1 - c.likeness);
}

bool EcgDetector::is_t_wave(const Candidate& c) const {
  return last_beat_ >= 0 && c.at - last_beat_ < samples(settings_.t_wave_s) &&
         steepest_before(c.at) < settings_.t_wave_slope * last_slope_;
}

bool EcgDetector::judge(Candidate c, Beat& beat) {
  if (last_beat_ >= 0 && c.at - last_beat_ < hold_) return false;
  if (is_t_wave(c)) return false;
  c.likeness = shapes_.likeness(shapes_at(c.at));
  if (!(c.height * trust(c) > strictness(c) * threshold())) {
    refuse(c);
    return false;
  }
  accept(c, false, beat);
  return true;
}

// Waves several times as large as the level, alike in size, among small ones that are unlike each
// other, are the beats: the level was learned from noise, in a pause or before the first beat.
void EcgDetector::notice_giants(const Candidate& c) {
  constexpr double alike = 1.5;
  constexpr double like_each_other = 0.7;
  constexpr double forgets = 0.2;
  if (c.height < settings_.giant * beat_level_) {
    const double likeness = shapes_.knows_any() ? c.likeness : 0;
    usual_likeness_ += forgets * (likeness - usual_likeness_);
    return;
  }
  if (usual_likeness_ > like_each_other) return;
  if (!giants_.empty()) {
    const double ratio = c.height / giants_.newest().height;
    const bool goes_on = c.at - giants_.newest().at < samples(settings_.lost_s);
    if (!goes_on || ratio > alike || ratio < 1 / alike) giants_.clear();
  }
  giants_.push(c);
  if (giants_.full()) begin_from_giants();
}

void EcgDetector::begin_from_giants() {
  beat_heights_.clear();
  intervals_.clear();
  shapes_ = {};
  for (std::size_t i = 0; i < giants_.size(); ++i) {
    beat_heights_.push(giants_[i].height);
    if (i > 0) learn_interval(giants_[i].at - giants_[i - 1].at);
  }
  last_beat_ = -1;  // its interval to the newest giant is learned above
  giants_.clear();
}

void EcgDetector::refuse(const Candidate& c) {
  noise_heights_.push(c.height);
  noise_level_ = middle(noise_heights_);
  if (c.height * c.likeness > refused_.height * refused_.likeness) refused_ = c;
}

bool EcgDetector::look_back(Beat& beat) {
  const std::int64_t since = last_beat_ < 0 ? n_ : n_ - last_beat_;
  if (static_cast<double>(since) < settings_.overdue * usual_interval_) return false;
  const Candidate refused = refused_;
  const double alike = share_between(refused.likeness, 0.7, 0.95);
  const double share = settings_.look_back_share * (1 - settings_.alike_relief * alike);
  if (refused.at >= 0 && n_ - refused.at < samples(settings_.lost_s) &&
      refused.height > share * threshold()) {
    accept(refused, true, beat);
    return true;
  }
  // Nothing for long: the beats may have become small. Half as much is asked for each second.
  if (since > samples(settings_.lost_s)) beat_level_ *= 1 - 0.7 / rate_hz_;
  return false;
}

void EcgDetector::learn_interval(std::int64_t interval) {
  intervals_.push(interval);
  std::array<double, 8> sorted{};
  const std::size_t n = intervals_.size();
  for (std::size_t i = 0; i < n; ++i) sorted[i] = static_cast<double>(intervals_[i]);
  std::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(n));
  usual_interval_ = sorted[(n - 1) / 2];
  if (n < 8) return;
  const double spread = (sorted[5] - sorted[2]) / (sorted[3] + sorted[4]);
  regularity_ = 1 - share_between(spread, 0, settings_.regular_spread);
}

void EcgDetector::accept(const Candidate& c, bool looked_back, Beat& beat) {
  notice_giants(c);
  beat_heights_.push(c.height);
  beat_level_ = middle(beat_heights_);
  if (last_beat_ >= 0) learn_interval(c.at - last_beat_);
  last_beat_ = c.at;
  last_slope_ = steepest_before(c.at);
  shapes_.learn(shapes_at(c.at), c.at);
  refused_ = {};
  const double r = locate(c.at, beat.height);
  beat.time_s = (r - static_cast<double>(smooth_a_.size() - 1) / 2) / rate_hz_;
  beat.rise_s = beat.time_s;
  beat.decided_s = static_cast<double>(n_) / rate_hz_;
  beat.likeness = c.likeness;
  beat.looked_back = looked_back;
}

double EcgDetector::steepest_before(std::int64_t at) const {
  const std::int64_t width = static_cast<std::int64_t>(energy_sum_.size());
  double steepest = 0;
  for (std::int64_t i = std::max<std::int64_t>(0, at - width); i <= at; ++i) {
    steepest = std::max(steepest, std::abs(slopes_[i]));
  }
  return steepest;
}

BeatShapes::Aligned EcgDetector::shapes_at(std::int64_t at) const {
  const std::int64_t middle_at = at - static_cast<std::int64_t>(energy_sum_.size()) / 2;
  const ShapeScale scale{rate_hz_ * shape_reach_s, rate_hz_ * shape_shift_s};
  return shapes_about(middle_at, scale,
                      [&](std::int64_t i) { return i >= 0 && i <= n_ ? slopes_[i] : 0.0; });
}

double EcgDetector::base_about(std::int64_t centre) const {
  const std::int64_t from = std::max<std::int64_t>(0, centre - samples(settings_.hold_s));
  const std::int64_t to = std::min(n_, centre + samples(settings_.hold_s));
  double sum = 0;
  for (std::int64_t i = from; i <= to; ++i) sum += smoothed_[i];
  return sum / static_cast<double>(to - from + 1);
}

double EcgDetector::locate(std::int64_t at, double& height) const {
  const std::int64_t centre = std::max<std::int64_t>(0, at - energy_trails_);
  const std::int64_t reach = samples(settings_.locate_s);
  const double base = base_about(centre);
  std::int64_t up_at = centre;
  std::int64_t down_at = centre;
  double up = 0;
  double down = 0;
  for (std::int64_t i = std::max<std::int64_t>(0, centre - reach);
       i <= std::min(n_, centre + reach); ++i) {
    const double off = static_cast<double>(i - centre) / static_cast<double>(reach);
    const double size = (smoothed_[i] - base) * (1 - settings_.near_middle * off * off);
    if (size > up) {
      up = size;
      up_at = i;
    }
    if (-size > down) {
      down = -size;
      down_at = i;
    }
  }
  const std::int64_t best = up >= down ? up_at : down_at;
  const std::int64_t other = up >= down ? down_at : up_at;
  height = smoothed_[best] - base;
  const double ratio = std::min(up, down) / std::max({up, down, 1e-12});
  const double part = 0.5 * share_between(ratio, settings_.two_peaks, 1);
  const double sign = height < 0 ? -1 : 1;
  const double shift =
      top_between(sign * smoothed_[best - 1], sign * smoothed_[best], sign * smoothed_[best + 1]);
  return static_cast<double>(best) + shift + part * static_cast<double>(other - best);
}

}  // namespace kuleshov::sense

#include "kuleshov/sense/windows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kuleshov/sense/recorded.hpp"

namespace kuleshov::sense {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double deviation_floor = 0.5;  // shrinks the scale while a viewer is hardly known
constexpr double stale_s = 2;
constexpr double least_coverage = 0.5;
constexpr std::size_t least_seconds = 20;

struct Summary {
  std::size_t count = 0;
  double mean = missing;
  double highest = missing;
  double slope = missing;  // per minute
};

// Of value(i) over n seconds.
template <class Value>
Summary summary_of(std::size_t n, Value value) {
  Summary out;
  double sum = 0;
  double sum_t = 0;
  double sum_tv = 0;
  double sum_tt = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double v = value(i);
    if (!std::isfinite(v)) continue;
    const auto t = static_cast<double>(i);
    out.highest = out.count == 0 ? v : std::max(out.highest, v);
    ++out.count;
    sum += v;
    sum_t += t;
    sum_tv += t * v;
    sum_tt += t * t;
  }
  if (out.count < least_seconds) return {};
  const auto count = static_cast<double>(out.count);
  out.mean = sum / count;
  const double spread = sum_tt / count - sum_t / count * sum_t / count;
  out.slope = spread > 0 ? 60 * (sum_tv / count - sum_t / count * out.mean) / spread : 0;
  return out;
}

}  // namespace

double rate_for_window(const Senses& senses, double now_s) {
  const double device = senses.device_rate_bpm();
  if (now_s - senses.last_s(Channel::heart_rate) < stale_s && device > 25 && device < 240) {
    return device;
  }
  const HeartTracker& heart = senses.heart();
  return heart.coverage(now_s, 10) > least_coverage ? heart.rate_bpm() : missing;
}

double log_skin_for_window(const Senses& senses, double now_s) {
  const bool fresh = now_s - senses.last_s(Channel::skin_conductance) < stale_s;
  const double level = senses.skin().level_us();
  return fresh && level > 0 ? std::log(std::max(level, 0.02)) : missing;
}

WindowFeatures WindowTracker::measure() const {
  const Summary heart =
      summary_of(seconds_.size(), [&](std::size_t i) { return seconds_[i].rate_bpm; });
  const Summary skin =
      summary_of(seconds_.size(), [&](std::size_t i) { return seconds_[i].log_skin; });
  return {heart.mean, heart.highest, skin.mean, skin.slope};
}

// Less the median of the windows so far within memory, over their spread.
double WindowTracker::against_self(std::size_t feature, double value) const {
  if (!std::isfinite(value)) return missing;
  std::array<double, windows> own;
  std::size_t n = 0;
  for (std::size_t i = 0; i < own_.size(); ++i) {
    if (std::isfinite(own_[i][feature])) own[n++] = own_[i][feature];
  }
  std::sort(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(n));
  const double spread = (own[n * 3 / 4] - own[n / 4]) / 1.35;
  return (value - own[n / 2]) / (spread + deviation_floor);
}

bool WindowTracker::second(double now_s, double rate_bpm, double log_skin) {
  if (now_s - last_s_ > 1.5 || now_s < last_s_) seconds_.clear();
  last_s_ = now_s;
  seconds_.push({rate_bpm, log_skin});
  if (!seconds_.full() || ++since_window_ < static_cast<std::size_t>(window_step_s)) return false;
  since_window_ = 0;
  const WindowFeatures raw = measure();
  own_.push(raw);
  latest_.end_s = now_s;
  for (std::size_t k = 0; k < raw.size(); ++k) latest_.features[k] = against_self(k, raw[k]);
  return true;
}

std::vector<Window> windows_of(const Recording& recording) {
  std::vector<Window> out;
  Senses senses(rates_of({&recording, 1}));
  RecordedSource source(recording);
  WindowTracker tracker;
  Event event;
  for (double now_s = 1; now_s <= recording.length_s(); now_s += 1) {
    for (const Sample& sample : source.next(now_s)) {
      senses.feed(sample);
      while (senses.take(event)) continue;
    }
    const double rate = rate_for_window(senses, now_s);
    if (tracker.second(now_s, rate, log_skin_for_window(senses, now_s))) {
      out.push_back(tracker.latest());
    }
  }
  return out;
}

}  // namespace kuleshov::sense

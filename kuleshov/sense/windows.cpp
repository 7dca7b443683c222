#include "kuleshov/sense/windows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kuleshov/sense/heart.hpp"
#include "kuleshov/sense/skin.hpp"

namespace kuleshov::sense {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double deviation_floor = 0.5;  // shrinks the scale while a viewer is hardly known

struct Point {
  double time_s;
  double value;
};
using Points = std::vector<Point>;

struct Summary {
  std::size_t count = 0;
  double mean = 0;
  double highest = 0;
  double slope = 0;  // per minute
};

Summary summary_of(const Points& points, double from_s, double to_s) {
  Summary out;
  double sum_t = 0;
  double sum_tv = 0;
  double sum_tt = 0;
  const auto first = std::partition_point(points.begin(), points.end(),
                                          [&](const Point& p) { return p.time_s < from_s; });
  for (auto p = first; p != points.end() && p->time_s < to_s; ++p) {
    const double t = p->time_s - from_s;
    out.highest = out.count == 0 ? p->value : std::max(out.highest, p->value);
    ++out.count;
    out.mean += p->value;
    sum_t += t;
    sum_tv += t * p->value;
    sum_tt += t * t;
  }
  if (out.count < 2) return out;
  const auto n = static_cast<double>(out.count);
  out.mean /= n;
  const double spread = sum_tt / n - sum_t / n * sum_t / n;
  if (spread > 0) out.slope = 60 * (sum_tv / n - sum_t / n * out.mean) / spread;
  return out;
}

// The device's own rate where there is one, else the rate of believed beats.
Points rate_of(const Recording& recording) {
  Points out;
  const Series* rate = recording.find(Channel::heart_rate);
  for (std::size_t i = 0; rate != nullptr && i < rate->values.size(); ++i) {
    if (rate->values[i] > 25) out.push_back({rate->time_s(i), rate->values[i]});
  }
  const Series* beats = recording.find(Channel::heart_beat);
  if (!out.empty() || beats == nullptr) return out;
  HeartTracker tracker;
  for (std::size_t i = 0; i < beats->values.size(); ++i) {
    const double t = beats->time_s(i);
    if (tracker.beat(t, beats->values[i])) out.push_back({t, tracker.rate_bpm()});
  }
  return out;
}

Points log_skin_of(const Recording& recording) {
  Points out;
  const Series* skin = recording.find(Channel::skin_conductance);
  if (skin == nullptr) return out;
  SkinTracker tracker;
  for (std::size_t i = 0; i < skin->values.size(); ++i) {
    const double t = skin->time_s(i);
    tracker.sample(t, skin->values[i], [](const SkinEvent&) {});
    if (tracker.level_us() > 0) out.push_back({t, std::log(std::max(tracker.level_us(), 0.02))});
  }
  return out;
}

// Less the median of the windows so far within memory, over their spread.
void measure_against_self(std::vector<Window>& windows) {
  const std::vector<Window> raw = windows;
  for (std::size_t k = 0; k < window_features.size(); ++k) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
      std::vector<double> own;
      for (std::size_t j = 0; j <= i; ++j) {
        const bool recent = raw[j].end_s > raw[i].end_s - window_memory_s;
        if (recent && std::isfinite(raw[j].features[k])) own.push_back(raw[j].features[k]);
      }
      windows[i].features[k] = missing;
      if (own.empty() || !std::isfinite(raw[i].features[k])) continue;
      std::sort(own.begin(), own.end());
      const double middle = own[own.size() / 2];
      const double spread = (own[own.size() * 3 / 4] - own[own.size() / 4]) / 1.35;
      windows[i].features[k] = (raw[i].features[k] - middle) / (spread + deviation_floor);
    }
  }
}

}  // namespace

std::vector<Window> windows_of(const Recording& recording) {
  const Points rate = rate_of(recording);
  const Points skin = log_skin_of(recording);
  std::vector<Window> out;
  for (double end = window_length_s; end <= recording.length_s(); end += window_step_s) {
    const Summary heart = summary_of(rate, end - window_length_s, end);
    const Summary level = summary_of(skin, end - window_length_s, end);
    Window window{end, {missing, missing, missing, missing}};
    if (heart.count >= 20) {
      window.features[0] = heart.mean;
      window.features[1] = heart.highest;
    }
    if (level.count >= 60) {
      window.features[2] = level.mean;
      window.features[3] = level.slope;
    }
    out.push_back(window);
  }
  measure_against_self(out);
  return out;
}

}  // namespace kuleshov::sense

// How much, how fast, how often the face moves.
#include <algorithm>
#include <cmath>

#include "kuleshov/face/measures.hpp"

namespace kuleshov::face {

namespace {

bool expressive(std::size_t s) {
  const auto shape = static_cast<Shape>(s);
  return !is_eye(shape) && shape != Shape::tongue_out;
}

Reading intensity(const Material& m) {
  if (m.request->extreme) return not_enough();
  std::vector<bool> strong(m.signal.count, false);
  for (std::size_t s = 0; s < shape_count; ++s) {
    if (!expressive(s) || !m.track->recorded.test(s)) continue;
    for (std::size_t i = 0; i < m.signal.count; ++i) {
      if (m.signal.shape[s][i] > 0.8F) strong[i] = true;
    }
  }
  Reading out = measured(static_cast<double>(std::ranges::count(strong, true)) /
                         static_cast<double>(m.signal.count));
  out.frames = spans(strong, m.signal.rate);
  return out;
}

// Near the person's own resting face: within .15 of the 20th percentile of every shape. A face that
// is held all the time is no rest: what counts as rest is at most .12.
Reading neutral_share(const Material& m) {
  std::vector<bool> neutral(m.signal.count, true);
  for (std::size_t s = 0; s < shape_count; ++s) {
    if (!expressive(s) || !m.track->recorded.test(s)) continue;
    const auto shape = static_cast<Shape>(s);
    if (shape == Shape::jaw_open || shape == Shape::mouth_close) continue;  // speech is no emotion
    const float rest = std::min(0.12F, quantile(m.signal.shape[s], 0.2));
    for (std::size_t i = 0; i < m.signal.count; ++i) {
      if (m.signal.shape[s][i] > rest + 0.15F) neutral[i] = false;
    }
  }
  return measured(static_cast<double>(std::ranges::count(neutral, true)) /
                  static_cast<double>(m.signal.count));
}

// What speech itself moves: its episodes are as short as sounds, in people too.
bool articulates(Shape shape) {
  switch (shape) {
    case Shape::jaw_open:
    case Shape::mouth_close:
    case Shape::mouth_funnel:
    case Shape::mouth_pucker:
    case Shape::mouth_roll_lower:
    case Shape::mouth_roll_upper:
    case Shape::mouth_lower_down_left:
    case Shape::mouth_lower_down_right:
    case Shape::mouth_stretch_left:
    case Shape::mouth_stretch_right:
      return true;
    default:
      return false;
  }
}

Reading of_episodes(const Material& m, double (*value)(const Episode&, double rate)) {
  std::vector<double> values;
  for (const auto& [shape, episode] : m.episodes) {
    if (m.talking && articulates(shape)) continue;
    values.push_back(value(episode, m.signal.rate));
  }
  if (values.size() < 6) return not_enough();
  Reading out = measured(median(values));
  out.evidence.push_back(std::to_string(values.size()) + " episodes");
  return out;
}

Reading onset(const Material& m) {
  return of_episodes(m, [](const Episode& e, double) { return e.onset_s; });
}
// Seconds from 10 to 90 per cent of an episode's own rise: from the lowest point of the last second
// and a half. The onset of an episode may begin with a mood that lasted; this is the movement
// itself.
double rise_time(const std::vector<float>& x, const Episode& e, double rate) {
  const float rest = x[e.peak] - e.height;
  std::size_t high = e.from;
  while (high < e.peak && x[high] < rest + 0.9F * e.height) ++high;
  const auto reach = static_cast<std::size_t>(1.5 * rate);
  std::size_t low = high;
  for (std::size_t i = high > reach ? high - reach : 0; i < high; ++i) {
    if (x[i] <= x[low]) low = i;
  }
  const auto passes = [&x](std::size_t i, float level) {
    return x[i] < level && x[i + 1] >= level;
  };
  const auto moment = [&x](std::size_t i, float level) {
    return static_cast<double>(i) + static_cast<double>((level - x[i]) / (x[i + 1] - x[i]));
  };
  const float start = x[low] + 0.1F * (x[e.peak] - x[low]);
  const float end = x[low] + 0.9F * (x[e.peak] - x[low]);
  double from = static_cast<double>(low);
  double to = static_cast<double>(high);
  for (std::size_t i = low; i < high; ++i) {
    if (passes(i, start)) from = moment(i, start);
  }
  for (std::size_t i = low; i < e.peak; ++i) {
    if (!passes(i, end)) continue;
    to = moment(i, end);
    break;
  }
  return std::max(0.0, to - from) / rate;
}

Reading rises(const Material& m) {
  std::vector<double> values;
  for (const auto& [shape, episode] : m.episodes) {
    if (m.talking && articulates(shape)) continue;
    values.push_back(rise_time(m.signal[shape], episode, m.signal.rate));
  }
  if (values.size() < 6) return not_enough();
  return measured(median(values));
}

Reading offset(const Material& m) {
  return of_episodes(m, [](const Episode& e, double) { return e.offset_s; });
}
Reading episode_length(const Material& m) {
  return of_episodes(
      m, [](const Episode& e, double rate) { return static_cast<double>(e.to - e.from) / rate; });
}

// 99th percentile of the speed of the fastest shape, jaw and lids left out.
Reading peak_speed(const Material& m) {
  double most = 0;
  for (std::size_t s = 0; s < shape_count; ++s) {
    if (!expressive(s) || static_cast<Shape>(s) == Shape::jaw_open) continue;
    std::vector<float> speed;
    const auto& x = m.signal.shape[s];
    for (std::size_t i = 1; i < x.size(); ++i) {
      speed.push_back(std::abs(x[i] - x[i - 1]) * static_cast<float>(m.signal.rate));
    }
    most = std::max(most, static_cast<double>(quantile(speed, 0.99)));
  }
  return measured(most);
}

Reading motion_frequency(const Material& m) {
  return m.moves ? measured(middle_frequency(m.motion)) : not_enough();
}
Reading jitter(const Material& m) {
  return m.moves ? measured(share_above(m.motion, 5)) : not_enough();
}

}  // namespace

std::vector<NamedMeasure> motion_measures() {
  return {{"intensity", intensity},   {"neutral-share", neutral_share},
          {"onset", onset},           {"rise-time", rises},
          {"offset", offset},         {"episode-length", episode_length},
          {"peak-speed", peak_speed}, {"motion-frequency", motion_frequency},
          {"jitter", jitter}};
}

std::vector<Span> spans(const std::vector<bool>& where, double rate) {
  std::vector<Span> out;
  for (std::size_t i = 0; i < where.size(); ++i) {
    if (!where[i]) continue;
    const std::size_t from = i;
    while (i < where.size() && where[i]) ++i;
    out.push_back({static_cast<double>(from) / rate, static_cast<double>(i) / rate});
  }
  std::ranges::stable_sort(out, std::ranges::greater{},
                           [](const Span& s) { return s.to_s - s.from_s; });
  if (out.size() > 10) out.resize(10);
  return out;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace kuleshov::face

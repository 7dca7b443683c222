// How much, how fast, how often the face moves.
#include <algorithm>
#include <cmath>
#include <string_view>

#include "kuleshov/face/measures.hpp"

namespace kuleshov::face {

namespace {

bool expressive(std::size_t s) {
  const auto shape = static_cast<Shape>(s);
  return !is_eye(shape) && shape != Shape::tongue_out;
}

// Left and right, inner and outer brow: one muscle's doing.
std::string_view muscle_of(std::size_t s) {
  std::string_view name = name_of(static_cast<Shape>(s));
  if (name.starts_with("BrowOuterUp")) return "BrowInnerUp";
  for (const std::string_view side : {"Left", "Right"}) {
    if (name.ends_with(side)) name.remove_suffix(side.size());
  }
  return name;
}

// Blend shapes have one scale for everybody. Intensities of action units by a tracker have each
// person's own (OpenFace sets them off against the face it saw most: Baltrusaitis et al. 2015), and
// one that stands at the end of the scale is often no more than that: there it takes two muscles.
Reading intensity(const Material& m) {
  if (m.request->extreme) return not_enough();
  std::vector<std::vector<std::string_view>> ends(m.signal.count);
  for (std::size_t s = 0; s < shape_count; ++s) {
    if (!expressive(s) || !m.track->recorded.test(s)) continue;
    const std::string_view muscle = muscle_of(s);
    for (std::size_t i = 0; i < m.signal.count; ++i) {
      if (m.signal.shape[s][i] <= 0.8F || std::ranges::count(ends[i], muscle) > 0) continue;
      ends[i].push_back(muscle);
    }
  }
  const std::size_t needed = m.track->shapes_derived ? 2 : 1;
  std::vector<bool> strong(m.signal.count, false);
  for (std::size_t i = 0; i < m.signal.count; ++i) strong[i] = ends[i].size() >= needed;
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
  Reading out = measured(static_cast<double>(std::ranges::count(neutral, true)) /
                         static_cast<double>(m.signal.count));
  neutral.flip();
  out.frames = spans(neutral, m.signal.rate);
  return out;
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

Reading of_episodes(const Material& m,
                    double (*value)(const std::vector<float>&, const Episode&, double rate)) {
  std::vector<double> values;
  std::vector<Moment> moments;
  const double rate = m.signal.rate;
  for (const auto& [shape, episode] : m.episodes) {
    if (m.talking && articulates(shape)) continue;
    values.push_back(value(m.signal[shape], episode, rate));
    const Span span{static_cast<double>(episode.from) / rate,
                    static_cast<double>(std::max(episode.to, episode.from + 1)) / rate};
    moments.push_back({span, values.back()});
  }
  if (values.size() < 6) return not_enough();
  Reading out = measured(median(values));
  out.moments = std::move(moments);
  out.evidence.push_back(std::to_string(values.size()) + " episodes");
  return out;
}

Reading onset(const Material& m) {
  return of_episodes(m,
                     [](const std::vector<float>&, const Episode& e, double) { return e.onset_s; });
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

Reading rises(const Material& m) { return of_episodes(m, rise_time); }

Reading offset(const Material& m) {
  return of_episodes(
      m, [](const std::vector<float>&, const Episode& e, double) { return e.offset_s; });
}
Reading episode_length(const Material& m) {
  return of_episodes(m, [](const std::vector<float>&, const Episode& e, double rate) {
    return static_cast<double>(e.to - e.from) / rate;
  });
}

// 99th percentile of the speed of the fastest shape, jaw and lids left out.
Reading peak_speed(const Material& m) {
  double most = 0;
  std::vector<bool> fast(m.signal.count, false);
  for (std::size_t s = 0; s < shape_count; ++s) {
    if (!expressive(s) || static_cast<Shape>(s) == Shape::jaw_open) continue;
    std::vector<float> speed;
    const auto& x = m.signal.shape[s];
    for (std::size_t i = 1; i < x.size(); ++i) {
      speed.push_back(std::abs(x[i] - x[i - 1]) * static_cast<float>(m.signal.rate));
    }
    const float highest = quantile(speed, 0.99);
    if (highest <= most) continue;
    most = highest;
    for (std::size_t i = 0; i < speed.size(); ++i) fast[i + 1] = speed[i] >= highest;
  }
  Reading out = measured(most);
  out.frames = spans(fast, m.signal.rate);
  return out;
}

// The seconds in which the face changes its direction most (energy of second differences).
std::vector<Span> restless(const Material& m) {
  auto seconds =
      by_stretch(m.signal.count, m.signal.rate, 1, [&](std::size_t from, std::size_t to) {
        double energy = 0;
        for (std::size_t s = 0; s < shape_count; ++s) {
          if (!expressive(s) || !m.track->recorded.test(s)) continue;
          const auto& x = m.signal.shape[s];
          for (std::size_t i = std::max<std::size_t>(2, from); i < to; ++i) {
            const double turn = x[i] - 2 * x[i - 1] + x[i - 2];
            energy += turn * turn;
          }
        }
        return energy;
      });
  return worst_of(std::move(seconds), Norm{});
}

Reading of_motion(const Material& m, double value) {
  Reading out = measured(value);
  out.frames = restless(m);
  return out;
}
Reading motion_frequency(const Material& m) {
  return m.moves ? of_motion(m, middle_frequency(m.motion)) : not_enough();
}
Reading jitter(const Material& m) {
  return m.moves ? of_motion(m, share_above(m.motion, 5)) : not_enough();
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

std::vector<Span> worst_of(std::vector<Moment> moments, const Norm& norm) {
  const auto outside = [&norm](const Moment& moment) {
    return std::max(norm.warn_low - moment.value, moment.value - norm.warn_high);
  };
  std::ranges::stable_sort(moments, std::ranges::greater{}, outside);
  std::vector<Span> out;
  for (const Moment& moment : moments) {
    const Span& span = moment.span;
    const bool there = std::ranges::any_of(out, [&span](const Span& known) {
      return span.from_s < known.to_s && known.from_s < span.to_s;
    });
    if (!there) out.push_back(span);  // both sides of the face move in one moment
    if (out.size() == 10) break;
  }
  std::ranges::stable_sort(out, {}, &Span::from_s);
  return out;
}

std::vector<Moment> by_stretch(
    std::size_t count, double rate, double seconds,
    const std::function<double(std::size_t from, std::size_t to)>& value) {
  std::vector<Moment> out;
  const auto step = std::max<std::size_t>(2, static_cast<std::size_t>(seconds * rate));
  for (std::size_t from = 0; from + step / 2 < count; from += step) {
    const std::size_t to = std::min(count, from + step);
    const double its = value(from, to);
    if (std::isnan(its)) continue;
    out.push_back({{static_cast<double>(from) / rate, static_cast<double>(to) / rate}, its});
  }
  return out;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace kuleshov::face

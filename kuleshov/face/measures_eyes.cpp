// Eyes and lids: a still or wandering eye betrays a made face first.
#include <algorithm>
#include <cmath>
#include <span>

#include "kuleshov/face/measures.hpp"

namespace kuleshov::face {

namespace {

bool lids_recorded(const Material& m) {
  return m.track->has(Shape::eye_blink_left) && m.track->has(Shape::eye_blink_right);
}

std::span<const float> part(const std::vector<float>& x, std::size_t from, std::size_t to) {
  return std::span(x).subspan(from, to - from);
}

// Eye against head, where the head turns faster than 8 degrees a second and no saccade runs.
Reading eye_head_gain(const Material& m) {
  if (!m.track->head_recorded || !m.track->eyes_recorded) return not_recorded();
  double with = 0;
  double square = 0;
  int samples = 0;
  std::vector<bool> turning(m.signal.count, false);
  const auto rate = static_cast<float>(m.signal.rate);
  for (int axis = 0; axis < 2; ++axis) {
    const auto& head = m.signal.head[static_cast<std::size_t>(axis)];
    const auto& eye = m.signal.eye[static_cast<std::size_t>(axis)];
    for (std::size_t i = 2; i + 2 < m.signal.count; ++i) {
      const float h = (head[i + 2] - head[i - 2]) * rate / 4;
      const float e = (eye[i + 2] - eye[i - 2]) * rate / 4;
      if (std::abs(h) < 8 || std::abs(e) > 70) continue;
      with += h * e;
      square += h * h;
      ++samples;
      turning[i] = true;
    }
  }
  if (samples < 30) return not_enough();  // a second of turning
  Reading out = measured(-with / square);
  out.frames = spans(turning, m.signal.rate);
  out.evidence.push_back(std::to_string(samples) + " samples of a turning head");
  return out;
}

Reading eye_conjugacy(const Material& m) {
  if (!m.track->eyes_recorded) return not_recorded();
  if (deviation(m.signal.eye[0]) < 0.3 && deviation(m.signal.eye[2]) < 0.3) return not_enough();
  Reading out = measured(correlation(m.signal.eye[0], m.signal.eye[2]));
  out.moments = by_stretch(m.signal.count, m.signal.rate, 2, [&m](auto from, auto to) {
    return correlation(part(m.signal.eye[0], from, to), part(m.signal.eye[2], from, to));
  });
  return out;
}

Reading gaze_movement(const Material& m) {
  if (!m.track->eyes_recorded) return not_recorded();
  Reading out = measured(deviation(m.signal.eye[0]));
  out.moments = by_stretch(m.signal.count, m.signal.rate, 4, [&m](auto from, auto to) {
    return deviation(part(m.signal.eye[0], from, to));
  });
  return out;
}

// How often something happens a minute, and the stretches between: each at its own rate.
Reading rate_of(const std::vector<double>& times, double seconds) {
  Reading out = measured(static_cast<double>(times.size()) * 60 / seconds);
  double last = 0;
  const auto until = [&](double t) {
    if (t > last) out.moments.push_back({{last, t}, 60 / (t - last)});
    last = t;
  };
  for (const double t : times) until(t);
  until(seconds);
  return out;
}

Reading saccade_rate(const Material& m) {
  if (!m.track->eyes_recorded) return not_recorded();
  std::vector<double> times;
  std::size_t quiet_from = 0;
  for (std::size_t i = 2; i < m.signal.count; ++i) {
    const float yaw = m.signal.eye[0][i] - m.signal.eye[0][i - 2];
    const float pitch = m.signal.eye[1][i] - m.signal.eye[1][i - 2];
    const double speed = std::hypot(yaw, pitch) * m.signal.rate / 2;
    if (speed < 30 || i < quiet_from) continue;
    times.push_back(static_cast<double>(i) / m.signal.rate);
    quiet_from = i + static_cast<std::size_t>(0.15 * m.signal.rate);
  }
  return rate_of(times, m.signal.seconds());
}

struct BlinkTimes {
  std::vector<double> at;
  std::vector<double> length;
};

// Closed above the first until open below the second: of lids, or of a tracker's intensity of unit
// 45, which is smoothed over the short closure and seldom passes half of its scale (Baltrusaitis et
// al. 2018: 0..5): 1 there says that the unit is present.
struct BlinkLevels {
  float closed = 0.45F, open = 0.30F;
};
BlinkLevels blink_levels(const Material& m) {
  return m.track->shapes_derived ? BlinkLevels{0.2F, 0.12F} : BlinkLevels{};
}

// Both lids; held closures of a second are no blinks.
BlinkTimes blinks(const Material& m) {
  BlinkTimes out;
  const auto [when_closed, when_open] = blink_levels(m);
  const auto& left = m.signal[Shape::eye_blink_left];
  const auto& right = m.signal[Shape::eye_blink_right];
  std::size_t closed_at = 0;
  bool closed = false;
  for (std::size_t i = 0; i < m.signal.count; ++i) {
    const float lid = (left[i] + right[i]) / 2;
    if (!closed && lid > when_closed) {
      closed = true;
      closed_at = i;
    }
    if (!closed || lid > when_open) continue;
    closed = false;
    const double length = static_cast<double>(i - closed_at) / m.signal.rate;
    if (length > 1) continue;
    out.at.push_back(static_cast<double>(closed_at) / m.signal.rate);
    out.length.push_back(length);
  }
  return out;
}

Reading blink_rate(const Material& m) {
  if (!lids_recorded(m)) return not_recorded();
  const auto found = blinks(m);
  Reading out = rate_of(found.at, m.signal.seconds());
  out.evidence.push_back(std::to_string(found.at.size()) + " blinks");
  return out;
}

Reading longest_without_blink(const Material& m) {
  if (!lids_recorded(m)) return not_recorded();
  double last = 0;
  Span longest;
  auto times = blinks(m).at;
  times.push_back(m.signal.seconds());
  for (const double t : times) {
    if (t - last > longest.to_s - longest.from_s) longest = {last, t};
    last = t;
  }
  Reading out = measured(longest.to_s - longest.from_s);
  out.frames.push_back(longest);
  return out;
}

Reading blink_duration(const Material& m) {
  if (!lids_recorded(m)) return not_recorded();
  const auto found = blinks(m);
  if (found.length.size() < 2) return not_enough();
  Reading out = measured(median(found.length));
  for (std::size_t i = 0; i < found.at.size(); ++i) {
    out.moments.push_back({{found.at[i], found.at[i] + found.length[i]}, found.length[i]});
  }
  return out;
}

// Samples within 0.2 s of a closing lid: a blink hides what the lid does for the eye.
std::vector<bool> near_blinks(const Material& m) {
  const auto& lid = m.signal[Shape::eye_blink_left];
  const auto reach = static_cast<std::size_t>(0.2 * m.signal.rate);
  std::vector<bool> out(lid.size(), false);
  for (std::size_t i = 0; i < lid.size(); ++i) {
    if (lid[i] <= 0.4F) continue;
    const std::size_t last = std::min(lid.size() - 1, i + reach);
    for (std::size_t k = i > reach ? i - reach : 0; k <= last; ++k) out[k] = true;
  }
  return out;
}

Reading lid_follows_gaze(const Material& m) {
  if (!lids_recorded(m) || !m.track->has(Shape::eye_look_down_left)) return not_recorded();
  // Changes over 0.2 s: a lid that is heavy for a while may follow the eye all the same.
  const auto hidden = near_blinks(m);
  const auto& lid = m.signal[Shape::eye_blink_left];
  const auto& down = m.signal[Shape::eye_look_down_left];
  const auto step = static_cast<std::size_t>(0.2 * m.signal.rate);
  std::vector<float> closing;
  std::vector<float> lowering;
  std::vector<bool> apart(m.signal.count, false);  // the eye sinks and the lid stays
  for (std::size_t i = step; i < m.signal.count; ++i) {
    if (hidden[i] || hidden[i - step]) continue;
    closing.push_back(lid[i] - lid[i - step]);
    lowering.push_back(down[i] - down[i - step]);
    apart[i] = lowering.back() > 0.05F && closing.back() < 0.1F * lowering.back();
  }
  if (static_cast<double>(closing.size()) < 2 * m.signal.rate || deviation(lowering) < 0.02) {
    return not_enough();
  }
  Reading out = measured(correlation(closing, lowering));
  out.frames = spans(apart, m.signal.rate);
  return out;
}

}  // namespace

std::vector<NamedMeasure> eye_measures() {
  return {{"eye-head-gain", eye_head_gain},   {"eye-conjugacy", eye_conjugacy},
          {"gaze-movement", gaze_movement},   {"saccade-rate", saccade_rate},
          {"blink-rate", blink_rate},         {"longest-without-blink", longest_without_blink},
          {"blink-duration", blink_duration}, {"lid-follows-gaze", lid_follows_gaze}};
}

}  // namespace kuleshov::face

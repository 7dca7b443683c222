// Which muscles move together, and which cannot.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "kuleshov/face/measures.hpp"

namespace kuleshov::face {

namespace {

float level(const Material& m, std::size_t i, int unit) {
  const auto u = static_cast<std::size_t>(unit);
  return (m.left[i][u] + m.right[i][u]) / 2;
}

// The highest level of a unit within half a second of sample i.
float near(const Material& m, std::size_t i, int unit) {
  const auto reach = static_cast<std::size_t>(std::lround(0.5 * m.unit_rate));
  float most = 0;
  for (std::size_t k = i > reach ? i - reach : 0; k < std::min(m.left.size(), i + reach + 1); ++k) {
    most = std::max(most, level(m, k, unit));
  }
  return most;
}

bool known(const Material& m, int unit) {
  return m.units_known.test(static_cast<std::size_t>(unit));
}

Reading missing_partner(const Material& m) {
  Reading worst = not_enough();
  for (const Partner& rule : m.tables->partners) {
    if (rule.genuine_only || !known(m, rule.unit)) continue;
    std::size_t active = 0;
    std::size_t joined = 0;
    std::vector<bool> alone(m.left.size(), false);
    for (std::size_t i = 0; i < m.left.size(); ++i) {
      if (level(m, i, rule.unit) < rule.above + 0.1) continue;
      ++active;
      const bool with = std::ranges::any_of(rule.with, [&](int unit) {
        const float needed = std::max(0.06F, 0.3F * level(m, i, rule.unit));
        return known(m, unit) && near(m, i, unit) > needed;
      });
      joined += with ? 1 : 0;
      alone[i] = !with;
    }
    if (static_cast<double>(active) < 1.5 * m.unit_rate) continue;
    const double rate = static_cast<double>(joined) / static_cast<double>(active) / rule.rate;
    if (worst.state == Reading::State::measured && rate >= worst.value) continue;
    worst = measured(std::min(1.0, rate));
    worst.frames = spans(alone, m.unit_rate);
    worst.evidence = {fmt::format(
        "unit {} without {}: {:.0f} % of {} samples", rule.unit, rule.with.front(),
        100.0 * static_cast<double>(active - joined) / static_cast<double>(active), active)};
  }
  return worst;
}

Reading forbidden_pair(const Material& m) {
  const auto& s = m.signal;
  std::vector<bool> wrong(s.count, false);
  const auto both = [&s](Shape left, Shape right, std::size_t i) {
    return std::min(s[left][i], s[right][i]);
  };
  for (std::size_t i = 0; i < s.count; ++i) {
    const bool smile_frown = both(Shape::mouth_smile_left, Shape::mouth_smile_right, i) > 0.13F &&
                             both(Shape::mouth_frown_left, Shape::mouth_frown_right, i) > 0.13F;
    const bool closed_over = s[Shape::mouth_close][i] > s[Shape::jaw_open][i] + 0.12F;
    const bool wide_shut = s[Shape::eye_wide_left][i] > 0.1F && s[Shape::eye_blink_left][i] > 0.25F;
    const bool split_brow =
        both(Shape::brow_down_left, Shape::brow_down_right, i) > 0.35F &&
        both(Shape::brow_outer_up_left, Shape::brow_outer_up_right, i) > 0.35F &&
        s[Shape::brow_inner_up][i] < 0.1F;
    wrong[i] = smile_frown || closed_over || wide_shut || split_brow;
  }
  Reading out =
      measured(static_cast<double>(std::ranges::count(wrong, true)) / static_cast<double>(s.count));
  out.frames = spans(wrong, s.rate);
  return out;
}

// Deviation of the upper shape that moves most over that of the mouth's; NaN where the mouth rests.
double upper_over_lower(const Material& m, std::size_t from, std::size_t to) {
  double upper = 0;
  double lower = 0;
  for (std::size_t i = 0; i < shape_count; ++i) {
    const auto shape = static_cast<Shape>(i);
    if (!m.track->recorded.test(i) || (!is_upper(shape) && !is_mouth(shape))) continue;
    const double d = deviation(std::span(m.signal.shape[i]).subspan(from, to - from));
    (is_upper(shape) ? upper : lower) = std::max(is_upper(shape) ? upper : lower, d);
  }
  return lower < 0.03 ? std::numeric_limits<double>::quiet_NaN() : upper / lower;
}

// Movement of the upper face against that of the mouth. A calm or angry brow may rest: anger and
// joy count half (Tinwell 2011).
Reading upper_lower_balance(const Material& m) {
  const Term* wanted = m.request->emotion.empty() ? nullptr : m.tables->find(m.request->emotion);
  const bool half = wanted != nullptr && (wanted->family == "anger" || wanted->family == "joy");
  const auto value = [&](std::size_t from, std::size_t to) {
    return (half ? 2 : 1) * upper_over_lower(m, from, to);
  };
  const double whole = value(0, m.signal.count);
  if (std::isnan(whole)) return not_enough();
  Reading out = measured(whole);
  out.moments = by_stretch(m.signal.count, m.signal.rate, 3, value);
  return out;
}

// The shapes that come in pairs, eyes and sideways movements left out.
std::vector<std::pair<Shape, Shape>> pairs() {
  std::vector<std::pair<Shape, Shape>> out;
  for (std::size_t i = 0; i + 1 < shape_count; ++i) {
    const auto left = static_cast<Shape>(i);
    const std::string_view name = name_of(left);
    if (is_eye(left) || left == Shape::mouth_left || !name.ends_with("Left")) continue;
    const auto right = shape_named(std::string(name.substr(0, name.size() - 4)) + "Right");
    if (right) out.emplace_back(left, *right);
  }
  return out;
}

Reading symmetry(const Material& m) {
  // Units that a tracker gives for both sides together know no sides.
  if (m.track->shapes_derived && !m.track->units.empty()) return not_recorded();
  if (!m.talking) return not_enough();
  std::vector<double> sum(m.signal.count, 0);
  std::vector<double> weight(m.signal.count, 0);
  for (const auto& [left, right] : pairs()) {
    const auto& l = m.signal[left];
    const auto& r = m.signal[right];
    for (std::size_t k = 0; k < m.signal.count; ++k) {
      const float both = l[k] + r[k];
      if (both < 0.2F) continue;
      sum[k] += std::abs(l[k] - r[k]);
      weight[k] += both;
    }
  }
  const auto value = [&](std::size_t from, std::size_t to) {
    const auto a = static_cast<std::ptrdiff_t>(from);
    const auto b = static_cast<std::ptrdiff_t>(to);
    const double all = std::accumulate(weight.begin() + a, weight.begin() + b, 0.0);
    return all <= 0 ? std::numeric_limits<double>::quiet_NaN()
                    : std::accumulate(sum.begin() + a, sum.begin() + b, 0.0) / all;
  };
  if (std::accumulate(weight.begin(), weight.end(), 0.0) < 5) return not_enough();
  Reading out = measured(value(0, m.signal.count));
  out.moments = by_stretch(m.signal.count, m.signal.rate, 2, value);
  return out;
}

// The outer brow rising while the inner falls, or the brow drawn down by no corrugator: no muscle
// of the forehead does that.
Reading skin_direction(const Material& m) {
  const auto& s = m.signal;
  if (!m.track->has(Shape::brow_outer_up_left)) return not_recorded();
  std::vector<bool> wrong(s.count, false);
  std::size_t active = 0;
  for (std::size_t i = 0; i < s.count; ++i) {
    const float outer = std::max(s[Shape::brow_outer_up_left][i], s[Shape::brow_outer_up_right][i]);
    const float inner = s[Shape::brow_inner_up][i];
    const float down = (s[Shape::brow_down_left][i] + s[Shape::brow_down_right][i]) / 2;
    if (outer < 0.2F && inner < 0.2F && down < 0.2F) continue;
    ++active;
    wrong[i] = outer > 0.25F && inner < 0.2F * outer;
  }
  if (static_cast<double>(active) < s.rate) return not_enough();
  Reading out =
      measured(static_cast<double>(std::ranges::count(wrong, true)) / static_cast<double>(active));
  out.frames = spans(wrong, s.rate);
  return out;
}

}  // namespace

std::vector<NamedMeasure> muscle_measures() {
  return {{"missing-partner", missing_partner},
          {"forbidden-pair", forbidden_pair},
          {"upper-lower-balance", upper_lower_balance},
          {"symmetry", symmetry},
          {"skin-direction", skin_direction}};
}

}  // namespace kuleshov::face

#include "kuleshov/direct/pace.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::direct {

namespace {

constexpr double remembered_shots = 8;
// An urge of 1 shortens the average shot to exp(-0.5) = 0.61 of the film's natural one.
constexpr double reach = 0.5;
// First-order correlation of log lengths, and their spread: Cutting et al. find lag-one
// correlations of 0.1-0.4 in whole films; our shots already differ in natural length, so the spread
// is small.
constexpr double correlation = 0.35;
constexpr double spread = 0.08;
// From here on a passage counts as tense.
constexpr double tense = 0.3;
// A later in point is used only when cutting is clearly tightened.
constexpr double head_is_cut_below = 0.85;

double towards(double from, double to, double largest_ratio, std::uint8_t& bounds) {
  const double low = from * (1 - largest_ratio);
  const double high = from * (1 + largest_ratio);
  if (to < low || to > high) bounds |= cut_by_change;
  return std::clamp(to, low, high);
}

void steer_target(const Plan& plan, Urge urge, double last_s, Pace& pace, std::uint8_t& bounds) {
  const story::StyleAnchor& style = plan.film().style;
  const double wanted = plan.natural_shot_s() * std::exp(-reach * urge.value);
  const double allowed = std::clamp(wanted, style.asl_low_s, style.asl_high_s);
  if (allowed != wanted) bounds |= cut_by_band;
  pace.target_s =
      towards(pace.target_s, allowed, style.asl_change_per_minute * last_s / 60, bounds);
}

// The length that keeps the running average within the band, were the shot free.
double within_band(const story::StyleAnchor& style, const Pace& pace, double length,
                   std::uint8_t& bounds) {
  const double least = pace.running_s + remembered_shots * (style.asl_low_s - pace.running_s);
  const double most = pace.running_s + remembered_shots * (style.asl_high_s - pace.running_s);
  if (length < least || length > most) bounds |= cut_by_band;
  return std::min(std::max(length, least), std::max(most, least));
}

base::Ticks head(const PlannedShot& shot, double ratio) {
  if (ratio >= head_is_cut_below) return {};
  for (const base::Ticks in : shot.in_points)
    if (in.count() > 0 && in + shot.shortest <= shot.longest) return in;
  return {};
}

}  // namespace

double beyond_dead_band(double error, double sd) {
  const double dead = 0.5 * sd;
  if (std::abs(error) <= dead) return 0;
  return error > 0 ? error - dead : error + dead;
}

Urge urge_of(story::ArcPolicy policy, const Moment& now) {
  if (policy == story::ArcPolicy::ignore) return {0};
  const double lacks =
      beyond_dead_band(now.intended.arousal - now.believed.arousal, now.arousal_sd);
  double urge = 1.2 * lacks;
  if (policy == story::ArcPolicy::mirror)
    urge = beyond_dead_band(now.believed.arousal, now.arousal_sd);
  if (policy == story::ArcPolicy::counter)
    urge -= 0.6 * std::max(0.0, beyond_dead_band(now.believed.arousal, now.arousal_sd));
  // A tense passage is where rhythm is felt most: there the urge counts half as much again.
  if (now.content.arousal > tense) urge *= 1.5;
  return {std::clamp(urge, -1.0, 1.0)};
}

Pace start_pace(const Plan& plan) { return {plan.natural_shot_s(), plan.natural_shot_s(), 0}; }

Cut cut_shot(const Plan& plan, int index, bool adapts, Urge urge, double last_s, double noise,
             Pace& pace) {
  const PlannedShot& shot = plan.shots()[static_cast<std::size_t>(index)];
  Cut cut{index, {}, shot.natural, 0};
  if (adapts) {
    steer_target(plan, urge, last_s, pace, cut.bounds);
    pace.wander =
        correlation * pace.wander + std::sqrt(1 - correlation * correlation) * spread * noise;
    const double ratio = pace.target_s / plan.natural_shot_s() * std::exp(pace.wander);
    const double wanted =
        within_band(plan.film().style, pace, shot.natural.seconds() * ratio, cut.bounds);
    cut.in = head(shot, ratio);
    const base::Ticks longest = shot.longest - cut.in;
    const base::Ticks on_frame = base::Ticks::seconds_on_frame(wanted);
    cut.length = std::clamp(on_frame, shot.shortest, longest);
    if (cut.length != on_frame) cut.bounds |= cut_by_shot;
  }
  pace.running_s += (cut.length.seconds() - pace.running_s) / remembered_shots;
  return cut;
}

}  // namespace kuleshov::direct

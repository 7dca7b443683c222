#include "kuleshov/direct/framing.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::direct {

double nearness_of(story::ArcPolicy policy, Urge urge, const sense::Estimate& attention) {
  if (policy == story::ArcPolicy::ignore) return 0;
  const sense::Estimate usual = sense::ViewerState{}.attention;
  const double lacks = std::max(0.0, beyond_dead_band(usual.mean - attention.mean, attention.sd));
  return std::clamp(urge.value + lacks, -1.0, 1.0);
}

FramingChoice choose_framing(const Plan& plan, int index, double nearness, const Moment& ahead,
                             double ceiling) {
  const PlannedShot& shot = plan.shots()[static_cast<std::size_t>(index)];
  FramingChoice choice{-1, nearness, 0};
  if (shot.framings.empty()) return choice;
  if (plan.scenes()[static_cast<std::size_t>(shot.scene)].core) {
    choice.bounds |= framing_by_core;
    return choice;
  }
  const double wanted = nearest_steps * nearness;
  double least = std::abs(wanted);
  for (std::size_t i = 0; i < shot.framings.size(); ++i) {
    const PlannedFraming& framing = shot.framings[i];
    const double off = std::abs(framing.nearer - wanted);
    if (off >= least) continue;
    const bool above = ceiling < 1 && framing.nearer > 0 && ahead.content.arousal >= ceiling;
    if (framing.outside_anchor) choice.bounds |= framing_by_anchor;
    if (above) choice.bounds |= framing_by_ceiling;
    if (framing.outside_anchor || above) continue;
    least = off;
    choice.framing = static_cast<int>(i);
  }
  return choice;
}

}  // namespace kuleshov::direct

// Which framing of a shot is shown, where its author offers several. Nearer framings stir and draw
// viewers in, and make them think about what a character thinks and feels; farther ones let them
// rest: Canini, Benini & Leonardi 2011 (Affective analysis on patterns of shot types in movies);
// Cutting 2015 (The framing of characters in popular movies); Rooney & Balint 2018 (Watching more
// closely: shot scale affects film viewers' theory of mind tendency but not ability); Benini et al.
// 2022 (On the influence of shot scale on film mood and narrative engagement). They give the
// direction; how far to go is ours: two steps of the scale at the most.
#pragma once

#include <cstdint>

#include "kuleshov/direct/pace.hpp"

namespace kuleshov::direct {

inline constexpr double nearest_steps = 2;

enum FramingBound : std::uint8_t {
  framing_by_core = 1,     // nothing adaptive touches core scenes
  framing_by_anchor = 2,   // a framing outside the anchor's shot scale
  framing_by_ceiling = 4,  // no nearer at moments as intense as the viewer allows
};

struct FramingChoice {
  int framing = -1;     // index among the shot's other framings; -1: the shot's own
  double nearness = 0;  // -1 farther .. 1 nearer, as the viewer's state asks
  std::uint8_t bounds = 0;
};

// How near the viewer should be brought: the urge of the cutting, and attention that is surely
// below what most viewers pay.
double nearness_of(story::ArcPolicy policy, Urge urge, const sense::Estimate& attention);

// The framing whose distance from the shot's own is nearest to `nearness`; the shot's own wins
// ties. `ahead`: the moment at which the shot begins.
FramingChoice choose_framing(const Plan& plan, int shot, double nearness, const Moment& ahead,
                             double ceiling);

}  // namespace kuleshov::direct

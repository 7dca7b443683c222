// What the score does: levels of its stems by tension, mode by valence, tempo by scene, all within
// the anchor and taking effect at bar lines.
#pragma once

#include <array>

#include "kuleshov/direct/pace.hpp"

namespace kuleshov::direct {

inline constexpr std::size_t stem_roles = 6;  // bed pulse melody tension bass colour

struct Music {
  std::array<double, stem_roles> levels{};
  int mode = 0;   // index in the anchor's modes, dark to light
  int tempo = 0;  // index in the anchor's tempi
  double gain_db = -20;
  base::Ticks cue;   // film time at which this scene's cue began
  base::Ticks from;  // bar line at which the plan takes effect
};

// What a change starts from when a scene begins.
Music start_music(const Plan& plan, const story::Felt& content);
// A new scene: its cue begins at `at`, the tempo may change.
void begin_cue(const Plan& plan, const story::Felt& content, base::Ticks at, Music& music);
// The plan from the next bar line after `at` on. No level moves by more than a quarter at once.
void plan_music(const Plan& plan, const Policy& policy, const Moment& moment, base::Ticks at,
                Music& music);

}  // namespace kuleshov::direct

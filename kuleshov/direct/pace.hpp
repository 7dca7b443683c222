// Cutting rhythm: how long the next shot is held. Shot lengths of real films are close to
// log-normal around an average shot length, and correlated from shot to shot (Salt 2009; Cutting,
// DeLong & Nothelfer 2010). The target follows the viewer no faster than the anchor allows and
// never leaves its band; a shot's own bounds come before everything.
#pragma once

#include <cstdint>

#include "kuleshov/direct/plan.hpp"
#include "kuleshov/direct/showing.hpp"

namespace kuleshov::direct {

struct Pace {
  double target_s = 0;   // average shot length wanted now
  double running_s = 0;  // average of the last shots, forgetting over eight
  double wander = 0;     // log length, first-order autoregressive
};

enum CutBound : std::uint8_t {
  cut_by_shot = 1,    // the shot's shortest or longest length
  cut_by_band = 2,    // the anchor's band of average shot length
  cut_by_change = 4,  // the anchor's largest change a minute
};

struct Cut {
  int shot = -1;
  base::Ticks in;
  base::Ticks length;
  std::uint8_t bounds = 0;
};

// How urgently the cutting should tighten (1) or be held (-1).
struct Urge {
  double value = 0;
};

// The feelings that a fast loop looks at.
struct Moment {
  story::Felt intended;  // the director's line
  story::Felt content;   // the arc of the scene itself
  story::Felt believed;
  double arousal_sd = 1;  // of the sensors' estimate
  double valence_sd = 1;
};

// What is left of an error once the sensors' own uncertainty is taken off: nothing below half a
// standard deviation.
double beyond_dead_band(double error, double sd);

Urge urge_of(story::ArcPolicy policy, const Moment& moment);

Pace start_pace(const Plan& plan);
// `last_s`: length of the shot before; `noise`: a standard normal draw.
Cut cut_shot(const Plan& plan, int shot, bool adapts, Urge urge, double last_s, double noise,
             Pace& pace);

}  // namespace kuleshov::direct

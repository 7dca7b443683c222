// What earlier showings teach about an audience: the population's gain and offset, how far people
// differ, and where a scene is felt otherwise than its author meant. A hierarchical model: a line
// between scenes and each scene's own effect on what it leaves over (ridge regressions, Hoerl &
// Kennard 1970), and each viewer's own gain and offset (random effects, Laird & Ware 1982). What no
// sensor measured teaches nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/direct/audience.hpp"
#include "kuleshov/direct/engine.hpp"

namespace kuleshov::direct {

// One sensed state, and what had been shown by then (the arc after the model's delay).
struct Observation {
  int showing = 0;
  int scene = 0;
  int before = -1;     // the scene before it; -1: none
  double since_s = 0;  // since the scene began
  story::Felt shown;
  sense::ViewerState sensed;
};

// Where a showing has been: follow it with at() before each decision.
struct Stay {
  int scene = -1;
  int before = -1;
  double began_s = 0;
  void at(const Position& position);
};
Observation observation(int showing, const Stay& stay, const Engine& engine,
                        const sense::ViewerState& sensed);

// With nothing to learn from: the default audience.
Audience learn_audience(const Plan& plan, const std::vector<Observation>& observations);

// The observations of a logged showing; `showing` numbers it.
base::Result<std::vector<Observation>> observations_of(const std::shared_ptr<const Plan>& plan,
                                                       std::string_view log,
                                                       const std::string& file, int showing);

std::string audience_to_json(const Audience& audience);
base::Result<Audience> audience_from_json(std::string_view text, const std::string& file);

}  // namespace kuleshov::direct

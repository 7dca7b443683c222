// Emotion from action units, alone and in context.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kuleshov/face/context.hpp"
#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

// How surely each unit is there, 0..1, and on one side only.
struct Presence {
  UnitLevels both{};
  UnitLevels one_sided{};
  float head_pitch = 0;     // degrees, + up
  bool sides_known = true;  // false: the coder or tracker does not tell one side from both
};
// From levels 0..1 of both sides: there from .08 (barely) to .25 (surely).
Presence presence_of(const UnitLevels& left, const UnitLevels& right, float head_pitch);

using Ranking = std::vector<std::pair<const Term*, double>>;  // probabilities, highest first

// What the face alone says: the terms' unit probabilities against base rates (naive Bayes with
// soft evidence); units in `known` only (a unit that was not recorded is no evidence).
Ranking face_alone(const Tables& tables, const Presence& presence,
                   const std::bitset<unit_limit>& known);

// The same in its context: times the prior of the event's appraisal and, with a culture, of how
// openly that family is shown before these people. Without any context it is face_alone.
base::Result<Ranking> in_context(const Tables& tables, const Ranking& alone, const Context& context,
                                 const std::string& culture);

// Sum of the probabilities of a family.
double family_share(const Ranking& ranking, const std::string& family);

}  // namespace kuleshov::face

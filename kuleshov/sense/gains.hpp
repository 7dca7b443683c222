// How far heart and skin of real people moved with an annotated state: the gains of the sourced
// model (population.hpp), measured on recordings instead of read in the literature. `kuleshov sense
// train --kind gains` writes them; the filter is the same, and stays as wide as people differ.
#pragma once

#include <span>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/people.hpp"
#include "kuleshov/sense/population.hpp"
#include "kuleshov/sense/train.hpp"

namespace kuleshov::sense {

// Of one person, per unit of arousal, a target of 1 being read as 0.5 and 0 as -0.5; from a minute
// into each label on, when the body has followed. NaN: not measured in both.
struct PersonGains {
  double heart;     // bpm
  double log_skin;  // ln level
  double response;  // ln responses a minute
};
PersonGains measure_gains(const Person& person);

// Mean and spread between people. Where fewer than three were measured, the population's.
population::Gains gains_of(std::span<const PersonGains> people);

// Gains of all people, judged as `train` does: the state itself of each person, with the gains of
// the others, at the windows' ends (area under the curve, balanced accuracy at arousal 0) and every
// five seconds from a minute into each label on (share within the 50 and 90 % intervals). Errors: a
// target that is not 0 or 1, or a dimension other than arousal.
base::Result<Trained> train_gains(std::span<const Person> people, const TrainRequest& request);

}  // namespace kuleshov::sense

// From numbers to names: what a decision says to a player, a researcher and a viewer.
#pragma once

#include "kuleshov/direct/engine.hpp"

namespace kuleshov::direct {

ScorePlan score_plan(const Plan& plan, const Music& music);
CutPlan cut_plan(const Plan& plan, const Position& at);
WayOption way_option(const Plan& plan, const Candidate& candidate);
// The decision that `engine` has just taken.
Decision describe(const Engine& engine, const Choice& choice);

}  // namespace kuleshov::direct

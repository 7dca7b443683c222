// The plot decision: among open ways, the one whose predicted felt arc comes closest to the arc the
// policy wants, with the author's preferences as priors and a bounded share of exploration.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kuleshov/direct/plan.hpp"
#include "kuleshov/direct/response.hpp"
#include "kuleshov/direct/showing.hpp"

namespace kuleshov::direct {

enum class Closed : std::uint8_t { no, trigger, proof, ceiling };

// One way on offer; filled in by the caller (`way`, `closed`) and scored here.
struct Candidate {
  int way = 0;  // index in the plan
  Closed closed = Closed::no;
  double distance = 0;  // expected mean squared distance to the wanted arc
  double score = 0;     // -distance + weighted log preference
  double propensity = 0;
  double trigger_probability = 1;  // how surely the trigger holds
};

// The weight of log preference against mean squared distance: a way preferred e times as much may
// be felt 0.17 (root of 0.03) further from the arc.
inline constexpr double preference_weight = 0.03;
// Of the exploring share, what goes evenly to every open way, so that logs support any policy.
inline constexpr double even_share = 0.1;
// LinUCB's width in standard deviations (Li et al. 2010, alpha).
inline constexpr double optimism = 1;

struct BranchQuestion {
  const Plan& plan;
  const Policy& policy;
  const Response& response;
  int default_way = -1;  // index in the plan
  int leader = -1;       // way that led so far; -1: the default
};

enum class Propensities { fill, leave };

// Scores the candidates and, if asked, fills their propensities; returns the leading candidate's
// index, -1 when none is open. Allocates nothing.
int weigh(const BranchQuestion& question, std::span<Candidate> candidates,
          Propensities propensities = Propensities::fill);

// Draws a candidate by its propensity; `draw` is uniform in [0, 1).
int pick(std::span<const Candidate> candidates, double draw);

}  // namespace kuleshov::direct

// What a simulation or a store of felt arcs says: one JSON document, one self-contained page.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/direct/felt.hpp"
#include "kuleshov/direct/simulate.hpp"

namespace kuleshov::direct {

struct SimulationFacts {
  std::uint64_t seed = 0;
  double wall_s = 0;  // 0: not told (documents that must not differ from run to run)
};

std::string simulation_json(const Plan& plan, const Tally& tally, const SimulationFacts& facts);
std::string simulation_html(const Plan& plan, const Tally& tally, const SimulationFacts& facts);

std::string arcs_json(const Plan& plan, const std::vector<SceneArcs>& arcs);
std::string arcs_html(const Plan& plan, const std::vector<SceneArcs>& arcs);

// Ways at key points that nobody took.
std::vector<int> ways_nobody_takes(const Plan& plan, const Tally& tally);

}  // namespace kuleshov::direct

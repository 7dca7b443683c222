// Paths of single states through the film: the shortest, the quickest, the longest. Inside the
// room only.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "kuleshov/story/model.hpp"

namespace kuleshov::story {

struct Step {
  int scene = 0;
  int way = -1;  // index in Model::ways by which the scene was entered; -1: the opening
};

// A set of states for some scenes: by scene index.
using StateSets = std::vector<Bdd>;

struct BestFirst {
  std::vector<std::int64_t> cost;  // of each scene; may be negative where no loop can be reached
  const StateSets* goals = nullptr;
  std::size_t most_states = 1'000'000;
  // More than the plain graph knows of the cost still to come from a state, never too much and
  // falling along a way by no more than that way costs; unreachable_cost: no goal can be reached.
  std::function<std::int64_t(int scene, const std::vector<std::uint8_t>& bits)> estimate = {};
};

struct FoundPath {
  std::int64_t cost = 0;
  std::vector<Step> path;
};

enum class SearchEnd { found, none, cut_off };

// The cheapest path from the opening to a state of the goals, ends included (A*, Hart, Nilsson &
// Raphael 1968; the estimate is the cost still to come in the plain graph, so the first goal that
// is taken up is the cheapest).
SearchEnd best_first(Model& model, const BestFirst& wanted, FoundPath& found);

// The cost still to come from each scene to a scene with goals in the plain graph, that scene's own
// cost included; `unreachable_cost` where none can be reached. Nothing if costs have a negative
// loop.
inline constexpr std::int64_t unreachable_cost = INT64_MAX / 4;
std::optional<std::vector<std::int64_t>> cost_to_come(const Model& model, const BestFirst& wanted);

}  // namespace kuleshov::story

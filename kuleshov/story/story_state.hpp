// Where a showing stands in the story, and stepping it. Pure values: no clock, no randomness.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/story/graph.hpp"

namespace kuleshov::story {

struct StoryState {
  int scene = 0;                            // index in the film's scenes
  std::vector<std::int32_t> variables;      // by film.variables
  std::vector<std::uint8_t> visits;         // by Graph::tracked(); stays at 255
  std::vector<base::Ticks> entered;         // by Graph::tracked(): film time when last entered
  base::Ticks now;                          // film time
  std::vector<ConditionMemory> conditions;  // by Graph::conditions()
  std::vector<int> path;                    // every scene entered, in order; the last is `scene`
  std::vector<int> ways;  // taken between them: index in their scene's ways, -1 where not known
  bool operator==(const StoryState&) const = default;
};

// At the start of the opening scene, its effects applied.
StoryState start(const Graph& graph);

// `elapsed` more film time has passed in the current scene; at its end `belief` is held.
void observe(const Graph& graph, StoryState& state, const ViewerBelief& belief,
             base::Ticks elapsed);

// Whether the trigger of the way (index in the current scene's ways) holds.
bool is_open(const Graph& graph, const StoryState& state, int way);

// The open ways of the current scene, in order. At a key point any of them may be taken; elsewhere
// the first is the route.
std::vector<int> open_ways(const Graph& graph, const StoryState& state);
// The same into memory of the caller (cleared first).
void open_ways(const Graph& graph, const StoryState& state, std::vector<int>& open);

// The way taken when nothing else speaks: at a key point its default if open, else the first open
// way; -1 when none is open (an ending, or a dead end).
int quiet_way(const Graph& graph, const StoryState& state);

// Takes a way of the current scene (index, its target must exist): its effects, then the next
// scene's. Values of effects are kept within the variable's bounds.
void take(const Graph& graph, StoryState& state, int way);

// Enters a scene: its effects, its visit, its place on the path.
void enter(const Graph& graph, StoryState& state, int scene);

// The values that expressions of the film see in this state; refers to it.
Values values_of(const StoryState& state);

// A variable's value as its author writes it: "true", "3", "storm".
std::string value_text(const Variable& variable, int value);

}  // namespace kuleshov::story

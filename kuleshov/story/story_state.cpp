#include "kuleshov/story/story_state.hpp"

#include <algorithm>

namespace kuleshov::story {

namespace {

const GraphScene& scene_of(const Graph& graph, const StoryState& state) {
  return graph.scenes()[static_cast<std::size_t>(state.scene)];
}

// Effects happen one after the other: a later one sees what an earlier one set.
void apply(const Graph& graph, StoryState& state, const std::vector<CompiledEffect>& effects) {
  for (const CompiledEffect& effect : effects) {
    const auto index = static_cast<std::size_t>(effect.variable);
    const Variable& variable = graph.film().variables[index];
    const std::int64_t value = evaluate(effect.value, values_of(state));
    state.variables[index] =
        static_cast<std::int32_t>(std::clamp<std::int64_t>(value, variable.low, variable.high));
  }
}

void count_visit(const Graph& graph, StoryState& state, int scene) {
  const auto& tracked = graph.tracked();
  for (std::size_t i = 0; i < tracked.size(); ++i) {
    if (tracked[i] != scene) continue;
    state.visits[i] = static_cast<std::uint8_t>(std::min(255, state.visits[i] + 1));
    state.entered[i] = state.now;
  }
}

}  // namespace

Values values_of(const StoryState& state) {
  return {state.variables, state.visits, state.entered, state.now, state.conditions};
}

StoryState start(const Graph& graph) {
  StoryState state;
  for (const Variable& variable : graph.film().variables) state.variables.push_back(variable.start);
  state.visits.resize(graph.tracked().size());
  state.entered.resize(graph.tracked().size());
  state.conditions.resize(graph.conditions().size());
  enter(graph, state, graph.opening());
  return state;
}

void observe(const Graph& graph, StoryState& state, const ViewerBelief& belief,
             base::Ticks elapsed) {
  state.now += elapsed;
  for (std::size_t i = 0; i < state.conditions.size(); ++i) {
    observe(graph.conditions()[i], belief, elapsed, state.conditions[i]);
  }
}

bool is_open(const Graph& graph, const StoryState& state, int way) {
  const GraphWay& compiled = scene_of(graph, state).ways[static_cast<std::size_t>(way)];
  return holds(compiled.trigger, values_of(state));
}

void open_ways(const Graph& graph, const StoryState& state, std::vector<int>& open) {
  open.clear();
  const auto count = static_cast<int>(scene_of(graph, state).ways.size());
  for (int way = 0; way < count; ++way) {
    if (is_open(graph, state, way)) open.push_back(way);
  }
}

std::vector<int> open_ways(const Graph& graph, const StoryState& state) {
  std::vector<int> open;
  open_ways(graph, state, open);
  return open;
}

int quiet_way(const Graph& graph, const StoryState& state) {
  const GraphScene& scene = scene_of(graph, state);
  if (scene.default_way >= 0 && is_open(graph, state, scene.default_way)) return scene.default_way;
  for (int way = 0; way < static_cast<int>(scene.ways.size()); ++way) {
    if (is_open(graph, state, way)) return way;
  }
  return -1;
}

void take(const Graph& graph, StoryState& state, int way) {
  const GraphWay& compiled = scene_of(graph, state).ways[static_cast<std::size_t>(way)];
  apply(graph, state, compiled.effects);
  state.ways.push_back(way);
  enter(graph, state, compiled.to);
}

void enter(const Graph& graph, StoryState& state, int scene) {
  state.scene = scene;
  state.path.push_back(scene);
  count_visit(graph, state, scene);
  apply(graph, state, scene_of(graph, state).on_enter);
}

std::string value_text(const Variable& variable, int value) {
  if (variable.type == VariableType::boolean) return value != 0 ? "true" : "false";
  const auto index = static_cast<std::size_t>(value);
  if (variable.type == VariableType::enumeration && value >= 0 && index < variable.values.size()) {
    return variable.values[index];
  }
  return std::to_string(value);
}

}  // namespace kuleshov::story

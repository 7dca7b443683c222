#include "kuleshov/story/graph.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kuleshov/story/nearest.hpp"

namespace kuleshov::story {

namespace {

using base::Result;

Result<std::vector<CompiledEffect>> compile_effects(const std::vector<Effect>& effects,
                                                    Names& names) {
  std::vector<CompiledEffect> compiled;
  for (const Effect& effect : effects) {
    const auto& variables = names.film->variables;
    const auto found = std::find_if(variables.begin(), variables.end(),
                                    [&](const Variable& v) { return v.id == effect.variable; });
    if (found == variables.end()) {
      std::vector<std::string> known;
      for (const Variable& variable : variables) known.push_back(variable.id.str());
      return base::fail(fmt::format("no variable is called \"{}\"", effect.variable.str()),
                        suggest(effect.variable.str(), known), effect.value.place);
    }
    Code value = TRY(compile_value(effect.value, *found, names));
    compiled.push_back({static_cast<int>(found - variables.begin()), std::move(value)});
  }
  return compiled;
}

}  // namespace

Result<Graph> Graph::compile(const Film& film) {
  Graph graph;
  graph.names_.film = &film;
  if (film.scenes.empty()) return base::fail("the film has no scene", "write one", {});
  for (std::size_t i = 0; i < film.scenes.size(); ++i) {
    graph.index_.emplace(film.scenes[i].id, static_cast<int>(i));
  }
  for (const Scene& scene : film.scenes) {
    GraphScene& compiled = graph.scenes_.emplace_back();
    compiled.on_enter = TRY(compile_effects(scene.on_enter, graph.names_));
    for (const Way& way : scene.ways) {
      if (way.id == scene.default_way)
        compiled.default_way = static_cast<int>(compiled.ways.size());
      GraphWay& made = compiled.ways.emplace_back();
      made.to = graph.scene_index(way.to);
      made.trigger = TRY(compile_condition(way.trigger, graph.names_));
      made.effects = TRY(compile_effects(way.effects, graph.names_));
    }
  }
  for (std::size_t i = 0; i < film.core.size(); ++i) {
    const int index = graph.scene_index(film.core[i]);
    if (index >= 0) graph.scenes_[static_cast<std::size_t>(index)].core_rank = static_cast<int>(i);
  }
  graph.opening_ = film.core.empty() ? 0 : std::max(0, graph.scene_index(film.core.front()));
  return graph;
}

int Graph::scene_index(const SceneId& id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? -1 : found->second;
}

int Graph::way_index(int scene, const WayId& id) const {
  const auto& ways = film().scenes[static_cast<std::size_t>(scene)].ways;
  const auto found =
      std::find_if(ways.begin(), ways.end(), [&](const Way& way) { return way.id == id; });
  return found == ways.end() ? -1 : static_cast<int>(found - ways.begin());
}

}  // namespace kuleshov::story

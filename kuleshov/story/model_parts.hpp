// What the parts of the model share. Inside the room only.
#pragma once

#include <string>

#include "kuleshov/story/graph.hpp"

namespace kuleshov::story {

// Calls `visit` with every compiled expression of the film.
template <class Visit>
void for_each_code(const Graph& graph, const Visit& visit) {
  for (const GraphScene& scene : graph.scenes()) {
    for (const CompiledEffect& effect : scene.on_enter) visit(effect.value);
    for (const GraphWay& way : scene.ways) {
      visit(way.trigger);
      for (const CompiledEffect& effect : way.effects) visit(effect.value);
    }
  }
}

inline bool is_requirement(const std::string& key) { return !key.empty() && key.back() == '?'; }

// "mara.knows" gathers; every other fact has one value at a time.
inline bool gathers(const std::string& key) { return key.ends_with(".knows"); }

inline std::string fact_key(const std::string& key, const std::string& value) {
  return gathers(key) ? key + "=" + value : key;
}

}  // namespace kuleshov::story

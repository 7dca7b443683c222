// The film compiled for stepping: names resolved to indices, expressions to code.
#pragma once

#include <vector>

#include "kuleshov/story/expression.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

struct CompiledEffect {
  int variable = 0;
  Code value;
};

struct GraphWay {
  int to = -1;  // scene index; -1: the scene does not exist (dangling)
  Code trigger;
  std::vector<CompiledEffect> effects;
};

struct GraphScene {
  std::vector<GraphWay> ways;  // as in the film's scene
  std::vector<CompiledEffect> on_enter;
  int default_way = -1;  // index in ways
  int core_rank = -1;    // place in film.core, -1: not core
};

// Refers to the film, which must outlive it and not change. Read-only after compile: any number of
// threads may use one Graph.
class Graph {
 public:
  // Errors: a name that does not exist, a type that does not fit; each at its character.
  static base::Result<Graph> compile(const Film& film);

  [[nodiscard]] const Film& film() const { return *names_.film; }
  [[nodiscard]] const std::vector<GraphScene>& scenes() const { return scenes_; }
  [[nodiscard]] int opening() const { return opening_; }
  // The viewer conditions of all triggers, each once; StoryState keeps a memory for each.
  [[nodiscard]] const std::vector<ViewerCondition>& conditions() const { return names_.conditions; }
  // Scenes (indices) whose visits expressions ask for.
  [[nodiscard]] const std::vector<int>& tracked() const { return names_.tracked; }
  // Index of a scene by its id, -1 if there is none.
  [[nodiscard]] int scene_index(const SceneId& id) const;
  // Index of a way within `scene`'s ways, -1 if there is none.
  [[nodiscard]] int way_index(int scene, const WayId& id) const;

 private:
  Names names_;
  std::vector<GraphScene> scenes_;
  std::map<SceneId, int> index_;
  int opening_ = 0;
};

}  // namespace kuleshov::story

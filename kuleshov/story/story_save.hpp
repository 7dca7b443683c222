// A story state as JSON keyed to stable ids, and taking it up again after the film was edited.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/story/story_state.hpp"

namespace kuleshov::story {

// Scenes, variables and conditions by name; equal states give equal bytes.
std::string story_state_to_json(const Graph& graph, const StoryState& state);
// The same as part of another document.
nlohmann::json story_state_json(const Graph& graph, const StoryState& state);

// What an edit did to a save.
struct Migration {
  std::vector<SceneId> scenes_gone;        // on the save's path, no longer in the film
  std::vector<VariableId> variables_gone;  // in the save, no longer in the film
  std::vector<VariableId> values_gone;     // its value is no longer within the variable's bounds
  std::vector<VariableId> variables_new;   // in the film, not in the save: they start as declared
  std::vector<SceneId> ways_gone;  // scenes on the path from which no way leads on as it did
  bool shot_gone = false;          // the shot that was shown; its scene begins again
  SceneId resumes_at;              // the scene to go on from; the saved one if nothing is gone
  [[nodiscard]] bool clean() const {
    return scenes_gone.empty() && variables_gone.empty() && values_gone.empty() &&
           ways_gone.empty();
  }
};
std::string describe(const Migration& migration);

struct Restored {
  StoryState state;
  Migration migration;
};

// A save that the film still fits comes back as it was. Otherwise `migration` says exactly what is
// gone, and the state stands at the start of the nearest earlier scene whose path still exists,
// by replaying that path, way by way. Errors: not a save, or its film has nothing in common with
// this one.
base::Result<Restored> restore_story_state(const Graph& graph, std::string_view json,
                                           const std::string& file);
base::Result<Restored> restore_story_state(const Graph& graph, const nlohmann::json& json,
                                           const std::string& file);

// What an edit from `before` to `after` does to saves in general: every scene in which a showing of
// `before` can stand and that a save cannot simply go on from.
struct Compatibility {
  std::vector<SceneId> scenes_gone;
  std::vector<VariableId> variables_gone;
  std::vector<VariableId> variables_changed;  // type or bounds
  std::vector<WayId> ways_gone;
  std::vector<ShotId> shots_gone;  // of scenes that are still there
  bool opens_elsewhere = false;    // with another scene: no save can be taken up
  // Every save goes on in its scene with its values.
  [[nodiscard]] bool saves_survive() const {
    return !opens_elsewhere && scenes_gone.empty() && variables_gone.empty() &&
           variables_changed.empty();
  }
};
Compatibility compare_films(const Film& before, const Film& after);
std::string describe(const Compatibility& compatibility);
// One document with a key for each part of it, and `saves_survive`.
std::string compatibility_to_json(const Compatibility& compatibility);

}  // namespace kuleshov::story

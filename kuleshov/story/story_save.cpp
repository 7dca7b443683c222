#include "kuleshov/story/story_save.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kuleshov/base/json.hpp"

namespace kuleshov::story {

namespace {

using base::Json;
using base::Result;

const Scene& scene_at(const Graph& graph, int index) {
  return graph.film().scenes[static_cast<std::size_t>(index)];
}

std::string name_of(const ViewerCondition& c) {
  return fmt::format("{} {} {} surely {} for {}", name_of(c.quantity), c.above ? ">" : "<",
                     c.threshold, c.surely, c.held.count());
}

std::string way_name(const Graph& graph, int scene, int way) {
  return way < 0 ? "?" : scene_at(graph, scene).ways[static_cast<std::size_t>(way)].id.str();
}

Json memory_to_json(const ConditionMemory& memory) {
  return {{"above", memory.above}, {"holds", memory.holds}, {"since", memory.since.count()}};
}

std::optional<int> value_of(const Variable& variable, const std::string& text) {
  int value = text == "true" ? 1 : 0;
  if (variable.type == VariableType::boolean)
    return text == "true" || text == "false" ? std::optional(value) : std::nullopt;
  if (variable.type == VariableType::enumeration) {
    const auto found = std::find(variable.values.begin(), variable.values.end(), text);
    if (found == variable.values.end()) return std::nullopt;
    return static_cast<int>(found - variable.values.begin());
  }
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = fault == std::errc{} && end == text.data() + text.size();
  return whole && value >= variable.low && value <= variable.high ? std::optional(value)
                                                                  : std::nullopt;
}

// A save's path: scenes, and the ways between them (no way's name where it does not say).
struct SavedPath {
  std::vector<std::string> scenes;
  std::vector<std::string> ways;
};

// Names as one text, a line each: a path is long, and a JSON value for each name would be most of
// the time that saving takes.
void add_line(std::string& lines, std::string_view name) {
  if (!lines.empty()) lines += '\n';
  lines += name;
}

// Such a text, or as older saves have it a list.
std::vector<std::string> names_in(const Json& json) {
  std::vector<std::string> names;
  if (json.is_array())
    for (const Json& name : json) names.push_back(name.is_string() ? name.get<std::string>() : "");
  if (!json.is_string()) return names;
  std::string_view rest = json.get_ref<const std::string&>();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

SavedPath path_in(const Json& json) {
  SavedPath path{names_in(json.value("path", Json())), names_in(json.value("ways", Json()))};
  const std::size_t between = path.scenes.empty() ? 0 : path.scenes.size() - 1;
  if (path.ways.size() != between) path.ways.assign(between, "");
  return path;
}

// The way by which the path went on from where `state` is; else any that leads there; -1: none.
int way_on(const Graph& graph, const StoryState& state, const std::string& way, int to) {
  const auto& ways = graph.scenes()[static_cast<std::size_t>(state.scene)].ways;
  const int same = graph.way_index(state.scene, WayId(way));
  if (same >= 0 && ways[static_cast<std::size_t>(same)].to == to) return same;
  const auto any =
      std::find_if(ways.begin(), ways.end(), [&](const GraphWay& w) { return w.to == to; });
  return any == ways.end() ? -1 : static_cast<int>(any - ways.begin());
}

// Replays the first `scenes` of a path as far as the film has ways for it.
StoryState replay(const Graph& graph, const SavedPath& path, std::size_t scenes, base::Ticks now,
                  std::string& broke_at) {
  StoryState state = start(graph);
  for (std::size_t i = 1; i < scenes; ++i) {
    const int to = graph.scene_index(SceneId(path.scenes[i]));
    const int way = to < 0 ? -1 : way_on(graph, state, path.ways[i - 1], to);
    if (way < 0) {
      broke_at = path.scenes[i - 1];
      break;
    }
    take(graph, state, way);
  }
  state.now = now;
  return state;
}

class Reader {
 public:
  Reader(const Graph& graph, const Json& json, SavedPath path)
      : graph_(graph), json_(json), path_(std::move(path)) {}

  Restored read() {
    out_.state = start(graph_);
    read_path();
    read_variables();
    const bool whole = out_.migration.clean();
    if (whole) {
      read_memory();
    } else {
      go_back();
    }
    out_.migration.resumes_at = scene_at(graph_, out_.state.scene).id;
    return std::move(out_);
  }

 private:
  [[nodiscard]] base::Ticks ticks(const Json& json) const {
    return base::Ticks(json.is_number_integer() ? json.get<std::int64_t>() : 0);
  }

  void read_path() {
    StoryState& state = out_.state;
    state.path.clear();
    state.path.reserve(path_.scenes.size());
    state.ways.reserve(path_.ways.size());
    for (std::size_t i = 0; i < path_.scenes.size(); ++i) {
      const int from = i == 0 ? -1 : state.path.back();
      const int way = from < 0 ? -1 : graph_.way_index(from, WayId(path_.ways[i - 1]));
      if (i > 0) state.ways.push_back(way);
      state.path.push_back(scene_behind(from, way, path_.scenes[i]));
    }
    state.scene = state.path.back();
    state.now = ticks(json_["now"]);
  }

  // The scene of that name, which is most often where the way leads; -1, and noted, if it is gone.
  int scene_behind(int from, int way, const std::string& id) {
    if (way >= 0) {
      const auto& ways = graph_.scenes()[static_cast<std::size_t>(from)].ways;
      const int to = ways[static_cast<std::size_t>(way)].to;
      if (to >= 0 && scene_at(graph_, to).id.str() == id) return to;
    }
    const int index = graph_.scene_index(SceneId(id));
    auto& gone = out_.migration.scenes_gone;
    if (index < 0 && std::find(gone.begin(), gone.end(), SceneId(id)) == gone.end())
      gone.emplace_back(id);
    return index;
  }

  void read_variables() {
    const auto& variables = graph_.film().variables;
    for (std::size_t i = 0; i < variables.size(); ++i) {
      const auto saved = json_["variables"].find(variables[i].id.str());
      if (saved == json_["variables"].end()) {
        out_.migration.variables_new.push_back(variables[i].id);
        continue;
      }
      const auto value =
          saved->is_string() ? value_of(variables[i], saved->get<std::string>()) : std::nullopt;
      if (value)
        out_.state.variables[i] = *value;
      else
        out_.migration.values_gone.push_back(variables[i].id);
    }
    for (const auto& [name, value] : json_["variables"].items()) {
      const bool known = std::any_of(variables.begin(), variables.end(),
                                     [&](const Variable& v) { return v.id.str() == name; });
      if (!known) out_.migration.variables_gone.emplace_back(name);
    }
  }

  // Visits of scenes that an edit began to ask for are counted from the path.
  void read_memory() {
    for (std::size_t i = 0; i < graph_.tracked().size(); ++i) {
      const auto times =
          std::count(out_.state.path.begin(), out_.state.path.end(), graph_.tracked()[i]);
      out_.state.visits[i] = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(255, times));
      const auto entered = json_["entered"].find(scene_at(graph_, graph_.tracked()[i]).id.str());
      out_.state.entered[i] = entered != json_["entered"].end() ? ticks(*entered) : base::Ticks{};
    }
    for (std::size_t i = 0; i < graph_.conditions().size(); ++i) {
      const auto saved = json_["conditions"].find(name_of(graph_.conditions()[i]));
      if (saved == json_["conditions"].end() || !saved->is_object()) continue;
      ConditionMemory& memory = out_.state.conditions[i];
      memory.above = saved->value("above", Json()) == true;
      memory.holds = saved->value("holds", Json()) == true;
      memory.since = ticks(saved->value("since", Json()));
    }
  }

  void go_back() {
    const auto& scenes = path_.scenes;
    const auto gone = std::find_if(scenes.begin(), scenes.end(), [&](const std::string& id) {
      return graph_.scene_index(SceneId(id)) < 0;
    });
    std::string broke_at;
    const auto kept = static_cast<std::size_t>(gone - scenes.begin());
    out_.state = replay(graph_, path_, kept, out_.state.now, broke_at);
    if (!broke_at.empty()) out_.migration.ways_gone.emplace_back(broke_at);
  }

  const Graph& graph_;
  const Json& json_;
  SavedPath path_;
  Restored out_;
};

// The opening as Graph::compile finds it.
SceneId opening_of(const Film& film) {
  if (!film.core.empty()) return film.core.front();
  return film.scenes.empty() ? SceneId() : film.scenes.front().id;
}

void add_shots_gone(const Scene& before, const Scene& after, std::vector<ShotId>& gone) {
  for (const Shot& shot : before.shots) {
    const bool kept = std::any_of(after.shots.begin(), after.shots.end(),
                                  [&](const Shot& s) { return s.id == shot.id; });
    if (!kept) gone.push_back(shot.id);
  }
}

template <class Id>
void list(std::string& text, const char* what, const std::vector<Id>& ids) {
  for (const Id& id : ids) text += fmt::format("{} {}\n", what, id.str());
}

}  // namespace

Json story_state_json(const Graph& graph, const StoryState& state) {
  Json json{{"save", "kuleshov-story-1"}, {"film", graph.film().id.str()},
            {"now", state.now.count()},   {"variables", Json::object()},
            {"entered", Json::object()},  {"conditions", Json::object()}};
  json["scene"] = scene_at(graph, state.scene).id.str();
  std::string path;
  for (const int scene : state.path) add_line(path, scene_at(graph, scene).id.str());
  json["path"] = std::move(path);
  std::string ways;
  for (std::size_t i = 0; i < state.ways.size(); ++i)
    add_line(ways, way_name(graph, state.path[i], state.ways[i]));
  json["ways"] = std::move(ways);
  for (std::size_t i = 0; i < state.variables.size(); ++i) {
    const Variable& variable = graph.film().variables[i];
    json["variables"][variable.id.str()] = value_text(variable, state.variables[i]);
  }
  for (std::size_t i = 0; i < state.visits.size(); ++i) {
    if (state.visits[i] > 0)
      json["entered"][scene_at(graph, graph.tracked()[i]).id.str()] = state.entered[i].count();
  }
  for (std::size_t i = 0; i < state.conditions.size(); ++i) {
    json["conditions"][name_of(graph.conditions()[i])] = memory_to_json(state.conditions[i]);
  }
  return json;
}

std::string story_state_to_json(const Graph& graph, const StoryState& state) {
  return story_state_json(graph, state).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Restored> restore_story_state(const Graph& graph, std::string_view text,
                                     const std::string& file) {
  const Json json = TRY(base::parse_json(text, file));
  return restore_story_state(graph, json, file);
}

Result<Restored> restore_story_state(const Graph& graph, const Json& json,
                                     const std::string& file) {
  const bool ours = json.is_object() && json.value("save", Json()) == "kuleshov-story-1";
  const auto holds = [&](const char* key, bool (Json::*is)() const noexcept) {
    return json.contains(key) && (json[key].*is)();
  };
  SavedPath path = ours ? path_in(json) : SavedPath{};
  if (path.scenes.empty() || !holds("variables", &Json::is_object) ||
      !holds("now", &Json::is_number_integer) || !holds("entered", &Json::is_object) ||
      !holds("conditions", &Json::is_object)) {
    return base::fail("this is not a saved story", "save the showing again", {file, 0, 0, 0});
  }
  if (path.scenes.front() != scene_at(graph, graph.opening()).id.str()) {
    return base::fail(
        fmt::format("this save is of a film that opens with scene {}", path.scenes.front()),
        "start the film anew", {file, 0, 0, 0});
  }
  return Reader(graph, json, std::move(path)).read();
}

std::string describe(const Migration& migration) {
  std::string text;
  list(text, "gone: scene", migration.scenes_gone);
  list(text, "gone: variable", migration.variables_gone);
  list(text, "out of bounds: variable", migration.values_gone);
  list(text, "no way on as before: scene", migration.ways_gone);
  list(text, "new: variable", migration.variables_new);
  return text + fmt::format("goes on at scene {}\n", migration.resumes_at.str());
}

Compatibility compare_films(const Film& before, const Film& after) {
  Compatibility result;
  result.opens_elsewhere = opening_of(before) != opening_of(after);
  for (const Scene& scene : before.scenes) {
    const Scene* now = find_scene(after, scene.id);
    if (now == nullptr) result.scenes_gone.push_back(scene.id);
    if (now != nullptr) add_shots_gone(scene, *now, result.shots_gone);
    for (const Way& way : scene.ways) {
      const bool kept = now != nullptr && std::any_of(now->ways.begin(), now->ways.end(),
                                                      [&](const Way& w) { return w.to == way.to; });
      if (!kept) result.ways_gone.push_back(way.id);
    }
  }
  for (const Variable& variable : before.variables) {
    const auto now = std::find_if(after.variables.begin(), after.variables.end(),
                                  [&](const Variable& v) { return v.id == variable.id; });
    if (now == after.variables.end()) {
      result.variables_gone.push_back(variable.id);
    } else {
      const bool fits =
          now->type == variable.type && now->low <= variable.low && now->high >= variable.high;
      const bool values_kept = std::all_of(
          variable.values.begin(), variable.values.end(), [&](const std::string& value) {
            return std::find(now->values.begin(), now->values.end(), value) != now->values.end();
          });
      if (!fits || !values_kept) result.variables_changed.push_back(variable.id);
    }
  }
  return result;
}

std::string compatibility_to_json(const Compatibility& compatibility) {
  const auto names = [](const auto& ids) {
    Json list = Json::array();
    for (const auto& id : ids) list.push_back(id.str());
    return list;
  };
  const Json json{{"saves_survive", compatibility.saves_survive()},
                  {"opens_elsewhere", compatibility.opens_elsewhere},
                  {"scenes_gone", names(compatibility.scenes_gone)},
                  {"variables_gone", names(compatibility.variables_gone)},
                  {"variables_changed", names(compatibility.variables_changed)},
                  {"ways_gone", names(compatibility.ways_gone)},
                  {"shots_gone", names(compatibility.shots_gone)}};
  return json.dump(1) + "\n";
}

std::string describe(const Compatibility& compatibility) {
  std::string text;
  if (compatibility.opens_elsewhere)
    text += "no save can be taken up: the film opens with another scene\n";
  list(text, "saves in it go back to the scene before: scene", compatibility.scenes_gone);
  list(text, "saves lose it and go back to a scene by their path: variable",
       compatibility.variables_gone);
  list(text, "saves whose value no longer fits go back: variable", compatibility.variables_changed);
  list(text, "no longer taken: way", compatibility.ways_gone);
  list(text, "saves in it begin their scene again: shot", compatibility.shots_gone);
  if (!compatibility.saves_survive()) return text;
  return text + (compatibility.shots_gone.empty() ? "every save goes on where it was\n"
                                                  : "every other save goes on where it was\n");
}

}  // namespace kuleshov::story

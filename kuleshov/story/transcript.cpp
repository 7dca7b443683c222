#include "kuleshov/story/transcript.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "kuleshov/story/story_state.hpp"
#include "kuleshov/story/yaml_fields.hpp"

namespace kuleshov::story {

namespace {

struct Expected {
  std::string scene;
  std::string take;  // a way's id; empty: the quiet way
  std::vector<std::string> open;
  bool says_open = false;
  std::vector<std::string> closed;
  ViewerBelief belief;
  double for_s = -1;
  std::vector<std::pair<std::string, std::string>> variables;
  bool ends = false;
  base::Place place;
};

void read_estimate(Fields& fields, const std::string& key, Quantity quantity,
                   ViewerBelief& belief) {
  std::vector<double> pair;
  fields.numbers(key, pair);
  const auto index = static_cast<std::size_t>(quantity);
  if (!pair.empty()) belief.mean[index] = pair[0];
  if (pair.size() > 1) belief.sd[index] = pair[1];
}

Expected read_step(Fields& fields) {
  Expected step;
  step.place = fields.place();
  fields.required("scene", step.scene);
  fields.text("take", step.take);
  step.says_open = fields.has("open");
  fields.texts("open", step.open);
  fields.texts("closed", step.closed);
  fields.number("for_s", step.for_s, 0, 86400);
  fields.flag("ends", step.ends);
  fields.section("viewer", [&](Fields& viewer) {
    read_estimate(viewer, "arousal", Quantity::arousal, step.belief);
    read_estimate(viewer, "valence", Quantity::valence, step.belief);
    read_estimate(viewer, "attention", Quantity::attention, step.belief);
  });
  fields.pairs("variables", [&](const std::string& name, const std::string& value,
                                const base::Place&) { step.variables.emplace_back(name, value); });
  return step;
}

class Runner {
 public:
  Runner(const Graph& graph, TranscriptResult& result)
      : graph_(graph), result_(result), state_(start(graph)) {}

  bool step(const Expected& expected) {
    const Scene& scene = here();
    result_.path.push_back(scene.id);
    if (scene.id.str() != expected.scene)
      return differs(
          expected, fmt::format("the film is in scene {}, not {}", scene.id.str(), expected.scene));
    if (!variables_are(expected)) return false;
    base::Ticks length;
    for (const Shot& shot : scene.shots) length += shot.natural;
    if (expected.for_s >= 0) length = base::Ticks::seconds(expected.for_s);
    // What is felt is felt all through: once at the start, then at the end.
    observe(graph_, state_, expected.belief, base::Ticks{});
    observe(graph_, state_, expected.belief, length);
    if (!ways_are(expected)) return false;
    return go_on(expected);
  }

 private:
  [[nodiscard]] const Scene& here() const {
    return graph_.film().scenes[static_cast<std::size_t>(state_.scene)];
  }

  bool differs(const Expected& expected, std::string message) {
    result_.passed = false;
    result_.message = std::move(message);
    result_.place = expected.place;
    return false;
  }

  bool variables_are(const Expected& expected) {
    for (const auto& [name, value] : expected.variables) {
      const auto& all = graph_.film().variables;
      const auto found = std::find_if(all.begin(), all.end(),
                                      [&](const Variable& v) { return v.id.str() == name; });
      if (found == all.end())
        return differs(expected, fmt::format("no variable is called {}", name));
      const std::string is =
          value_text(*found, state_.variables[static_cast<std::size_t>(found - all.begin())]);
      if (is != value) return differs(expected, fmt::format("{} is {}, not {}", name, is, value));
    }
    return true;
  }

  bool ways_are(const Expected& expected) {
    std::vector<std::string> open;
    for (const int way : open_ways(graph_, state_))
      open.push_back(here().ways[static_cast<std::size_t>(way)].id.str());
    std::vector<std::string> wanted = expected.open;
    std::sort(wanted.begin(), wanted.end());
    std::vector<std::string> sorted = open;
    std::sort(sorted.begin(), sorted.end());
    if (expected.says_open && wanted != sorted)
      return differs(expected, fmt::format("open are [{}]", fmt::join(open, ", ")));
    for (const std::string& way : expected.closed) {
      if (std::find(open.begin(), open.end(), way) != open.end())
        return differs(expected, fmt::format("way {} is open", way));
    }
    return true;
  }

  bool go_on(const Expected& expected) {
    if (here().ending)
      return expected.take.empty() ||
             differs(expected, fmt::format("scene {} is an ending", here().id.str()));
    if (expected.ends)
      return differs(expected, fmt::format("scene {} is no ending", here().id.str()));
    const int way = expected.take.empty() ? quiet_way(graph_, state_)
                                          : graph_.way_index(state_.scene, WayId(expected.take));
    if (way < 0)
      return differs(expected, expected.take.empty() ? "no way is open"
                                                     : fmt::format("scene {} has no way {}",
                                                                   here().id.str(), expected.take));
    if (!is_open(graph_, state_, way))
      return differs(expected, fmt::format("way {} is closed", expected.take));
    if (graph_.scenes()[static_cast<std::size_t>(state_.scene)]
            .ways[static_cast<std::size_t>(way)]
            .to < 0)
      return differs(expected, "the way leads nowhere");
    take(graph_, state_, way);
    return true;
  }

  const Graph& graph_;
  TranscriptResult& result_;
  StoryState state_;
};

}  // namespace

base::Result<TranscriptResult> run_transcript(const Graph& graph, std::string_view yaml,
                                              const std::string& file) {
  Faults faults(file);
  TranscriptResult result;
  std::vector<Expected> steps;
  try {
    const YAML::Node node = load_yaml(yaml);
    if (!node.IsMap())
      return base::fail("this is no transcript", "begin it with \"transcript: what it shows\"",
                        {file, 1, 1, 0});
    Fields root(node, "the transcript", faults);
    root.required("transcript", result.name);
    root.items("steps", [&](Fields& fields) { steps.push_back(read_step(fields)); });
    root.done();
  } catch (const YAML::Exception& error) {
    return base::fail("this is not YAML: " + error.msg, "mend the text at that place",
                      faults.place(error.mark));
  }
  if (faults.any()) return std::unexpected(faults.first());
  if (steps.empty())
    return base::fail("this transcript has no steps", "add \"steps:\"", {file, 1, 1, 0});
  Runner runner(graph, result);
  for (const Expected& step : steps) {
    if (!runner.step(step)) break;
  }
  return result;
}

}  // namespace kuleshov::story

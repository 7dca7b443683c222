#include "kuleshov/story/transcript.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace kuleshov::story {

namespace {

class Runner {
 public:
  Runner(const Graph& graph, TranscriptResult& result)
      : graph_(graph), result_(result), state_(start(graph)) {}

  bool step(const TranscriptStep& expected) {
    const Scene& scene = here();
    result_.path.push_back(scene.id);
    if (scene.id.str() != expected.scene)
      return differs(
          expected, fmt::format("the film is in scene {}, not {}", scene.id.str(), expected.scene));
    if (std::string why = variables_differ(graph_, state_, expected); !why.empty())
      return differs(expected, std::move(why));
    base::Ticks length;
    for (const Shot& shot : scene.shots) length += shot.natural;
    if (expected.for_s >= 0) length = base::Ticks::seconds(expected.for_s);
    // What is felt is felt all through: once at the start, then at the end.
    observe(graph_, state_, expected.belief, base::Ticks{});
    observe(graph_, state_, expected.belief, length);
    if (std::string why = ways_differ(open(), expected); !why.empty())
      return differs(expected, std::move(why));
    return go_on(expected);
  }

 private:
  [[nodiscard]] const Scene& here() const {
    return graph_.film().scenes[static_cast<std::size_t>(state_.scene)];
  }

  [[nodiscard]] std::vector<std::string> open() const {
    std::vector<std::string> names;
    for (const int way : open_ways(graph_, state_))
      names.push_back(here().ways[static_cast<std::size_t>(way)].id.str());
    return names;
  }

  bool differs(const TranscriptStep& expected, std::string message) {
    result_.passed = false;
    result_.message = std::move(message);
    result_.place = expected.place;
    return false;
  }

  bool go_on(const TranscriptStep& expected) {
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
    const std::string taken = here().ways[static_cast<std::size_t>(way)].id.str();
    if (!expected.way.empty() && taken != expected.way)
      return differs(expected, fmt::format("way {} is taken, not {}", taken, expected.way));
    take(graph_, state_, way);
    return true;
  }

  const Graph& graph_;
  TranscriptResult& result_;
  StoryState state_;
};

}  // namespace

std::string variables_differ(const Graph& graph, const StoryState& state,
                             const TranscriptStep& step) {
  const auto& all = graph.film().variables;
  for (const auto& [name, value] : step.variables) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Variable& v) { return v.id.str() == name; });
    if (found == all.end()) return fmt::format("no variable is called {}", name);
    const std::string is =
        value_text(*found, state.variables[static_cast<std::size_t>(found - all.begin())]);
    if (is != value) return fmt::format("{} is {}, not {}", name, is, value);
  }
  return "";
}

std::string ways_differ(const std::vector<std::string>& open, const TranscriptStep& step) {
  std::vector<std::string> wanted = step.open;
  std::sort(wanted.begin(), wanted.end());
  std::vector<std::string> sorted = open;
  std::sort(sorted.begin(), sorted.end());
  if (step.says_open && wanted != sorted)
    return fmt::format("open are [{}]", fmt::join(open, ", "));
  for (const std::string& way : step.closed) {
    if (std::find(open.begin(), open.end(), way) != open.end())
      return fmt::format("way {} is open", way);
  }
  return "";
}

TranscriptResult run_transcript(const Graph& graph, const Transcript& transcript) {
  TranscriptResult result;
  result.name = transcript.name;
  Runner runner(graph, result);
  for (const TranscriptStep& step : transcript.steps) {
    if (!runner.step(step)) break;
  }
  return result;
}

}  // namespace kuleshov::story

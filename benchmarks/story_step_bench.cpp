// Stepping a story: conditions evaluated, a choice taken, its effects applied. ink_bench.mjs runs
// the same graph through inkjs: 60 places, 4 choices each, two variables, one condition; drawn by
// the same numbers, and it fails where the two have not come to the same state after 200 steps.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "kuleshov/story/story_save.hpp"
#include "kuleshov/story/story_state.hpp"

namespace {

using namespace kuleshov;

constexpr int places = 60;
constexpr int choices = 4;

std::string place(int i) { return "p" + std::to_string(i); }

story::Variable counter(const std::string& name) {
  story::Variable variable;
  variable.id = story::VariableId(name);
  variable.type = story::VariableType::integer;
  variable.high = 100;
  return variable;
}

story::Film ring() {
  story::Film film;
  film.id = story::FilmId("ring");
  film.variables = {counter("a"), counter("b")};
  film.core = {story::SceneId(place(0))};
  for (int i = 0; i < places; ++i) {
    story::Scene scene;
    scene.id = story::SceneId(place(i));
    scene.key_point = true;
    for (int k = 0; k < choices; ++k) {
      story::Way way;
      way.id = story::WayId(place(i) + "." + std::to_string(k));
      way.from = scene.id;
      way.to = story::SceneId(place((i * choices + k + 1) % places));
      if (k == 3) way.trigger.text = "a < b + 20 or seen(p7)";
      if (k == 1) way.effects.push_back({story::VariableId("a"), {"min(a + 1, 99)", {}}});
      if (k == 2) way.effects.push_back({story::VariableId("b"), {"min(b + 1, 99)", {}}});
      scene.ways.push_back(way);
    }
    film.scenes.push_back(scene);
  }
  return film;
}

// Park and Miller's generator (1988): the same in JavaScript's numbers.
class Draws {
 public:
  std::size_t below(std::size_t count) {
    state_ = state_ * 16807 % 2147483647;
    return state_ % count;
  }

 private:
  std::uint64_t state_ = 12345;
};

void step(const story::Graph& graph, story::StoryState& at, Draws& draws, std::vector<int>& open) {
  story::open_ways(graph, at, open);
  story::take(graph, at, open[draws.below(open.size())]);
}

void steps(benchmark::State& state) {
  const story::Film film = ring();
  const auto graph = story::Graph::compile(film).value();
  story::StoryState at = story::start(graph);
  Draws draws;
  std::vector<int> open;
  for (auto _ : state) {
    step(graph, at, draws, open);
    if (at.path.size() <= 1000) continue;
    at.path.clear();
    at.ways.clear();
  }
}
BENCHMARK(steps)->Name("story/step")->Unit(benchmark::kMicrosecond);

// The state after 200 steps as JSON, and back.
void save_and_restore(benchmark::State& state) {
  const story::Film film = ring();
  const auto graph = story::Graph::compile(film).value();
  story::StoryState at = story::start(graph);
  Draws draws;
  std::vector<int> open;
  for (int i = 0; i < 200; ++i) step(graph, at, draws, open);
  for (auto _ : state) {
    const auto again =
        story::restore_story_state(graph, story::story_state_to_json(graph, at), "save");
    if (!again || again->state != at) state.SkipWithError("another state came back");
  }
  state.SetLabel("p" + std::to_string(at.scene) + " a=" + std::to_string(at.variables[0]) +
                 " b=" + std::to_string(at.variables[1]));
}
BENCHMARK(save_and_restore)->Name("story/save-and-restore")->Unit(benchmark::kMicrosecond);

}  // namespace

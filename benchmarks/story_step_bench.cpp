// Stepping a story: conditions evaluated, a choice taken, its effects applied. ink_bench.mjs runs
// the same graph through inkjs: 60 places, 4 choices each, two variables, one condition.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "kuleshov/base/random.hpp"
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

void step(benchmark::State& state) {
  const story::Film film = ring();
  const auto graph = story::Graph::compile(film).value();
  story::StoryState at = story::start(graph);
  base::Random random(1);
  std::vector<int> open;
  for (auto _ : state) {
    story::open_ways(graph, at, open);
    story::take(graph, at, open[random.below(open.size())]);
    if (at.path.size() > 1000) at.path.clear();
  }
}
BENCHMARK(step)->Name("story/step")->Unit(benchmark::kMicrosecond);

}  // namespace

// The checker on generated films, every rule: 1,000 scenes, 60 key points, 24 booleans; and maps of
// the shape of a published interactive feature (250 segments, 62 variables, 174 choice points).
#include <benchmark/benchmark.h>

#include "kuleshov/story/check.hpp"
#include "kuleshov/story/generate.hpp"

namespace {

using namespace kuleshov::story;

void check_film(benchmark::State& state, const Film& film) {
  const auto graph = Graph::compile(film);
  double states = 0;
  for (auto _ : state) {
    const CheckReport report = check(*graph);
    if (!report.complete) state.SkipWithError("the search was cut off");
    states = report.states;
  }
  state.counters["states"] = states;
}

// The weak case: any scene may set and ask any of the variables.
void check_film_wide(benchmark::State& state) {
  GeneratedShape shape;
  shape.about = static_cast<int>(state.range(0));
  check_film(state, generate_film(shape, 1));
}

void check_generated_film(benchmark::State& state) {
  check_film(state, generate_film({}, static_cast<std::uint64_t>(state.range(0))));
}
void check_generated_map(benchmark::State& state) {
  check_film(state, generate_map({}, static_cast<std::uint64_t>(state.range(0))));
}
BENCHMARK(check_film_wide)->Arg(12)->Arg(16)->Arg(20)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(check_generated_map)->Arg(1)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);
BENCHMARK(check_generated_film)->Arg(1)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);

}  // namespace

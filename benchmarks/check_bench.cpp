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

void check_generated_film(benchmark::State& state) {
  check_film(state, generate_film({}, static_cast<std::uint64_t>(state.range(0))));
}
void check_generated_map(benchmark::State& state) {
  check_film(state, generate_map({}, static_cast<std::uint64_t>(state.range(0))));
}
BENCHMARK(check_generated_map)->Arg(1)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);
BENCHMARK(check_generated_film)->Arg(1)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);

}  // namespace

// The checker on generated films, every rule: 1,000 scenes, 60 key points, 24 booleans; and maps of
// the shape of a published interactive feature (250 segments, 62 variables, 174 choice points).
// CPU time: the checker runs on one thread, and other programs may run beside it.
#include <benchmark/benchmark.h>

#include <ctime>

#include "kuleshov/story/check.hpp"
#include "kuleshov/story/generate.hpp"

namespace {

using namespace kuleshov::story;

void check_film(benchmark::State& state, const Film& film) {
  const auto graph = Graph::compile(film);
  CheckReport report;
  for (auto _ : state) {
    const std::clock_t begins = std::clock();
    report = check(*graph);
    state.SetIterationTime(static_cast<double>(std::clock() - begins) / CLOCKS_PER_SEC);
    if (!report.complete) state.SkipWithError("the search was cut off");
  }
  state.counters["states"] = report.states;
  state.counters["by_refinement"] = report.by_refinement ? 1 : 0;
  state.counters["findings"] = static_cast<double>(report.findings.size() + report.more_findings);
}

// Any scene may set and ask any of the variables.
void check_film_wide(benchmark::State& state) {
  GeneratedShape shape;
  shape.about = shape.booleans;
  check_film(state, generate_film(shape, static_cast<std::uint64_t>(state.range(0))));
}
// The same, and every branch scene asks.
void check_film_wide_and_guarded(benchmark::State& state) {
  GeneratedShape shape;
  shape.about = shape.booleans;
  shape.guarded = 1;
  check_film(state, generate_film(shape, static_cast<std::uint64_t>(state.range(0))));
}
void check_map_wide(benchmark::State& state) {
  GeneratedMap shape;
  shape.about = shape.booleans + shape.enumerations;
  check_film(state, generate_map(shape, static_cast<std::uint64_t>(state.range(0))));
}
// Ways back may jump over the whole map.
void check_map_wide_and_far_back(benchmark::State& state) {
  GeneratedMap shape;
  shape.about = shape.booleans + shape.enumerations;
  shape.farthest_back = shape.segments;
  check_film(state, generate_map(shape, static_cast<std::uint64_t>(state.range(0))));
}

void check_generated_film(benchmark::State& state) {
  check_film(state, generate_film({}, static_cast<std::uint64_t>(state.range(0))));
}
void check_generated_map(benchmark::State& state) {
  check_film(state, generate_map({}, static_cast<std::uint64_t>(state.range(0))));
}

void seeds(benchmark::internal::Benchmark* bench) {
  bench->DenseRange(1, 3)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);
}
BENCHMARK(check_film_wide)->Apply(seeds);
BENCHMARK(check_film_wide_and_guarded)->Apply(seeds);
BENCHMARK(check_map_wide)->Apply(seeds);
BENCHMARK(check_map_wide_and_far_back)->Apply(seeds);
BENCHMARK(check_generated_map)->Apply(seeds);
BENCHMARK(check_generated_film)->Apply(seeds);

}  // namespace

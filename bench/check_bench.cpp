// The checker on generated films: 1,000 scenes, 60 key points, 24 booleans, every rule.
#include <benchmark/benchmark.h>

#include "kuleshov/story/check.hpp"
#include "kuleshov/story/generate.hpp"

namespace {

using namespace kuleshov::story;

void check_generated_film(benchmark::State& state) {
  const Film film = generate_film({}, static_cast<std::uint64_t>(state.range(0)));
  const auto graph = Graph::compile(film);
  double states = 0;
  for (auto _ : state) {
    const CheckReport report = check(*graph);
    if (!report.complete) state.SkipWithError("the search was cut off");
    states = report.states;
  }
  state.counters["states"] = states;
}
BENCHMARK(check_generated_film)->Arg(1)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);

}  // namespace

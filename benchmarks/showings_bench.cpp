// A million random showings of random films that the checker passes: none leaves out a core scene,
// fails to end or leaves the style anchor. The row fails with the first that does.
#include <benchmark/benchmark.h>

#include "tests/showings/random_showings.hpp"

namespace {

void million(benchmark::State& state) {
  kuleshov::showings::Walked walked;
  for (auto _ : state) walked = kuleshov::showings::walk(2026, 1'000'000, 500);
  if (!walked.violation.empty()) return state.SkipWithError(walked.violation.c_str());
  state.counters["showings"] = static_cast<double>(walked.showings);
  state.counters["films"] = static_cast<double>(walked.films);
  state.counters["films_refuted"] = static_cast<double>(walked.films_refuted);
  state.counters["decisions"] = static_cast<double>(walked.decisions);
}
BENCHMARK(million)->Name("showings/random-million")->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace

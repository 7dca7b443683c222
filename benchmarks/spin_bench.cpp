// Our checker beside SPIN on the same films: the whole of `check` against SPIN's searches for dead
// ends, core scenes, their order and endless paths; seconds, states a second, and the same verdicts
// (a row fails where they differ). SPIN's time to build its checkers is a counter of its own.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <ctime>
#include <filesystem>
#include <functional>

#include "kuleshov/story/generate.hpp"
#include "tests/spin/spin.hpp"

namespace {

using namespace kuleshov;

constexpr int limit_s = 120;
constexpr const char* properties[] = {"DEAD_END", "CORE", "ORDER", "ENDING"};

double cpu_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Compared {
  double ours_s = 0, spin_s = 0, building_s = 0, ours_states = 0, spin_states = 0;
  int unfinished = 0;
  std::string differs;
};

Compared compare(const story::Graph& graph, const base::Path& folder) {
  Compared result;
  const double begins = cpu_s();
  const peer::OurVerdicts ours = peer::our_verdicts(graph);
  result.ours_s = cpu_s() - begins;
  result.ours_states = ours.states;
  for (const char* property : properties) {
    const auto spin = peer::run_spin(graph, property, folder, limit_s, "-O2");
    if (!spin) {
      result.differs = spin.error().what;
      return result;
    }
    result.spin_s += spin->complete ? spin->seconds : limit_s;
    result.building_s += spin->building_s;
    result.spin_states += spin->states;
    result.unfinished += spin->complete ? 0 : 1;
    const bool comparable = spin->complete && ours.complete;
    if (comparable && spin->found != ours.of(property)) result.differs = property;
  }
  return result;
}

void run(benchmark::State& state, const story::Film& film) {
  if (!peer::spin_is_here()) return state.SkipWithError("spin or cc is not installed");
  const auto graph = story::Graph::compile(film);
  const base::Path folder = std::filesystem::temp_directory_path() / "kuleshov-spin-bench";
  std::filesystem::create_directories(folder);
  Compared result;
  for (auto _ : state) {
    result = compare(*graph, folder);
    state.SetIterationTime(result.ours_s);
  }
  std::filesystem::remove_all(folder);
  if (!result.differs.empty()) return state.SkipWithError(("verdicts: " + result.differs).c_str());
  state.counters["states"] = result.ours_states;
  state.counters["states_per_second"] = result.ours_states / result.ours_s;
  state.counters["spin_states"] = result.spin_states;
  if (result.spin_s > 0)
    state.counters["spin_states_per_second"] = result.spin_states / result.spin_s;
  state.counters["spin_building_s"] = result.building_s;
  state.counters["spin_unfinished"] = result.unfinished;
  state.SetLabel(fmt::format("peer spin-6.5.2 {:.3f}", result.spin_s * 1000));
}

void add(const std::string& name, std::function<story::Film()> film) {
  benchmark::RegisterBenchmark(("spin/" + name).c_str(),
                               [film](benchmark::State& state) { run(state, film()); })
      ->UseManualTime()
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
}

const bool registered = [] {
  for (const char* name : {"the-last-light", "the-ninth-bridge"}) {
    const std::string folder = fmt::format("{}/films/{}", KULESHOV_SOURCE_DIR, name);
    add(name, [folder] { return story::read_film(folder).value(); });
  }
  for (const std::uint64_t seed : {1U, 2U})
    add(fmt::format("film-200-scenes/{}", seed),
        [seed] { return story::generate_film({200, 12, 12, 0.4}, seed); });
  add("film-1000-scenes/1", [] { return story::generate_film({}, 1); });
  for (const std::uint64_t seed : {1U, 2U})
    add(fmt::format("map-60-segments/{}", seed),
        [seed] { return story::generate_map({60, 250, 10, 1, 50, 42}, seed); });
  add("map-250-segments/1", [] { return story::generate_map({}, 1); });
  return true;
}();

}  // namespace

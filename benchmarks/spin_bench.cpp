// Our checker beside SPIN on the same films: the whole of `check` against SPIN's searches for dead
// ends, core scenes, their order and endless paths; CPU time, states a second, and the same
// verdicts (a row fails where they differ). SPIN's time to build its checkers is a counter of its
// own. What SPIN did not come to the end of is counted as `spin_unfinished`; nothing is compared
// there.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <functional>

#include "kuleshov/story/generate.hpp"
#include "tests/spin/spin.hpp"

namespace {

using namespace kuleshov;

constexpr int limit_s = 20;  // of CPU, for each building and each search
using Properties = std::vector<std::string>;

double cpu_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Compared {
  double ours_s = 0, spin_s = 0, building_s = 0, ours_states = 0, spin_states = 0;
  double finished_s = 0;  // of spin_s, of searches that came to their end
  int unfinished = 4;     // properties
  std::string differs;
};

// What one search of SPIN can answer: all assertions where none is expected to fail, else each
// alone, for it stops at the first fault.
std::vector<Properties> questions(const peer::OurVerdicts& ours) {
  if (ours.dead_end || ours.core || ours.order)
    return {{"DEAD_END"}, {"CORE"}, {"ORDER"}, {"ENDING"}};
  return {{"DEAD_END", "CORE", "ORDER"}, {"ENDING"}};
}

Compared compare(const story::Graph& graph, const base::Path& folder) {
  Compared result;
  const double begins = cpu_s();
  const peer::OurVerdicts ours = peer::our_verdicts(graph);
  result.ours_s = cpu_s() - begins;
  result.ours_states = ours.states;
  for (const Properties& asked : questions(ours)) {
    const auto spin = peer::run_spin(graph, asked, folder, limit_s, "-O1");
    if (!spin) {
      result.differs = spin.error().what;
      return result;
    }
    result.spin_s += spin->seconds;
    result.building_s += spin->building_s;
    result.spin_states += spin->states;
    if (spin->complete) result.finished_s += spin->seconds;
    if (spin->complete) result.unfinished -= static_cast<int>(asked.size());
    // Its other checkers of this film are as large: they would not be built either.
    if (!spin->complete && spin->seconds == 0) break;
    const bool comparable = spin->complete && ours.complete;
    if (comparable && spin->found != ours.of(asked.front())) result.differs = asked.front();
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
  state.counters["peer_states"] = result.spin_states;
  state.counters["states_per_second"] = result.ours_states / result.ours_s;
  if (result.spin_states > 0)
    state.counters["peer_states_per_second"] =
        result.spin_states / std::max(result.finished_s, 1e-3);
  state.counters["spin_building_s"] = result.building_s;
  state.counters["spin_unfinished"] = result.unfinished;
  state.SetLabel(fmt::format("peer spin-6.5.2{} {:.3f}", result.unfinished > 0 ? "-stopped" : "",
                             result.spin_s * 1000));
}

void add(const std::string& name, const std::function<story::Film()>& film) {
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
  add("film-200-scenes/1", [] { return story::generate_film({200, 12, 12, 0.4}, 1); });
  add("film-1000-scenes/1", [] { return story::generate_film({}, 1); });
  add("map-60-segments/1", [] { return story::generate_map({60, 250, 10, 1, 50, 42}, 1); });
  add("map-250-segments/1", [] { return story::generate_map({}, 1); });
  return true;
}();

}  // namespace

// Narrative planning on the Sabre suite's problems (public, GPL-3, not shipped): set KULESHOV_DATA
// to the folder that holds text/planning/sabre. The peer's time is its best search time on the same
// kind of machine, without the start of its JVM, from measured_local_timings.csv there.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/write/planner/published.hpp"
#include "kuleshov/write/planner/search.hpp"

namespace {

using namespace kuleshov;
namespace planner = write::planner;

std::map<std::string, double> peer_milliseconds(const std::string& folder) {
  std::map<std::string, double> best;
  const auto text = base::read_file(folder + "/measured_local_timings.csv");
  if (!text) return best;
  for (const auto line : base::lines(*text)) {
    const auto cells = base::split(line, ',');
    if (cells.size() < 7 || cells[0] == "problem") continue;
    const double time = std::atof(std::string(cells[6]).c_str());
    const auto [it, fresh] = best.try_emplace(std::string(cells[0]), time);
    if (!fresh) it->second = std::min(it->second, time);
  }
  return best;
}

void solve(benchmark::State& state, const planner::Task& task, const planner::Published& known,
           double peer) {
  for (auto _ : state) {
    planner::Search search(task, known.limits);
    const auto outcome = search.solve(known.goal);
    if (!outcome.plan) state.SkipWithError("not solved");
    state.counters["visited"] = static_cast<double>(outcome.visited);
  }
  if (peer > 0) state.SetLabel(fmt::format("peer Sabre-0.8 {}", peer));
}

const bool registered = [] {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) return false;
  const std::string folder = std::string(data) + "/text/planning/sabre";
  const auto peers = peer_milliseconds(folder);
  static std::map<std::string, planner::Task> tasks;
  for (const planner::Published& known : planner::published) {
    const auto text = base::read_file(folder + "/problems/" + known.problem + ".txt");
    if (!text) continue;
    const auto problem = planner::parse_problem(*text, known.problem);
    auto task =
        problem ? planner::ground(*problem) : base::Result<planner::Task>(base::fail("unreadable"));
    if (!task) continue;
    const auto& kept = tasks.emplace(known.name, std::move(*task)).first->second;
    const auto peer = peers.find(known.name);
    const double milliseconds = peer == peers.end() ? 0 : peer->second;
    benchmark::RegisterBenchmark(fmt::format("plan/{}", known.name).c_str(),
                                 [&kept, &known, milliseconds](benchmark::State& state) {
                                   solve(state, kept, known, milliseconds);
                                 })
        ->Unit(benchmark::kMillisecond)
        ->MinTime(0.05);
  }
  for (const planner::Published& story : planner::of_our_own) {
    const auto path = base::Path(KULESHOV_SOURCE_DIR) / "tests" / "planning" / "problems" /
                      (std::string(story.problem) + ".txt");
    const auto text = base::read_file(path);
    const auto problem = text ? planner::parse_problem(*text, story.problem)
                              : base::Result<planner::Problem>(base::fail("unreadable"));
    auto task =
        problem ? planner::ground(*problem) : base::Result<planner::Task>(base::fail("unreadable"));
    if (!task) continue;
    const auto& kept = tasks.emplace(story.name, std::move(*task)).first->second;
    benchmark::RegisterBenchmark(
        fmt::format("plan/own/{}", story.name).c_str(),
        [&kept, &story](benchmark::State& state) { solve(state, kept, story, 0); })
        ->Unit(benchmark::kMillisecond)
        ->MinTime(0.05);
  }
  return true;
}();

}  // namespace

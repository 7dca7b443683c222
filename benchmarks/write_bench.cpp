// 200 premises, theme x style x mood x culture x ending, at fixed seeds: seconds each, and what of
// the premise's promises the film keeps. Promises are counted on the plan and on the film that was
// read back from its files, never by words of the script. The counts stand in
// kuleshov/write/promises.hpp and are tested on a slice.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <filesystem>

#include "kuleshov/base/file.hpp"
#include "kuleshov/write/promises.hpp"

namespace {

using namespace kuleshov;

const write::Library& library() {
  static const write::Library all =
      write::read_library(base::Path(KULESHOV_SOURCE_DIR) / "data").value();
  return all;
}

void premises(benchmark::State& state) {
  const auto folder = std::filesystem::temp_directory_path() / "kuleshov_write_bench";
  write::Promises kept;
  for (auto _ : state) {
    kept = {};
    for (std::size_t i = 0; i < 200; ++i) {
      const auto one = write::keep_count(write::premise_at(i), library(), folder);
      if (one) kept.add(*one);
    }
  }
  state.counters["films"] = static_cast<double>(kept.films);
  state.counters["check_holds"] = static_cast<double>(kept.checks);
  state.counters["ending_kept"] = static_cast<double>(kept.ending);
  state.counters["cast_kept"] = static_cast<double>(kept.cast);
  state.counters["setting_kept"] = static_cast<double>(kept.setting);
  state.counters["culture_kept"] = static_cast<double>(kept.culture);
  state.counters["mood_kept"] = static_cast<double>(kept.mood);
  state.counters["decisions_with_a_reason"] = static_cast<double>(kept.decisions);
  state.counters["decisions_without"] = static_cast<double>(kept.unexplained);
  state.counters["symbols_left"] = static_cast<double>(kept.symbols);
  state.counters["planned_matters"] = static_cast<double>(kept.matters);
  state.counters["lines_said_twice"] = static_cast<double>(kept.repeated);
  state.counters["peak_MiB"] = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
  }();
}
BENCHMARK(premises)->Name("write/200-premises")->Unit(benchmark::kMillisecond)->Iterations(1);

void ten_minutes(benchmark::State& state) {
  write::Brief brief;
  brief.premise = "science fiction, a lighthouse keeper, tragic ending";
  brief.minutes = 10;
  for (auto _ : state) {
    ++brief.seed;
    benchmark::DoNotOptimize(write::make_draft(brief, library()));
  }
}
BENCHMARK(ten_minutes)->Name("write/10-minute-film")->Unit(benchmark::kMillisecond);

void sameness(benchmark::State& state) {
  write::Sameness found;
  for (auto _ : state) found = write::sameness_over(100, library());
  state.counters["line_jaccard_one_premise"] = found.one_premise;
  state.counters["line_jaccard_any_premise"] = found.any_premise;
  state.counters["plan_distance_one_premise"] = found.plan_distance;
  state.counters["event_jaccard_one_premise"] = found.events;
  state.counters["voice_attribution"] = found.voice;
}
BENCHMARK(sameness)->Name("write/sameness-100-seeds")->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace

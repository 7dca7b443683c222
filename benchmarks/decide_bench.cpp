// The plot decision at a key point with 5 ways and 12 triggers (p50, p99, allocations), one shot's
// decision, save and restore, and 100,000 showings that step at once.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "kuleshov/direct/engine.hpp"
#include "kuleshov/direct/example_film.hpp"
#include "kuleshov/direct/save.hpp"

namespace {

std::atomic<std::uint64_t> allocations{0};

void* counted(std::size_t bytes) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(bytes != 0 ? bytes : 1)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t bytes) { return counted(bytes); }
void* operator new[](std::size_t bytes) { return counted(bytes); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using namespace kuleshov;
using direct::Engine;
using Clock = std::chrono::steady_clock;

// Four of the five ways have three conditions each: over the viewer, over memory, over variables.
story::Film five_ways_twelve_triggers() {
  story::Film film = direct::example_film(1, {4, 5, 5, 0});
  story::Variable trust;
  trust.id = story::VariableId("trust");
  trust.type = story::VariableType::integer;
  trust.high = 5;
  trust.start = 2;
  film.variables.push_back(trust);
  for (story::Scene& scene : film.scenes) {
    if (!scene.key_point) continue;
    int i = 0;
    for (story::Way& way : scene.ways) {
      if (way.id == scene.default_way) continue;
      way.trigger.text = std::string(i % 2 == 0 ? "arousal > -0.9" : "valence < 0.9") +
                         " surely 0." + std::to_string(5 + i % 3) +
                         " for 2s and (seen(c0) or trust < " + std::to_string(1 + i) + ")";
      ++i;
    }
  }
  return film;
}

sense::ViewerState viewer(double time_s, double arousal) {
  sense::ViewerState state;
  state.time_s = time_s;
  state.arousal = {arousal, 0.2};
  state.valence = {-0.2, 0.3};
  state.quality = 0.9;
  return state;
}

double ends(const Engine& engine) {
  return (engine.position().starts + engine.position().length).seconds();
}

bool at_key_point(const Engine& engine) { return engine.offers() && engine.last_in_scene(); }

// Every position of a showing at which the plot, or only a cut, is decided.
std::vector<Engine> positions(const std::shared_ptr<const direct::Plan>& plan, bool plot) {
  std::vector<Engine> found;
  for (std::uint64_t seed = 1; found.size() < 64; ++seed) {
    Engine engine(plan, {}, seed);
    while (!engine.position().ended) {
      for (double t = engine.position().starts.seconds(); t < ends(engine); t += 0.25)
        engine.observe(viewer(t, 0.1 * static_cast<double>(seed % 9) - 0.4));
      if (at_key_point(engine) == plot && found.size() < 64) found.push_back(engine);
      engine.next(viewer(ends(engine), 0.1));
    }
  }
  return found;
}

void report(benchmark::State& state, std::vector<double>& micros, std::uint64_t allocated) {
  std::sort(micros.begin(), micros.end());
  const auto at = [&](double share) {
    return micros[static_cast<std::size_t>(share * static_cast<double>(micros.size() - 1))];
  };
  state.counters["p50_us"] = at(0.5);
  state.counters["p99_us"] = at(0.99);
  state.counters["p999_us"] = at(0.999);
  state.counters["allocations"] =
      static_cast<double>(allocated) / static_cast<double>(micros.size());
}

void decide(benchmark::State& state, bool plot, direct::Explore explore) {
  const auto plan = direct::Plan::of(five_ways_twelve_triggers()).value();
  std::vector<Engine> starts = positions(plan, plot);
  direct::Policy policy;
  policy.explore = explore;
  for (Engine& engine : starts) engine.set_policy(policy);
  Engine working = starts.front();
  for (const Engine& start : starts) {  // copies do not keep what a showing reserved at its start
    working = start;
    working.next(viewer(ends(working) - 0.3, 0.2));
  }
  std::vector<double> micros;
  micros.reserve(1 << 22);
  std::uint64_t allocated = 0;
  std::size_t i = 0;
  for (auto _ : state) {
    const Engine& start = starts[i++ % starts.size()];
    working = start;  // the same sizes: into the memory that is there
    const sense::ViewerState now = viewer(ends(working) - 0.3, 0.2);
    const std::uint64_t before = allocations.load(std::memory_order_relaxed);
    const auto begins = Clock::now();
    benchmark::DoNotOptimize(&working.next(now));
    const std::chrono::duration<double> took = Clock::now() - begins;
    allocated += allocations.load(std::memory_order_relaxed) - before;
    state.SetIterationTime(took.count());
    if (micros.size() < micros.capacity()) micros.push_back(took.count() * 1e6);
  }
  report(state, micros, allocated);
}

void plot_thompson(benchmark::State& state) { decide(state, true, direct::Explore::thompson); }
void plot_lin_ucb(benchmark::State& state) { decide(state, true, direct::Explore::lin_ucb); }
void plot_greedy(benchmark::State& state) { decide(state, true, direct::Explore::none); }
void cut_and_score(benchmark::State& state) { decide(state, false, direct::Explore::thompson); }
BENCHMARK(plot_thompson)
    ->Name("decide/plot-5-ways-12-triggers/thompson")
    ->UseManualTime()
    ->Iterations(100'000);
BENCHMARK(plot_lin_ucb)
    ->Name("decide/plot-5-ways-12-triggers/lin-ucb")
    ->UseManualTime()
    ->Iterations(100'000);
BENCHMARK(plot_greedy)
    ->Name("decide/plot-5-ways-12-triggers/greedy")
    ->UseManualTime()
    ->Iterations(100'000);
BENCHMARK(cut_and_score)->Name("decide/cut-and-score")->UseManualTime()->Iterations(200'000);

// The median, as it is taken of the peer: a mean of wall time under load is the neighbours'.
void save_restore(benchmark::State& state) {
  const auto plan = direct::Plan::of(five_ways_twelve_triggers()).value();
  const std::vector<Engine> starts = positions(plan, true);
  std::size_t bytes = 0;
  std::vector<double> seconds;
  for (auto _ : state) {
    seconds.clear();
    for (std::size_t i = 0; i < 3000; ++i) {
      const auto begins = Clock::now();
      const std::string text = direct::saved(starts[i % starts.size()], {});
      auto again = direct::restored(plan, text, nullptr);
      benchmark::DoNotOptimize(again);
      seconds.push_back(std::chrono::duration<double>(Clock::now() - begins).count());
      bytes = text.size();
    }
    std::sort(seconds.begin(), seconds.end());
    state.SetIterationTime(seconds[seconds.size() / 2]);
  }
  state.counters["bytes"] = static_cast<double>(bytes);
  state.counters["p99_us"] = seconds[seconds.size() * 99 / 100] * 1e6;
}
BENCHMARK(save_restore)
    ->Name("decide/save-and-restore")
    ->UseManualTime()
    ->Iterations(3)
    ->Unit(benchmark::kMicrosecond);

// 100,000 showings at different places; each thread steps its half through ten seconds of film:
// forty viewer states and the decisions that fall due. `real_time` above 1 keeps up.
constexpr std::size_t sessions = 100'000;
constexpr double film_s = 10;

void step(Engine& engine, double& now_s) {
  for (double until = now_s + film_s; now_s < until; now_s += 0.25) {
    engine.observe(viewer(now_s, 0.2));
    if (now_s + 0.3 >= ends(engine)) engine.next(viewer(now_s, 0.2));
  }
}

void concurrent(benchmark::State& state) {
  const auto plan = direct::Plan::of(five_ways_twelve_triggers()).value();
  std::vector<Engine> engines;
  engines.reserve(sessions);
  for (std::size_t i = 0; i < sessions; ++i) engines.emplace_back(plan, direct::Policy{}, i);
  std::vector<double> clocks(sessions, 0.25);
  double wall_s = 0;
  double rounds = 0;
  for (auto _ : state) {
    const auto begins = Clock::now();
    {
      std::vector<std::jthread> threads;
      for (std::size_t t = 0; t < 2; ++t)
        threads.emplace_back([&, t] {
          for (std::size_t i = t * sessions / 2; i < (t + 1) * sessions / 2; ++i)
            step(engines[i], clocks[i]);
        });
    }
    wall_s += std::chrono::duration<double>(Clock::now() - begins).count();
    rounds += 1;
  }
  state.counters["real_time_factor"] = rounds * film_s / wall_s;
  state.counters["states_per_second"] = rounds * film_s * 4 * sessions / wall_s;
  state.counters["bytes_a_session"] =
      static_cast<double>(sizeof(Engine) + 2 * 5 * sizeof(direct::Candidate) + 256 * sizeof(int));
}
BENCHMARK(concurrent)
    ->Name("decide/100000-sessions")
    ->Iterations(3)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace

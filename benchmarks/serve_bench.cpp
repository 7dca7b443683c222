// Requests and showings without the network: what one answer costs.
#include <benchmark/benchmark.h>

#include "kuleshov/room/example_package.hpp"
#include "kuleshov/room/session.hpp"
#include "kuleshov/serve/site.hpp"

namespace {

using namespace kuleshov;

const base::Path tiny = base::Path(KULESHOV_SOURCE_DIR) / "tests" / "films" / "tiny";

void a_range_request(benchmark::State& state) {
  const room::ExamplePackage example(tiny);
  auto shelf = serve::Shelf::open({example.folder()});
  serve::Door door("", {"localhost"});
  serve::Site site(*shelf, door, example.folder());
  serve::Request request;
  request.host = "localhost:8080";
  request.target = "/films/tiny/shots/s1.1.v.mp4?v=" + base::sha256("s1.1").substr(0, 16);
  request.range = "bytes=0-1";
  for (auto _ : state) benchmark::DoNotOptimize(site.answer(request, serve::Moment{}));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(a_range_request)->Unit(benchmark::kMicrosecond);

room::Session session_of(const room::ExamplePackage& example) {
  room::Session::Options options;
  auto package = *room::read_package(example.folder());
  options.newest = [package] { return package; };
  options.viewer = "simulated:tense";
  return *room::Session::begin(std::move(options));
}

// A whole showing: every state, decision and outlook of it.
void a_showing(benchmark::State& state) {
  const room::ExamplePackage example(tiny);
  double film_s = 0;
  for (auto _ : state) {
    room::Session session = session_of(example);
    double at_s = 0;
    while (!session.entries().back().decision.film_ends) {
      const room::Entry& last = session.entries().back();
      for (; at_s * 25 < static_cast<double>(last.at + last.length) - 12; at_s += 0.25) {
        benchmark::DoNotOptimize(session.receive(room::Time{at_s}, true));
      }
      benchmark::DoNotOptimize(session.receive(room::Decide{last.cut + 1, {}}, true));
    }
    film_s += at_s;
  }
  // Film seconds in one second of one core: so many showings can run at once on it.
  state.counters["showings_at_once"] = benchmark::Counter(film_s, benchmark::Counter::kIsRate);
}
BENCHMARK(a_showing)->Unit(benchmark::kMillisecond);

void a_decision_with_its_outlook(benchmark::State& state) {
  const room::ExamplePackage example(tiny);
  room::Session session = session_of(example);
  for (auto _ : state) {
    if (session.entries().back().decision.film_ends) {
      state.PauseTiming();
      session = session_of(example);
      state.ResumeTiming();
    }
    const std::int64_t cut = session.entries().back().cut + 1;
    benchmark::DoNotOptimize(session.receive(room::Decide{cut, {}}, true));
  }
}
BENCHMARK(a_decision_with_its_outlook)->Unit(benchmark::kMicrosecond);

}  // namespace

// Performing a minute, sampling a frame live, auditing ten minutes.
#include <benchmark/benchmark.h>

#include "kuleshov/face/audit.hpp"
#include "kuleshov/face/lips.hpp"
#include "kuleshov/face/perform.hpp"
#include "kuleshov/face/performer.hpp"

namespace kuleshov::face {
namespace {

PerformanceRequest request_of(double seconds, double fps) {
  PerformanceRequest request;
  request.emotions = {{0, "tense", 0.6}, {seconds / 2, "relief", 0.6}};
  request.seconds = seconds;
  request.fps = fps;
  request.speaking = true;
  for (double t = 1; t + 5 < seconds; t += 6) {
    const auto part = phonemes_from_text("You never once asked me why I stayed.", t, 150);
    request.speech.insert(request.speech.end(), part.begin(), part.end());
  }
  return request;
}

void perform_one_minute(benchmark::State& state) {
  const auto request = request_of(60, 60);
  for (auto _ : state) benchmark::DoNotOptimize(perform(request));
}
BENCHMARK(perform_one_minute)->Unit(benchmark::kMillisecond);

void sample_one_frame(benchmark::State& state) {
  const auto performer = Performer::plan(request_of(60, 60));
  double t = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(performer->at(t));
    t = t > 59 ? 0 : t + 1.0 / 60;
  }
}
BENCHMARK(sample_one_frame)->Unit(benchmark::kMicrosecond);

void audit_ten_minutes(benchmark::State& state) {
  const Track track = track_of(*perform(request_of(600, 60)), "bench");
  for (auto _ : state) benchmark::DoNotOptimize(audit(track));
}
BENCHMARK(audit_ten_minutes)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kuleshov::face

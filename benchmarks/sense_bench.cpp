// What sensing costs: one lead of ECG, and a viewer with every sensor.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/decompose.hpp"
#include "kuleshov/sense/ecg.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/simulated.hpp"
#include "kuleshov/sense/synthesis.hpp"

namespace {

using namespace kuleshov;
using namespace kuleshov::sense;

std::vector<double> ten_minutes_of_ecg(double rate_hz) {
  std::vector<double> beats;
  for (double t = 0.5; t < 600; t += 0.8) beats.push_back(t);
  auto signal = draw_ecg(beats, rate_hz, 600);
  base::Random random(1);
  for (double& x : signal) x += 0.02 * random.normal();
  return signal;
}

// 24 hours of one lead at 360 Hz (SleepECG 0.5, in C: 1.1 s; NeuroKit2 0.2.12: 4.5 s).
void ecg_of_a_day(benchmark::State& state) {
  const auto signal = ten_minutes_of_ecg(360);
  for (auto _ : state) {
    EcgDetector detector(360);
    Beat beat;
    std::size_t beats = 0;
    for (int part = 0; part < 144; ++part) {
      for (const double x : signal) beats += detector.sample(x, beat) ? 1 : 0;
    }
    benchmark::DoNotOptimize(beats);
  }
}
BENCHMARK(ecg_of_a_day)->Unit(benchmark::kMillisecond)->Iterations(1);

// ECG 250 Hz, EDA 16 Hz, gaze and pupil 60 Hz, face 30 Hz; the state four times a second.
void viewer_with_every_sensor(benchmark::State& state) {
  const double seconds = 600;
  std::vector<Sample> samples;
  base::Random random(2);
  const auto ecg = ten_minutes_of_ecg(250);
  const auto every = [&](double rate_hz, auto make) {
    for (double i = 0; i < seconds * rate_hz; i += 1) make(i / rate_hz);
  };
  for (std::size_t i = 0; i < ecg.size(); ++i) {
    samples.push_back({static_cast<double>(i) / 250, Channel::ecg, 0, ecg[i]});
  }
  every(16, [&](double t) {
    samples.push_back(
        {t, Channel::skin_conductance, 0, 3 + std::sin(t / 9) + 0.01 * random.normal()});
  });
  every(60, [&](double t) {
    samples.push_back(
        {t, Channel::gaze_x, 0, 5 * std::floor(std::sin(t) * 2) + 0.1 * random.normal()});
    samples.push_back({t, Channel::gaze_y, 0, 0.1 * random.normal()});
    samples.push_back({t, Channel::pupil, 0, 4 + 0.05 * random.normal()});
  });
  every(30, [&](double t) {
    for (const std::uint8_t unit : {1, 4, 6, 9, 12, 15}) {
      samples.push_back({t, Channel::action_unit, unit, random.uniform(0, 0.2)});
    }
  });
  std::stable_sort(samples.begin(), samples.end(),
                   [](const Sample& a, const Sample& b) { return a.time_s < b.time_s; });
  for (auto _ : state) {
    ViewerModel model(Senses::Rates{250, 0});
    double next = 0.25;
    for (const Sample& sample : samples) {
      for (; sample.time_s > next; next += 0.25) benchmark::DoNotOptimize(model.state_at(next));
      model.feed(sample);
    }
  }
  state.counters["times_real_time"] = benchmark::Counter(
      seconds * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(viewer_with_every_sensor)->Unit(benchmark::kMillisecond)->Iterations(3);

// A strap and a skin sensor, as most viewers would wear.
void viewer_with_strap_and_skin(benchmark::State& state) {
  SimulatedViewer viewer(*viewer_named("average"), 1);
  const auto all = viewer.next(600);
  const std::vector<Sample> samples(all.begin(), all.end());
  for (auto _ : state) {
    ViewerModel model;
    double next = 0.25;
    for (const Sample& sample : samples) {
      for (; sample.time_s > next; next += 0.25) benchmark::DoNotOptimize(model.state_at(next));
      model.feed(sample);
    }
  }
  state.counters["times_real_time"] = benchmark::Counter(
      600 * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(viewer_with_strap_and_skin)->Unit(benchmark::kMillisecond)->Iterations(3);

// Ten minutes of skin at 4 Hz; `minute_ms` is what a minute of it costs.
Series ten_minutes_of_skin() {
  SimulatedViewer viewer(*viewer_named("average"), 1);
  Series skin;
  skin.channel = Channel::skin_conductance;
  skin.rate_hz = 4;
  for (const Sample& s : viewer.next(600)) {
    if (s.channel == Channel::skin_conductance) skin.values.push_back(s.value);
  }
  return skin;
}

template <class Analyse>
void skin_minute(benchmark::State& state, Analyse analyse) {
  const Series skin = ten_minutes_of_skin();
  for (auto _ : state) benchmark::DoNotOptimize(analyse(skin));
  state.counters["s_per_minute"] =
      benchmark::Counter(10 * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void skin_streaming(benchmark::State& state) {
  skin_minute(state, [](const Series& skin) {
    SkinTracker tracker;
    std::size_t events = 0;
    for (std::size_t i = 0; i < skin.values.size(); ++i) {
      tracker.sample(skin.time_s(i), skin.values[i], [&](const SkinEvent&) { ++events; });
    }
    return events;
  });
}
BENCHMARK(skin_streaming)->Unit(benchmark::kMillisecond);

void skin_convex_whole(benchmark::State& state) {
  skin_minute(state, [](const Series& skin) { return decompose(grid_of(skin)).drive.size(); });
}
BENCHMARK(skin_convex_whole)->Unit(benchmark::kMillisecond)->Iterations(2);

void skin_convex_looking_back(benchmark::State& state) {
  skin_minute(state,
              [](const Series& skin) { return decompose_causally(grid_of(skin)).drive.size(); });
}
BENCHMARK(skin_convex_looking_back)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace

// What sensors do to those who trust them: wrong rates, swapped leads, rails, holes, clocks that
// jump.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/synthesis.hpp"

namespace kuleshov::sense {
namespace {

constexpr double ecg_hz = 125;
constexpr double skin_hz = 4;
constexpr double true_bpm = 75;
constexpr double part_s = 4;  // five whole beats

// ECG and skin of a quiet viewer, from `from_s` on.
std::vector<Sample> signals(double from_s, double seconds) {
  std::vector<double> beats;
  for (double t = 0.5; t < seconds; t += 60 / true_bpm) beats.push_back(t);
  const std::vector<double> ecg = draw_ecg(beats, ecg_hz, seconds);
  std::vector<Sample> out;
  for (std::size_t i = 0; i < ecg.size(); ++i) {
    out.push_back({from_s + static_cast<double>(i) / ecg_hz, Channel::ecg, 0, ecg[i]});
  }
  for (double i = 0; i < seconds * skin_hz; i += 1) {
    const double t = from_s + i / skin_hz;
    out.push_back({t, Channel::skin_conductance, 0, 3 + 0.5 * std::sin(t / 10)});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Sample& a, const Sample& b) { return a.time_s < b.time_s; });
  return out;
}

// One of the faults over a stretch of signal; returns how far the clock has jumped.
double spoil(std::vector<Sample>& samples, base::Random& random) {
  const double start_s = samples.front().time_s;
  const double rate = random.uniform(0.3, 3);
  const double jump_s = random.uniform(-1e5, 1e5);
  const auto fault = random.below(7);
  for (Sample& s : samples) {
    const bool is_ecg = s.channel == Channel::ecg;
    if (fault == 1) s.channel = is_ecg ? Channel::skin_conductance : Channel::ecg;
    if (fault == 2) s.channel = is_ecg ? Channel::ppg : Channel::heart_rate;
    if (fault == 3) s.time_s = start_s + rate * (s.time_s - start_s);
    if (fault == 4) s.value = is_ecg ? std::clamp(s.value, -0.1, 0.1) : 100;
    if (fault == 5 && random.chance(0.5)) s.value = std::nan("");
    if (fault == 6) s.time_s += jump_s;
  }
  return fault == 6 ? jump_s : 0;
}

void expect_sound(const ViewerState& s) {
  RC_ASSERT(std::isfinite(s.arousal.mean) && std::abs(s.arousal.mean) <= 1);
  RC_ASSERT(s.arousal.sd > 0 && s.arousal.sd <= 0.61);
  RC_ASSERT(s.valence.mean == 0);  // neither heart nor skin tells of it, whatever they do
  RC_ASSERT(s.quality >= 0 && s.quality <= 1);
}

TEST(Faults, WhateverSensorsDoTheBeliefStaysSoundAndTheHeartIsFoundAgain) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    base::Random random(seed);
    ViewerModel model;
    double now_s = 0;
    for (int part = 0; part < 6; ++part) {
      auto samples = signals(now_s, part_s);
      now_s = std::max(0.0, now_s + part_s + spoil(samples, random));
      model.feed(samples);
      expect_sound(model.state_at(now_s));
    }
    for (int part = 0; part < 15; ++part, now_s += part_s) {
      model.feed(signals(now_s, part_s));
      expect_sound(model.state_at(now_s + part_s));
    }
    RC_ASSERT(std::abs(model.heart().rate_bpm() - true_bpm) < 3);
    RC_ASSERT(model.heart().coverage(now_s, 10) > 0.9);
    RC_ASSERT(model.senses().skin_quality(now_s) > 0.9);
  }));
}

TEST(Faults, OneTimeFarAheadDoesNotEndAChannel) {
  ViewerModel model;
  model.feed({1e9, Channel::heart_beat, 0, 0.8});
  for (double t = 0.8; t < 60; t += 0.8) model.feed({t, Channel::heart_beat, 0, 0.8});
  EXPECT_NEAR(model.heart().rate_bpm(), 75, 0.1);
  EXPECT_GT(model.heart().coverage(60, 10), 0.9);
}

TEST(Faults, OneLateSampleChangesNothing) {
  ViewerModel plain, late;
  for (double t = 0.8; t < 60; t += 0.8) {
    plain.feed({t, Channel::heart_beat, 0, 0.8});
    late.feed({t, Channel::heart_beat, 0, 0.8});
    if (t > 30 && t < 30.9) late.feed({5, Channel::heart_beat, 0, 0.3});
  }
  EXPECT_EQ(plain.state_at(60).arousal.mean, late.state_at(60).arousal.mean);
  EXPECT_EQ(plain.heart().coverage(60, 30), late.heart().coverage(60, 30));
}

}  // namespace
}  // namespace kuleshov::sense

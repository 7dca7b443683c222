#include "kuleshov/sense/live.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstdlib>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/sense/recorded.hpp"
#include "kuleshov/sense/simulated.hpp"
#include "kuleshov/sense/synthesis.hpp"

namespace kuleshov::sense {
namespace {

void watch(SignalSource& source, ViewerModel& model, double until_s) {
  for (double t = 0.25; t <= until_s; t += 0.25) {
    model.feed(source.next(t));
    model.state_at(t);
  }
}

TEST(ViewerModel, WithoutSignalIsThePriorWithItsFullWidth) {
  ViewerModel model;
  const ViewerState state = model.state_at(600);
  EXPECT_NEAR(state.arousal.mean, 0, 1e-9);
  EXPECT_NEAR(state.arousal.sd, 0.6, 1e-6);
  EXPECT_NEAR(state.valence.sd, 0.6, 1e-6);
  EXPECT_NEAR(state.attention.mean, 0.6, 1e-9);
  EXPECT_NEAR(state.attention.sd, 0.3, 1e-4);
  EXPECT_EQ(state.quality, 0);
}

TEST(ViewerModel, SignalsNarrowArousalAndHeartAndSkinSayNothingOfValence) {
  SimulatedViewer viewer(*viewer_named("average"), 1);
  ViewerModel model;
  watch(viewer, model, 300);
  const ViewerState state = model.state_at(300);
  EXPECT_LT(state.arousal.sd, 0.55);
  EXPECT_NEAR(state.valence.sd, 0.6, 1e-6);
  EXPECT_GT(state.quality, 0.8);
  EXPECT_GT(model.baseline_known(), 0.5);
}

TEST(ViewerModel, ALostSensorWidensTheBeliefAndIsNotCalm) {
  SimulatedViewer viewer(*viewer_named("tense"), 2);
  ViewerModel model;
  watch(viewer, model, 300);
  const double sure = model.state_at(300).arousal.sd;
  const ViewerState lost = model.state_at(420);
  EXPECT_GT(lost.arousal.sd, sure);
  EXPECT_GT(lost.arousal.mean, -0.1);
  EXPECT_LT(lost.quality, 0.1);
}

TEST(ViewerModel, AFlatSkinSignalIsNoContactAndMovesNothing) {
  ViewerModel model;
  for (int i = 0; i < 4 * 300; ++i) model.feed({i * 0.25, Channel::skin_conductance, 0, 0.01});
  const ViewerState state = model.state_at(300);
  EXPECT_NEAR(state.arousal.mean, 0, 1e-9);
  EXPECT_NEAR(state.arousal.sd, 0.6, 1e-6);
  EXPECT_EQ(state.quality, 0);
}

// Arousal after a device's averaged rate rose by 20 while it told of no beat.
double arousal_of_a_rate(bool beats_before) {
  ViewerModel model;
  for (int t = 0; t < 300; ++t) {
    if (beats_before && t < 120) model.feed({t * 1.0, Channel::heart_beat, 0, 1});
    model.feed({t * 1.0, Channel::heart_rate, 0, t < 120 ? 60.0 : 80.0});
    model.state_at(t);
  }
  return model.state_at(300).arousal.mean;
}

TEST(ViewerModel, ARateWhoseBeatsAreLostIsAGuessAndMovesLess) {
  const double of_a_strap = arousal_of_a_rate(false);
  const double of_a_wrist = arousal_of_a_rate(true);
  EXPECT_GT(of_a_strap, 0.3);
  EXPECT_GT(of_a_wrist, 0);
  EXPECT_LT(of_a_wrist, 0.6 * of_a_strap);
}

TEST(ViewerModel, AnyBytesKeepTheStateFinite) {
  EXPECT_TRUE(rc::check([](std::uint64_t seed) {
    base::Random random(seed);
    ViewerModel model;
    double t = 0;
    for (int i = 0; i < 300; ++i) {
      t += random.chance(0.02) ? random.uniform(-100, 90'000) : random.uniform(0, 1);
      const double odd[] = {0, -1, NAN, INFINITY, 1e300, random.uniform(0, 100), 0.8, 5};
      const auto channel = static_cast<Channel>(random.below(static_cast<int>(Channel::count)));
      model.feed({t, channel, 4, odd[random.below(8)]});
      const ViewerState s = model.state_at(t);
      RC_ASSERT(std::isfinite(s.arousal.mean) && std::isfinite(s.arousal.sd));
      RC_ASSERT(std::abs(s.arousal.mean) <= 1 && s.arousal.sd <= 0.7);
      RC_ASSERT(s.quality >= 0 && s.quality <= 1);
    }
  }));
}

TEST(ViewerModel, ADayOfBeatsWithClockJumpsStaysBoundedAndRecovers) {
  base::Random random(8);
  ViewerModel model;
  double t = 0;
  for (int i = 0; i < 100'000; ++i) {
    t += random.chance(1e-4) ? random.uniform(5, 900) : 0.86 + 0.03 * random.normal();
    model.feed({t, Channel::heart_beat, 0, 0});
    const ViewerState state = model.state_at(t);
    ASSERT_TRUE(std::isfinite(state.arousal.mean));
    ASSERT_LE(state.arousal.sd, 0.61);
  }
  EXPECT_GT(t, 80'000);
  const double sure = model.state_at(t).arousal.sd;
  const double lost = model.state_at(t + 300).arousal.sd;
  EXPECT_GT(lost, sure);  // the sensor is gone: the belief widens
  for (double s = t + 300; s < t + 600; s += 0.86) {
    model.feed({s, Channel::heart_beat, 0, 0.86});
    model.state_at(s);
  }
  EXPECT_LT(model.state_at(t + 600).arousal.sd, lost);  // it is back: narrower again
}

TEST(ViewerModel, WristWindowsWithoutBeatsLeaveTheHeartOutAndAreNotCalm) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) GTEST_SKIP() << "KULESHOV_DATA is not set";
  auto recording = read_recording(base::Path(data) / "signals/e4/stress_predict/S02");
  ASSERT_TRUE(recording) << base::describe(recording.error());
  std::erase_if(recording->series,
                [](const Series& s) { return s.channel != Channel::heart_beat; });
  RecordedSource source(*recording);  // its first believed beat comes after ten minutes
  ViewerModel model;
  watch(source, model, 590);
  const ViewerState state = model.state_at(590);
  EXPECT_NEAR(state.arousal.mean, 0, 1e-9);
  EXPECT_NEAR(state.arousal.sd, 0.6, 1e-6);
  EXPECT_EQ(state.quality, 0);
}

TEST(SimulatedViewer, IsTheSameForTheSameSeedHoweverItIsAsked) {
  SimulatedViewer once(*viewer_named("tense"), 7);
  SimulatedViewer often(*viewer_named("tense"), 7);
  const auto all = once.next(60);
  std::vector<Sample> pieces;
  for (double t = 0.25; t <= 60; t += 0.25) {
    const auto some = often.next(t);
    pieces.insert(pieces.end(), some.begin(), some.end());
  }
  ASSERT_EQ(all.size(), pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    EXPECT_EQ(all[i].time_s, pieces[i].time_s);
    EXPECT_EQ(all[i].value, pieces[i].value);
  }
}

TEST(Synthesis, LosesWavesTooWhileTheSensorsAreGone) {
  SynthesisRequest request;
  request.viewer = *viewer_named("average");
  request.viewer.has_eyes = true;
  request.viewer.drop_outs_per_minute = 1;
  request.seconds = 240;
  const Synthesis s = synthesise(request);
  ASSERT_FALSE(s.drop_outs.empty());
  EXPECT_GT(s.blinks_s.size(), 10u);
  const auto middle = (s.drop_outs[0].from_s + s.drop_outs[0].to_s) / 2;
  EXPECT_TRUE(std::isnan(s.ecg[static_cast<std::size_t>(middle * 250)]));
  EXPECT_TRUE(std::isnan(s.ppg[static_cast<std::size_t>(middle * 64)]));
  for (const Sample& sample : s.samples) {
    for (const auto& gone : s.drop_outs) {
      EXPECT_FALSE(sample.time_s > gone.from_s + 0.05 && sample.time_s < gone.to_s - 0.05);
    }
  }
}

TEST(SimulatedViewer, FollowsWhatIsShown) {
  SimulatedViewer calm(*viewer_named("average"), 3);
  SimulatedViewer roused(*viewer_named("average"), 3);
  calm.drive({-1, 0});
  roused.drive({1, 0});
  const auto slow = calm.next(120).size();
  const auto fast = roused.next(120).size();
  EXPECT_GT(roused.felt().arousal, calm.felt().arousal + 0.8);
  EXPECT_GT(fast, slow);  // more beats
}

TEST(Recorded, PlaysAWristRecordingInTheOrderOfTime) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) GTEST_SKIP() << "KULESHOV_DATA is not set";
  auto source = open_recording(base::Path(data) / "signals/e4/stress_predict/S05");
  ASSERT_TRUE(source) << base::describe(source.error());
  ViewerModel model;
  double last = -1;
  for (double t = 0.25; t < 900; t += 0.25) {
    for (const Sample& s : (*source)->next(t)) {
      EXPECT_GE(s.time_s, last);
      last = s.time_s;
      model.feed(s);
    }
    model.state_at(t);
  }
  EXPECT_LT(model.state_at(900).arousal.sd, 0.6);
  EXPECT_GT(model.heart().rate_bpm(), 50);
}

TEST(PushedSource, SortsAndDropsDoubles) {
  PushedSource source;
  source.push({2, Channel::heart_beat, 0, 0.9});
  source.push({1, Channel::heart_beat, 0, 0.8});
  source.push({1, Channel::heart_beat, 0, 0.8});
  source.push({3, Channel::heart_beat, 0, 0.7});
  const auto samples = source.next(2);
  ASSERT_EQ(samples.size(), 2u);
  EXPECT_EQ(samples[0].time_s, 1);
  EXPECT_EQ(samples[1].time_s, 2);
  EXPECT_EQ(source.next(9).size(), 1u);
}

TEST(HeartRateMeasurement, ReadsEveryIntervalOfANotification) {
  // 0x2A37: flags 0x16 = 8-bit rate, contact, intervals; 72 bpm; two intervals of 1024 and 512.
  const std::uint8_t bytes[] = {0x16, 72, 0x00, 0x04, 0x00, 0x02};
  HeartRateMeasurement m;
  ASSERT_TRUE(parse_heart_rate(bytes, m));
  EXPECT_TRUE(m.contact);
  ASSERT_EQ(m.intervals, 2u);
  EXPECT_EQ(m.interval_s[0], 1.0);
  EXPECT_EQ(m.interval_s[1], 0.5);
  PushedSource source;
  push_heart_rate(m, 10, source);
  const auto beats = source.next(10);
  ASSERT_EQ(beats.size(), 2u);
  EXPECT_EQ(beats[0].time_s, 9.5);
}

}  // namespace
}  // namespace kuleshov::sense

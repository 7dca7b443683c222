// Live use: no allocation per frame, and what the batch says.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "kuleshov/face/counted.hpp"
#include "kuleshov/face/lips.hpp"
#include "kuleshov/face/live_audit.hpp"
#include "kuleshov/face/performer.hpp"

namespace kuleshov::face {
namespace {

PerformanceRequest talk(double fps) {
  PerformanceRequest request;
  request.emotions = {{0, "tense", 0.6}, {20, "relief", 0.7}};
  request.seconds = 40;
  request.fps = fps;
  request.speaking = true;
  for (int i = 0; i < 6; ++i) {
    const auto part = phonemes_from_text("Maybe nobody ever asked about the boat.", 1 + 6 * i, 150);
    request.speech.insert(request.speech.end(), part.begin(), part.end());
  }
  return request;
}

TEST(Live, TheCounterCounts) {
  const long before = allocations();
  const auto something = std::make_unique<FaceFrame>();
  EXPECT_GT(allocations(), before) << something->shape[0];
}

TEST(Live, PerformingAFrameDoesNotAllocate) {
  auto performer = Performer::plan(talk(60));
  ASSERT_TRUE(performer);
  FaceFrame frame;
  const long before = allocations();
  while (performer->next(frame)) {
  }
  EXPECT_EQ(allocations(), before);
}

TEST(Live, AuditingAFrameDoesNotAllocate) {
  const auto take = perform(talk(60));
  ASSERT_TRUE(take);
  auto live = LiveAudit::open(60, 60);
  ASSERT_TRUE(live);
  const long before = allocations();
  for (const FaceFrame& frame : take->frames) ASSERT_TRUE(live->push(frame));
  live->finish();
  EXPECT_EQ(allocations(), before);
  EXPECT_GT(live->now().blink_rate, 0);
}

void expect_batch(const LiveValues& now, const Audit& batch) {
  EXPECT_NEAR(now.intensity, batch.find("intensity")->value, 1e-9);
  EXPECT_NEAR(now.gaze_movement, batch.find("gaze-movement")->value, 1e-6);
  EXPECT_NEAR(now.eye_conjugacy, batch.find("eye-conjugacy")->value, 1e-6);
  EXPECT_NEAR(now.saccade_rate, batch.find("saccade-rate")->value, 1e-9);
  EXPECT_NEAR(now.blink_rate, batch.find("blink-rate")->value, 1e-9);
  EXPECT_NEAR(now.longest_without_blink, batch.find("longest-without-blink")->value, 1e-9);
  EXPECT_NEAR(now.lip_seal, batch.find("lip-seal")->value, 1e-6);
  const Measure* gain = batch.find("eye-head-gain");
  if (gain->verdict != Verdict::not_enough) {
    EXPECT_NEAR(now.eye_head_gain, gain->value, 1e-6);
  }
}

class LiveAtRate : public testing::TestWithParam<double> {};

TEST_P(LiveAtRate, SaysWhatTheBatchSays) {
  const auto take = perform(talk(GetParam()));
  ASSERT_TRUE(take);
  auto live = LiveAudit::open(GetParam(), 60);
  ASSERT_TRUE(live);
  for (const FaceFrame& frame : take->frames) live->push(frame);
  live->finish();
  const auto batch = audit(track_of(*take, "batch"));
  ASSERT_TRUE(batch);
  expect_batch(live->now(), *batch);
  const auto report = live->report();
  ASSERT_TRUE(report);
  ASSERT_EQ(report->measures.size(), batch->measures.size());
  for (std::size_t i = 0; i < batch->measures.size(); ++i) {
    EXPECT_EQ(report->measures[i].value, batch->measures[i].value) << batch->measures[i].name;
    EXPECT_EQ(report->measures[i].verdict, batch->measures[i].verdict) << batch->measures[i].name;
  }
}

INSTANTIATE_TEST_SUITE_P(Rates, LiveAtRate, testing::Values(24.0, 25.0, 30.0, 60.0, 120.0));

TEST(Live, APerformanceFrameByFrameIsTheTake) {
  auto performer = Performer::plan(talk(30));
  const auto take = perform(talk(30));
  ASSERT_TRUE(performer && take);
  FaceFrame frame;
  for (const FaceFrame& whole : take->frames) {
    ASSERT_TRUE(performer->next(frame));
    EXPECT_EQ(frame.shape, whole.shape);
  }
}

TEST(Live, AFullRoomRefusesFramesAndBadRatesAreErrors) {
  auto live = LiveAudit::open(10, 1);
  ASSERT_TRUE(live);
  int taken = 0;
  for (int i = 0; i < 50; ++i) taken += live->push(FaceFrame{}) ? 1 : 0;
  EXPECT_EQ(taken, 11);
  EXPECT_FALSE(LiveAudit::open(0, 10));
  EXPECT_FALSE(LiveAudit::open(30, std::nan("")));
}

}  // namespace
}  // namespace kuleshov::face

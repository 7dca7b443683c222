#include "kuleshov/sense/head.hpp"

#include <gtest/gtest.h>

#include "kuleshov/sense/features.hpp"

namespace kuleshov::sense {
namespace {

TEST(HeadTracker, MeasuresHowFastAHeadTurnsAndForgetsIt) {
  HeadTracker head;
  for (int i = 0; i < 90; ++i) head.angle(i / 30.0, HeadTracker::Axis::yaw, i);  // 30 deg/s
  EXPECT_NEAR(head.motion_deg_per_s(), 30, 2);
  for (int i = 90; i < 300; ++i) head.angle(i / 30.0, HeadTracker::Axis::yaw, 90);
  EXPECT_LT(head.motion_deg_per_s(), 0.5);
  EXPECT_DOUBLE_EQ(head.degrees(HeadTracker::Axis::yaw), 90);
  EXPECT_FALSE(head.seen(20));
}

TEST(HeadTracker, AHoleOrALostFaceIsNoTurn) {
  HeadTracker head;
  head.angle(0, HeadTracker::Axis::roll, 0);
  head.angle(0.03, HeadTracker::Axis::roll, std::nan(""));
  head.angle(5, HeadTracker::Axis::roll, 80);
  EXPECT_EQ(head.motion_deg_per_s(), 0);
}

TEST(Features, HoldFaceHeadAndWhereTheFilmWantsTheGaze) {
  ViewerModel model;
  FeatureTracker features;
  for (int i = 0; i < 600; ++i) {
    const double t = i / 30.0;
    if (i % 30 == 0) {
      model.feed({t, Channel::film_target_radius, 0, 3});
      model.feed({t, Channel::film_target_x, 0, 5});
      model.feed({t, Channel::film_target_y, 0, 0});
    }
    model.feed({t, Channel::gaze_x, 0, 5});
    model.feed({t, Channel::gaze_y, 0, 1});
    model.feed({t, Channel::action_unit, 1, 0.4});
    model.feed({t, Channel::action_unit, 26, 0.2});
    model.feed({t, Channel::head_yaw, 0, 4});
    model.feed({t, Channel::head_pitch, 0, -7});
    model.state_at(t);
  }
  const FeatureRow row = features.at(20, model);
  EXPECT_NEAR(row.brow_raise, 0.4, 0.01);
  EXPECT_NEAR(row.jaw_drop, 0.2, 0.01);
  EXPECT_EQ(row.head_yaw_deg, 4);
  EXPECT_EQ(row.head_pitch_deg, -7);
  EXPECT_FALSE(std::isfinite(row.head_roll_deg));
  EXPECT_NEAR(row.head_motion_deg_s, 0, 1e-9);
  EXPECT_NEAR(row.on_target, 1, 1e-9);
  EXPECT_FALSE(std::isfinite(features.at(60, model).on_target));
}

}  // namespace
}  // namespace kuleshov::sense

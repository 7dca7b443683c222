// What a viewer feels, while watching. Fed with samples as they come, asked for the state four
// times a second. Causal: nothing later than the asked time is used. No allocation after
// construction. Not thread-safe: one viewer, one thread.
#pragma once

#include <cstddef>
#include <span>

#include "kuleshov/sense/belief.hpp"
#include "kuleshov/sense/heart.hpp"
#include "kuleshov/sense/skin.hpp"
#include "kuleshov/sense/source.hpp"
#include "kuleshov/sense/viewer_state.hpp"

namespace kuleshov::sense {

class ViewerModel {
 public:
  static constexpr double period_s = 0.25;

  // Samples in about the order of time; doubles and samples that go back on their channel are
  // dropped, bad values lower the quality. Film time in seconds.
  void feed(const Sample& sample);
  void feed(std::span<const Sample> samples);

  // The belief at film time `time_s`, on the grid of `period_s`. With no usable signal it is the
  // prior with its full width. A time that goes back (a seek) keeps what is known of the person and
  // forgets what was felt.
  ViewerState state_at(double time_s);

  // How well this viewer's own baselines are known, 0 (as people in general) .. 1. The first
  // minutes are wider; this says by how much.
  [[nodiscard]] double baseline_known() const;

  [[nodiscard]] const HeartTracker& heart() const { return heart_; }
  [[nodiscard]] const SkinTracker& skin() const { return skin_; }
  [[nodiscard]] const Belief& belief() const { return belief_; }

 private:
  void feed_beat(const Sample& sample);
  void feed_rate(const Sample& sample);
  void feed_skin(const Sample& sample);
  void each_second();
  void observe_variability();
  void observe_skin();
  void advance(double time_s);
  [[nodiscard]] double quality() const;

  Belief belief_;
  HeartTracker heart_;
  SkinTracker skin_;
  double now_s_ = 0;
  std::size_t steps_ = 0;
  bool has_heart_ = false;
  bool has_skin_ = false;
  double last_rate_s_ = -1e9;
  double responses_ = 0;  // since the last look
};

}  // namespace kuleshov::sense

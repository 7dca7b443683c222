// A performance planned once and sampled at any time: the streaming form of perform().
#pragma once

#include "kuleshov/face/expression_plan.hpp"
#include "kuleshov/face/gaze_plan.hpp"
#include "kuleshov/face/lips.hpp"

namespace kuleshov::face {

// Planning allocates; at() and next() do not. Not for several threads at once.
class Performer {
 public:
  // Errors as perform().
  static base::Result<Performer> plan(const PerformanceRequest& request, RulesOff off = {});
  // The face at time t; any order of times, any rate.
  [[nodiscard]] FaceFrame at(double t) const;
  // The next frame at the request's rate; false when the performance is over.
  bool next(FaceFrame& frame);
  [[nodiscard]] std::size_t frame_count() const { return frame_count_; }
  [[nodiscard]] const std::vector<Shown>& shown() const { return shown_; }

 private:
  Performer() = default;
  [[nodiscard]] Angles head_at(double t) const;
  [[nodiscard]] float blink_at(double t) const;
  void add_units(double t, FaceFrame& frame) const;
  void add_eyes(double t, FaceFrame& frame) const;

  [[nodiscard]] float noise_at(double t, std::size_t shape) const;

  const Tables* tables_ = nullptr;
  RulesOff off_;
  std::vector<Shown> shown_;
  ExpressionPlan expression_;
  GazePlan gaze_;
  Lips lips_;
  std::vector<double> nods_;
  std::vector<GazeShift> other_eye_;  // only without the conjugate rule
  SlowNoise sway_yaw_, sway_pitch_, sway_roll_;
  double sway_ = 0.9;
  float own_lid_ = 0;  // how far this person's upper lids hang at rest
  double nod_ = 3;
  double longest_ = 0;  // of the movements
  double fps_ = 25;
  std::size_t frame_count_ = 0;
  std::size_t cursor_ = 0;
};

}  // namespace kuleshov::face

// What a viewer feels, while watching. Fed with samples as they come, asked for the state four
// times a second. Causal: nothing later than the asked time is used. No allocation after
// construction. Not thread-safe: one viewer, one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "kuleshov/sense/belief.hpp"
#include "kuleshov/sense/learned.hpp"
#include "kuleshov/sense/senses.hpp"
#include "kuleshov/sense/source.hpp"
#include "kuleshov/sense/viewer_state.hpp"
#include "kuleshov/sense/windows.hpp"

namespace kuleshov::sense {

class ViewerModel {
 public:
  static constexpr double period_s = 0.25;

  ViewerModel() = default;
  // `learned` stands in place of the sourced observation model of heart and skin; of the kind
  // `gains` it says what that model should believe of how a stranger's heart and skin answer.
  explicit ViewerModel(Senses::Rates rates, std::shared_ptr<const LearnedModel> learned = nullptr);

  // Samples in about the order of time; doubles and samples that go back on their channel are
  // dropped, bad values lower the quality. Film time in seconds.
  void feed(const Sample& sample);
  void feed(std::span<const Sample> samples);

  // The belief at film time `time_s`, on the grid of `period_s`. With no usable signal it is the
  // prior with its full width. A time that goes back (a seek) keeps what is known of the person and
  // forgets what was felt.
  ViewerState state_at(double time_s);

  // The events that were found since they were last taken, oldest first (the last 256 are kept).
  bool take(Event& event);

  // How well this viewer's own baselines are known, 0 (as people in general) .. 1. The first
  // minutes are wider; this says by how much.
  [[nodiscard]] double baseline_known() const;

  [[nodiscard]] const HeartTracker& heart() const { return senses_.heart(); }
  [[nodiscard]] const SkinTracker& skin() const { return senses_.skin(); }
  [[nodiscard]] const Senses& senses() const { return senses_; }
  [[nodiscard]] const Belief& belief() const { return belief_; }

 private:
  void hear(const Event& event);
  void hear_beat();
  void each_step();
  void each_second();
  void observe_device_rate();
  void observe_variability();
  void observe_skin();
  void observe_pupil();
  void observe_face();
  void observe_looking();
  void observe_blinks();
  void observe_window();
  void advance(double time_s);
  [[nodiscard]] double quality() const;

  Senses senses_;
  std::shared_ptr<const LearnedModel> learned_;
  population::Gains gains_;
  WindowTracker window_;
  Belief belief_;
  Ring<Event, 256> events_;
  double now_s_ = 0;
  std::size_t steps_ = 0;
  double responses_ = 0;  // since the last look
  double blinks_ = 0;
};

}  // namespace kuleshov::sense

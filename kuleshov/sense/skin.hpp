// Skin conductance, causally and in absolute microsiemens: the level, the responses (SCRs), and
// whether the electrodes touch. Limits after Kleckner et al. 2018 (IEEE TBME 65:1460): 0.05-60 uS,
// |slope| < 10 uS/s; near zero means "no contact", not "calm".
#pragma once

#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

// What a sample brought to light.
struct SkinEvent {
  bool response = false;  // a response is now certain
  double onset_s = 0;
  double peak_s = 0;
  double amplitude_us = 0;
};

class SkinTracker {
 public:
  SkinEvent sample(double time_s, double microsiemens);

  // Smoothed conductance, uS; 0 before there is any.
  [[nodiscard]] double level_us() const { return smooth_; }
  // The electrodes touch and the signal is alive, 0..1.
  [[nodiscard]] double quality(double now_s) const;

 private:
  void note_fault(double time_s) { last_fault_s_ = time_s; }
  void watch_flatness(double time_s, double value);
  SkinEvent follow(double time_s);

  double last_s_ = -1e9;
  double last_value_ = 0;
  double smooth_ = 0;
  double last_fault_s_ = -1e9;
  double first_s_ = 0;
  bool started_ = false;
  double flat_low_ = 0;
  double flat_high_ = 0;
  double flat_since_s_ = 0;
  bool flat_ = false;
  bool rising_ = false;
  double trough_s_ = 0;
  double trough_ = 0;
  double top_s_ = 0;
  double top_ = 0;
};

}  // namespace kuleshov::sense

// What is measurable of a viewer now, looking back only: the figures of a psychophysiologist. Fed
// with the events that the model found; bounded memory, no allocation after construction.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/sense/hrv.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

// NaN: not measurable then.
struct FeatureRow {
  double time_s = 0;
  double rate_bpm = 0;         // 10 s
  double rmssd_ms = 0;         // 60 s, 15 pairs or more
  double sdnn_ms = 0;          // 60 s
  double pnn50_pct = 0;        // 60 s
  double lf_ms2 = 0;           // 5 min
  double hf_ms2 = 0;           // 5 min
  double breaths_per_min = 0;  // 60 s
  double heart_quality = 0;    // 0..1: beats believed, from a clean wave, in 10 s
  double wave_likeness = 0;    // of the ECG, else the PPG: the indices of wave_quality.hpp
  double wave_flat = 0;
  double wave_saturated = 0;
  double wave_powerline = 0;
  double skin_us = 0;
  double skin_tonic_us = 0;
  double responses_per_min = 0;    // 60 s
  double response_us = 0;          // mean amplitude, 60 s
  double response_rise_s = 0;      // mean from onset to peak, 60 s
  double response_recovery_s = 0;  // mean from peak to half of it, 60 s
  double skin_quality = 0;
  double motion_g = 0;  // of the worn sensor
  double pupil_mm = 0;
  double blinks_per_min = 0;    // 60 s
  double saccades_per_min = 0;  // 60 s
  double fixation_s = 0;        // mean, 60 s
  double on_picture = 0;        // 0..1
  double eye_quality = 0;
  double smile = 0;       // AU12, 0..1
  double frown = 0;       // AU4, 0..1
  double brow_raise = 0;  // AU1 or 2, 0..1
  double jaw_drop = 0;    // AU26 or 27, 0..1
  double head_yaw_deg = 0;
  double head_pitch_deg = 0;
  double head_roll_deg = 0;
  double head_motion_deg_s = 0;  // 1 s
  double on_target = 0;          // 0..1: of the looks on the picture, 20 s
};

// One of a row's columns, in the order of the file.
struct FeatureColumn {
  const char* name;
  double FeatureRow::* value;
};
std::span<const FeatureColumn> feature_columns();

class FeatureTracker {
 public:
  FeatureTracker();
  void hear(const Event& event);
  // The row at `now_s`; `model` has been fed up to then.
  [[nodiscard]] FeatureRow at(double now_s, const ViewerModel& model);

 private:
  static constexpr std::size_t most_beats = 1024;   // 5 min at 200 a minute
  static constexpr std::size_t most_events = 1024;  // 60 s of everything else
  template <class Use>
  void look_back(double now_s, Use use) const;
  void heart(double now_s, const ViewerModel& model, FeatureRow& row) const;
  void wave(const Senses& senses, double now_s, FeatureRow& row) const;
  void spectra(double now_s, FeatureRow& row);
  void skin(double now_s, const ViewerModel& model, FeatureRow& row) const;
  void eyes(double now_s, const Senses& senses, FeatureRow& row) const;
  void face(double now_s, const Senses& senses, FeatureRow& row) const;

  Ring<Event, most_beats> beats_;
  Ring<Event, most_events> events_;
  std::vector<double> times_;  // reserved for most_beats
  BeatCorrector corrector_;
};

}  // namespace kuleshov::sense

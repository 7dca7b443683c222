// From beats to rate and short-term variability, causally. A beat is believed when its interval is
// 0.3-2.0 s and within a quarter of the median of the last five (the causal form of the rule of
// Berntson, Quigley, Jang & Boysen 1990, Psychophysiology 27:586); others are marked, not mended.
#pragma once

#include <cstddef>

#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

class HeartTracker {
 public:
  // A beat at `time_s` with the interval before it (0: not known, taken from the last beat).
  // True when the interval is believed.
  bool beat(double time_s, double interval_s);

  [[nodiscard]] double last_beat_s() const { return last_beat_s_; }
  // Of the last believed beat.
  [[nodiscard]] double rate_bpm() const { return rate_bpm_; }
  // Noise of a single beat's rate about the running mean: breathing and slow waves, bpm^2.
  [[nodiscard]] double rate_variance() const { return variance_; }
  // Share of the `window_s` before `now_s` that believed intervals cover, 0..1; at most 60 s.
  [[nodiscard]] double coverage(double now_s, double window_s) const;

  struct Variability {
    std::size_t pairs = 0;  // neighbouring believed intervals
    double rmssd_ms = 0;
    double sdnn_ms = 0;
    double pnn50_pct = 0;
    double mean_rate_bpm = 0;
  };
  // Over at most the last 60 s.
  [[nodiscard]] Variability variability(double now_s, double window_s = 60) const;

 private:
  struct Interval {
    double end_s;
    double length_s;
    bool follows;  // the interval before it was believed too, and touches it
  };
  [[nodiscard]] bool plausible(double interval_s);

  Ring<Interval, 240> believed_;
  Ring<double, 5> recent_;
  double last_beat_s_ = -1e9;
  bool last_was_believed_ = false;
  std::size_t refused_in_a_row_ = 0;
  double rate_bpm_ = 0;
  double mean_ = 0;
  double variance_ = 16;
};

}  // namespace kuleshov::sense

// A wave on its way to beats: put on an even grid where it has none, judged, searched. The same for
// ECG and PPG; only the detector differs.
#pragma once

#include <cmath>

#include "kuleshov/sense/ecg.hpp"
#include "kuleshov/sense/ppg.hpp"
#include "kuleshov/sense/wave_quality.hpp"

namespace kuleshov::sense {

template <class Detector>
class Wave {
 public:
  // `rate_hz` 0: samples come at any times and are put on a grid of `grid_hz`.
  Wave(double rate_hz, double grid_hz, WaveKind kind)
      : even_(rate_hz > 0),
        rate_hz_(even_ ? rate_hz : grid_hz),
        detector_(rate_hz_),
        grid_(rate_hz_),
        quality_(rate_hz_, kind) {}

  // Calls found(beat, start_s) for each beat that became certain; its times count from `start_s`.
  template <class Found>
  void sample(double time_s, double value, Found found) {
    if (even_) return point(time_s, value, found);
    if (!std::isfinite(value)) return quality_.sample(value);
    grid_.push(time_s, value, [&](double at_s, double v) { point(at_s, v, found); });
  }
  // The next sample may come at any time, also an earlier one.
  void begin_anew() { grid_ = Resampler(rate_hz_); }
  [[nodiscard]] const WaveQuality& quality() const { return quality_; }

 private:
  template <class Found>
  void point(double at_s, double value, Found found) {
    const double start_s = at_s - count_ / rate_hz_;
    count_ += 1;
    quality_.sample(value);
    if (!detector_.sample(value, beat_)) return;
    quality_.beat(beat_.time_s);
    found(beat_, start_s);
  }

  bool even_;
  double rate_hz_;
  Detector detector_;
  Resampler grid_;
  WaveQuality quality_;
  Beat beat_;
  double count_ = 0;
};

}  // namespace kuleshov::sense

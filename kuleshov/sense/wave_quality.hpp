// How far a wave (ECG, PPG) can be trusted, over the last ten seconds. Four indices after
// Orphanidou et al. 2015 (IEEE J Biomed Health Inform 19:832) and Clifford et al. 2012 (Physiol
// Meas 33:1419):
//   likeness: how much the beats resemble each other (mean correlation of a beat with the nearer of
//     two running templates, P wave to T wave or the whole pulse);
//   flat: seconds in which nothing moves;
//   saturated: samples that stand at the very top or bottom of the range;
//   powerline: share of the power that is mains hum (50 or 60 Hz).
// Fed with every sample; bounded memory, no allocation.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "kuleshov/sense/history.hpp"
#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

// All 0..1. `overall` is 1 for a clean wave and 0 for one that says nothing.
struct WaveIndices {
  double likeness = 0;   // mean correlation of the last beats with their templates
  double flat = 0;       // share of seconds
  double saturated = 0;  // share of samples
  double powerline = 0;  // share of power
  double lost = 0;       // share of samples that were no number or beyond the range
  double overall = 0;
};

// What a beat of this kind of wave is compared by.
struct WaveKind {
  double before_s;  // of the beat's mark
  double after_s;
  // The likeness below which a wave counts for nothing, and from which on it is clean: the limits
  // of Orphanidou et al. 2015 (0.66 for ECG, 0.86 for PPG) lie between.
  double none;
  double clean;
};
inline constexpr WaveKind ecg_wave{0.3, 0.25, 0.45, 0.8};
inline constexpr WaveKind ppg_wave{0.4, 0.35, 0.6, 0.92};

class WaveQuality {
 public:
  // `rate_hz` 20 or more; hum is judged from 125 Hz on.
  WaveQuality(double rate_hz, WaveKind kind);
  void sample(double value);
  // A beat was found at `time_s` from the first sample, at most 4 s ago.
  void beat(double time_s);
  [[nodiscard]] WaveIndices indices() const;

 private:
  static constexpr std::size_t window_s = 10;
  // One frequency's power in a block (Goertzel 1958, Am Math Mon 65:34).
  struct Hum {
    double coefficient = 0;
    double one = 0;
    double two = 0;
    void push(double x);
    [[nodiscard]] double power() const;
  };
  // A second of the signal.
  struct Block {
    double low = 0;
    double high = 0;
    double at_low = 0;  // samples
    double at_high = 0;
    double lost = 0;
    double count = 0;
    double hum = 0;
    bool flat = false;
  };
  static constexpr std::size_t points = 40;
  using Shape = std::array<double, points>;
  struct Template {
    Shape shape{};
    bool known = false;
  };
  [[nodiscard]] Shape shape_at(double time_s) const;
  double learn(const Shape& shape);
  void count_extremes(double value);
  void finish_block();
  [[nodiscard]] double share_at_rails() const;

  WaveKind kind_;
  double rate_hz_;
  History values_;
  std::int64_t n_ = -1;
  std::array<Template, 2> templates_{};
  double block_samples_;
  bool judges_hum_;
  std::array<Hum, 2> hums_{};
  Block block_;
  double sum_ = 0;
  double squares_ = 0;
  double first_ = 0;  // taken out of the sums, which then stay small
  double usual_range_ = 0;
  Ring<Block, window_s> blocks_;
  Ring<double, 8> likeness_;
};

}  // namespace kuleshov::sense

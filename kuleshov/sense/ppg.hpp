// Pulse waves in a photoplethysmogram, sample by sample. The detector is the slope sum of Zong,
// Heldt, Moody & Mark 2003 (Computers in Cardiology 30:259): the steep systolic rise, under a
// threshold that follows the last pulses; the locator then takes the systolic peak, to a fraction
// of a sample. Bounded memory, no allocation after construction, known about 0.5 s after the peak.
#pragma once

#include <cstdint>

#include "kuleshov/sense/ecg.hpp"

namespace kuleshov::sense {

class PpgDetector {
 public:
  // `rate_hz` 20..2000. Slow signals should be interpolated to 64 Hz or more first (Resampler).
  explicit PpgDetector(double rate_hz);
  // True when a pulse became certain; `beat.time_s` is its systolic peak, `beat.height` its rise.
  bool sample(double value, Beat& beat);

 private:
  struct Candidate {
    std::int64_t at = -1;
    double rise = 0;
  };
  void follow(double rise);
  bool decide(Beat& beat);
  bool judge(const Candidate& c, Beat& beat);
  bool look_back(Beat& beat);
  void accept(const Candidate& c, bool looked_back, Beat& beat);
  [[nodiscard]] double peak_near(std::int64_t at) const;
  [[nodiscard]] double steepest_near(std::int64_t at) const;
  [[nodiscard]] std::int64_t samples(double seconds) const;

  double rate_hz_;
  RunningSum smooth_a_;
  RunningSum smooth_b_;
  RunningSum rise_sum_;
  History smoothed_;
  std::int64_t n_ = -1;
  double last_value_ = 0;
  std::int64_t hold_;
  std::int64_t wait_;
  bool rising_ = false;
  double last_rise_ = 0;
  Candidate top_;
  Candidate pending_;
  Candidate refused_;
  Ring<Candidate, 16> waiting_;
  Ring<double, 8> rises_;
  Ring<std::int64_t, 8> intervals_;
  double level_ = 0;
  double usual_interval_;
  std::int64_t last_beat_ = -1;
};

// Samples of any times onto an even grid, by straight lines between them; a hole longer than
// `longest_hole_s` is passed over in silence. No allocation.
class Resampler {
 public:
  explicit Resampler(double rate_hz, double longest_hole_s = 0.5)
      : rate_hz_(rate_hz), longest_hole_s_(longest_hole_s) {}
  // Calls take(time_s, value) for each grid point up to `time_s`.
  template <class Take>
  void push(double time_s, double value, Take take) {
    if (!(time_s > last_s_) && started_) return;
    if (started_ && time_s - last_s_ <= longest_hole_s_) {
      for (; static_cast<double>(next_) <= time_s * rate_hz_; ++next_) {
        const double at_s = static_cast<double>(next_) / rate_hz_;
        const double share = (at_s - last_s_) / (time_s - last_s_);
        take(at_s, last_value_ + share * (value - last_value_));
      }
    } else {
      next_ = static_cast<std::int64_t>(time_s * rate_hz_) + 1;
    }
    started_ = true;
    last_s_ = time_s;
    last_value_ = value;
  }

 private:
  double rate_hz_;
  double longest_hole_s_;
  bool started_ = false;
  double last_s_ = 0;
  double last_value_ = 0;
  std::int64_t next_ = 0;
};

}  // namespace kuleshov::sense

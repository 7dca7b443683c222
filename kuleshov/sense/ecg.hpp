// Heart beats in an electrocardiogram, sample by sample. Two parts, because finding a beat and
// saying where its R wave is are different questions:
//   detector: slope energy in the QRS band under adaptive thresholds, a check for T waves and a
//   look
//     back when a beat is overdue (after Pan & Tompkins 1985, IEEE TBME 32:230, and Hamilton &
//     Tompkins 1986, IEEE TBME 33:1157, whose medians of recent peaks it takes), made stricter for
//     waves that do not look like this heart's beats (BeatShapes) or come early in a regular
//     rhythm;
//   locator: the largest departure from the local baseline on a lightly smoothed copy; between the
//     two where R and S are about equally large.
// Linear-phase running sums throughout, so the two stay aligned at every rate. Bounded memory, no
// allocation after construction, the same output however the signal is cut into pieces. A beat is
// known about 0.3 s after its R wave; one that was looked back for, up to 3 s.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kuleshov/sense/beat_shapes.hpp"
#include "kuleshov/sense/history.hpp"
#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

// Where a parabola through three neighbours has its top, in samples from the middle one; 0 where it
// has none.
double top_between(double before, double here, double after);

struct Beat {
  double time_s = 0;     // of the R wave, from the first sample
  double rise_s = 0;     // of the steepest rise, for intervals of pulse waves; else as time_s
  double decided_s = 0;  // when the detector knew
  double height = 0;     // of the R wave over its baseline, in the signal's unit; sign kept
  double likeness = 0;   // to the beats known so far, 0..1
  bool looked_back = false;
};

// Every constant that was chosen by hand. How much each matters: docs/sensing.md, measured by
// `sensitivity_bench`. Times in seconds.
struct EcgSettings {
  double slope_s = 0.02;   // the span of the slope
  double energy_s = 0.16;  // over which squared slopes are summed
  double hold_s = 0.2;     // nothing beats twice within it; the larger wave wins. Also: a peak of
                        // energy is over after it, and the baseline reaches so far on either side
  double t_wave_s = 0.36;         // a wave so soon after a beat may be its T wave ...
  double t_wave_slope = 0.45;     // ... and is, when its slope is below this share of the beat's
  double threshold_share = 0.45;  // of the way from noise to beats
  double overdue = 1.6;           // usual intervals without a beat: look back
  double look_back_share = 0.6;   // of the threshold
  double learning_s = 2;
  double lost_s = 3;             // without a beat: ask for less and less
  double early_from = 0.5;       // of the usual interval: as early as can be
  double early_to = 0.9;         // not early
  double strictest = 2;          // added to the threshold of an early wave in a regular rhythm ...
  double relief = 0.6;           // ... less this share where it looks like a beat
  double noise_from = 0.05;      // noise over beats: none to speak of
  double noise_to = 0.2;         // much
  double distrust = 0.7;         // taken off what does not look like a beat where noise is much
  double regular_spread = 0.15;  // of the intervals: no longer regular
  double giant = 4;              // times the level: what was taken for beats may be noise
  double alike_relief = 0.3;     // taken off the look back's threshold where it looks like a beat
  // The locator.
  double locate_s = 0.075;   // on either side
  double near_middle = 0.5;  // how much less a departure at the edge counts
  double two_peaks = 0.5;    // smaller over larger of R and S: R alone; at 1 the middle of the two
};

class EcgDetector {
 public:
  // `rate_hz` 60..2000.
  explicit EcgDetector(double rate_hz, const EcgSettings& settings = {});

  // True when a beat became certain with this sample; it is then in `beat`. Not-finite values and
  // values beyond +-1000 mV count as a gap: the last good value is held.
  bool sample(double millivolts, Beat& beat);

 private:
  struct Candidate {
    std::int64_t at = -1;  // index of the energy's peak; -1: none
    double height = 0;     // root of the energy there
    double likeness = 1;
  };

  void start(double value);
  void follow_energy(double energy);
  void confirm_top();
  bool decide(Beat& beat);
  bool judge(Candidate c, Beat& beat);
  bool look_back(Beat& beat);
  void accept(const Candidate& c, bool looked_back, Beat& beat);
  void refuse(const Candidate& c);
  void start_levels();
  void learn_interval(std::int64_t interval);
  void notice_giants(const Candidate& c);
  void begin_from_giants();
  [[nodiscard]] bool outgrown() const;
  [[nodiscard]] double threshold() const;
  [[nodiscard]] double strictness(const Candidate& c) const;
  [[nodiscard]] double trust(const Candidate& c) const;
  [[nodiscard]] bool is_t_wave(const Candidate& c) const;
  [[nodiscard]] double steepest_before(std::int64_t at) const;
  [[nodiscard]] BeatShapes::Aligned shapes_at(std::int64_t at) const;
  [[nodiscard]] double locate(std::int64_t at, double& height) const;
  [[nodiscard]] double base_about(std::int64_t centre) const;
  [[nodiscard]] std::int64_t samples(double seconds) const;

  EcgSettings settings_;
  double rate_hz_;
  RunningSum smooth_a_;
  RunningSum smooth_b_;
  RunningSum energy_sum_;
  History smoothed_;
  History twice_;  // smoothed again, under the slope
  History slopes_;
  std::int64_t n_ = -1;
  double last_value_ = 0;
  std::int64_t slope_span_;
  std::int64_t energy_trails_;  // the energy's peak trails the middle of the QRS in smoothed_
  std::int64_t hold_;
  std::int64_t learning_;

  bool rising_ = false;
  double last_energy_ = 0;
  Candidate top_;
  Candidate pending_;
  Candidate refused_;  // the best since the last beat
  Ring<Candidate, 16> waiting_;
  Ring<Candidate, 3> giants_;
  Ring<double, 8> beat_heights_;
  Ring<double, 8> noise_heights_;
  Ring<std::int64_t, 8> intervals_;
  BeatShapes shapes_;
  double beat_level_ = 0;
  double noise_level_ = 0;
  double usual_interval_;
  double regularity_ = 0;  // of the rhythm, 0..1
  std::int64_t last_beat_ = -1;
  double last_slope_ = 0;
  double usual_likeness_ = 0;  // of beats that are no giants
};

}  // namespace kuleshov::sense

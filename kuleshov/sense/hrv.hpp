// Heart rate variability from the times of beats. Definitions: Task Force of ESC and NASPE 1996
// (Circulation 93:1043). Correction of ectopic, missed and extra beats: Lipponen & Tarvainen 2019
// (J Med Eng Technol 43:173). Spectra on uneven beats: Lomb 1976 / Scargle 1982.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kuleshov::sense {

struct TimeDomain {
  std::size_t intervals = 0;
  double mean_nn_ms = 0;
  double sdnn_ms = 0;  // n - 1 in the denominator
  double rmssd_ms = 0;
  double pnn50_pct = 0;  // share of all intervals (not of differences), as NeuroKit2 counts
  double pnn20_pct = 0;
  double rate_bpm = 0;
};
// `intervals_ms` of neighbouring beats. All zero for fewer than three.
TimeDomain time_domain(std::span<const double> intervals_ms);

// Intervals between neighbouring beats, ms.
std::vector<double> intervals_of(std::span<const double> beats_s);

struct CorrectedBeats {
  std::vector<double> beats_s;
  std::size_t ectopic = 0;
  std::size_t missed = 0;
  std::size_t extra = 0;
  std::size_t misplaced = 0;  // long or short without a beat too many or too few
};
// Repeats until nothing more is found (at most ten times). Fewer than ten beats stay as they are.
CorrectedBeats correct_beats(std::span<const double> beats_s);

// The same for at most `most` beats, without allocation after construction; beats beyond that are
// left out.
class BeatCorrector {
 public:
  explicit BeatCorrector(std::size_t most);
  // Good until the next call.
  const CorrectedBeats& correct(std::span<const double> beats_s);

 private:
  enum class Fault : std::uint8_t { none, ectopic, missed, extra, misplaced };
  using Values = std::vector<double>;
  void measure();
  void thresholds(const Values& x, Values& out);
  [[nodiscard]] bool is_ectopic(std::size_t i) const;
  [[nodiscard]] Fault fault_of_length(std::size_t i) const;
  std::size_t classify();
  void count_faults();
  void mend();

  std::size_t most_;
  CorrectedBeats out_;
  Values rr_;
  Values medians_;
  Values d_;    // difference to the interval before, in thresholds
  Values m_;    // difference to the median, in thresholds
  Values th1_;  // thresholds of the two
  Values th2_;
  Values s12_;  // larger neighbour of the other sign
  Values s22_;  // of the two after
  std::vector<Fault> faults_;
  Values mended_;
};

struct Spectrum {
  double lf_ms2 = 0;    // 0.04-0.15 Hz
  double hf_ms2 = 0;    // 0.15-0.40 Hz
  bool enough = false;  // two minutes or more, else both stay 0
};
Spectrum spectrum(std::span<const double> beats_s);

// Breaths a minute (6-40) from the way that breathing moves the heights of the R waves, or, where
// `heights` is empty, the intervals. 0 where no rate stands out or the beats span less than 20 s.
double respiration_rate(std::span<const double> beats_s, std::span<const double> heights);

}  // namespace kuleshov::sense

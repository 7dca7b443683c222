// What a face says of valence: action units against the viewer's own neutral. Positive: 12 with 6;
// negative: 4, 15, 9 or 10, and 1 with 4 (Larsen, Norris & Cacioppo 2003, Psychophysiology 40:776;
// FACS manual, Ekman, Friesen & Hager 2002). A still face is no evidence, not "neutral": viewers
// alone move little.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace kuleshov::sense {

class FaceTracker {
 public:
  // FACS number and intensity 0..1.
  void action_unit(double time_s, std::uint8_t number, double intensity);
  // A face was seen in the last second.
  [[nodiscard]] bool seen(double now_s) const { return now_s - last_s_ < 1; }
  // -1..1, smoothed over 0.3 s.
  [[nodiscard]] double valence_evidence() const;
  [[nodiscard]] double smile() const { return smooth_[12]; }
  [[nodiscard]] double frown() const { return smooth_[4]; }
  // Of the inner and outer brow, whichever rises more.
  [[nodiscard]] double brow_raise() const { return std::max(smooth_[1], smooth_[2]); }
  // The jaw drops (26) or the mouth is stretched open (27).
  [[nodiscard]] double jaw_drop() const { return std::max(smooth_[26], smooth_[27]); }

 private:
  std::array<double, 64> smooth_{};
  std::array<double, 64> at_s_{};
  double last_s_ = -1e9;
};

}  // namespace kuleshov::sense

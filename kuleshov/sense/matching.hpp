// Events found against events known, one to one: how the field scores beats (ANSI/AAMI EC57),
// responses and blinks.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kuleshov::sense {

struct Matching {
  std::size_t hits = 0;
  std::size_t missed = 0;
  std::size_t extra = 0;
  double bias_s = 0;  // found less known, over the hits
  double sd_s = 0;
  std::vector<bool> found_matched;  // for each found event
  [[nodiscard]] double sensitivity() const;
  [[nodiscard]] double precision() const;
  [[nodiscard]] double f1() const;
};

// Both ascending. Each known event takes the nearest free found event within `tolerance_s`.
Matching match_events(std::span<const double> known_s, std::span<const double> found_s,
                      double tolerance_s);

}  // namespace kuleshov::sense

// Two-minute windows of heart and skin, each measured against the viewer's own last quarter of an
// hour: what a learned model sees. Looking back only. No elapsed time, no counters that grow,
// nothing of the whole session: a protocol's fixed order must not be learned in place of a body.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "kuleshov/sense/recording.hpp"

namespace kuleshov::sense {

inline constexpr std::array<std::string_view, 4> window_features{
    "rate_mean", "rate_highest", "log_skin_level", "log_skin_slope"};
inline constexpr double window_length_s = 120;
inline constexpr double window_step_s = 10;
inline constexpr double window_memory_s = 900;

struct Window {
  double end_s = 0;
  // In robust deviations from the median of the windows of the last `window_memory_s`; NaN:
  // missing.
  std::array<double, window_features.size()> features{};
};

std::vector<Window> windows_of(const Recording& recording);

}  // namespace kuleshov::sense

// Two-minute windows of heart and skin, each measured against the viewer's own last quarter of an
// hour: what a learned model sees, the same live and from a recording. Looking back only. No
// elapsed time, no counters that grow, nothing of the whole session: a protocol's fixed order must
// not be learned in place of a body.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "kuleshov/sense/recording.hpp"
#include "kuleshov/sense/ring.hpp"
#include "kuleshov/sense/senses.hpp"

namespace kuleshov::sense {

inline constexpr std::array<std::string_view, 4> window_features{
    "rate_mean", "rate_highest", "log_skin_level", "log_skin_slope"};
inline constexpr double window_length_s = 120;
inline constexpr double window_step_s = 10;
inline constexpr double window_memory_s = 900;

// In robust deviations from the median of the windows of the last `window_memory_s`; NaN: missing.
using WindowFeatures = std::array<double, window_features.size()>;

struct Window {
  double end_s = 0;
  WindowFeatures features{};
};

// What a window is made of, once a second. NaN: not known.
// The device's own rate where there is one, else that of believed beats, bpm.
double rate_for_window(const Senses& senses, double now_s);
// ln of the smoothed conductance in uS.
double log_skin_for_window(const Senses& senses, double now_s);

// Bounded memory, no allocation.
class WindowTracker {
 public:
  // Once a second; a hole in time starts the window anew and keeps what is known of the person.
  // True when a window ended with this second; it is then `latest`.
  bool second(double now_s, double rate_bpm, double log_skin);
  [[nodiscard]] const Window& latest() const { return latest_; }

 private:
  struct Second {
    double rate_bpm;
    double log_skin;
  };
  static constexpr auto seconds = static_cast<std::size_t>(window_length_s);
  static constexpr auto windows = static_cast<std::size_t>(window_memory_s / window_step_s);
  [[nodiscard]] WindowFeatures measure() const;
  [[nodiscard]] double against_self(std::size_t feature, double value) const;

  Ring<Second, seconds> seconds_;
  Ring<WindowFeatures, windows> own_;
  double last_s_ = -1e9;
  std::size_t since_window_ = 0;
  Window latest_;
};

// Every window of a recording, ascending.
std::vector<Window> windows_of(const Recording& recording);

}  // namespace kuleshov::sense

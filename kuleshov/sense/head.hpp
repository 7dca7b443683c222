// Where a viewer's head points and how much it moves. A head that stays still and turned to the
// picture goes with absorption, one that fidgets with its loss (Witchel et al. 2016, Front Psychol
// 7:157); here it is only measured. Bounded memory, no allocation.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace kuleshov::sense {

class HeadTracker {
 public:
  enum class Axis : std::uint8_t { yaw, pitch, roll };
  // An angle in degrees; not finite: not seen.
  void angle(double time_s, Axis axis, double degrees);
  // Seen in the last second.
  [[nodiscard]] bool seen(double now_s) const { return now_s - last_s_ < 1; }
  // Degrees; not finite where this axis was never told.
  [[nodiscard]] double degrees(Axis axis) const { return of(axis).degrees; }
  // How fast it turned over the last second or two, degrees a second.
  [[nodiscard]] double motion_deg_per_s() const;

 private:
  struct Turning {
    double degrees = std::numeric_limits<double>::quiet_NaN();
    double at_s = -1e9;
    double speed = 0;
  };
  [[nodiscard]] const Turning& of(Axis axis) const { return axes_[static_cast<std::size_t>(axis)]; }
  std::array<Turning, 3> axes_{};
  double last_s_ = -1e9;
};

}  // namespace kuleshov::sense

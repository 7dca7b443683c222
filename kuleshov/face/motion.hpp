// The small curves performances are made of. All times in seconds.
#pragma once

#include <array>
#include <cstddef>

#include "kuleshov/base/random.hpp"

namespace kuleshov::face {

// Minimum-jerk rise from 0 to 1 over x in 0..1 (Flash & Hogan 1985); 0 before, 1 after.
double smooth_rise(double x);

// The middle 80 per cent of smooth_rise take this share of its length.
inline constexpr double ten_to_ninety = 0.46;

// Slow irregular noise with zero mean and about unit deviation: three sines of unlike periods.
class SlowNoise {
 public:
  SlowNoise() = default;
  // Periods drawn between `shortest` and `longest`.
  SlowNoise(base::Random& random, double shortest, double longest);
  [[nodiscard]] double at(double t) const;

 private:
  std::array<double, 3> speed_{};
  std::array<double, 3> phase_{};
};

// Draws from a log-normal of this median, kept within least..most.
double draw_log_normal(base::Random& random, double median, double sigma, double least,
                       double most);

// One movement of one action unit: rise, hold, fall.
struct Movement {
  double start = 0;
  double rise = 0.5;  // whole length of the rise
  double hold = 1;
  double fall = 0.8;
  float left = 0;  // level at the apex, per side
  float right = 0;
  int unit = 0;
  SlowNoise waver;  // makes the apex irregular
  double waver_depth = 0.06;
  [[nodiscard]] double end() const { return start + rise + hold + fall; }
  // 0..about 1, the share of the level at time t.
  [[nodiscard]] double share(double t) const;
};

}  // namespace kuleshov::face

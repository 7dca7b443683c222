#include "kuleshov/face/motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kuleshov::face {

double smooth_rise(double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x * x * x * (10 + x * (-15 + 6 * x));
}

SlowNoise::SlowNoise(base::Random& random, double shortest, double longest) {
  for (std::size_t i = 0; i < 3; ++i) {
    const double period = shortest * std::pow(longest / shortest, random.uniform());
    speed_[i] = 2 * std::numbers::pi / period;
    phase_[i] = random.uniform(0, 2 * std::numbers::pi);
  }
}

double SlowNoise::at(double t) const {
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) sum += std::sin(speed_[i] * t + phase_[i]);
  return sum * 0.816;  // three sines of variance 1/2 each: unit deviation
}

double draw_log_normal(base::Random& random, double median, double sigma, double least,
                       double most) {
  return std::clamp(median * std::exp(sigma * random.normal()), least, most);
}

double Movement::share(double t) const {
  if (t <= start || t >= end()) return 0;
  const double up = smooth_rise((t - start) / rise);
  const double down = smooth_rise((t - start - rise - hold) / fall);
  const double level = up * (1 - down);
  return level * (1 + waver_depth * level * waver.at(t));
}

}  // namespace kuleshov::face

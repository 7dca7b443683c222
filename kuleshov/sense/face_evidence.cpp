#include "kuleshov/sense/face_evidence.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::sense {

namespace {
constexpr double smoothing_s = 0.3;
}

void FaceTracker::action_unit(double time_s, std::uint8_t number, double intensity) {
  if (number >= smooth_.size() || !std::isfinite(intensity) || !std::isfinite(time_s)) return;
  const double since = std::clamp(time_s - at_s_[number], 0.0, 10.0);
  const double target = std::clamp(intensity, 0.0, 1.0);
  smooth_[number] += (1 - std::exp(-since / smoothing_s)) * (target - smooth_[number]);
  at_s_[number] = time_s;
  last_s_ = std::max(last_s_, time_s);
}

double FaceTracker::valence_evidence() const {
  const double good = smooth_[12] * (0.7 + 0.3 * std::min(1.0, 2 * smooth_[6]));
  const double grief = std::min(smooth_[1], smooth_[4]);
  const double disgust = std::max(smooth_[9], smooth_[10]);
  const double bad = 0.6 * smooth_[4] + 0.4 * smooth_[15] + 0.3 * disgust + 0.2 * grief;
  return std::clamp(good - bad, -1.0, 1.0);
}

}  // namespace kuleshov::sense

#include "kuleshov/sense/clock_map.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::sense {

namespace {
constexpr double window_s = 10;
constexpr double jump_s = 2;
}  // namespace

void ClockMap::saw(double device_s, double arrived_s) {
  if (!std::isfinite(device_s) || !std::isfinite(arrived_s)) return;
  const double offset = arrived_s - device_s;
  if (known() && offset < ours(device_s) - device_s - jump_s) smallest_.clear();
  if (known() && device_s < window_start_s_ - jump_s) smallest_.clear();
  if (!known() || device_s - window_start_s_ >= window_s) {
    window_start_s_ = device_s;
    smallest_.push({device_s, offset});
  } else if (offset < smallest_.newest().offset_s) {
    smallest_.newest() = {device_s, offset};
  } else {
    return;
  }
  fit();
}

void ClockMap::fit() {
  // The window under way may not have seen its smallest delay yet.
  const std::size_t whole = smallest_.size() >= 4 ? smallest_.size() - 1 : smallest_.size();
  const auto n = static_cast<double>(whole);
  double mt = 0;
  double mo = 0;
  for (std::size_t i = 0; i < whole; ++i) {
    mt += smallest_[i].device_s / n;
    mo += smallest_[i].offset_s / n;
  }
  double tt = 0;
  double to = 0;
  for (std::size_t i = 0; i < whole; ++i) {
    const double off = smallest_[i].device_s - mt;
    tt += off * off;
    to += off * (smallest_[i].offset_s - mo);
  }
  // Crystals drift by less than 0.1 %; short baselines say nothing of drift.
  slope_ = smallest_.size() >= 6 && tt > 0 ? std::clamp(to / tt, -1e-3, 1e-3) : 0;
  at_s_ = mt;
  offset_s_ = mo;
}

double ClockMap::ours(double device_s) const {
  return known() ? device_s + offset_s_ + slope_ * (device_s - at_s_) : device_s;
}

}  // namespace kuleshov::sense

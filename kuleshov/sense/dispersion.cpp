#include "kuleshov/sense/dispersion.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::sense {

namespace {

constexpr double lost_s = 0.25;
constexpr double longest_saccade_s = 0.15;

}  // namespace

void DispersionTracker::Box::cover(const Point& p) {
  left = std::min(left, p.x);
  right = std::max(right, p.x);
  low = std::min(low, p.y);
  high = std::max(high, p.y);
}

EyeEvent DispersionTracker::end_fixation() {
  if (!fixating_) return {};
  fixating_ = false;
  points_.clear();
  before_ = {EyeEvent::Kind::fixation, start_s_, last_.time_s, sum_x_ / count_, sum_y_ / count_, 0};
  return before_;
}

// When the last tenth of a second lies within a degree, a fixation began with its first point.
EyeEvent DispersionTracker::look_for_fixation() {
  while (points_.size() > 1 && last_.time_s - points_[1].time_s >= shortest_s - 1e-9) {
    points_.pop_oldest();
  }
  if (last_.time_s - points_[0].time_s < shortest_s - 1e-9) return {};
  box_ = box_at(points_[0]);
  for (std::size_t i = 1; i < points_.size(); ++i) box_.cover(points_[i]);
  if (box_.size() > widest_deg) return {};
  fixating_ = true;
  start_s_ = points_[0].time_s;
  sum_x_ = sum_y_ = count_ = 0;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    sum_x_ += points_[i].x;
    sum_y_ += points_[i].y;
    count_ += 1;
  }
  const bool follows = before_.kind == EyeEvent::Kind::fixation &&
                       start_s_ - before_.end_s <= longest_saccade_s && start_s_ > before_.end_s;
  if (!follows) return {};
  const double size = std::hypot(sum_x_ / count_ - before_.x, sum_y_ / count_ - before_.y);
  return {EyeEvent::Kind::saccade, before_.end_s, start_s_, points_[0].x, points_[0].y, size};
}

EyeEvent DispersionTracker::sample(double time_s, double x, double y, bool valid) {
  if (!std::isfinite(time_s) || time_s <= last_.time_s) return {};
  const bool seen = valid && std::isfinite(x) && std::isfinite(y) && std::hypot(x, y) < 90;
  if (!seen || time_s - last_.time_s > lost_s) {
    const EyeEvent ended = end_fixation();
    points_.clear();
    before_ = {};
    if (seen) last_ = {time_s, x, y};
    if (seen) points_.push(last_);
    return ended;
  }
  const Point now{time_s, x, y};
  if (fixating_) {
    Box wider = box_;
    wider.cover(now);
    if (wider.size() <= widest_deg) {
      box_ = wider;
      sum_x_ += x;
      sum_y_ += y;
      count_ += 1;
      last_ = now;
      return {};
    }
    const EyeEvent ended = end_fixation();
    last_ = now;
    points_.push(now);
    return ended;
  }
  last_ = now;
  points_.push(now);
  return look_for_fixation();
}

}  // namespace kuleshov::sense

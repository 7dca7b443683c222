#include "kuleshov/sense/eyes.hpp"

#include <algorithm>
#include <array>

namespace kuleshov::sense {

namespace {

constexpr double closed_share = 0.25;
constexpr double bridge_s = 0.05;
constexpr double shortest_blink_s = 0.05;
constexpr double longest_blink_s = 0.5;
constexpr double lost_s = 0.25;

constexpr double slowest_saccade = 30;  // degrees/s
constexpr double noise_deviations = 4;
constexpr double velocity_span_s = 0.012;
constexpr double shortest_saccade_s = 0.01;
constexpr double longest_saccade_s = 0.15;
constexpr double shortest_fixation_s = 0.06;

constexpr double lid_s = 0.04;

constexpr double smallest_mm = 1.5;
constexpr double largest_mm = 9;
constexpr double pupil_smoothing_s = 0.25;
constexpr double light_delay_s = 0.25;

}  // namespace

EyeEvent BlinkTracker::openness(double time_s, double value) {
  if (!std::isfinite(value)) return follow(time_s, closed_);
  const bool closed = value < closed_share * open_level_;
  if (!closed) open_level_ += 0.01 * (std::clamp(value, 0.2, 1.2) - open_level_);
  return follow(time_s, closed);
}

EyeEvent BlinkTracker::pupil_seen(double time_s, bool seen) { return follow(time_s, !seen); }

EyeEvent BlinkTracker::follow(double time_s, bool closed) {
  EyeEvent event;
  if (!std::isfinite(time_s) || time_s <= last_s_) return event;
  if (time_s - last_s_ > 1) closed_ = reopening_ = false;
  last_s_ = time_s;
  if (closed) {
    if (!closed_) closed_since_s_ = time_s;
    closed_ = true;
    reopening_ = false;
    return event;
  }
  if (!closed_) return event;
  if (!reopening_) reopening_since_s_ = time_s;
  reopening_ = true;
  if (time_s - reopening_since_s_ < bridge_s) return event;
  closed_ = reopening_ = false;
  opened_s_ = reopening_since_s_;
  const double length_s = reopening_since_s_ - closed_since_s_;
  if (length_s < shortest_blink_s) return event;
  event.kind = length_s <= longest_blink_s ? EyeEvent::Kind::blink : EyeEvent::Kind::closure;
  event.start_s = closed_since_s_;
  event.end_s = reopening_since_s_;
  return event;
}

double GazeTracker::threshold() const {
  return std::max(slowest_saccade, noise_deviations * 1.4826 * noise_);
}

// Over a span that noise does not rule, from the first point to the newest.
double GazeTracker::speed() const {
  const Point& newest = points_.newest();
  for (std::size_t i = points_.size() - 1; i-- > 0;) {
    const Point& before = points_[i];
    const double since = newest.time_s - before.time_s;
    if (since < velocity_span_s && i > 0) continue;
    return std::hypot(newest.x - before.x, newest.y - before.y) / std::max(since, 1e-4);
  }
  return 0;
}

void GazeTracker::begin(const Point& at) {
  first_ = at;
  sum_x_ = sum_y_ = count_ = 0;
}

EyeEvent GazeTracker::change(double time_s, const Point& at) {
  EyeEvent event;
  const double length_s = time_s - first_.time_s;
  if (fast_ && length_s >= shortest_saccade_s && length_s <= longest_saccade_s) {
    event = {EyeEvent::Kind::saccade,
             first_.time_s,
             time_s,
             at.x,
             at.y,
             std::hypot(at.x - first_.x, at.y - first_.y)};
  } else if (!fast_ && length_s >= shortest_fixation_s && count_ > 0) {
    event = {EyeEvent::Kind::fixation, first_.time_s, time_s, sum_x_ / count_, sum_y_ / count_, 0};
  }
  begin({time_s, at.x, at.y});
  return event;
}

// A lid that closes or opens drags the gaze along: what touches a loss is not a saccade.
void GazeTracker::lose() {
  while (!waiting_.empty() && waiting_.newest().kind == EyeEvent::Kind::saccade &&
         last_.time_s - waiting_.newest().end_s < lid_s) {
    waiting_.drop_newest();
  }
  if (started_ && !fast_) queue(change(last_.time_s, last_));
  started_ = fast_ = false;
  points_.clear();
}

void GazeTracker::queue(const EyeEvent& event) {
  if (event.kind != EyeEvent::Kind::none) waiting_.push(event);
}

EyeEvent GazeTracker::sample(double time_s, double x, double y, bool valid) {
  if (!std::isfinite(time_s) || time_s <= now_s_) return {};
  now_s_ = time_s;
  const bool seen = valid && std::isfinite(x) && std::isfinite(y) && std::hypot(x, y) < 90;
  if (!seen || time_s - last_.time_s > lost_s) lose();
  if (seen) {
    last_ = {time_s, x, y};
    points_.push(last_);
    if (started_) follow_speed();
    if (!started_) begin(last_);
    if (!started_) seen_since_s_ = time_s;
    started_ = true;
  }
  if (waiting_.empty() || time_s - waiting_[0].end_s < lid_s) return {};
  const EyeEvent event = waiting_[0];
  waiting_.pop_oldest();
  return event;
}

void GazeTracker::follow_speed() {
  const double velocity = speed();
  // A median of the speeds by steps (Robbins & Monro 1951): small, and deaf to saccades.
  noise_ += (velocity > noise_ ? 1 : -1) * std::max(0.002 * noise_, 0.005);
  noise_ = std::max(noise_, 0.0);
  const bool fast = velocity > threshold();
  if (fast != fast_) {
    const EyeEvent ended = change(last_.time_s - velocity_span_s / 2, last_);
    const bool by_lid =
        ended.kind == EyeEvent::Kind::saccade && ended.start_s - seen_since_s_ < lid_s;
    if (!by_lid) queue(ended);
  }
  fast_ = fast;
  if (fast_) return;
  sum_x_ += last_.x;
  sum_y_ += last_.y;
  count_ += 1;
}

bool PupilTracker::sample(double time_s, double millimetres) {
  const bool possible =
      std::isfinite(millimetres) && millimetres >= smallest_mm && millimetres <= largest_mm;
  if (!possible || !std::isfinite(time_s) || time_s <= last_s_) return false;
  const double since = time_s - last_s_;
  last_s_ = time_s;
  if (since > 0.5) {
    last_ = smooth_ = millimetres;
    return true;
  }
  const double speed = std::abs(millimetres - last_) / since;
  std::array<double, 31> sorted{};
  for (std::size_t i = 0; i < speeds_.size(); ++i) sorted[i] = speeds_[i];
  const double usual = median_in_place(sorted.data(), speeds_.size());
  speeds_.push(speed);
  const bool jump = speeds_.size() > 10 && speed > std::max(2.0, 16 * usual);
  if (jump && ++refused_ < 5) return false;
  refused_ = 0;
  last_ = millimetres;
  smooth_ += (1 - std::exp(-since / pupil_smoothing_s)) * (millimetres - smooth_);
  return true;
}

void LightResponse::luminance(double time_s, double relative) {
  if (!std::isfinite(time_s)) return;
  const bool told = relative >= 0 && relative <= 1;
  waiting_s_.push(time_s + light_delay_s);
  waiting_.push(told ? std::log(std::max(relative, 0.005) / 0.18) : std::nan(""));
}

double LightResponse::at(double time_s) {
  while (!waiting_.empty() && waiting_s_[0] <= time_s) {
    const bool told = std::isfinite(waiting_[0]);
    if (told) target_ = waiting_[0];
    if (told && !known_) lagged_ = target_;
    known_ = told;
    waiting_.pop_oldest();
    waiting_s_.pop_oldest();
  }
  const double since = std::clamp(time_s - last_s_, 0.0, 10.0);
  last_s_ = time_s;
  const double time_constant = target_ > lagged_ ? 0.3 : 1.0;
  lagged_ += (1 - std::exp(-since / time_constant)) * (target_ - lagged_);
  return known_ ? lagged_ : 0;
}

}  // namespace kuleshov::sense

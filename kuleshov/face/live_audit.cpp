#include "kuleshov/face/live_audit.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/face/shapes.hpp"

namespace kuleshov::face {

void RunningPair::add(double a, double b) {
  ++n_;
  const double da = a - mean_a_;
  const double db = b - mean_b_;
  mean_a_ += da / n_;
  mean_b_ += db / n_;
  aa_ += da * (a - mean_a_);
  bb_ += db * (b - mean_b_);
  ab_ += da * (b - mean_b_);
}

double RunningPair::deviation_of_first() const { return n_ > 0 ? std::sqrt(aa_ / n_) : 0; }

double RunningPair::correlation() const {
  return aa_ > 1e-9 && bb_ > 1e-9 ? ab_ / std::sqrt(aa_ * bb_) : 0;
}

base::Result<LiveAudit> LiveAudit::open(double fps, double most_seconds) {
  const double frames = fps * most_seconds;
  if (!(fps > 0) || !(most_seconds > 0) || frames > 24 * 3600 * 120.0) {
    return base::fail("a live audit needs a positive frame rate and length",
                      "give up to 24 hours at 120 frames a second");
  }
  LiveAudit out;
  out.clock_ = EvenClock(fps);
  const auto room = static_cast<std::size_t>(frames) + 1;
  out.track_.file = "live";
  out.track_.frames.reserve(room);
  out.track_.time_s.reserve(room);
  out.fps_ = fps;
  return out;
}

// As note_what_was_recorded, one frame at a time.
void LiveAudit::note_recorded(const FaceFrame& frame) {
  for (std::size_t s = 0; s < shape_count; ++s) {
    if (frame.shape[s] > least_recorded) track_.recorded.set(s);
  }
  const Angles& h = frame.head;
  const float turned = std::max({std::abs(h.yaw), std::abs(h.pitch), std::abs(h.roll)});
  track_.head_recorded = track_.head_recorded || turned > least_degrees;
  const bool angles = std::abs(frame.left_eye.yaw) > least_degrees ||
                      std::abs(frame.left_eye.pitch) > least_degrees;
  track_.eyes_recorded = track_.eyes_recorded || angles || track_.has(Shape::eye_look_out_left) ||
                         track_.has(Shape::eye_look_in_left) ||
                         track_.has(Shape::eye_look_down_left);
}

bool LiveAudit::push(const FaceFrame& frame) {
  if (track_.frames.size() == track_.frames.capacity()) return false;
  track_.time_s.push_back(static_cast<double>(track_.frames.size()) / fps_);
  track_.frames.push_back(frame);
  note_recorded(frame);
  const double known = track_.time_s.back() - 1 / clock_.rate();
  while (static_cast<double>(samples_) / clock_.rate() <= known) {
    take_sample(clock_.at(track_.time_s, samples_));
  }
  return true;
}

void LiveAudit::finish() {
  if (track_.frames.size() < 2) return;
  const auto all = static_cast<std::size_t>(track_.seconds() * clock_.rate() + 1e-6) + 1;
  while (samples_ < all) take_sample(clock_.at(track_.time_s, samples_));
}

void LiveAudit::take_sample(const Mix& mix) {
  const auto shape = [&](Shape s) {
    return mixed(track_.frames, mix, [s](const FaceFrame& f) { return f[s]; });
  };
  const auto eye = [&](std::size_t e) {
    return mixed(track_.frames, mix, [e](const FaceFrame& f) { return eye_angle(f, e); });
  };
  bool strong = false;
  for (std::size_t s = 0; s < shape_count; ++s) {
    const auto which = static_cast<Shape>(s);
    if (is_eye(which) || which == Shape::tongue_out) continue;
    strong = strong || shape(which) > 0.8F;
  }
  strong_ += strong ? 1 : 0;
  recent_[samples_ % recent_.size()] = {
      eye(0), eye(1), mixed(track_.frames, mix, [](const FaceFrame& f) { return f.head.yaw; }),
      mixed(track_.frames, mix, [](const FaceFrame& f) { return f.head.pitch; })};
  ++samples_;
  eyes_.add(back(0)[0], eye(2));
  lips_.add(shape(Shape::jaw_open), shape(Shape::mouth_close));
  if (samples_ > 2) count_saccade();
  if (samples_ >= recent_.size()) follow_head();
  follow_lids((shape(Shape::eye_blink_left) + shape(Shape::eye_blink_right)) / 2);
  const auto n = static_cast<double>(samples_);
  values_.seconds = n / clock_.rate();
  values_.intensity = static_cast<double>(strong_) / n;
  values_.gaze_movement = eyes_.deviation_of_first();
  values_.eye_conjugacy = eyes_.correlation();
  values_.eye_head_gain = head_square_ > 0 ? -with_head_ / head_square_ : 0;
  values_.saccade_rate = static_cast<double>(saccades_) * 60 / values_.seconds;
  values_.blink_rate = static_cast<double>(blinks_) * 60 / values_.seconds;
  values_.longest_without_blink = std::max(longest_gap_, values_.seconds - last_blink_);
  values_.lip_seal = lips_.correlation();
}

void LiveAudit::count_saccade() {
  const std::size_t i = samples_ - 1;
  const float yaw = back(0)[0] - back(2)[0];
  const float pitch = back(0)[1] - back(2)[1];
  const double speed = std::hypot(yaw, pitch) * clock_.rate() / 2;
  if (speed < 30 || i < quiet_from_) return;
  ++saccades_;
  quiet_from_ = i + static_cast<std::size_t>(0.15 * clock_.rate());
}

// Two samples late: speeds are taken over two samples to either side.
void LiveAudit::follow_head() {
  const auto rate = static_cast<float>(clock_.rate());
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const float h = (back(0)[axis + 2] - back(4)[axis + 2]) * rate / 4;
    const float e = (back(0)[axis] - back(4)[axis]) * rate / 4;
    if (std::abs(h) < 8 || std::abs(e) > 70) continue;
    with_head_ += h * e;
    head_square_ += h * h;
  }
}

void LiveAudit::follow_lids(float lid) {
  const std::size_t i = samples_ - 1;
  if (!closed_ && lid > 0.45F) {
    closed_ = true;
    closed_at_ = i;
  }
  if (!closed_ || lid > 0.30F) return;
  closed_ = false;
  if (static_cast<double>(i - closed_at_) / clock_.rate() > 1) return;
  ++blinks_;
  const double at = static_cast<double>(closed_at_) / clock_.rate();
  longest_gap_ = std::max(longest_gap_, at - last_blink_);
  last_blink_ = at;
}

base::Result<Audit> LiveAudit::report(const AuditRequest& request) const {
  return audit(track_, request);
}

}  // namespace kuleshov::face

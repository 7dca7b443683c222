#include "kuleshov/picture/actor.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kuleshov/base/random.hpp"

namespace kuleshov::picture {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double degree = pi / 180;
constexpr double room = 0.09;  // of the frame, kept around it for the camera's moves
using face::Shape;

bool finite(float v) { return std::isfinite(v); }

// Whatever a take holds, the drawing stays within what a head can do.
face::FaceFrame sane(face::FaceFrame f) {
  for (float& v : f.shape) v = finite(v) ? std::clamp(v, 0.0F, 1.0F) : 0.0F;
  const auto bound = [](float& v, float most) {
    v = finite(v) ? std::clamp(v, -most, most) : 0.0F;
  };
  bound(f.head.yaw, 45), bound(f.head.pitch, 30), bound(f.head.roll, 25);
  for (face::Angles* eye : {&f.left_eye, &f.right_eye})
    bound(eye->yaw, 35), bound(eye->pitch, 30), bound(eye->roll, 10);
  return f;
}

// Where someone looks is the stage's matter, since sides and eyelines hold over cuts. What a take
// adds is the life about its own rest: its median direction is taken off, whatever it was made for.
void set_rest(face::Take& take, Point eyes) {
  const auto take_off = [&](auto angle, double rest) {
    std::vector<float> values;
    for (face::FaceFrame& frame : take.frames) values.push_back(angle(frame));
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    const auto change = static_cast<float>(rest) - *middle;
    for (face::FaceFrame& frame : take.frames) angle(frame) += change;
  };
  if (take.frames.empty()) return;
  using Frame = face::FaceFrame;
  take_off([](Frame& f) -> float& { return f.head.yaw; }, 0);
  take_off([](Frame& f) -> float& { return f.head.pitch; }, 0);
  take_off([](Frame& f) -> float& { return f.left_eye.yaw; }, eyes.x);
  take_off([](Frame& f) -> float& { return f.right_eye.yaw; }, eyes.x);
  take_off([](Frame& f) -> float& { return f.left_eye.pitch; }, eyes.y);
  take_off([](Frame& f) -> float& { return f.right_eye.pitch; }, eyes.y);
}

// A living face without a take: breath-slow sway, a blink every few seconds.
face::FaceFrame idle(double seconds, std::uint64_t seed) {
  face::FaceFrame f;
  const double a = static_cast<double>(seed % 61);
  f.head.yaw = static_cast<float>(1.6 * std::sin(seconds * 0.8 + a));
  f.head.pitch = static_cast<float>(1.1 * std::sin(seconds * 0.6 + a * 2));
  f.head.roll = static_cast<float>(0.8 * std::sin(seconds * 0.5 + a * 3));
  const double since = std::fmod(seconds + a * 0.07, 3.7);
  const auto blink = static_cast<float>(std::clamp(1 - std::abs(since - 0.12) / 0.12, 0.0, 1.0));
  f[Shape::eye_blink_left] = f[Shape::eye_blink_right] = blink;
  return f;
}

// How much the hands speak: follows the voice (an opening jaw), slow to rise and to fall.
std::vector<float> gestures_of(const face::Take& take, std::uint64_t seed) {
  std::vector<float> out;
  double level = 0;
  const double a = static_cast<double>(seed % 89);
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    double talk = 0;
    for (std::size_t k = i > 6 ? i - 6 : 0; k < std::min(i + 10, take.frames.size()); ++k)
      talk = std::max(talk, static_cast<double>(take.frames[k][Shape::jaw_open]));
    const double wanted = talk > 0.08
                              ? 0.42 + 0.30 * std::sin(static_cast<double>(i) / 25 * 1.9 + a) +
                                    0.14 * std::sin(static_cast<double>(i) / 25 * 4.3 + a * 2)
                              : 0.06;
    level += (std::clamp(wanted, 0.06, 1.0) - level) * 0.14;
    out.push_back(static_cast<float>(level));
  }
  return out;
}

// A stroke on each stressed word (the hand's stroke ends on or just before it: McNeill 1992): up in
// a quarter of a second, held while the word sounds, and not let down where the next is near.
std::vector<float> strokes_on(const std::vector<double>& accents, std::size_t frames) {
  constexpr double up = 0.28, hold = 0.34, down = 0.62, kept = 0.34;
  std::vector<float> out(frames, 0.02F);
  for (std::size_t i = 0; i < frames; ++i) {
    const double t = static_cast<double>(i) / 25;
    double before = 1e9, after = 1e9;  // since the last accent, until the next
    for (const double at : accents) {
      if (at <= t) before = std::min(before, t - at);
      if (at > t) after = std::min(after, at - t);
    }
    const double rise = std::clamp(1 - after / up, 0.0, 1.0);
    const double fall = std::clamp(1 - (before - hold) / down, 0.0, 1.0);
    const double between = before + after < 1.6 ? kept : 0.0;
    const double level =
        std::max({rise * rise * (3 - 2 * rise), fall * fall * (3 - 2 * fall), between});
    out[i] = static_cast<float>(std::max(0.02, level));
  }
  for (std::size_t i = 1; i < frames; ++i) out[i] = 0.45F * out[i - 1] + 0.55F * out[i];
  return out;
}

// What somebody lying down lies on: a mattress with a pillow under the head.
void draw_bed(Canvas& canvas, const Design& d, double size, double facing) {
  const auto restored = canvas.keep();
  canvas.scale(facing * size, size);
  canvas.rounded({-1.2, 0.35, 8.6, 1.0}, 0.2).fill(mix(d.under.shade, d.under.lit, 0.35));
  canvas.rect({-1.3, 1.15, 8.9, 0.5}).fill(darker(d.under.shade, 0.5));
  canvas.blob({{-1.1, 0.55}, {-0.9, -0.1}, {0.3, -0.15}, {0.9, 0.25}, {0.7, 0.7}, {-0.6, 0.75}})
      .fill(d.under.lit);
}

bool hands_seen(story::ShotScale scale) {
  return scale >= story::ShotScale::medium && scale <= story::ShotScale::wide;
}

}  // namespace

Actor::Actor(Mark mark, Design design, face::Take take, bool speaking,
             const std::vector<double>& accents, story::ShotScale scale, std::uint64_t seed)
    : mark_(std::move(mark)), design_(std::move(design)), take_(std::move(take)), seed_(seed) {
  for (face::FaceFrame& frame : take_.frames) frame = sane(frame);
  set_rest(take_, mark_.eyes);
  const bool free = mark_.pose == "stand" || mark_.pose == "sit" || mark_.pose.starts_with("kneel");
  if (speaking && hands_seen(scale) && free && !mark_.over_shoulder)
    gestures_ =
        accents.empty() ? gestures_of(take_, seed) : strokes_on(accents, take_.frames.size());
  if (mark_.over_shoulder) {
    cache_shoulder();
  } else if (mark_.pose != "walk") {
    cache_body();
  }
}

Box Actor::head_box() const {
  const double w = 0.76 * mark_.size * design_.width;
  return {mark_.head.x - w / 2, mark_.head.y - mark_.size / 2, w, mark_.size};
}

BodyPose Actor::body_pose() const {
  BodyPose pose;
  pose.pose = mark_.pose;
  pose.facing = mark_.facing;
  pose.back = mark_.pose == "turn-away" || mark_.over_shoulder;
  pose.gesture = gestures_.empty() ? 0 : 0.01;
  pose.arms = mark_.over_shoulder ? "hang" : mark_.business.arms;
  if (pose.arms.empty()) pose.arms = "hang";
  pose.stroke = mark_.business.stroke;
  pose.holds = mark_.business.holds;
  pose.seat = mark_.business.seat;
  pose.shoes = mark_.business.shoes;
  // A hand that holds something keeps it; the other one speaks.
  if (!pose.holds.empty()) pose.gesture = 0;
  return pose;
}

// The sprite holds what of the body may come into the frame, at a little more than its size.
void Actor::cache_body() {
  const double reach = mark_.pose == "lie" ? 7.5 : 2.2, s = mark_.size;
  const double x0 = std::max(mark_.head.x - reach * s, -room * frame_width),
               x1 = std::min(mark_.head.x + reach * s, (1 + room) * frame_width);
  const double y0 = std::max(mark_.head.y - (mark_.pose == "lie" ? 1.5 : 0.2) * s,
                             -room * frame_height),
               y1 = std::min(mark_.head.y + 7.2 * s, (1 + room) * frame_height);
  if (x1 - x0 < 2 || y1 - y0 < 2) return;
  body_scale_ = 1.06;
  body_corner_ = {x0, y0};
  Bitmap bitmap(static_cast<int>(std::ceil((x1 - x0) * body_scale_)) + 1,
                static_cast<int>(std::ceil((y1 - y0) * body_scale_)) + 1);
  {
    Canvas canvas(bitmap);
    canvas.scale(body_scale_, body_scale_);
    canvas.translate(mark_.head - body_corner_);
    if (mark_.pose == "lie") {
      draw_bed(canvas, design_, s, mark_.facing);
      canvas.turn(-mark_.facing * pi / 2);
    }
    canvas.scale(s, s);
    const double feet = height_below(mark_.pose) + 0.02;
    if (mark_.pose != "lie") canvas.glow({0.15, feet}, 1.3, 0.17, alpha(hex("#05060a"), 0.6));
    draw_body(canvas, design_, body_pose());
  }
  paper(bitmap, 0.55, seed_);
  body_ = Sprite(std::move(bitmap));
}

// Someone's back and head at the frame's edge, dark and soft: drawn once, head and all.
void Actor::cache_shoulder() {
  const double s = mark_.size;
  const double x0 = std::max(mark_.head.x - 2.0 * s, -room * frame_width),
               x1 = std::min(mark_.head.x + 2.0 * s, (1 + room) * frame_width);
  const double y0 = std::max(mark_.head.y - 0.9 * s, -room * frame_height),
               y1 = (1 + room) * frame_height;
  body_scale_ = 0.5;  // it is out of focus
  body_corner_ = {x0, y0};
  Bitmap bitmap(std::max(2, static_cast<int>((x1 - x0) * body_scale_)),
                std::max(2, static_cast<int>((y1 - y0) * body_scale_)));
  {
    Canvas canvas(bitmap);
    canvas.scale(body_scale_, body_scale_);
    canvas.translate(mark_.head - body_corner_);
    canvas.scale(s, s);
    Expression from_behind;
    from_behind.pose = mark_.turn;
    from_behind.small = s;
    Design dim = design_;
    for (Tone* tone : {&dim.skin, &dim.hair, &dim.dress, &dim.accent, &dim.under}) {
      for (Colour* c : {&tone->lit, &tone->shade, &tone->deep, &tone->light}) *c = darker(*c, 0.42);
    }
    draw_head_behind(canvas, dim, from_behind);
    draw_body(canvas, dim, body_pose());
    draw_head(canvas, dim, from_behind);
  }
  blur(bitmap, std::max(2, static_cast<int>(s * 0.008)));
  body_ = Sprite(std::move(bitmap));
}

face::FaceFrame Actor::face_at(std::size_t frame) const {
  if (take_.frames.empty()) {
    face::FaceFrame f = idle(static_cast<double>(frame) / 25, seed_);
    for (face::Angles* eye : {&f.left_eye, &f.right_eye}) {
      eye->yaw = static_cast<float>(mark_.eyes.x);
      eye->pitch = static_cast<float>(mark_.eyes.y);
    }
    return f;
  }
  return sane(take_.frames[std::min(frame, take_.frames.size() - 1)]);
}

Expression Actor::expression_at(std::size_t frame) const {
  Expression e;
  e.face = face_at(frame);
  e.pose = {mark_.turn.yaw + e.face.head.yaw * degree,
            mark_.turn.pitch + e.face.head.pitch * degree,
            mark_.turn.roll + e.face.head.roll * degree};
  if (mark_.pose != "turn-away" && !mark_.over_shoulder)
    e.pose.yaw = std::clamp(e.pose.yaw, -0.62, 0.62);
  e.small = mark_.size;
  return e;
}

double Actor::gesture_at(std::size_t frame) const {
  return gestures_.empty() ? 0 : gestures_[std::min(frame, gestures_.size() - 1)];
}

void Actor::draw_walking(Bitmap& out, const Shift& shift, double seconds,
                         const Expression& e) const {
  Canvas canvas(out);
  canvas.fast_edges();
  BodyPose pose = body_pose();
  pose.phase = seconds * 0.85;
  const double bob = 0.05 * std::abs(std::sin(2 * pi * pose.phase));
  // Slower as the frame's edge comes near: nobody walks out of a long shot.
  const double way = (seconds - 2.0) * 1.3 * mark_.size, room_left = 0.36 * frame_width;
  const double stride = mark_.facing * room_left * std::tanh(way / room_left);
  const Point at = shift({mark_.head.x + stride, mark_.head.y + bob * mark_.size});
  canvas.translate(at);
  canvas.scale(mark_.size * shift.scale, mark_.size * shift.scale);
  draw_head_behind(canvas, design_, e);
  draw_body(canvas, design_, pose);
  draw_head(canvas, design_, e);
}

void Actor::draw(Bitmap& out, const Camera& camera, std::size_t frame) const {
  const double seconds = static_cast<double>(frame) / 25, a = static_cast<double>(seed_ % 53);
  const Shift shift = shift_of(camera, mark_.over_shoulder ? 1.25 : 1.0);
  const Point corner = shift(body_corner_);
  const double breath = std::sin(seconds * 2 * pi / 3.9 + a) * 0.007 * mark_.size,
               sway = std::sin(seconds * 2 * pi / 7.3 + a) * 0.006 * mark_.size;
  const Placement body_at{shift.scale / body_scale_, corner.x + sway, corner.y - breath};
  if (mark_.over_shoulder) return lay(out, body_, body_at);
  const Expression e = expression_at(frame);
  if (mark_.pose == "walk") return draw_walking(out, shift, seconds, e);
  const Point head = shift(mark_.head);
  const auto place = [&](Canvas& canvas, double dx, double dy) {
    canvas.fast_edges();
    canvas.translate(head + Point{dx, dy});
    if (mark_.pose == "lie") canvas.turn(-mark_.facing * pi / 2);
    canvas.scale(mark_.size * shift.scale, mark_.size * shift.scale);
  };
  {
    Canvas canvas(out);
    place(canvas, sway * 1.3, -breath * 1.2);
    draw_head_behind(canvas, design_, e);
  }
  lay(out, body_, body_at);
  Canvas canvas(out);
  if (!gestures_.empty() && mark_.business.holds.empty()) {
    const auto restored = canvas.keep();
    place(canvas, sway, -breath);
    BodyPose pose = body_pose();
    pose.gesture = std::max(0.01, gesture_at(frame));
    draw_gesture(canvas, design_, pose);
  }
  place(canvas, sway * 1.3, -breath * 1.2);
  draw_head(canvas, design_, e);
}

}  // namespace kuleshov::picture

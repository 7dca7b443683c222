#include <algorithm>
#include <cmath>
#include <numbers>

#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

namespace {

using face::Shape;
constexpr double degree = std::numbers::pi / 180;

struct Eye {
  double side;  // 1: the person's left, screen right
  double blink, wide, squint;
  double yaw, pitch;  // degrees in the head
};

// Gaze from the angles; when a recording has only blend shapes, from those (30 degrees at 1).
Eye eye_of(const face::FaceFrame& f, double side) {
  const bool left = side > 0;
  const face::Angles& angles = left ? f.left_eye : f.right_eye;
  Eye eye{side,
          f[left ? Shape::eye_blink_left : Shape::eye_blink_right],
          f[left ? Shape::eye_wide_left : Shape::eye_wide_right],
          f[left ? Shape::eye_squint_left : Shape::eye_squint_right],
          angles.yaw,
          angles.pitch};
  if (angles.yaw == 0 && angles.pitch == 0) {
    const double out = f[left ? Shape::eye_look_out_left : Shape::eye_look_out_right];
    const double in = f[left ? Shape::eye_look_in_left : Shape::eye_look_in_right];
    const double up = f[left ? Shape::eye_look_up_left : Shape::eye_look_up_right];
    const double down = f[left ? Shape::eye_look_down_left : Shape::eye_look_down_right];
    eye.yaw = side * 30 * (out - in);
    eye.pitch = 30 * (up - down);
  }
  eye.yaw = std::clamp(eye.yaw, -32.0, 32.0);
  eye.pitch = std::clamp(eye.pitch, -26.0, 24.0);
  return eye;
}

struct Lids {
  Point inner, outer, up_in, up_out, low_in, low_out;
};

Lids lids_of(const Design& d, const Eye& eye, const HeadSpace& space, double raise) {
  const double w = 0.082 * d.eye, s = eye.side, gap = d.eye_gap;
  const double look = 0.010 * eye.pitch / 20;
  const double open = (0.045 * d.eye - 0.006 * d.age + 0.020 * eye.wide + look) * (1 - eye.blink);
  const double up = -open + 0.016 * eye.blink + raise * 0.02;
  const double low = 0.030 * d.eye * (1 - 0.55 * eye.squint) - 0.010 * eye.blink + 0.3 * look;
  return {space({s * (gap - w), 0.012, 0.325}),
          space({s * (gap + w), -0.006 + 0.010 * d.age, 0.245}),
          space({s * (gap - w * 0.45), up * 1.28, 0.345}),
          space({s * (gap + w * 0.50), up * 1.20 - 0.004, 0.315}),
          space({s * (gap - w * 0.40), low * 1.15, 0.335}),
          space({s * (gap + w * 0.45), low * 1.10, 0.30})};
}

void eye_path(Canvas& canvas, const Lids& l) {
  canvas.move(l.inner)
      .curve(l.up_in, l.up_out, l.outer)
      .curve(l.low_out, l.low_in, l.inner)
      .close();
}

void draw_iris(Canvas& canvas, const Design& d, const Eye& eye, const HeadSpace& space) {
  const double r = 0.088, yaw = eye.yaw * degree, pitch = eye.pitch * degree;
  const Point p = space({eye.side * d.eye_gap + r * std::sin(yaw) * 0.85,
                         -0.006 - r * std::sin(pitch) * 0.8, 0.235 + r * std::cos(yaw)});
  const double size = 0.044 * d.eye * (d.child ? 1.08 : 1);
  const double squeeze = std::max(0.55, std::cos(space.pose().yaw + yaw));
  canvas.ellipse(p, size * squeeze, size).fill(darker(d.iris, 0.45));
  canvas.ellipse(p, size * 0.84 * squeeze, size * 0.84).fill(d.iris);
  canvas.ellipse(p + Point{-d.key_side * 0.008, 0.014}, size * 0.55 * squeeze, size * 0.42)
      .fill(alpha(lighter(d.iris, 0.35), 0.6));
  canvas.ellipse(p, size * 0.46 * squeeze, size * 0.46).fill(hex("#0a0708"));
  canvas.ellipse(p + Point{d.key_side * 0.015, -0.016}, 0.0115, 0.0115)
      .fill(alpha(hex("#fffaf0"), 0.95));
}

void draw_lashes(Canvas& canvas, const Design& d, const Eye& eye, const Lids& l) {
  const Point flick = l.outer + Point{eye.side * 0.016, d.feminine ? -0.012 : -0.002};
  const Point thick{0, -(d.feminine ? 0.020 : 0.014)};
  canvas.move(l.inner).curve(l.up_in, l.up_out, flick);
  canvas.curve(l.up_out + thick, l.up_in + thick * 0.8, l.inner).close().fill(alpha(d.ink, 0.95));
  // The crease above the lid.
  const double lift = 0.030 + 0.012 * eye.blink;
  const Point up{0, -lift};
  canvas.brush({between(l.inner, l.up_in, 0.5) + up * 0.7,
                between(l.up_in, l.up_out, 0.5) + up * 0.62, l.outer + up * 0.55},
               0.012, alpha(d.skin.deep, 0.65));
  canvas.brush(
      {between(l.inner, l.low_in, 0.7), between(l.low_in, l.low_out, 0.5) + Point{0, -0.006},
       between(l.outer, l.low_out, 0.3)},
      0.009, alpha(d.skin.deep, 0.75));
}

void draw_far_eye(Canvas& canvas, const Design& d, const Eye& eye, const HeadSpace& space) {
  const Point p = space({eye.side * d.eye_gap, 0, 0.31});
  canvas.ellipse(p, 0.055, 0.010 + 0.028 * (1 - eye.blink)).fill(alpha(d.ink, 0.9));
}

void draw_eye(Canvas& canvas, const Design& d, const Eye& eye, const HeadSpace& space) {
  canvas.glow(space({eye.side * d.eye_gap, -0.035, 0.33}), 0.125, 0.075, alpha(d.skin.deep, 0.42));
  const Lids lids = lids_of(d, eye, space, 0);
  {
    const auto inside = canvas.keep();
    eye_path(canvas, lids);
    canvas.fill_keep(d.white);
    canvas.clip();
    draw_iris(canvas, d, eye, space);
    // The lid's shadow on the ball.
    canvas.move(lids.inner).curve(lids.up_in, lids.up_out, lids.outer);
    canvas.stroke(alpha(d.ink, 0.30), 0.030);
  }
  draw_lashes(canvas, d, eye, lids);
}

}  // namespace

void draw_eyes(Canvas& canvas, const Design& d, const Expression& e, const HeadParts& parts) {
  const HeadSpace& space = parts.space;
  for (const double side : {-1.0, 1.0}) {
    const Eye eye = eye_of(e.face, side);
    const double near = space.depth({side * d.eye_gap, 0, 0.3});
    if (near < 0.02) continue;
    if (e.small < 46) {
      draw_far_eye(canvas, d, eye, space);
      continue;
    }
    const auto restored = canvas.keep();
    if (near < 0.24) {  // close to the outline: nothing of it may stand out
      canvas.polygon(parts.skull);
      canvas.clip();
    }
    draw_eye(canvas, d, eye, space);
  }
}

}  // namespace kuleshov::picture

#include <algorithm>
#include <array>
#include <cmath>

#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

namespace {

using face::Shape;

struct Sided {  // the shapes of one side of the face; side 1 is the person's left, screen right
  double side;
  double down, outer_up, squint, sneer, smile;
};

Sided sided(const face::FaceFrame& f, double side) {
  const bool left = side > 0;
  return {side,
          f[left ? Shape::brow_down_left : Shape::brow_down_right],
          f[left ? Shape::brow_outer_up_left : Shape::brow_outer_up_right],
          f[left ? Shape::cheek_squint_left : Shape::cheek_squint_right],
          f[left ? Shape::nose_sneer_left : Shape::nose_sneer_right],
          f[left ? Shape::mouth_smile_left : Shape::mouth_smile_right]};
}

void draw_brow(Canvas& canvas, const Design& d, const face::FaceFrame& f, const HeadSpace& space,
               double side) {
  const Sided s = sided(f, side);
  const double inner_up = f[Shape::brow_inner_up];
  const double inner_y = -0.098 - 0.048 * inner_up + 0.036 * s.down;
  const double outer_y = -0.100 - 0.040 * s.outer_up + 0.014 * s.down;
  const double middle_y = -0.132 - d.arch - 0.022 * inner_up - 0.034 * s.outer_up + 0.026 * s.down;
  const double inner_x = 0.072 - 0.014 * s.down;
  const Points line{space({side * inner_x, inner_y, 0.375}),
                    space({side * 0.135, (inner_y + middle_y) / 2 - 0.008, 0.37}),
                    space({side * 0.200, middle_y, 0.335}), space({side * 0.285, outer_y, 0.225})};
  canvas.brush(line, 0.040 * d.brow, mix(d.hair.deep, d.ink, 0.35));
}

void draw_furrows(Canvas& canvas, const Design& d, const Expression& e, const HeadSpace& space) {
  if (e.small < 110) return;
  const face::FaceFrame& f = e.face;
  const double frown = std::max(f[Shape::brow_down_left], f[Shape::brow_down_right]);
  const double raised = std::max(
      {f[Shape::brow_inner_up], f[Shape::brow_outer_up_left], f[Shape::brow_outer_up_right]});
  const Colour line = mix(d.skin.deep, d.skin.shade, 0.35);
  const double between = std::clamp(frown * 0.9 + d.age * 0.25 - 0.15, 0.0, 0.8);
  for (const double s : {-1.0, 1.0}) {
    canvas.brush({space({s * 0.034, -0.145, 0.38}), space({s * 0.028, -0.10, 0.385}),
                  space({s * 0.036, -0.065, 0.38})},
                 0.013, alpha(line, between));
  }
  const double across = std::clamp(raised * 0.7 * (0.3 + d.age) + (d.age - 0.45) * 0.5, 0.0, 0.6);
  for (const double y : {-0.20, -0.25}) {
    canvas.brush({space({-0.15, y + 0.012, 0.33}), space({0, y - 0.008, 0.365}),
                  space({0.15, y + 0.012, 0.33})},
                 0.012, alpha(line, across));
  }
}

void draw_nose(Canvas& canvas, const Design& d, const Expression& e, const HeadSpace& space) {
  const double tip_y = 0.135 * d.nose, wing = 0.062 * d.nose_width, z = 0.36 + 0.125 * d.nose;
  const double turned = std::sin(e.pose.yaw);
  const double far = turned >= 0 ? 1 : -1;  // the side that the nose is seen against
  const double sneer = std::max(e.face[Shape::nose_sneer_left], e.face[Shape::nose_sneer_right]);
  const double lift = 0.012 * sneer;
  const Point tip = space({0, tip_y - lift, z}), base = space({0, tip_y + 0.045 - lift, z - 0.06});
  // Underside, in shadow.
  canvas.blob(
      {space({-wing, tip_y + 0.022 - lift, 0.375}), space({-0.024, tip_y + 0.014 - lift, z - 0.01}),
       space({0.024, tip_y + 0.014 - lift, z - 0.01}), space({wing, tip_y + 0.022 - lift, 0.375}),
       space({0.03, tip_y + 0.052 - lift, 0.385}), base,
       space({-0.03, tip_y + 0.052 - lift, 0.385})});
  canvas.fill(alpha(d.skin.deep, 0.42));
  if (e.small < 50) return;
  // The ridge's contour on the far side; fuller as the head turns.
  canvas.brush({space({far * 0.040, -0.055, 0.36}), space({far * 0.022, 0.02, 0.405}),
                space({far * 0.030, tip_y - 0.025, z - 0.03}),
                space({far * 0.026, tip_y + 0.018, z - 0.02})},
               0.018, alpha(d.skin.deep, 0.18 + 0.6 * std::abs(turned)));
  for (const double s : {-1.0, 1.0}) {
    canvas.brush({space({s * wing, tip_y - 0.012, 0.37}),
                  space({s * wing * 1.12, tip_y + 0.018 - lift, 0.36}),
                  space({s * wing * 0.8, tip_y + 0.04 - lift, 0.38})},
                 0.015, alpha(d.skin.deep, 0.55));
    canvas.ellipse(space({s * 0.030, tip_y + 0.034 - lift, 0.41}), 0.014, 0.008, -s * 0.3)
        .fill(alpha(d.ink, 0.6));
  }
  canvas.glow(tip + Point{d.key_side * 0.012, -0.012}, 0.035, 0.028, alpha(d.skin.light, 0.75));
}

void draw_folds(Canvas& canvas, const Design& d, const Expression& e, const HeadSpace& space) {
  if (e.small < 110) return;
  for (const double side : {-1.0, 1.0}) {
    const Sided s = sided(e.face, side);
    if (space.depth({side * 0.17, 0.2, 0.3}) < 0.12) continue;
    const double fold =
        std::clamp(0.75 * s.smile + 0.5 * s.sneer + 0.55 * (d.age - 0.35), 0.0, 0.75);
    canvas.brush(
        {space({side * 0.085, 0.135, 0.37}), space({side * (0.135 + 0.02 * s.smile), 0.205, 0.325}),
         space({side * (0.155 + 0.03 * s.smile), 0.275, 0.285})},
        0.016, alpha(d.skin.deep, fold * 0.7));
    const double crow = std::clamp(0.8 * s.squint * (0.2 + d.age) + (d.age - 0.5) * 0.7, 0.0, 0.6);
    if (crow < 0.05) continue;
    for (const double y : {-0.03, 0.0, 0.03}) {
      canvas.brush({space({side * 0.275, y * 0.5, 0.22}), space({side * 0.325, y * 1.5, 0.13})},
                   0.010, alpha(d.skin.deep, crow));
    }
    canvas.brush({space({side * 0.105, 0.085, 0.34}), space({side * 0.17, 0.108, 0.315}),
                  space({side * 0.235, 0.085, 0.26})},
                 0.013, alpha(d.skin.deep, crow * 0.7));
  }
}

}  // namespace

void draw_features(Canvas& canvas, const Design& d, const Expression& e, const HeadParts& parts) {
  const HeadSpace& space = parts.space;
  draw_folds(canvas, d, e, space);
  draw_mouth(canvas, d, e, space);
  draw_nose(canvas, d, e, space);
  draw_eyes(canvas, d, e, parts);
  for (const double side : {-1.0, 1.0}) {
    if (space.depth({side * 0.18, -0.12, 0.35}) > 0.05) draw_brow(canvas, d, e.face, space, side);
  }
  draw_furrows(canvas, d, e, space);
}

}  // namespace kuleshov::picture

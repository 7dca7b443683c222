#include <algorithm>
#include <cmath>

#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

namespace {

using face::Shape;

// The lips as a handful of landmarks; x > 0 is the person's left.
struct Lips {
  Spot left, right;           // corners
  Spot top_inner, low_inner;  // where the lips meet or part, in the middle
  double top_thick, low_thick;
  double half;  // half the width
  double open;  // the gap in the middle
};

double mean(const face::FaceFrame& f, Shape a, Shape b) { return (f[a] + f[b]) / 2; }

Spot corner(const face::FaceFrame& f, double side, double half) {
  const bool left = side > 0;
  const double smile = f[left ? Shape::mouth_smile_left : Shape::mouth_smile_right];
  const double frown = f[left ? Shape::mouth_frown_left : Shape::mouth_frown_right];
  const double dimple = f[left ? Shape::mouth_dimple_left : Shape::mouth_dimple_right];
  const double stretch = f[left ? Shape::mouth_stretch_left : Shape::mouth_stretch_right];
  const double x = half * (1 + 0.26 * smile + 0.20 * stretch + 0.08 * dimple);
  const double y = 0.284 - 0.052 * smile + 0.046 * frown + 0.010 * stretch;
  return {side * x, y + 0.035 * f[Shape::jaw_open], 0.315 - 0.45 * std::max(0.0, x - 0.10)};
}

Lips lips_of(const Design& d, const face::FaceFrame& f) {
  const double pucker = std::max(f[Shape::mouth_pucker], 0.6F * f[Shape::mouth_funnel]);
  const double shift = 0.035 * (f[Shape::mouth_left] - f[Shape::mouth_right]) +
                       0.02 * (f[Shape::jaw_left] - f[Shape::jaw_right]);
  const double half = 0.112 * (1 - 0.42 * pucker);
  const double up = mean(f, Shape::mouth_upper_up_left, Shape::mouth_upper_up_right);
  const double down = mean(f, Shape::mouth_lower_down_left, Shape::mouth_lower_down_right);
  const double press = mean(f, Shape::mouth_press_left, Shape::mouth_press_right);
  const double jaw = f[Shape::jaw_open] * (1 - 0.9 * f[Shape::mouth_close]);
  const double forward = 0.36 + 0.03 * pucker;
  Lips l;
  l.half = half;
  l.open = std::max(
      0.0, 0.150 * jaw + 0.040 * down + 0.022 * up + 0.02 * f[Shape::mouth_funnel] - 0.02 * press);
  const double top = 0.284 - 0.026 * up - 0.012 * f[Shape::mouth_shrug_upper] - 0.008 * pucker;
  l.top_inner = {shift, top, forward};
  l.low_inner = {shift, top + l.open - 0.012 * f[Shape::mouth_shrug_lower], forward - 0.01};
  l.top_thick = 0.026 * d.lips * (1 + 0.35 * pucker) * (1 - 0.75 * f[Shape::mouth_roll_upper]) *
                (1 - 0.45 * press);
  l.low_thick = 0.038 * d.lips * (1 + 0.25 * pucker) * (1 - 0.75 * f[Shape::mouth_roll_lower]) *
                (1 - 0.40 * press);
  l.left = corner(f, 1, half);
  l.right = corner(f, -1, half);
  l.left.x += shift;
  l.right.x += shift;
  return l;
}

Spot moved(const Spot& s, double x, double y, double z = 0) { return {s.x + x, s.y + y, s.z + z}; }

struct Curves {  // control points, projected
  Point left, right, top_l, top_r, top_m, low_l, low_r, low_m;
};

Curves inner_curves(const Lips& l, const HeadSpace& space) {
  const double q = l.half * 0.55;
  return {space(l.left),
          space(l.right),
          space(moved(l.top_inner, q, 0.002 - 0.1 * l.open, -0.02)),
          space(moved(l.top_inner, -q, 0.002 - 0.1 * l.open, -0.02)),
          space(l.top_inner),
          space(moved(l.low_inner, q, 0.12 * l.open, -0.02)),
          space(moved(l.low_inner, -q, 0.12 * l.open, -0.02)),
          space(l.low_inner)};
}

void draw_inside(Canvas& canvas, const Design& d, const face::FaceFrame& f, const Lips& l,
                 const HeadSpace& space, const Curves& c) {
  const auto restored = canvas.keep();
  canvas.smooth(Points{c.right, c.top_r, c.top_m, c.top_l, c.left});
  canvas.smooth(Points{c.left, c.low_l, c.low_m, c.low_r, c.right}, true);
  canvas.close();
  canvas.fill_keep(hex("#2a0d10"));
  canvas.clip();
  const double tongue = std::max<double>(f[Shape::tongue_out], l.open > 0.05 ? 0.35 : 0.1);
  canvas.ellipse(space(moved(l.low_inner, 0, 0.03 - 0.05 * tongue, 0)), l.half * 0.66, 0.05)
      .fill(mix(hex("#a1484c"), d.skin.shade, 0.25));
  const double teeth = std::min(0.034, 0.010 + l.open * 0.42);
  canvas.blob({space(moved(l.top_inner, -l.half * 0.8, -0.035)),
               space(moved(l.top_inner, l.half * 0.8, -0.035)),
               space(moved(l.top_inner, l.half * 0.72, teeth * 0.5)),
               space(moved(l.top_inner, 0, teeth)),
               space(moved(l.top_inner, -l.half * 0.72, teeth * 0.5))});
  canvas.fill(mix(d.white, hex("#e9dfcf"), 0.5));
}

void draw_lips(Canvas& canvas, const Design& d, const Lips& l, const HeadSpace& space,
               const Curves& c) {
  const double q = l.half * 0.28, e = l.half * 0.66;
  const Points top{c.right,
                   space(moved(l.top_inner, -e, -l.top_thick * 0.62, -0.02)),
                   space(moved(l.top_inner, -q, -l.top_thick * 1.12)),
                   space(moved(l.top_inner, 0, -l.top_thick * 0.82)),
                   space(moved(l.top_inner, q, -l.top_thick * 1.12)),
                   space(moved(l.top_inner, e, -l.top_thick * 0.62, -0.02)),
                   c.left};
  canvas.smooth(top);
  canvas.smooth(Points{c.left, c.top_l, c.top_m, c.top_r, c.right}, true);
  canvas.close().fill(mix(d.lip, d.skin.deep, 0.30));
  const Points low{c.left, space(moved(l.low_inner, e, l.low_thick * 0.72, -0.02)),
                   space(moved(l.low_inner, 0, l.low_thick)),
                   space(moved(l.low_inner, -e, l.low_thick * 0.72, -0.02)), c.right};
  canvas.smooth(low);
  canvas.smooth(Points{c.right, c.low_r, c.low_m, c.low_l, c.left}, true);
  canvas.close().fill(alpha(d.lip, d.feminine ? 0.95 : 0.75));
}

void draw_lines(Canvas& canvas, const Design& d, const Expression& e, const Lips& l,
                const HeadSpace& space, const Curves& c) {
  canvas.brush(Points{c.right, c.top_r, c.top_m, c.top_l, c.left}, l.open > 0.02 ? 0.012 : 0.017,
               alpha(d.ink, 0.9));
  for (const Point& p : {c.left, c.right}) canvas.ellipse(p, 0.008, 0.007).fill(alpha(d.ink, 0.35));
  if (e.small < 110) return;
  canvas.glow(space(moved(l.low_inner, 0, l.low_thick + 0.030, -0.01)), 0.075, 0.022,
              alpha(d.skin.deep, 0.55));
  canvas.glow(space(moved(l.low_inner, d.key_side * 0.02, l.low_thick * 0.45, 0.01)), 0.035, 0.010,
              alpha(d.skin.light, 0.6));
}

}  // namespace

void draw_mouth(Canvas& canvas, const Design& d, const Expression& e, const HeadSpace& space) {
  const Lips l = lips_of(d, e.face);
  const Curves c = inner_curves(l, space);
  if (e.small < 46) {
    canvas.brush(Points{c.right, c.top_m, c.left}, 0.02 + l.open, alpha(d.ink, 0.7));
    return;
  }
  if (l.open > 0.006) draw_inside(canvas, d, e.face, l, space, c);
  draw_lips(canvas, d, l, space, c);
  draw_lines(canvas, d, e, l, space, c);
}

}  // namespace kuleshov::picture

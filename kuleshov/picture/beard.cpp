#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

namespace {

using face::Shape;
constexpr double pi = std::numbers::pi;

void draw_moustache(Canvas& canvas, const Design& d, const HeadSpace& space, double y) {
  for (const double s : {-1.0, 1.0}) {
    canvas.brush({space({s * 0.004, y - 0.045, 0.40}), space({s * 0.065, y - 0.040, 0.375}),
                  space({s * 0.135, y + 0.010, 0.31}), space({s * 0.160, y + 0.050, 0.28})},
                 0.062, s * -d.key_side < 0 ? d.hair.lit : mix(d.hair.lit, d.hair.shade, 0.7));
  }
}

// A full beard: from the ears along the jaw; the mouth's surroundings stay free.
void draw_full(Canvas& canvas, const Design& d, const HeadSpace& space, double drop) {
  const double w = d.width;
  canvas.blob({space({-0.335 * w, 0.06, 0.04}), space({-0.270 * w, 0.20, 0.18}),
               space({-0.165, 0.235, 0.295}), space({-0.060, 0.225, 0.365}),
               space({0.060, 0.225, 0.365}), space({0.165, 0.235, 0.295}),
               space({0.270 * w, 0.20, 0.18}), space({0.335 * w, 0.06, 0.04}),
               space({0.315 * w, 0.34 + drop, 0.10}), space({0.19, 0.52 + drop, 0.22}),
               space({0.0, 0.575 + drop, 0.26}), space({-0.19, 0.52 + drop, 0.22}),
               space({-0.315 * w, 0.34 + drop, 0.10})});
  canvas.fill(d.hair.lit);
  const double s = -d.key_side;
  canvas.blob({space({s * 0.335 * w, 0.10, 0.04}), space({s * 0.20, 0.27, 0.26}),
               space({s * 0.05, 0.40 + drop, 0.33}), space({s * 0.02, 0.565 + drop, 0.26}),
               space({s * 0.19, 0.51 + drop, 0.22}), space({s * 0.31 * w, 0.34 + drop, 0.10})});
  canvas.fill(alpha(d.hair.shade, 0.85));
  for (int i = -4; i <= 4; ++i) {
    const double x = i * 0.055;
    canvas.brush({space({x, 0.36 + drop * 0.5 - std::abs(x) * 0.3, 0.33}),
                  space({x * 1.1, 0.46 + drop - std::abs(x) * 0.3, 0.30}),
                  space({x * 0.95, 0.54 + drop - std::abs(x) * 0.4, 0.25})},
                 0.013, alpha(d.hair.deep, 0.5));
  }
}

void draw_goatee(Canvas& canvas, const Design& d, const HeadSpace& space, double drop) {
  canvas.blob({space({-0.10, 0.36 + drop, 0.32}), space({0, 0.345 + drop, 0.35}),
               space({0.10, 0.36 + drop, 0.32}), space({0.085, 0.48 + drop, 0.28}),
               space({0, 0.60 + drop, 0.29}), space({-0.085, 0.48 + drop, 0.28})});
  canvas.fill(mix(d.hair.lit, d.hair.shade, 0.3));
}

void draw_stubble(Canvas& canvas, const Design& d, const HeadSpace& space, double drop) {
  const double w = d.width;
  canvas.blob({space({-0.325 * w, 0.10, 0.05}), space({-0.22 * w, 0.235, 0.23}),
               space({0, 0.215, 0.37}), space({0.22 * w, 0.235, 0.23}),
               space({0.325 * w, 0.10, 0.05}), space({0.27 * w, 0.30 + drop, 0.10}),
               space({0.10, 0.455 + drop, 0.25}), space({-0.10, 0.455 + drop, 0.25}),
               space({-0.27 * w, 0.30 + drop, 0.10})});
  canvas.fill(alpha(mix(d.hair.lit, d.skin.shade, 0.5), 0.30));
}

void draw_cap(Canvas& canvas, const Design& d, const HeadParts& parts) {
  const std::array<Ball, 3> dome{{{{0, -0.185, -0.06}, 0.385 * d.width + 0.02},
                                  {{0, -0.23, 0.05}, 0.33 * d.width},
                                  {{0, -0.22, -0.16}, 0.33}}};
  const HeadSpace& space = parts.space;
  Points around = outline(space, dome, 48);
  const double brow = space({0, -0.20, 0.36}).y;
  {
    const auto restored = canvas.keep();
    canvas.rect({-3, -3, 6, 3 + brow}).clip();
    canvas.polygon(around).fill(d.accent.shade);
    Points lit = around;
    for (Point& p : lit) p = p + Point{d.key_side * 0.08, -0.02};
    canvas.polygon(around).clip();
    canvas.polygon(lit).fill(d.accent.lit);
    const Points band{space({-0.40, -0.19, 0.05}), space({-0.2, -0.215, 0.31}),
                      space({0, -0.225, 0.37}), space({0.2, -0.215, 0.31}),
                      space({0.40, -0.19, 0.05})};
    canvas.smooth(band).stroke(d.accent.deep, 0.055);
  }
  if (std::cos(space.pose().yaw) < 0.1) return;
  canvas.blob({space({-0.30, -0.19, 0.22}), space({-0.16, -0.215, 0.36}),
               space({0.16, -0.215, 0.36}), space({0.30, -0.19, 0.22}), space({0.22, -0.165, 0.47}),
               space({0, -0.155, 0.56}), space({-0.22, -0.165, 0.47})});
  canvas.fill(d.accent.deep);
}

void draw_veil(Canvas& canvas, const Design& d, const HeadParts& parts) {
  const HeadSpace& space = parts.space;
  const double w = d.width;
  const auto restored = canvas.keep();
  canvas.rect({-4, -4, 8, 8});
  Points hole{space({-0.295 * w, 0.0, 0.16}), space({-0.25 * w, -0.19, 0.23}),
              space({0, -0.275, 0.32}),       space({0.25 * w, -0.19, 0.23}),
              space({0.295 * w, 0.0, 0.16}),  space({0.26 * w, 0.28, 0.16}),
              space({0.0, 0.455, 0.25}),      space({-0.26 * w, 0.28, 0.16})};
  canvas.blob(Points(hole.rbegin(), hole.rend())).clip();
  const std::array<Ball, 5> cloth{{{{0, -0.13, -0.07}, 0.425 * w},
                                   {{0.26, 0.25, 0.0}, 0.19},
                                   {{-0.26, 0.25, 0.0}, 0.19},
                                   {{0.2, 0.56, 0.05}, 0.22},
                                   {{-0.2, 0.56, 0.05}, 0.22}}};
  const Points around = outline(space, cloth, 48);
  canvas.blob(around).fill(d.accent.lit);
  Points part = outline_part(around, d.key_side < 0 ? 0.0 : pi, 1.5);
  for (Point& p : part) p = p * 0.93;
  canvas.brush(part, 0.16, alpha(d.accent.shade, 0.85));
  for (const double s : {-1.0, 1.0}) {
    canvas.brush(
        {space({s * 0.30, -0.1, 0.12}), space({s * 0.33, 0.2, 0.08}), space({s * 0.16, 0.52, 0.2})},
        0.03, alpha(d.accent.deep, 0.45));
  }
}

}  // namespace

void draw_beard(Canvas& canvas, const Design& d, const Expression& e, const HeadSpace& space) {
  const double drop = 0.085 * e.face[Shape::jaw_open];
  if (d.beard == "full") draw_full(canvas, d, space, drop);
  if (d.beard == "goatee") draw_goatee(canvas, d, space, drop);
  if (d.beard == "stubble") draw_stubble(canvas, d, space, drop);
  if (d.beard == "moustache" || d.beard == "full" || d.beard == "goatee")
    draw_moustache(canvas, d, space, 0.284);
}

void draw_headwear(Canvas& canvas, const Design& d, const HeadParts& parts) {
  if (d.hair_style == "cap") draw_cap(canvas, d, parts);
  if (d.hair_style == "veil") draw_veil(canvas, d, parts);
}

}  // namespace kuleshov::picture

#include <algorithm>
#include <cmath>

#include "kuleshov/picture/paint_place.hpp"

namespace kuleshov::picture {

namespace {

constexpr double vanish_x = 8;

// The point on the ray from the vanishing point through `p`, `k` times as far.
Point outwards(const Site& s, Point p, double k) {
  return Point{vanish_x, s.horizon} + (p - Point{vanish_x, s.horizon}) * k;
}

// How far walls must go on to leave the frame: a corridor starts small.
double reach_of(const Recipe& r) { return r.deep ? 18 : 4; }

void paint_floor(Site& s, const Recipe& r, const Shell& w) {
  const Point a{w.left, w.floor_line}, b{w.right, w.floor_line};
  s.canvas.polygon({a, b, outwards(s, b, reach_of(r)), outwards(s, a, reach_of(r))});
  const Colour floor = r.floor_colour;
  s.canvas.fill_linear({0, w.floor_line}, {0, 10},
                       {{0, s.shade(floor)},
                        {0.4, mix(s.lit(floor), s.shade(floor), 0.35)},
                        {1, s.dark("#5a5048")}});
  const bool grid =
      r.floor == "tiles" || r.floor == "tatami" || r.floor == "metal" || r.floor == "stone";
  const Colour joint = alpha(darker(s.shade(floor), 0.4),
                             r.floor == "carpet" || r.floor == "concrete" ? 0.08 : 0.45);
  const double step = r.floor == "tatami" ? 2.2 : r.floor == "planks" ? 0.55 : 0.85;
  for (double x = -18; x < 34; x += step) {
    const Point foot{vanish_x + (x - vanish_x) * 0.9, w.floor_line};
    if (foot.x < w.left || foot.x > w.right) continue;
    s.canvas.move(foot).line(outwards(s, foot, reach_of(r))).stroke(joint, 0.03);
  }
  for (int i = 0; i < 9 && grid; ++i) {
    const double y = s.horizon + (w.floor_line - s.horizon) * (1 + 0.06 * i + 0.055 * i * i);
    s.canvas.move({-4, y}).line({20, y}).stroke(joint, 0.02 + 0.006 * i);
  }
  for (int i = 0; i < 40; ++i) {
    const double y = w.floor_line + (9.8 - w.floor_line) * s.random.uniform(), x = s.any(-3, 18);
    s.canvas.brush(
        {{x, y}, {x + 1, y + 0.02}, {x + s.any(1.4, 2.6), y}}, 0.07,
        alpha(s.random.chance(0.5) ? s.lit(lighter(floor, 0.2)) : s.dark("#3a302a"), 0.14));
  }
}

void paint_ceiling(Site& s, const Recipe& r, const Shell& w) {
  if (r.ceiling == "none") return;
  const Point a{w.left, w.top}, b{w.right, w.top};
  s.canvas.polygon({a, b, outwards(s, b, reach_of(r)), outwards(s, a, reach_of(r))});
  const Colour over = darker(s.shade(r.wall_colour), 0.30);
  s.canvas.fill_linear({0, w.top}, {0, -1.5}, {{0, over}, {1, darker(over, 0.35)}});
  if (r.ceiling == "beams") {
    for (int i = 0; i < 6; ++i) {
      const double x = w.left + (w.right - w.left) * (i + 0.5) / 6;
      s.canvas
          .polygon({{x - 0.14, w.top - 0.02},
                    {x + 0.14, w.top - 0.02},
                    outwards(s, {x + 0.14, w.top}, 3),
                    outwards(s, {x - 0.14, w.top}, 3)})
          .fill(darker(s.shade("#5a4030"), 0.25));
    }
    s.canvas.rect({w.left, w.top, w.right - w.left, 0.22}).fill(darker(s.shade("#5a4030"), 0.15));
  }
  if (r.ceiling == "lamps") {
    for (int i = 0; i < 4; ++i) {
      const Point c = outwards(s, {8, w.top}, 1.12 + 0.42 * i);
      s.canvas.rect({c.x - 0.5 - 0.3 * i, c.y - 0.06, 1.0 + 0.6 * i, 0.10 + 0.04 * i})
          .fill(mix(hex("#f4f6ea"), s.look.lamp, 0.25));
      s.canvas.glow(c, 2.6, 1.2, alpha(hex("#eef4ea"), 0.22));
    }
  }
  if (r.ceiling == "pipes") {
    for (const double x : {2.6, 5.2, 11.0, 13.2}) {
      const Point foot{x, w.top + 0.15};
      s.canvas.move(foot).line(outwards(s, foot, 3)).stroke(s.shade("#6d7882"), 0.22);
      s.canvas.move(foot + Point{0.05, -0.03})
          .line(outwards(s, foot + Point{0.05, -0.03}, 3))
          .stroke(alpha(s.lit("#a0aab2"), 0.5), 0.05);
    }
  }
  if (r.ceiling == "vault") {
    for (int i = 0; i < 4; ++i) {
      const double x = w.left + (w.right - w.left) * i / 3.0;
      s.canvas.move({x, w.top + 0.9})
          .curve({x + 1.2, w.top - 0.5}, {x + 3.4, w.top - 0.5},
                 {x + (w.right - w.left) / 3, w.top + 0.9})
          .stroke(alpha(s.lit(r.wall_colour), 0.5), 0.16);
    }
  }
}

void side_wall(Site& s, const Recipe& r, const Shell& w, double side) {
  const double x = side < 0 ? w.left : w.right;
  const Point a{x, w.top}, b{x, w.floor_line};
  s.canvas.polygon({a, b, outwards(s, b, reach_of(r)), outwards(s, a, reach_of(r))});
  const Colour near = side * s.look.key_side > 0
                          ? mix(s.lit(r.wall_colour), s.shade(r.wall_colour), 0.55)
                          : s.shade(r.wall_colour);
  s.canvas.fill_linear({x, 0}, {side < 0 ? -2.0 : 18.0, 0}, {{0, near}, {1, darker(near, 0.35)}});
  if (!r.deep) return;
  for (int i = 0; i < 3; ++i) {  // doors along a corridor
    const double k0 = 1.25 + 0.75 * i, k1 = k0 + 0.34 + 0.12 * i;
    const Point top{x, s.horizon - (s.horizon - w.top) * 0.62};
    s.canvas
        .polygon(
            {outwards(s, top, k0), outwards(s, top, k1), outwards(s, b, k1), outwards(s, b, k0)})
        .fill(darker(near, 0.4));
    s.canvas
        .polygon({outwards(s, top, k0 + 0.03), outwards(s, top, k1 - 0.03),
                  outwards(s, b, k1 - 0.03), outwards(s, b, k0 + 0.03)})
        .fill(mix(near, s.shade("#5a4030"), 0.6));
  }
}

// Light falls off from the lit side and from the lamps: the room's corners are dark.
void fall_off(Site& s, const Shell& w) {
  const Point light{s.look.key_side < 0 ? 4.0 : 12.0, (w.top + w.floor_line) * 0.5};
  s.canvas.rect({-4, -3, 24, 15});
  const Colour night = darker(mix(s.look.shade, hex("#0a0c14"), 0.5), 0.35);
  s.canvas.fill_radial(light, 13,
                       {{0, alpha(night, 0)},
                        {0.35, alpha(night, 0.10)},
                        {0.75, alpha(night, 0.26 + 0.14 * s.look.dark)},
                        {1, alpha(night, 0.46 + 0.16 * s.look.dark)}});
}

}  // namespace

Shell shell_of(const Site& s, const Recipe& r) {
  const double share = r.deep ? 0.30 : 0.62;
  const double line = s.horizon + (s.ground - s.horizon) * share;
  const double m = s.metre * share, half = r.deep ? 1.7 * m : std::max(7.0, 4.6 * m);
  const double high = r.ceiling == "vault" ? 4.2 : r.wall == "glass" ? 3.6 : 2.9;
  return {vanish_x - half, vanish_x + half, line - high * m, line};
}

void paint_shell(Site& s, const Recipe& r, const Shell& w) {
  s.canvas.rect({-4, -3, 24, 15}).fill(s.dark("#4a4640"));
  paint_ceiling(s, r, w);
  s.canvas.rect({w.left, w.top, w.right - w.left, w.floor_line - w.top});
  const Colour wall = s.lit(r.wall_colour), deep = s.shade(r.wall_colour);
  s.canvas.fill_linear({s.look.key_side < 0 ? w.left : w.right, w.top},
                       {s.look.key_side < 0 ? w.right : w.left, w.floor_line},
                       {{0, wall}, {0.6, mix(wall, deep, 0.6)}, {1, deep}});
  paint_wall_texture(s, r, w);
  for (const double side : {-1.0, 1.0}) side_wall(s, r, w, side);
  paint_floor(s, r, w);
  const double m = s.metre * 0.62;
  if (r.wall == "plaster" || r.wall == "panels")
    s.canvas.rect({w.left, w.floor_line - 0.12 * m, w.right - w.left, 0.12 * m})
        .fill(darker(deep, 0.25));
  fall_off(s, w);
  if (r.ceiling != "lamps" && !r.space) return;
  const Colour tube = r.space ? hex("#9fc4d8") : hex("#e6efe4");  // tubes and panels light evenly
  s.canvas.glow({8, w.floor_line - 0.4}, 10, 5.5, alpha(tube, 0.10 + 0.16 * s.look.dark));
}

}  // namespace kuleshov::picture

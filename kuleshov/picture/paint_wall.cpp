#include <algorithm>
#include <cmath>

#include "kuleshov/picture/paint_place.hpp"

namespace kuleshov::picture {

namespace {

Box wall_box(const Shell& w) { return {w.left, w.top, w.right - w.left, w.floor_line - w.top}; }

void stone_wall(Site& s, const Recipe& r, const Box& b) {
  double step = 0.42;
  for (double y = b.y; y < b.y + b.h; y += step) {
    for (double x = b.x - s.any(0, 0.5); x < b.x + b.w; x += s.any(0.5, 1.0)) {
      s.canvas.rounded({x, y, s.any(0.4, 0.85), step * 0.9}, 0.12);
      s.canvas.fill(alpha(s.random.chance(0.5) ? lighter(s.lit(r.wall_colour), 0.10)
                                               : darker(s.shade(r.wall_colour), 0.15),
                          0.34));
    }
    s.canvas.move({b.x, y}).line({b.x + b.w, y}).stroke(alpha(s.dark("#3a3630"), 0.25), 0.025);
  }
}

void brick_wall(Site& s, const Recipe& r, const Box& b) {
  int row = 0;
  for (double y = b.y; y < b.y + b.h; y += 0.20, ++row) {
    for (double x = b.x - (row % 2) * 0.27; x < b.x + b.w; x += 0.54) {
      if (s.random.chance(0.4))
        s.canvas.rect({x + 0.02, y + 0.02, 0.50, 0.16})
            .fill(alpha(s.random.chance(0.5) ? lighter(s.lit(r.wall_colour), 0.1)
                                             : darker(s.shade(r.wall_colour), 0.2),
                        0.4));
    }
    s.canvas.move({b.x, y}).line({b.x + b.w, y}).stroke(alpha(s.dark("#2a2422"), 0.3), 0.02);
  }
}

void panel_wall(Site& s, const Recipe& r, const Box& b) {
  const double middle = b.y + b.h * 0.58;
  for (double x = b.x + 0.1; x < b.x + b.w - 0.5; x += 1.15) {
    for (const Box& panel : {Box{x, b.y + 0.25, 1.0, middle - b.y - 0.4},
                             Box{x, middle + 0.1, 1.0, b.y + b.h - middle - 0.35}}) {
      s.canvas.rect(panel).fill(alpha(darker(s.shade(r.wall_colour), 0.12), 0.5));
      s.canvas.move({panel.x, panel.y + panel.h})
          .line({panel.x, panel.y})
          .line({panel.x + panel.w, panel.y})
          .stroke(alpha(s.dark("#2a1e16"), 0.5), 0.03);
      s.canvas.move({panel.x, panel.y + panel.h})
          .line({panel.x + panel.w, panel.y + panel.h})
          .stroke(alpha(lighter(s.lit(r.wall_colour), 0.25), 0.5), 0.025);
    }
  }
}

void metal_wall(Site& s, const Recipe& r, const Box& b) {
  for (double x = b.x; x < b.x + b.w; x += 2.3) {
    s.block({x, b.y, 0.34, b.h}, darker(r.wall_colour, 0.15));
    for (double y = b.y + 0.2; y < b.y + b.h; y += 0.45)
      s.canvas.ellipse({x + 0.17, y}, 0.035, 0.035).fill(s.lit(lighter(r.wall_colour, 0.3)));
    s.canvas.rect({x + 0.5, b.y + b.h * 0.62, 1.6, 0.05}).fill(alpha(hex("#5fc4d6"), 0.55));
    s.canvas.rounded({x + 0.5, b.y + b.h * 0.68, 1.6, b.h * 0.24}, 0.1)
        .fill(alpha(s.dark("#20262c"), 0.35));
  }
}

void paper_wall(Site& s, const Recipe& r, const Box& b) {
  const Colour wood = s.shade("#4a3424");
  for (double x = b.x; x < b.x + b.w; x += 2.2) {
    s.canvas.rect({x, b.y + b.h * 0.12, 2.2, b.h * 0.88})
        .fill(alpha(lighter(s.lit(r.wall_colour), 0.25), 0.8));
    for (int i = 1; i < 4; ++i)
      s.canvas.move({x + 0.55 * i, b.y + b.h * 0.12})
          .line({x + 0.55 * i, b.y + b.h * 0.82})
          .stroke(wood, 0.025);
    for (int i = 1; i < 5; ++i)
      s.canvas.move({x, b.y + b.h * (0.12 + 0.15 * i)})
          .line({x + 2.2, b.y + b.h * (0.12 + 0.15 * i)})
          .stroke(wood, 0.025);
    s.canvas.rect({x - 0.07, b.y, 0.14, b.h}).fill(wood);
  }
  s.canvas.rect({b.x, b.y + b.h * 0.09, b.w, 0.14}).fill(wood);
}

void lattice_wall(Site& s, const Recipe& r, const Box& b) {
  const Colour wood = darker(s.shade(r.wall_colour), 0.3);
  const Colour pane = mix(s.lit("#d8c8a0"), s.look.lamp, 0.25 + 0.2 * s.look.dark);
  for (double x = b.x + 0.2; x < b.x + b.w - 1.2; x += 1.75) {
    const Box panel{x, b.y + b.h * 0.16, 1.5, b.h * 0.46};
    s.canvas.rect(panel).fill(alpha(pane, 0.55));
    for (double k = 0.15; k < 1.5; k += 0.3)
      s.canvas.move({x + k, panel.y}).line({x + k, panel.y + panel.h});
    for (double k = 0.15; k < panel.h; k += 0.3)
      s.canvas.move({x, panel.y + k}).line({x + 1.5, panel.y + k});
    s.canvas.stroke(wood, 0.045);
    s.canvas.rect(panel).stroke(wood, 0.10);
    s.canvas.rect({x, panel.y + panel.h + 0.15, 1.5, b.h * 0.30}).stroke(alpha(wood, 0.7), 0.05);
  }
}

void rough_wall(Site& s, const Recipe& r, const Box& b, int count, double size) {
  for (int i = 0; i < count; ++i) {
    const double x = s.any(b.x, b.x + b.w), y = s.any(b.y, b.y + b.h), w = size * s.any(0.5, 1.5);
    s.canvas.brush(
        {{x, y}, {x + w * 0.5, y + s.any(-0.2, 0.2)}, {x + w, y + s.any(-0.3, 0.3)}},
        0.25 * s.any(0.4, 1.2),
        alpha(s.random.chance(0.5) ? lighter(s.lit(r.wall_colour), 0.1) : s.shade(r.wall_colour),
              0.16));
  }
}

void woven_wall(Site& s, const Recipe& r, const Box& b) {  // split bamboo, plaited, on a frame
  const double step = 0.26;
  int row = 0;
  for (double y = b.y; y < b.y + b.h; y += step, ++row) {
    int column = row;
    for (double x = b.x; x < b.x + b.w; x += step, ++column)
      s.canvas.rect({x, y, step * 0.92, step * 0.92})
          .fill(alpha(column % 2 == 0 ? lighter(s.lit(r.wall_colour), 0.10)
                                      : darker(s.shade(r.wall_colour), 0.10),
                      0.45));
  }
  for (double x = b.x; x < b.x + b.w; x += 3.1) s.block({x, b.y, 0.13, b.h}, hex("#6a5238"));
}

// The foot of the wall in another colour: oil paint against splashes, or panelling.
void dado(Site& s, const Recipe& r, const Box& b) {
  const double high = r.dado_m * s.metre * 0.62, y = b.y + b.h - high;
  s.canvas.rect({b.x, y, b.w, high}).fill(alpha(s.shade(r.dado), 0.95));
  s.canvas.rect({b.x, y, b.w, high * 0.5}).fill(alpha(s.lit(r.dado), 0.35));
  s.canvas.rect({b.x, y - 0.05, b.w, 0.08}).fill(darker(s.shade(r.dado), 0.25));
}

struct Pane {
  Box box;
  double round;
};

std::vector<Pane> panes(const Site& s, const Recipe& r, const Shell& w) {
  const double m = s.metre * 0.62, y = w.floor_line;
  if (r.window == "sash")
    return {
        {{8 - (s.look.key_side < 0 ? 3.4 : -1.6) - 0.0 * m, y - 2.15 * m, 1.15 * m, 1.25 * m}, 0}};
  if (r.window == "shutters")
    return {{{8 - 3.0 * m, y - 2.2 * m, 0.95 * m, 1.25 * m}, 0},
            {{8 + 1.9 * m, y - 2.2 * m, 0.95 * m, 1.25 * m}, 0}};
  if (r.window == "small")
    return {{{8 - (s.look.key_side < 0 ? 2.8 : -1.7) * m, y - 2.0 * m, 0.62 * m, 0.7 * m}, 0.03}};
  if (r.window == "tall")
    return {{{8 - 2.6 * m, y - 2.5 * m, 1.0 * m, 1.9 * m}, 0},
            {{8 + 1.4 * m, y - 2.5 * m, 1.0 * m, 1.9 * m}, 0}};
  if (r.window == "arched")
    return {{{8 - 2.4 * m, y - 3.2 * m, 0.9 * m, 2.4 * m}, 0.45 * m},
            {{8 - 0.45 * m, y - 3.4 * m, 0.9 * m, 2.6 * m}, 0.45 * m},
            {{8 + 1.5 * m, y - 3.2 * m, 0.9 * m, 2.4 * m}, 0.45 * m}};
  if (r.window == "round")
    return {
        {{8 - (s.look.key_side < 0 ? 2.3 : -1.4) * m, y - 2.1 * m, 0.9 * m, 0.9 * m}, 0.45 * m}};
  if (r.window == "barred") return {{{8 - 0.4 * m, y - 2.4 * m, 0.8 * m, 0.7 * m}, 0}};
  if (r.window == "panorama")
    return {{{w.left + 0.3, y - 2.7 * m, w.right - w.left - 0.6, 2.0 * m}, 0.2}};
  if (r.window == "row") {
    std::vector<Pane> row;
    for (double x = w.left + 0.4; x < w.right - 1.6 * m; x += 1.75 * m)
      row.push_back({{x, y - 2.1 * m, 1.45 * m, 1.15 * m}, 0.18 * m});
    return row;
  }
  return {};
}

void view_outside(Site& s, const Recipe& r, const Pane& pane) {
  const auto restored = s.canvas.keep();
  s.canvas.rounded(pane.box, std::max(0.02, pane.round)).clip();
  if (r.space) {
    Site outside{s.canvas, s.look, s.random, s.lights, s.built, s.metre, s.horizon, s.ground, 0};
    paint_sky(outside, true);
    elements().at("planet").paint(outside, {});
    return;
  }
  const Box& b = pane.box;
  s.canvas.rect(b).fill_linear(
      {0, b.y}, {0, b.y + b.h},
      {{0, s.look.sky_top}, {0.55, s.look.sky_middle}, {1, s.look.sky_low}});
  if (s.look.night && (s.look.weather == "clear" || s.look.weather == "cloud")) {
    for (int i = 0; i < 14; ++i)
      s.canvas.ellipse({s.any(b.x, b.x + b.w), s.any(b.y, b.y + b.h * 0.7)}, 0.02, 0.02)
          .fill(alpha(hex("#f4f1e6"), 0.8));
  }
  if (r.kind == "lamp-room" || r.kind == "ship-cabin")
    s.canvas.rect({b.x, b.y + b.h * 0.62, b.w, b.h}).fill(mix(s.look.sky_top, hex("#16323c"), 0.5));
  else {
    Points hills{{b.x, b.y + b.h}};
    for (double u = 0; u <= 1.01; u += 0.125)
      hills.push_back({b.x + u * b.w, b.y + b.h * (0.74 + 0.08 * std::sin(u * 9 + b.x))});
    hills.push_back({b.x + b.w, b.y + b.h});
    s.canvas.polygon(hills).fill(mix(s.look.haze, s.look.shade, 0.55));
  }
  if (s.look.weather == "rain" || s.look.weather == "storm") {
    for (int i = 0; i < 26; ++i) {
      const double x = s.any(b.x, b.x + b.w), y = s.any(b.y, b.y + b.h);
      s.canvas.move({x, y})
          .line({x - 0.03, y + s.any(0.1, 0.35)})
          .stroke(alpha(lighter(s.look.sky_low, 0.4), 0.4), 0.02);
    }
  }
}

void window_frame(Site& s, const Recipe& r, const Pane& pane) {
  const Colour wood = r.space || r.wall == "metal" || r.wall == "glass"
                          ? hex("#3a4248")
                          : lighter(r.wall_colour, 0.35);
  const Box& b = pane.box;
  s.canvas.rounded(b, std::max(0.02, pane.round)).stroke(s.shade(wood), 0.16);
  s.canvas.rounded({b.x - 0.06, b.y - 0.06, b.w + 0.12, b.h + 0.12}, pane.round + 0.06)
      .stroke(s.lit(wood), 0.05);
  const double across = r.window == "panorama" ? 1.9 : b.w / 2;
  for (double x = b.x + across; x < b.x + b.w - 0.2; x += across)
    s.canvas.move({x, b.y})
        .line({x, b.y + b.h})
        .stroke(s.shade(wood), r.window == "panorama" ? 0.14 : 0.07);
  if (pane.round < 0.2 && r.window != "panorama")
    s.canvas.move({b.x, b.y + b.h * 0.45})
        .line({b.x + b.w, b.y + b.h * 0.45})
        .stroke(s.shade(wood), 0.07);
  if (r.window == "shutters") {
    for (const double x : {b.x - b.w * 0.56, b.x + b.w * 1.06}) {
      s.block({x, b.y - 0.04, b.w * 0.5, b.h + 0.08}, s.house().frame);
      for (double k = 0.12; k < b.h; k += 0.14)
        s.canvas.move({x + 0.04, b.y + k}).line({x + b.w * 0.5 - 0.04, b.y + k});
      s.canvas.stroke(alpha(darker(s.shade(s.house().frame), 0.4), 0.5), 0.03);
    }
  }
  if (r.window == "sash" || r.window == "tall" || r.window == "shutters" || r.window == "small")
    s.block({b.x - 0.15, b.y + b.h + 0.04, b.w + 0.3, 0.12}, wood);
}

// Daylight on the floor, slanting away from the window.
void daylight(Site& s, const Pane& pane, const Shell& w) {
  const double strength =
      (1 - s.look.dark) * (s.look.weather == "clear" || s.look.weather.empty() ? 0.34 : 0.16);
  if (strength < 0.05) return;
  const Box& b = pane.box;
  const double slant = -s.look.key_side * 1.6;
  s.canvas.polygon({{b.x + slant * 0.6, w.floor_line + 0.15},
                    {b.x + b.w + slant * 0.6, w.floor_line + 0.15},
                    {b.x + b.w + slant * 1.6 + 0.4, w.floor_line + 1.9},
                    {b.x + slant * 1.6 - 0.4, w.floor_line + 1.9}});
  s.canvas.fill(alpha(s.look.key, strength));
  s.canvas.polygon({{b.x, b.y},
                    {b.x + b.w, b.y},
                    {b.x + b.w + slant * 1.6 + 0.4, w.floor_line + 1.9},
                    {b.x + slant * 1.6 - 0.4, w.floor_line + 1.9}});
  s.canvas.fill_linear({0, b.y}, {0, w.floor_line + 1.9},
                       {{0, alpha(s.look.key, strength * 0.5)}, {1, alpha(s.look.key, 0.02)}});
  s.canvas.glow(b.centre(), b.w * 1.5, b.h * 1.2, alpha(s.look.key, strength * 0.8));
}

}  // namespace

void paint_wall_texture(Site& s, const Recipe& r, const Shell& w) {
  const Box b = wall_box(w);
  rough_wall(s, r, b, 90, 1.6);
  if (r.wall == "stone") return stone_wall(s, r, b);
  if (r.wall == "brick") return brick_wall(s, r, b);
  if (r.wall == "panels") return panel_wall(s, r, b);
  if (r.wall == "metal") return metal_wall(s, r, b);
  if (r.wall == "paper") return paper_wall(s, r, b);
  if (r.wall == "lattice") return lattice_wall(s, r, b);
  if (r.wall == "planks") return s.planks(b, r.wall_colour, 0.55, true);
  if (r.wall == "rock") return rough_wall(s, r, b, 160, 2.6);
  if (r.wall == "cloth") {
    for (double x = b.x; x < b.x + b.w; x += 0.9)
      s.canvas.polygon({{8, b.y - 1.5}, {x, b.y + b.h}, {x + 0.45, b.y + b.h}})
          .fill(alpha(s.shade(r.wall_colour), 0.35));
  }
  if (r.wall == "boards") s.planks(b, r.wall_colour, 0.34, false);
  if (r.wall == "woven") woven_wall(s, r, b);
  if (r.dado_m > 0) dado(s, r, b);
  if (r.wall == "tile") {
    for (double y = b.y; y < b.y + b.h; y += 0.36) s.canvas.move({b.x, y}).line({b.x + b.w, y});
    for (double x = b.x; x < b.x + b.w; x += 0.36) s.canvas.move({x, b.y}).line({x, b.y + b.h});
    s.canvas.stroke(alpha(s.dark("#7a8482"), 0.25), 0.018);
  }
}

std::vector<Box> window_boxes(const Site& s, const Recipe& r, const Shell& w) {
  std::vector<Box> boxes;
  for (const Pane& pane : panes(s, r, w)) boxes.push_back(pane.box);
  return boxes;
}

void paint_windows(Site& s, const Recipe& r, const Shell& w) {
  for (const Pane& pane : panes(s, r, w)) {
    view_outside(s, r, pane);
    window_frame(s, r, pane);
    if (!r.space) daylight(s, pane, w);
  }
}

}  // namespace kuleshov::picture

#include <algorithm>
#include <cmath>

#include "kuleshov/picture/paint_place.hpp"

namespace kuleshov::picture {

namespace {

void strokes_of_air(Site& s) {
  for (int i = 0; i < 70; ++i) {
    const double y = s.any(-1.4, s.horizon), x = s.any(-3, 18), w = s.any(1.5, 6);
    const double t = std::clamp(y / s.horizon, 0.0, 1.0);
    const Colour base = mix(mix(s.look.sky_top, s.look.sky_middle, t * 2), s.look.sky_low,
                            std::max(0.0, t * 2 - 1));
    const Colour c = s.random.chance(0.5) ? lighter(base, 0.12) : darker(base, 0.10);
    s.canvas.brush({{x, y}, {x + w * 0.5, y + s.any(-0.08, 0.08)}, {x + w, y + s.any(-0.1, 0.1)}},
                   s.any(0.15, 0.6), alpha(c, s.any(0.05, 0.16)));
  }
}

// A bank of puffs cut out in one piece: a lit crown that fades into the sky below.
void cloud(Site& s, double x, double y, double w) {
  const double t = std::clamp(y / s.horizon, 0.0, 1.0);
  const bool heavy = s.look.weather == "storm" || s.look.weather == "rain";
  const Colour sky = mix(s.look.sky_top, s.look.sky_low, t);
  const Colour body = heavy ? darker(sky, 0.22) : mix(sky, s.look.haze, 0.45);
  const Colour crown = mix(lighter(sky, heavy ? 0.08 : 0.40 * (1 - s.look.dark * 0.7)), s.look.rim,
                           heavy ? 0.10 : 0.22);
  const int puffs = 12;
  for (int layer = 0; layer < 2; ++layer) {
    const double lift = layer * w * 0.07, in = 1 - 0.28 * layer;
    for (int i = 0; i < puffs; ++i) {
      const double u = (i + s.any(0.1, 0.9)) / puffs * 2 - 1, bulge = 1 - u * u;
      const double r = w * (0.07 + 0.13 * bulge) * s.any(0.75, 1.25);
      s.canvas.ellipse(
          {x + u * w * in + s.look.key_side * layer * w * 0.06, y - bulge * w * 0.10 - lift},
          r * 1.5, r);
    }
    s.canvas.rect({x - w * 0.9 * in, y - w * 0.06 - lift, w * 1.8 * in, w * 0.09});
    const Colour c = layer == 0 ? body : crown;
    s.canvas.fill_linear({0, y - w * 0.32}, {0, y + w * 0.10},
                         {{0, alpha(c, 0.85)}, {0.55, alpha(c, 0.6)}, {1, alpha(c, 0.0)}});
  }
}

int clouds_for(const std::string& weather) {
  if (weather == "clear") return 3;
  if (weather == "cloud") return 11;
  if (weather == "storm") return 15;
  if (weather == "rain") return 12;
  return 5;
}

void sun(Site& s) {
  if (s.look.weather != "clear" && s.look.weather != "cloud" && s.look.weather != "") return;
  const bool low = s.look.time == "dawn" || s.look.time == "dusk";
  if (s.look.time == "night") return;
  const Point p{s.look.key_side < 0 ? 4.2 : 11.8, low ? s.horizon - 0.55 : s.horizon * 0.28};
  const Colour light = mix(s.look.key, hex("#fff3d8"), 0.5);
  s.canvas.glow(p, low ? 7.5 : 5, low ? 4 : 5, alpha(light, low ? 0.75 : 0.45));
  s.canvas.ellipse(p, 0.48, 0.48)
      .fill(alpha(lighter(light, 0.6), s.look.weather == "cloud" ? 0.5 : 0.95));
}

void space_sky(Site& s) {
  s.canvas.rect({-4, -3, 24, 15})
      .fill_linear({0, -2}, {0, 10},
                   {{0, hex("#03060f")}, {0.6, hex("#0a1428")}, {1, hex("#14203a")}});
  for (int i = 0; i < 5; ++i)
    s.canvas.glow({s.any(0, 16), s.any(0, 8)}, s.any(2, 5), s.any(1, 3),
                  alpha(i % 2 == 0 ? hex("#2a3a6a") : hex("#4a2a5a"), 0.35));
  for (int i = 0; i < 320; ++i) {
    const double r = s.any(0.006, 0.026);
    s.canvas.ellipse({s.any(-3, 19), s.any(-2, 10)}, r, r)
        .fill(alpha(hex("#f4f1e6"), s.any(0.25, 1)));
  }
}

void ridge(Site& s, double height, double rough, const Colour& colour, double distance) {
  const Site here{s.canvas, s.look,    s.random, s.lights, s.built,
                  s.metre,  s.horizon, s.ground, distance};
  Points line{{-4, s.horizon + 1.5}};
  double y = s.horizon - height * 0.5;
  for (double x = -4; x <= 20; x += 0.5) {
    const double broad =
        std::sin(x * 0.55 + rough * 37) * 0.5 + std::sin(x * 0.23 + rough * 11) * 0.6;
    y = s.horizon - height * (0.55 + 0.4 * broad) - s.any(0, rough);
    line.push_back({x, y});
  }
  line.push_back({20, s.horizon + 1.5});
  s.canvas.polygon(line);
  s.canvas.fill_linear(
      {0, s.horizon - height}, {0, s.horizon + 0.6},
      {{0, here.shade(colour)}, {1, mix(here.lit(colour), s.look.haze, 0.45 + 0.4 * s.look.fog)}});
  if (rough < 0.2) return;
  for (std::size_t i = 1; i + 2 < line.size(); ++i) {  // lit flanks, and snow on high mountains
    if (s.look.key_side * (line[i].y - line[i + 1].y) > 0.05) continue;
    s.canvas.polygon({line[i],
                      line[i + 1],
                      {line[i + 1].x + 0.1, line[i + 1].y + height * 0.5},
                      {line[i].x - 0.2, line[i].y + height * 0.35}});
    s.canvas.fill(alpha(height > 1.8 ? here.lit("#dfe6ea") : here.lit(lighter(colour, 0.2)), 0.35));
  }
}

void skyline(Site& s, bool town, double distance) {
  Site here{s.canvas, s.look, s.random, s.lights, s.built, s.metre, s.horizon, s.ground, distance};
  for (double x = -4; x < 20;) {
    const double w = town ? s.any(0.5, 1.1) : s.any(0.5, 1.3),
                 h = town ? s.any(0.5, 1.2) : s.any(0.9, 3.6) * (1.2 - distance * 0.5);
    const Colour wall = here.shade(town ? "#8a7d70" : "#5d6a78");
    s.canvas.rect({x, s.horizon - h, w, h + 1.2}).fill(wall);
    s.canvas.rect({s.look.key_side < 0 ? x : x + w * 0.6, s.horizon - h, w * 0.4, h + 1.2})
        .fill(alpha(here.lit(town ? "#b5a898" : "#8d9aa6"), 0.5));
    if (town)
      s.canvas
          .polygon({{x - 0.08, s.horizon - h},
                    {x + w / 2, s.horizon - h - w * 0.42},
                    {x + w + 0.08, s.horizon - h}})
          .fill(here.shade("#4a4648"));
    if (s.look.dark > 0.3) {
      for (double y = s.horizon - h + 0.15; y < s.horizon; y += 0.24) {
        for (double u = x + 0.1; u < x + w - 0.12; u += 0.2) {
          if (s.random.chance(0.34))
            s.canvas.rect({u, y, 0.09, 0.12})
                .fill(alpha(mix(s.look.lamp, here.look.haze, distance * 0.3), 0.9));
        }
      }
    }
    x += w * s.any(0.85, 1.05);
  }
}

void woods(Site& s, double distance) {
  Site here{s.canvas, s.look, s.random, s.lights, s.built, s.metre, s.horizon, s.ground, distance};
  const Colour green = s.look.weather == "snow" ? hex("#7d8d88") : hex("#3f5a44");
  for (double x = -4; x < 20; x += s.any(0.12, 0.35)) {
    const double h = s.any(0.7, 1.9) * (1.3 - distance), w = h * 0.28;
    const Colour c = mix(here.shade(green), here.lit(green), s.any(0, 0.6));
    if (s.random.chance(0.55))
      s.canvas.polygon({{x - w, s.horizon + 0.4}, {x, s.horizon - h}, {x + w, s.horizon + 0.4}})
          .fill(c);
    else
      s.canvas.ellipse({x, s.horizon - h * 0.5}, w * 1.6, h * 0.55).fill(c);
  }
  s.canvas.rect({-4, s.horizon, 24, 1.2}).fill(here.shade(green));
}

void dunes(Site& s, int step) {
  for (int i = 0; i < 3; ++i) {
    Site here{s.canvas,  s.look,   s.random,
              s.lights,  s.built,  s.metre,
              s.horizon, s.ground, 0.75 - 0.2 * i - 0.1 * step};
    const double y = s.horizon - 0.7 + 0.45 * i, shift = s.any(0, 6);
    Points line{{-4, y + 2.5}};
    for (double x = -4; x <= 20; x += 0.7)
      line.push_back({x, y + 0.55 * std::sin(x * 0.42 + shift) + 0.2 * std::sin(x * 1.1 + shift)});
    line.push_back({20, y + 2.5});
    s.canvas.polygon(line).fill_linear({0, y - 0.6}, {0, y + 1.5},
                                       {{0, here.lit("#dcb98a")}, {1, here.shade("#b08a60")}});
  }
}

void cliffs(Site& s) {
  const double side = s.look.key_side;
  const double x = side < 0 ? 11 : 5;
  Site here{s.canvas, s.look, s.random, s.lights, s.built, s.metre, s.horizon, s.ground, 0.55};
  s.canvas.polygon({{x, s.horizon + 0.3},
                    {x - side * 0.5, s.horizon - 0.9},
                    {x - side * 2.0, s.horizon - 1.4},
                    {x - side * 4.2, s.horizon - 1.9},
                    {x - side * 12, s.horizon - 2.3},
                    {x - side * 12, s.horizon + 0.3}});
  s.canvas.fill_linear(
      {0, s.horizon - 2}, {0, s.horizon + 0.3},
      {{0, here.lit("#6d7a5c")}, {0.2, here.lit("#9a948a")}, {1, here.shade("#6d6862")}});
  for (int i = 0; i < 12; ++i) {
    const double u = x - side * s.any(0.4, 6);
    s.canvas.brush({{u, s.horizon - 1.3}, {u + 0.1, s.horizon - 0.6}, {u - 0.05, s.horizon + 0.2}},
                   0.12, alpha(here.shade("#5a5650"), 0.5));
  }
}

void fields(Site& s) {
  static constexpr const char* crops[] = {"#8a9a54", "#b5a658", "#6f8a4c", "#c0a868"};
  for (int i = 0; i < 7; ++i) {
    Site here{s.canvas, s.look,    s.random, s.lights,      s.built,
              s.metre,  s.horizon, s.ground, 0.7 - 0.08 * i};
    const double y = s.horizon + 0.02 + 0.13 * i;
    s.canvas.polygon({{-4, y}, {20, y + s.any(-0.1, 0.1)}, {20, y + 0.6}, {-4, y + 0.6}})
        .fill(here.lit(crops[s.random.below(4)]));
  }
}

}  // namespace

void paint_sky(Site& s, bool space) {
  if (space) return space_sky(s);
  s.canvas.rect({-4, -3, 24, 15});
  s.canvas.fill_linear({0, -1}, {0, s.horizon + 0.2},
                       {{0, s.look.sky_top}, {0.55, s.look.sky_middle}, {1, s.look.sky_low}});
  strokes_of_air(s);
  const bool open = s.look.weather == "clear" || s.look.weather == "cloud";
  if (s.look.night && open) {
    elements().at("stars").paint(s, {});
    elements().at("moon").paint(s, {});
  }
  sun(s);
  for (int i = 0; i < clouds_for(s.look.weather); ++i) {
    const double y = s.any(0.2, s.horizon * 0.9);
    cloud(s, s.any(-2, 18), y, s.any(1.2, 2.8) * (1.15 - 0.6 * y / s.horizon));
  }
  s.canvas.rect({-4, s.horizon - 2.2, 24, 2.6});
  s.canvas.fill_linear(
      {0, s.horizon - 2.2}, {0, s.horizon + 0.4},
      {{0, alpha(s.look.haze, 0)}, {1, alpha(s.look.haze, 0.45 + 0.5 * s.look.fog)}});
}

void paint_far(Site& s, const std::string& word, int step) {
  const double distance = 0.82 - 0.22 * step;
  if (word == "hills") return ridge(s, 1.0, 0.05, hex("#6f7f62"), distance);
  if (word == "mountains") {
    ridge(s, 2.9, 0.5, hex("#76828f"), 0.85);
    return ridge(s, 1.9, 0.4, hex("#66747a"), 0.68);
  }
  if (word == "skyline") {
    skyline(s, false, 0.85);
    return skyline(s, false, 0.6);
  }
  if (word == "town") return skyline(s, true, 0.72);
  if (word == "forest") return woods(s, distance);
  if (word == "dunes") return dunes(s, step);
  if (word == "cliffs") return cliffs(s);
  if (word == "fields") return fields(s);
  if (word == "planet") elements().at("planet").paint(s, {});
}

}  // namespace kuleshov::picture

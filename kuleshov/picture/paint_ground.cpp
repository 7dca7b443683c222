#include <algorithm>
#include <cmath>

#include "kuleshov/picture/paint_place.hpp"

namespace kuleshov::picture {

namespace {

Colour ground_colour(const std::string& word) {
  if (word == "grass") return hex("#6d7d4a");
  if (word == "sand") return hex("#d2b48a");
  if (word == "snow") return hex("#e4e9ee");
  if (word == "rocks") return hex("#77736c");
  if (word == "earth") return hex("#6f5d48");
  if (word == "deck") return hex("#8a6a4a");
  if (word == "asphalt" || word == "road") return hex("#55565a");
  if (word == "concrete" || word == "platform") return hex("#8d8b86");
  if (word == "plating") return hex("#66717a");
  return hex("#8a8276");  // cobbles, quay, stones
}

bool paved(const std::string& word) {
  return word == "cobbles" || word == "quay" || word == "stones" || word == "platform";
}

// Rows of stones that grow towards the camera.
void stones(Site& s, double from, const Colour& base) {
  for (double y = from + 0.05, step = 0.10; y < 10.5; y += step, step *= 1.14) {
    s.canvas.move({-4, y})
        .line({20, y + s.any(-0.03, 0.03)})
        .stroke(alpha(s.dark("#4a463f"), 0.30), 0.02 + step * 0.04);
    for (double x = -4 + s.any(0, step * 2); x < 20; x += step * s.any(2.0, 3.2)) {
      s.canvas.rounded({x, y + step * 0.08, step * 2.0, step * 0.9}, step * 0.25);
      s.canvas.fill(alpha(s.random.chance(0.5) ? lighter(s.lit(base), 0.08) : s.shade(base), 0.35));
    }
  }
}

void boards(Site& s, double from) {
  for (double k = -26; k < 26; k += 1) {
    s.canvas.move({8 + k * 0.42, from})
        .line({8 + k * 1.7, 10.6})
        .stroke(alpha(s.dark("#3f2f22"), 0.55), 0.03);
  }
}

void tufts(Site& s, double from, int count, const Colour& green) {
  for (int i = 0; i < count; ++i) {
    const double y = from + (10.4 - from) * std::pow(s.random.uniform(), 1.4),
                 t = (y - from) / (10.4 - from);
    const double x = s.any(-3.5, 19.5), h = 0.06 + 0.40 * t, lean = s.any(-0.4, 0.5) * h;
    s.canvas.brush({{x, y}, {x + lean * 0.3, y - h * 0.6}, {x + lean, y - h}}, 0.03 + 0.06 * t,
                   alpha(mix(s.lit(green), s.dark("#3a4a30"), s.any(0, 0.9)), 0.85));
  }
}

void pebbles(Site& s, double from, const Colour& base) {
  for (int i = 0; i < 60; ++i) {
    const double y = from + (10.4 - from) * std::pow(s.random.uniform(), 1.3),
                 t = (y - from) / (10.4 - from);
    const double w = (0.1 + 0.55 * t) * s.any(0.4, 1.3);
    s.slab({{s.any(-3.5, 19.5), y}, {0, 0}, {0, 0}}, base);
    const double x = s.any(-3.5, 19.5);
    s.slab({{x - w, y},
            {x - w * 0.7, y - w * 0.35},
            {x + w * 0.1, y - w * 0.5},
            {x + w * 0.8, y - w * 0.25},
            {x + w, y}},
           base);
  }
}

void streaks(Site& s, double from, const Colour& base) {
  for (int i = 0; i < 80; ++i) {
    const double y = from + (10.4 - from) * s.random.uniform(), t = (y - from) / (10.4 - from),
                 x = s.any(-4, 18), w = 0.6 + 3 * t;
    s.canvas.brush(
        {{x, y}, {x + w * 0.5, y + s.any(-0.05, 0.05)}, {x + w, y + s.any(-0.06, 0.06)}},
        0.05 + 0.22 * t,
        alpha(s.random.chance(0.5) ? lighter(s.lit(base), 0.12) : s.shade(base), s.any(0.1, 0.35)));
  }
}

// Wet ground gives the sky back, in vertical smears.
void wetness(Site& s, double from) {
  if (s.look.wet < 0.2) return;
  for (int i = 0; i < 26; ++i) {
    const double y = from + (10 - from) * s.random.uniform(), t = (y - from) / (10.4 - from),
                 w = (0.5 + 1.8 * t) * s.any(0.5, 1.2);
    s.canvas.ellipse({s.any(-3, 19), y}, w, w * 0.13)
        .fill(alpha(mix(s.look.sky_low, s.look.rim, 0.25), 0.22 * s.look.wet));
  }
}

void leaves_in_front(Site& s) {
  for (const double side : {-1.0, 1.0}) {
    if (side > 0 && s.random.chance(0.4)) continue;
    const double x0 = side < 0 ? -1.2 : 17.2;
    for (int i = 0; i < 70; ++i) {
      const double a = s.any(0, 1.9), r = s.any(0.3, 3.6);
      const Point p{x0 - side * r * std::sin(a), -0.8 + r * std::cos(a) * 0.9};
      s.canvas.ellipse(p, s.any(0.18, 0.34), s.any(0.08, 0.15), s.any(-1, 1))
          .fill(alpha(s.dark("#1d2a20"), 0.93));
    }
  }
}

void reeds_in_front(Site& s) {
  for (int i = 0; i < 90; ++i) {
    const double x = s.random.chance(0.5) ? s.any(-2, 4) : s.any(12, 18),
                 h = s.any(0.8, 2.6) * (0.5 + std::abs(x - 8) / 14), lean = s.any(-0.6, 0.7);
    s.canvas.brush({{x, 10.4}, {x + lean * 0.3, 10.2 - h * 0.6}, {x + lean, 10.2 - h}}, 0.12,
                   alpha(s.dark("#2a2f22"), 0.92));
  }
}

}  // namespace

void paint_water(Site& s, double y0, double y1) {
  const Colour deep = mix(mix(s.look.sky_top, hex("#1d3a48"), 0.5), s.look.shade, 0.15);
  s.canvas.rect({-4, y0, 24, y1 - y0});
  s.canvas.fill_linear({0, y0}, {0, y1},
                       {{0, mix(s.look.sky_low, deep, 0.28)},
                        {0.35, mix(s.look.sky_middle, deep, 0.55)},
                        {1, darker(deep, 0.12)}});
  for (int i = 0; i < 150; ++i) {
    const double t = std::pow(s.random.uniform(), 1.5), y = y0 + (y1 - y0) * t, x = s.any(-4, 19),
                 w = (0.25 + 1.5 * t) * s.any(0.5, 1.4);
    const Colour c =
        s.random.chance(0.45) ? mix(s.look.sky_low, s.look.rim, 0.3) : darker(deep, 0.3);
    s.canvas.brush({{x, y}, {x + w / 2, y + s.any(-0.02, 0.03)}, {x + w, y}}, 0.02 + 0.09 * t,
                   alpha(c, s.any(0.12, 0.38)));
  }
}

void paint_ground(Site& s, const std::string& word, double from) {
  const bool snowed = s.look.weather == "snow" && word != "deck" && word != "plating";
  Colour base = ground_colour(snowed ? "snow" : word);
  if (s.built != nullptr && !snowed && s.built->grounds.contains(word))
    base = s.built->grounds.at(word);
  const bool flat =
      paved(word) || word == "deck" || word == "concrete" || word == "asphalt" || word == "plating";
  Points edge{{-4, 11}};
  for (double x = -4; x <= 20; x += 0.6)
    edge.push_back({x, from + (flat ? 0 : 0.10 * std::sin(x * 0.9) + s.any(-0.06, 0.06))});
  edge.push_back({20, 11});
  s.canvas.polygon(edge);
  s.canvas.fill_linear({0, from}, {0, 10},
                       {{0, mix(s.lit(base), s.look.haze, 0.35 + 0.3 * s.look.fog)},
                        {0.35, s.lit(base)},
                        {1, s.shade(base)}});
  streaks(s, from, base);
  if (paved(word) && s.look.weather != "snow") stones(s, from, base);
  if (word == "deck" || word == "plating") boards(s, from);
  if (word == "grass")
    tufts(s, from, 420, s.look.weather == "snow" ? hex("#c9d2d2") : hex("#7f8f54"));
  if (word == "rocks") pebbles(s, from, base);
  if (word == "earth") tufts(s, from, 90, hex("#6f7a4c"));
  if (word == "road") {
    s.canvas.polygon({{7.2, from}, {8.8, from}, {19, 10.8}, {-3, 10.8}}).fill(s.shade("#5a5a5c"));
    for (int i = 0; i < 5; ++i)
      s.canvas
          .polygon({{7.97, from + 0.3 * i * (1 + 0.35 * i)},
                    {8.03, from + 0.3 * i * (1 + 0.35 * i)},
                    {8.10, from + 0.3 * i * (1 + 0.35 * i) + 0.25},
                    {7.9, from + 0.3 * i * (1 + 0.35 * i) + 0.25}})
          .fill(s.lit("#d8cfa8"));
  }
  if (word == "quay" || word == "platform") {
    s.canvas.rect({-4, from, 24, 0.16}).fill(s.lit(lighter(base, 0.2)));
    s.canvas.rect({-4, from + 0.16, 24, 0.05}).fill(s.dark("#3a3834"));
  }
  wetness(s, from);
}

void paint_front(Site& s, const std::string& word) {
  const Colour ink = darker(mix(s.shade("#2a2a2e"), s.look.shade, 0.2), 0.45);
  if (word == "leaves") return leaves_in_front(s);
  if (word == "reeds") return reeds_in_front(s);
  if (word == "trunks") {
    for (const double x : {-0.9, 16.4})
      s.canvas.polygon({{x - 0.6, 11}, {x - 0.4, -2}, {x + 0.5, -2}, {x + 0.8, 11}}).fill(ink);
    return leaves_in_front(s);
  }
  if (word == "posts") {
    const double x = s.look.key_side < 0 ? 16.0 : -0.5;
    s.canvas.rect({x - 0.35, -2, 0.7, 13}).fill(ink);
    s.canvas.rect({x - 0.55, 7.5, 1.1, 3.5}).fill(ink);
  }
  if (word == "rail") {
    for (double x = -3; x < 20; x += 1.3) s.canvas.rect({x, 8.7, 0.10, 2.4}).fill(ink);
    s.canvas.rect({-4, 8.62, 24, 0.14}).fill(ink);
  }
  if (word == "rocks") {
    s.canvas.blob({{-4, 11}, {-3.5, 8.6}, {-1.5, 7.9}, {0.6, 8.8}, {2.4, 9.6}, {4, 11}}).fill(ink);
    s.canvas.blob({{20, 11}, {19, 8.9}, {17, 8.5}, {15, 9.5}, {13.6, 11}}).fill(ink);
  }
  if (word == "cloth")
    s.canvas.blob({{-4, -2}, {20, -2}, {20, -0.1}, {13, 0.5}, {8, 0.0}, {3, 0.6}, {-4, -0.1}})
        .fill(ink);
}

}  // namespace kuleshov::picture

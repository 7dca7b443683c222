#include <cmath>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

Colour leaf(const Site& s) {
  if (s.look.weather == "snow") return hex("#6d7f78");
  return s.look.time == "dusk" ? hex("#6d6a3c") : hex("#4f6b45");
}

void foliage(Site& s, Point c, double rx, double ry, const Colour& green, int count) {
  for (int i = 0; i < count; ++i) {
    const double a = s.any(0, 6.283), r = std::sqrt(s.random.uniform());
    const Point p{c.x + rx * r * std::cos(a), c.y + ry * r * std::sin(a)};
    const double up = (c.y - p.y) / ry, side = (p.x - c.x) / rx * s.look.key_side;
    const double light = std::clamp(0.5 + 0.35 * up + 0.3 * side, 0.0, 1.0);
    const double w = rx * s.any(0.10, 0.26);
    s.canvas.ellipse(p, w, w * s.any(0.55, 0.8), s.any(-0.5, 0.5))
        .fill(mix(s.dark("#2c3f30"), s.lit(green), light * 0.9));
  }
  if (s.look.weather != "snow") return;
  for (int i = 0; i < count / 3; ++i) {
    s.canvas.ellipse({c.x + s.any(-rx, rx) * 0.8, c.y - ry * s.any(0.2, 0.9)}, rx * 0.16, rx * 0.06)
        .fill(s.lit("#eef2f4"));
  }
}

void trunk(Site& s, const Stand& at, double high, double wide) {
  s.cast_shadow(at.at(0, 0), 0.9 * at.m, 0.13 * at.m);
  s.slab({at.at(-wide, 0), at.at(-wide * 0.6, high), at.at(wide * 0.6, high), at.at(wide, 0)},
         hex("#5b4636"));
  for (const double x : {-0.5, 0.6}) {
    s.canvas.brush({at.at(0, high * 0.65), at.at(x * 0.6, high * 0.95), at.at(x, high * 1.15)},
                   wide * at.m, s.shade("#5b4636"));
  }
}

void tree(Site& s, const Stand& at) {
  const double high = s.any(2.2, 3.0);
  trunk(s, at, high, 0.16);
  foliage(s, at.at(0, high + 1.2), 1.7 * at.m, 1.5 * at.m, leaf(s), 170);
}

void bare_tree(Site& s, const Stand& at) {
  trunk(s, at, 2.6, 0.14);
  for (int i = 0; i < 12; ++i) {
    const double x = s.any(-1.5, 1.5), y = s.any(2.8, 4.4);
    s.canvas.brush({at.at(0, 1.8 + s.any(0, 0.8)), at.at(x * 0.5, y * 0.75), at.at(x, y)},
                   0.09 * at.m, s.shade("#4a3a30"));
    s.canvas.brush({at.at(x * 0.6, y * 0.8), at.at(x * 1.2, y * 0.9), at.at(x * 1.4, y * 1.02)},
                   0.04 * at.m, s.shade("#4a3a30"));
  }
}

void pine(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.8 * at.m, 0.12 * at.m);
  s.block(at.box(-0.10, 1.2, 0.20, 1.2), hex("#4c3a2e"));
  const double high = s.any(4.2, 5.8);
  for (int i = 0; i < 6; ++i) {
    const double y = 0.8 + (high - 0.8) * i / 6.0, w = 1.35 * (1 - i / 6.6), h = high / 4.4;
    s.slab({at.at(-w, y), at.at(-w * 0.45, y + h * 0.42), at.at(0, y + h),
            at.at(w * 0.45, y + h * 0.42), at.at(w, y), at.at(w * 0.4, y + 0.1),
            at.at(-w * 0.4, y + 0.1)},
           mix(hex("#35513f"), leaf(s), 0.3));
    if (s.look.weather == "snow")
      s.canvas.brush({at.at(-w * 0.7, y + 0.15), at.at(-w * 0.3, y + h * 0.5), at.at(0, y + h)},
                     0.14 * at.m, s.lit("#eef2f4"));
  }
}

void willow(Site& s, const Stand& at) {
  trunk(s, at, 2.6, 0.2);
  foliage(s, at.at(0, 3.4), 1.5 * at.m, 0.8 * at.m, hex("#6f8a52"), 110);
  for (int i = 0; i < 34; ++i) {
    const double x = s.any(-1.7, 1.7), top = 3.5 - 0.25 * x * x;
    s.canvas.brush({at.at(x * 0.8, top), at.at(x * 1.05, top - 1.0),
                    at.at(x * 1.1 + s.any(-0.1, 0.1), s.any(0.8, 1.6))},
                   0.09 * at.m, alpha(mix(s.lit("#7f9a58"), s.shade("#4f6b45"), s.any(0, 1)), 0.9));
  }
}

void bamboo(Site& s, const Stand& at) {
  for (int i = 0; i < 9; ++i) {
    const double x = s.any(-0.9, 0.9), lean = s.any(-0.2, 0.2), high = s.any(3.5, 5.0);
    const Colour stem = mix(s.lit("#7f9a5c"), s.shade("#4f6b45"), s.any(0, 1));
    s.canvas.move(at.at(x, 0)).line(at.at(x + lean, high)).stroke(stem, 0.09 * at.m);
    for (double y = 0.5; y < high; y += 0.55)
      s.canvas.move(at.at(x + lean * y / high - 0.05, y))
          .line(at.at(x + lean * y / high + 0.05, y))
          .stroke(s.dark("#3b4f34"), 0.03 * at.m);
    for (int k = 0; k < 7; ++k) {
      const double y = s.any(1.8, high), dx = s.any(-0.6, 0.6);
      s.canvas.brush(
          {at.at(x + lean * y / high, y), at.at(x + dx * 0.6, y + 0.02), at.at(x + dx, y - 0.2)},
          0.09 * at.m, stem);
    }
  }
}

void blossom(Site& s, const Stand& at) {
  bare_tree(s, at);
  for (int i = 0; i < 120; ++i) {
    const double a = s.any(0, 6.283), r = std::sqrt(s.random.uniform());
    const double w = s.any(0.05, 0.15) * at.m;
    s.canvas.ellipse(at.at(1.5 * r * std::cos(a), 3.6 + 1.1 * r * std::sin(a)), w, w * 0.8)
        .fill(mix(s.lit("#f3cfd3"), s.shade("#c98a9a"), s.any(0, 0.8)));
  }
}

void bush(Site& s, const Stand& at) {
  foliage(s, at.at(0, 0.35), 0.8 * at.m, 0.45 * at.m, leaf(s), 80);
}

void palm(Site& s, const Stand& at) {
  s.canvas.brush({at.at(0, 0), at.at(0.12, 1.8), at.at(0.35, 3.6)}, 0.28 * at.m,
                 s.shade("#7a6248"));
  for (int i = 0; i < 9; ++i) {
    const double a = -0.5 + i * 0.52, x = 1.6 * std::cos(a), y = 0.8 * std::sin(a);
    s.canvas.brush(
        {at.at(0.35, 3.6), at.at(0.35 + x * 0.6, 4.1 + y * 0.6), at.at(0.35 + x, 3.5 + y * 0.8)},
        0.28 * at.m, i % 2 == 0 ? s.lit("#62804a") : s.shade("#3f5c3c"));
  }
}

void rock(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.7 * at.m, 0.1 * at.m);
  s.slab({at.at(-0.7, 0), at.at(-0.6, 0.3), at.at(-0.2, 0.62), at.at(0.25, 0.55), at.at(0.6, 0.25),
          at.at(0.75, 0)},
         hex("#7d7a76"));
  s.canvas.polygon({at.at(-0.6, 0.3), at.at(-0.2, 0.62), at.at(0.0, 0.35), at.at(-0.25, 0.12)})
      .fill(alpha(s.lit("#a5a19a"), 0.7));
}

void fence(Site& s, const Stand& at) {
  for (int i = -4; i <= 4; ++i)
    s.block(at.box(i * 0.35 - 0.04, 1.0 + s.any(-0.05, 0.05), 0.08, 1.0), hex("#6f5a48"));
  for (const double y : {0.8, 0.4}) s.block(at.box(-1.5, y, 3.0, 0.07), hex("#6f5a48"));
}

void well(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.8 * at.m, 0.12 * at.m);
  s.block(at.box(-0.6, 0.75, 1.2, 0.75), hex("#8a847a"));
  s.canvas.ellipse(at.at(0, 0.75), 0.6 * at.m, 0.13 * at.m).fill(s.dark("#3a3834"));
  for (const double x : {-0.55, 0.48}) s.block(at.box(x, 2.0, 0.08, 1.3), hex("#5a4636"));
  s.slab({at.at(-0.85, 1.95), at.at(0, 2.4), at.at(0.85, 1.95)}, hex("#7a4a38"));
}

void grave(Site& s, const Stand& at) {
  s.canvas.rounded(at.box(-0.3, 0.95, 0.6, 1.1), 0.28 * at.m).fill(s.lit("#8d8c88"));
  s.canvas.rounded(at.box(-0.05, 0.95, 0.35, 1.0), 0.25 * at.m)
      .fill(alpha(s.shade("#6d6c6a"), 0.7));
  s.canvas.ellipse(at.at(0, 0), 0.7 * at.m, 0.1 * at.m).fill(s.shade("#5a6a48"));
}

void flowers(Site& s, const Stand& at) {
  static constexpr const char* petals[] = {"#d98a8f", "#e3c26a", "#b79ad0", "#e8e0d0"};
  for (int i = 0; i < 22; ++i) {
    const Point p = at.at(s.any(-0.9, 0.9), s.any(0.1, 0.55));
    s.canvas.move(p).line({p.x, p.y + 0.25 * at.m}).stroke(s.shade("#4f6b45"), 0.02 * at.m);
    s.canvas.ellipse(p, 0.05 * at.m, 0.05 * at.m).fill(s.lit(petals[s.random.below(4)]));
  }
}

void reeds(Site& s, const Stand& at) {
  for (int i = 0; i < 46; ++i) {
    const double x = s.any(-1.3, 1.3), h = s.any(0.6, 1.5), lean = s.any(-0.25, 0.35);
    s.canvas.brush({at.at(x, 0), at.at(x + lean * 0.4, h * 0.6), at.at(x + lean, h)}, 0.05 * at.m,
                   mix(s.lit("#9a8f5e"), s.shade("#5a6a48"), s.any(0, 1)));
  }
}

void stars(Site& s, const Stand&) {
  for (int i = 0; i < 220; ++i) {
    const double r = s.any(0.008, 0.028);
    s.canvas.ellipse({s.any(-2, 18), s.any(-1.5, s.horizon)}, r, r)
        .fill(alpha(hex("#f4f1e6"), s.any(0.25, 0.9)));
  }
}

void moon(Site& s, const Stand&) {
  const Point p{s.look.key_side < 0 ? 4.3 : 11.9, 1.9};
  s.canvas.glow(p, 3.0, 3.0, alpha(s.look.rim, 0.30));
  s.canvas.ellipse(p, 0.62, 0.62).fill(mix(hex("#f3efe0"), s.look.sky_low, 0.10));
  for (const Point& d : {Point{-0.2, -0.1}, Point{0.15, 0.18}, Point{0.1, -0.25}})
    s.canvas.ellipse(p + d, 0.14, 0.12).fill(alpha(s.look.sky_low, 0.18));
}

void planet(Site& s, const Stand&) {
  const Point p{s.look.key_side < 0 ? 11.4 : 4.6, 3.0};
  s.canvas.glow(p, 4.2, 4.2, alpha(hex("#7fb8d8"), 0.25));
  s.canvas.ellipse(p, 2.5, 2.5).fill(hex("#2f5f7d"));
  const auto restored = s.canvas.keep();
  s.canvas.ellipse(p, 2.5, 2.5).clip();
  for (int i = 0; i < 16; ++i)
    s.canvas
        .ellipse({p.x + s.any(-2.2, 2.2), p.y + s.any(-2.2, 2.2)}, s.any(0.3, 1.3),
                 s.any(0.06, 0.22), -0.3)
        .fill(alpha(i % 2 == 0 ? hex("#dfe8e4") : hex("#5d8a6a"), 0.4));
  s.canvas.ellipse({p.x - s.look.key_side * 1.5, p.y + 0.7}, 3.2, 3.0)
      .fill(alpha(hex("#030812"), 0.62));
}

}  // namespace

void add_outdoors(std::map<std::string, Element, std::less<>>& all) {
  all["tree"] = {tree, false, false, 3.0, false, true};
  all["bare-tree"] = {bare_tree, false, false, 2.6, false, true};
  all["pine"] = {pine, false, false, 2.4, false, true};
  all["willow"] = {willow, false, false, 3.0, false, true};
  all["bamboo"] = {bamboo, false, false, 2.0, false, true};
  all["blossom"] = {blossom, false, false, 3.0, false, true};
  all["bush"] = {bush, false, false, 1.6, false, true};
  all["palm"] = {palm, false, false, 2.6, false, true};
  all["rock"] = {rock, false, false, 1.5, false, true};
  all["fence"] = {fence, false, false, 3.0, false, true};
  all["well"] = {well, false, false, 1.6, false, true};
  all["grave"] = {grave, false, false, 1.2, false, true};
  all["flowers"] = {flowers, false, false, 1.8, true, true};
  all["reeds"] = {reeds, false, false, 2.4, false, true};
  all["stars"] = {stars, false, true, 0, false, true};
  all["moon"] = {moon, false, true, 0, false, true};
  all["planet"] = {planet, false, true, 0, false, true};
}

}  // namespace kuleshov::picture

#include <cmath>
#include <numbers>

#include "kuleshov/picture/insert.hpp"

namespace kuleshov::picture {

namespace {

// A feather along a bent quill, barbs to both sides.
void one_feather(Site& s) {
  drop_shadow(s, {8, 5.4}, 4.6, 1.0);
  const auto quill = [](double t) {
    return Point{3.6 + 8.8 * t, 5.6 - 1.5 * t - 0.9 * t * (1 - t)};
  };
  for (int i = 0; i < 64; ++i) {
    const double t = 0.16 + 0.84 * i / 63.0;
    const double reach = 1.15 * std::sin(std::numbers::pi * std::pow(t, 0.8)) + 0.12;
    for (const double side : {-1.0, 1.0}) {
      const Point root = quill(t), tip = root + Point{0.55 * reach + s.any(0, 0.1), side * reach};
      s.canvas.brush({root, between(root, tip, 0.5) + Point{0.1, 0}, tip}, 0.17,
                     side * s.look.key_side > 0 ? s.lit("#d9d6cf") : s.shade("#a8a8a8"));
    }
  }
  s.canvas.smooth({quill(0), quill(0.3), quill(0.6), quill(1)}).stroke(s.lit("#efe8d6"), 0.10);
}
void feather(Site& s) { tilted(s, -0.12, one_feather); }

void rope_length(Site& s, const Points& points, const Colour& fibre) {
  s.canvas.smooth(points).stroke(s.shade(fibre), 0.62);
  s.canvas.smooth(points).stroke(s.lit(fibre), 0.44);
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    for (int k = 0; k < 7; ++k) {
      const Point at = between(points[i], points[i + 1], k / 7.0);
      s.canvas.move(at + Point{-0.12, 0.2})
          .line(at + Point{0.14, -0.2})
          .stroke(s.dark("#6a5434"), 0.06);
    }
  }
}

// A cord with an overhand knot.
void knot(Site& s) {
  const Colour hemp = hex("#c2a878");
  drop_shadow(s, {8, 6.0}, 5.4, 1.3);
  rope_length(s, {{2.0, 6.4}, {4.2, 5.6}, {6.6, 5.4}, {8.6, 4.4}, {8.9, 3.3}, {8.0, 2.8}}, hemp);
  rope_length(s, {{8.0, 2.8}, {7.1, 3.2}, {7.2, 4.5}, {8.4, 5.5}, {10.8, 5.9}, {14.0, 5.2}}, hemp);
  s.canvas.brush({{6.9, 5.3}, {7.9, 4.7}, {8.8, 4.1}}, 0.5, s.lit(hemp));
}

void card_face(Site& s) {
  drop_shadow(s, {8, 5.2}, 3.8, 1.9);
  s.slab({{4.8, 3.2}, {11.2, 3.2}, {11.2, 6.8}, {4.8, 6.8}}, hex("#f2eadb"));
  s.canvas.rect({5.1, 3.5, 5.8, 3.0}).stroke(s.shade("#a08a60"), 0.05);
  for (int i = 0; i < 2; ++i)
    s.canvas.brush(
        {{6.1 + 0.5 * i, 4.6 + 0.8 * i}, {8, 4.5 + 0.8 * i}, {9.9 - 0.5 * i, 4.62 + 0.8 * i}},
        i == 0 ? 0.2 : 0.1, alpha(hex("#2a2a3a"), 0.8));
}
void card(Site& s) { tilted(s, -0.07, card_face); }

// Cloth folded to a square, a corner turned back.
void folded(Site& s) {
  const Colour wool = s.accent(0, "#7d6a78");
  drop_shadow(s, {8, 6.5}, 4.6, 1.6);
  for (int layer = 2; layer >= 0; --layer) {
    const Point down{0, 0.26 * layer};
    const Colour side = layer == 0 ? s.lit(wool) : s.shade(darker(wool, 0.12 * layer));
    s.canvas
        .polygon({Point{7.5, 2.4} + down, Point{11.8, 2.5} + down, Point{11.7, 6.7} + down,
                  Point{4.2, 6.8} + down, Point{4.3, 4.7} + down})
        .fill(side);
  }
  for (int i = 0; i < 3; ++i) {
    const double y = 4.1 + 0.9 * i;
    s.canvas.brush({{6.0 - 0.5 * i, y}, {8.6, y + s.any(0.1, 0.3)}, {11.7, y + s.any(-0.2, 0.1)}},
                   0.24, alpha(s.shade(darker(wool, 0.25)), 0.3));
  }
  s.canvas.polygon({{4.3, 4.7}, {7.5, 2.4}, {8.0, 4.9}}).fill(s.lit(lighter(wool, 0.22)));
  s.canvas.move({4.3, 4.75}).line({8.0, 4.95}).line({7.55, 2.4}).stroke(s.shade(wool), 0.08);
}
void cloth(Site& s) { tilted(s, 0.06, folded); }

// A flat tin with its lid ajar.
void tin(Site& s) {
  const Colour paint = hex("#3f5f5a");
  drop_shadow(s, {8, 7.0}, 4.4, 0.8);
  s.slab({{4.3, 2.6}, {10.9, 2.2}, {11.5, 3.7}, {4.8, 4.2}}, lighter(paint, 0.12));
  s.canvas.rounded({4.6, 4.3, 6.8, 2.7}, 0.3).fill(s.shade(paint));
  s.canvas.rounded({4.6, 4.3, 6.7, 2.55}, 0.3).fill(s.lit(paint));
  s.canvas.rect({4.9, 4.0, 6.2, 0.42}).fill(s.dark("#141a1a"));
  s.canvas.ellipse({8, 5.7}, 1.6, 0.72).stroke(s.lit("#d8b868"), 0.1);
  s.canvas.brush({{5.0, 4.75}, {8, 4.65}, {11.0, 4.75}}, 0.09, alpha(hex("#ffffff"), 0.4));
}

// A broken piece of glazed ware.
void shard(Site& s) {
  drop_shadow(s, {8, 6.2}, 3.0, 0.8);
  s.slab({{5.6, 5.9}, {6.6, 3.4}, {9.6, 2.9}, {11.0, 4.9}, {8.9, 6.3}}, hex("#e8ebe8"));
  s.canvas.smooth({{6.7, 5.2}, {7.7, 4.1}, {9.0, 4.0}, {9.9, 4.8}})
      .stroke(s.shade("#2f5a9a"), 0.22);
  s.canvas.smooth({{7.5, 5.5}, {8.3, 4.8}, {9.2, 5.0}}).stroke(s.shade("#2f5a9a"), 0.14);
  s.canvas.move({5.6, 5.9}).line({8.9, 6.3}).line({11.0, 4.9}).stroke(s.lit("#c9b79a"), 0.16);
}

void cups(Site& s) {
  for (const double x : {4.4, 8.0, 11.6}) {
    drop_shadow(s, {x, 6.4}, 1.5, 0.5);
    s.canvas.move({x - 1.2, 4.3})
        .curve({x - 1.1, 5.9}, {x - 0.6, 6.4}, {x, 6.4})
        .curve({x + 0.6, 6.4}, {x + 1.1, 5.9}, {x + 1.2, 4.3})
        .close();
    s.canvas.fill_linear({x - s.look.key_side * -1.2, 5}, {x + s.look.key_side * -1.2, 5},
                         {{0, s.lit("#f2ecde")}, {1, s.shade("#b0a898")}});
    s.canvas.ellipse({x, 4.3}, 1.2, 0.3).fill(s.lit("#f4eee2"));
    s.canvas.ellipse({x, 4.34}, 1.03, 0.22).fill(s.dark("#6a3f22"));
  }
}

}  // namespace

void add_insert_keepsakes(InsertPainters& all) {
  all["feather"] = feather;
  all["knot"] = knot;
  all["card"] = card;
  all["cloth"] = cloth;
  all["tin"] = tin;
  all["shard"] = shard;
  all["cups"] = cups;
}

}  // namespace kuleshov::picture

#include <cmath>

#include "kuleshov/picture/insert.hpp"

namespace kuleshov::picture {

namespace {

const Colour brass = hex("#b9954f"), walnut = hex("#7a5236"), grey_paint = hex("#5d6a6c");

void knob(Site& s, Point at, double radius, double turned) {
  s.canvas.ellipse(at + Point{-s.look.key_side * 0.08, 0.12}, radius, radius)
      .fill(s.dark("#1a1410"));
  s.canvas.ellipse(at, radius, radius).fill(s.shade("#3a3028"));
  s.canvas.ellipse(at + Point{s.look.key_side * 0.06, -0.06}, radius * 0.8, radius * 0.8)
      .fill(s.lit("#54463a"));
  s.canvas.move(at)
      .line(at + Point{0.75 * radius * std::sin(turned), -0.75 * radius * std::cos(turned)})
      .stroke(s.lit("#e8dcc0"), 0.07);
}

void grille(Site& s, const Box& box) {
  s.canvas.rounded(box, 0.25).fill(s.dark("#241a12"));
  const auto restored = s.canvas.keep();
  s.canvas.rounded(box, 0.25).clip();
  for (double y = box.y + 0.14; y < box.y + box.h; y += 0.26)
    s.canvas.move({box.x, y}).line({box.x + box.w, y}).stroke(s.lit("#9a8058"), 0.09);
  s.canvas.glow({box.x + box.w / 2, box.y + box.h}, box.w * 0.7, box.h * 0.7,
                alpha(hex("#0a0604"), 0.6));
}

// A dial behind lit glass, its needle somewhere on the scale.
void lit_dial(Site& s, const Box& box) {
  s.canvas.rounded({box.x - 0.1, box.y - 0.1, box.w + 0.2, box.h + 0.2}, 0.16).fill(s.shade(brass));
  s.canvas.rounded(box, 0.12).fill_linear(
      {0, box.y}, {0, box.y + box.h},
      {{0, mix(s.look.lamp, hex("#fff4d8"), 0.45)}, {1, darker(s.look.lamp, 0.25)}});
  for (int i = 0; i <= 16; ++i) {
    const double x = box.x + 0.2 + (box.w - 0.4) * i / 16;
    s.canvas.move({x, box.y + 0.25})
        .line({x, box.y + (i % 4 == 0 ? 0.62 : 0.45)})
        .stroke(hex("#3a2414"), i % 4 == 0 ? 0.06 : 0.035);
  }
  const double needle = box.x + box.w * s.any(0.3, 0.7);
  s.canvas.move({needle, box.y + 0.12})
      .line({needle, box.y + box.h - 0.12})
      .stroke(hex("#a8281e"), 0.07);
}

void radio(Site& s) {
  drop_shadow(s, {8, 7.1}, 5.2, 0.8);
  s.canvas.rounded({3.2, 2.1, 9.6, 4.9}, 0.55).fill(s.shade(walnut));
  s.canvas.rounded({3.2 + 0.1 * (s.look.key_side > 0), 2.1, 9.5, 4.75}, 0.55).fill(s.lit(walnut));
  for (int i = 0; i < 9; ++i) {
    const double y = 2.35 + 0.5 * i;
    s.canvas.brush({{3.4, y}, {7, y + s.any(-0.1, 0.1)}, {12.6, y + s.any(-0.08, 0.08)}},
                   s.any(0.04, 0.1), alpha(s.dark("#3a2416"), 0.35));
  }
  grille(s, {3.8, 2.7, 3.9, 3.7});
  lit_dial(s, {8.3, 2.8, 3.9, 1.35});
  knob(s, {9.0, 5.5}, 0.62, -0.7);
  knob(s, {11.4, 5.5}, 0.62, 0.9);
  s.canvas.ellipse({10.2, 5.5}, 0.16, 0.16).fill(hex("#ff7a4a"));
  s.canvas.glow({10.2, 5.5}, 0.6, 0.6, alpha(hex("#ff7a4a"), 0.5));
  s.shine({10.2, 3.5}, 3.6, 0.55, 0.12);
}

void lamp(Site& s) {
  s.shine({8, 3.9}, 6.5, 1.0, 0.35);
  drop_shadow(s, {8, 7.7}, 2.4, 0.5);
  s.block({6.5, 7.1, 3.0, 0.5}, brass);
  s.block({6.9, 5.9, 2.2, 1.2}, lighter(brass, 0.08));
  s.canvas.move({7.0, 5.9})
      .curve({6.0, 4.6}, {6.4, 3.2}, {7.2, 2.2})
      .line({8.8, 2.2})
      .curve({9.6, 3.2}, {10.0, 4.6}, {9.0, 5.9})
      .close();
  s.canvas.fill_linear({6.2, 0}, {9.8, 0},
                       {{0, alpha(hex("#fff6e0"), 0.34)},
                        {0.3, alpha(hex("#ffe8b0"), 0.16)},
                        {1, alpha(hex("#fff6e0"), 0.38)}});
  s.block({6.8, 1.8, 2.4, 0.42}, brass);
  s.canvas.ellipse({8, 0.9}, 1.1, 1.0).stroke(s.shade(brass), 0.14);
  s.canvas.blob({{7.5, 5.5}, {7.5, 4.6}, {8, 3.2}, {8.5, 4.6}, {8.5, 5.5}, {8, 5.8}})
      .fill(hex("#ffd27a"));
  s.canvas.blob({{7.78, 5.5}, {8, 4.2}, {8.22, 5.5}, {8, 5.7}}).fill(hex("#fff8e4"));
}

void gauge(Site& s, Point at, double radius, double reading) {
  s.canvas.ellipse(at, radius, radius).fill(s.shade(brass));
  s.canvas.ellipse(at, radius * 0.86, radius * 0.86).fill(s.lit("#efe6d2"));
  for (int i = 0; i <= 8; ++i) {
    const double a = -2.2 + 4.4 * i / 8;
    const Point ray{std::sin(a), -std::cos(a)};
    s.canvas.move(at + ray * (radius * 0.62))
        .line(at + ray * (radius * 0.78))
        .stroke(hex("#2a2420"), 0.05);
  }
  s.canvas.move(at)
      .line(at + Point{std::sin(reading), -std::cos(reading)} * (radius * 0.7))
      .stroke(hex("#a8281e"), 0.08);
  s.canvas.ellipse(at, radius * 0.1, radius * 0.1).fill(hex("#2a2420"));
}

// A panel of gauges and lamps, one of them asking for attention.
void machine(Site& s) {
  drop_shadow(s, {8, 7.4}, 6.0, 0.7);
  s.canvas.rounded({2.4, 1.2, 11.2, 6.1}, 0.3).fill(s.shade(grey_paint));
  s.canvas.rounded({2.5, 1.2, 11.0, 5.9}, 0.3).fill(s.lit(grey_paint));
  for (const Point at : {Point{2.8, 1.5}, {13.2, 1.5}, {2.8, 6.8}, {13.2, 6.8}})
    s.canvas.ellipse(at, 0.13, 0.13).fill(s.dark("#20282a"));
  gauge(s, {4.7, 3.2}, 1.35, s.any(-1.6, -0.6));
  gauge(s, {8.0, 3.2}, 1.35, s.any(-0.5, 0.8));
  gauge(s, {11.3, 3.2}, 1.35, s.any(1.2, 1.9));
  for (int i = 0; i < 6; ++i) {
    const Point at{3.9 + 1.1 * i, 5.8};
    s.canvas.ellipse(at, 0.26, 0.26).fill(s.dark("#182022"));
    s.canvas.ellipse(at, 0.19, 0.19).fill(i == 4 ? hex("#e8503c") : s.shade("#4f7a5a"));
  }
  s.canvas.glow({8.3, 5.8}, 1.1, 1.1, alpha(hex("#e8503c"), 0.5));
  knob(s, {11.3, 5.8}, 0.6, 0.4);
  s.shine({8.3, 5.8}, 2.4, 0.3, 0.1);
}

}  // namespace

void add_insert_machines(InsertPainters& all) {
  all["radio"] = radio;
  all["lamp"] = lamp;
  all["machine"] = machine;
}

}  // namespace kuleshov::picture

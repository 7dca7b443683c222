#include <cmath>
#include <numbers>

#include "kuleshov/picture/insert.hpp"

namespace kuleshov::picture {

void drop_shadow(Site& s, Point at, double rx, double ry) {
  s.canvas.glow(at + Point{-s.look.key_side * 0.5, 0.3}, rx, ry, alpha(hex("#0a0806"), 0.75));
}

void tilted(Site& s, double angle, InsertPainter paint) {
  const auto restored = s.canvas.keep();
  s.canvas.translate({8, 4.7});
  s.canvas.turn(angle);
  s.canvas.translate({-8, -4.7});
  paint(s);
}

namespace {

const Colour paper_white = hex("#efe6d2"), leather = hex("#6a4230"), brass = hex("#b9954f"),
             steel = hex("#8d979e"), wood = hex("#7d5a3c");

void written_lines(Site& s, double x0, double x1, double y0, int count) {
  for (int i = 0; i < count; ++i) {
    const double end = i + 1 == count ? (x0 + x1) / 2 : x1 - s.any(0, 0.4);
    for (double x = x0; x < end;) {
      const double w = s.any(0.2, 0.6), y = y0 + 0.36 * i;
      s.canvas.brush({{x, y}, {x + w * 0.3, y - 0.07}, {x + w * 0.6, y + 0.05}, {x + w, y - 0.01}},
                     0.055, alpha(hex("#2a2a3a"), 0.75));
      x += w + 0.14;
    }
  }
}

void letter_sheet(Site& s) {
  drop_shadow(s, {8, 5.0}, 4.4, 3.4);
  s.slab({{5.2, 1.9}, {10.7, 1.7}, {10.9, 7.8}, {5.4, 7.9}}, paper_white);
  for (const double y : {3.75, 5.75})
    s.canvas.move({5.3, y}).line({10.8, y - 0.05}).stroke(alpha(s.shade("#a89a80"), 0.55), 0.04);
  written_lines(s, 5.9, 10.2, 2.6, 13);
}
void letter(Site& s) { tilted(s, -0.10, letter_sheet); }

void photograph_card(Site& s) {
  drop_shadow(s, {8, 5.0}, 3.8, 3.0);
  s.slab({{5.2, 2.2}, {10.8, 2.2}, {10.8, 7.4}, {5.2, 7.4}}, hex("#e9e0cc"));
  s.canvas.rect({5.6, 2.6, 4.8, 3.9})
      .fill_linear({0, 2.6}, {0, 6.5},
                   {{0, s.lit("#b8a888")}, {0.6, s.lit("#8d7a60")}, {1, s.shade("#5a4a3a")}});
  const Colour figure = s.dark("#4a3c30");
  for (const double x : {7.1, 8.7}) {
    s.canvas.ellipse({x, 4.1 + 0.2 * (x > 8)}, 0.42, 0.50).fill(figure);
    s.canvas.blob({{x - 0.85, 6.5}, {x - 0.7, 5.1}, {x, 4.7}, {x + 0.7, 5.1}, {x + 0.85, 6.5}})
        .fill(figure);
    s.canvas.ellipse({x + 0.06, 4.15 + 0.2 * (x > 8)}, 0.28, 0.36).fill(s.lit("#c9b494"));
  }
  s.canvas.brush({{5.7, 2.7}, {8, 3.4}, {10.2, 2.8}}, 0.12, alpha(hex("#ffffff"), 0.16));
}
void photograph(Site& s) { tilted(s, 0.09, photograph_card); }

void key_shape(Site& s) {
  drop_shadow(s, {8, 5.0}, 3.8, 1.2);
  s.canvas.ellipse({5.6, 4.7}, 1.15, 1.05).stroke(s.shade(brass), 0.50);
  s.canvas.ellipse({5.55, 4.62}, 1.15, 1.05).stroke(s.lit(brass), 0.24);
  s.block({6.7, 4.5, 4.4, 0.42}, brass);
  for (const double x : {9.7, 10.6}) s.block({x, 4.9, 0.38, x > 10 ? 1.0 : 0.75}, brass);
  s.canvas.move({6.9, 4.58}).line({10.9, 4.58}).stroke(alpha(hex("#fff2cc"), 0.6), 0.07);
}
void key(Site& s) { tilted(s, -0.22, key_shape); }

void cup(Site& s) {
  drop_shadow(s, {8, 6.9}, 3.6, 0.9);
  s.canvas.ellipse({8, 6.8}, 3.1, 0.62).fill(s.shade("#d8d2c4"));
  s.canvas.ellipse({8, 6.68}, 3.0, 0.56).fill(s.lit("#ece6d8"));
  s.canvas.ellipse({10.6, 5.0}, 0.9, 0.95).stroke(s.shade("#d0c8b8"), 0.32);
  s.canvas.move({5.9, 3.7})
      .curve({6.0, 6.2}, {6.9, 6.7}, {8, 6.7})
      .curve({9.1, 6.7}, {10.0, 6.2}, {10.1, 3.7})
      .close();
  s.canvas.fill_linear({s.look.key_side < 0 ? 5.9 : 10.1, 5}, {s.look.key_side < 0 ? 10.1 : 5.9, 5},
                       {{0, s.lit("#f2ecde")}, {0.5, s.lit("#d8d0c0")}, {1, s.shade("#b0a898")}});
  s.canvas.ellipse({8, 3.7}, 2.1, 0.5).fill(s.lit("#f4eee2"));
  s.canvas.ellipse({8, 3.76}, 1.85, 0.38).fill(s.dark("#6a3f22"));
  for (const double x : {7.4, 8.3})
    s.canvas.brush({{x, 3.4}, {x + 0.35, 2.6}, {x - 0.2, 1.8}, {x + 0.3, 0.9}}, 0.45,
                   alpha(hex("#ffffff"), 0.16));
}

void bowl(Site& s) {
  drop_shadow(s, {8, 6.8}, 3.4, 0.8);
  s.canvas.move({4.9, 3.9})
      .curve({5.2, 6.3}, {6.8, 6.9}, {8, 6.9})
      .curve({9.2, 6.9}, {10.8, 6.3}, {11.1, 3.9})
      .close();
  s.canvas.fill_linear({s.look.key_side < 0 ? 4.9 : 11.1, 5}, {s.look.key_side < 0 ? 11.1 : 4.9, 5},
                       {{0, s.lit("#a8b8b4")}, {1, s.shade("#5f726e")}});
  s.canvas.ellipse({8, 3.9}, 3.1, 0.72).fill(s.lit("#c4d0cc"));
  s.canvas.ellipse({8, 3.98}, 2.75, 0.55).fill(s.shade("#8a6a44"));
}

void telephone(Site& s) {
  drop_shadow(s, {8, 6.9}, 3.6, 0.8);
  const Colour black = hex("#2a2624");
  s.slab({{5.6, 6.9}, {6.5, 4.4}, {9.5, 4.4}, {10.4, 6.9}}, black);
  s.canvas.ellipse({8, 5.7}, 1.05, 0.95).fill(s.lit(brass));
  for (int i = 0; i < 9; ++i)
    s.canvas
        .ellipse({8 + 0.72 * std::cos(0.5 + i * 0.6), 5.7 + 0.64 * std::sin(0.5 + i * 0.6)}, 0.14,
                 0.13)
        .fill(s.dark("#1a1614"));
  s.canvas.brush({{4.6, 4.1}, {5.6, 3.4}, {8, 3.1}, {10.4, 3.4}, {11.4, 4.1}}, 0.9,
                 s.lit(lighter(black, 0.1)));
  for (const double x : {5.0, 11.0}) s.canvas.ellipse({x, 4.1}, 0.75, 0.55).fill(s.shade(black));
}

void smartphone(Site& s) {
  drop_shadow(s, {8, 5.2}, 2.4, 3.4);
  s.canvas.rounded({6.4, 1.6, 3.2, 6.2}, 0.4).fill(s.dark("#22242a"));
  s.canvas.rounded({6.55, 1.8, 2.9, 5.8}, 0.28)
      .fill_linear({0, 1.8}, {0, 7.6}, {{0, hex("#2f4a6a")}, {1, hex("#101c2c")}});
  for (int i = 0; i < 4; ++i)
    s.canvas.rounded({i % 2 == 0 ? 6.75 : 7.4, 2.6 + 1.1 * i, 1.85, 0.8}, 0.22)
        .fill(i % 2 == 0 ? hex("#5a6a7c") : hex("#4f8fc0"));
  s.shine({8, 4.7}, 4.4, 0.35, 0.1);
}

void open_book(Site& s) {
  drop_shadow(s, {8, 6.4}, 5.0, 1.2);
  s.slab({{3.4, 3.1}, {12.6, 3.1}, {13.0, 7.1}, {3.0, 7.1}}, leather);
  for (const double side : {-1.0, 1.0}) {
    s.canvas.move({8, 3.3})
        .curve({8 + side * 1.2, 2.7}, {8 + side * 3.2, 2.8}, {8 + side * 4.3, 3.0})
        .line({8 + side * 4.6, 6.7})
        .curve({8 + side * 3.2, 6.5}, {8 + side * 1.2, 6.4}, {8, 6.9})
        .close();
    s.canvas.fill_linear(
        {8, 0}, {8 + side * 4.5, 0},
        {{0, s.shade("#b8a88c")}, {0.2, s.lit(paper_white)}, {1, s.lit("#e0d4ba")}});
    for (int i = 0; i < 8; ++i)
      s.canvas.move({8 + side * 0.8, 3.6 + 0.36 * i})
          .line({8 + side * 4.0, 3.45 + 0.38 * i})
          .stroke(alpha(hex("#3a3430"), 0.45), 0.06);
  }
}

void model_boat(Site& s) {
  drop_shadow(s, {8, 6.9}, 4.0, 0.7);
  s.canvas.move({4.3, 5.0})
      .curve({5.5, 5.5}, {9.5, 5.6}, {12, 4.7})
      .line({10.8, 6.7})
      .line({5.4, 6.7})
      .close();
  s.canvas.fill_linear({4, 0}, {12, 0}, {{0, s.lit("#8a5a3c")}, {1, s.shade("#5a3826")}});
  s.block({7.9, 1.3, 0.16, 4.1}, wood);
  s.slab({{8.2, 1.5}, {11.0, 4.8}, {8.2, 4.9}}, paper_white);
  s.slab({{7.8, 2.0}, {5.4, 4.8}, {7.8, 4.9}}, hex("#d8c8a8"));
}

void watch(Site& s) {
  drop_shadow(s, {8, 5.2}, 3.0, 2.8);
  s.canvas.brush({{8, 2.3}, {7.0, 1.2}, {5.0, 0.8}, {2.5, 1.6}}, 0.18, s.lit(brass));
  s.canvas.ellipse({8, 5}, 2.7, 2.7).fill(s.shade(brass));
  s.canvas.ellipse({8 + s.look.key_side * 0.08, 4.95}, 2.55, 2.55).fill(s.lit(brass));
  s.canvas.ellipse({8, 5}, 2.2, 2.2).fill(s.lit("#f0e8d6"));
  for (int i = 0; i < 12; ++i) {
    const double a = i * std::numbers::pi / 6;
    s.canvas.move({8 + 1.8 * std::cos(a), 5 + 1.8 * std::sin(a)})
        .line({8 + 2.05 * std::cos(a), 5 + 2.05 * std::sin(a)})
        .stroke(hex("#2a2420"), i % 3 == 0 ? 0.11 : 0.05);
  }
  s.canvas.move({8, 5}).line({8.5, 3.5}).stroke(hex("#2a2420"), 0.10);
  s.canvas.move({8, 5}).line({9.1, 5.5}).stroke(hex("#2a2420"), 0.13);
  s.block({7.75, 2.0, 0.5, 0.45}, brass);
}

void ring(Site& s) {
  drop_shadow(s, {8, 6.2}, 2.2, 0.6);
  s.canvas.ellipse({8, 4.9}, 1.7, 1.5).stroke(s.shade(brass), 0.46);
  s.canvas.ellipse({8, 4.84}, 1.7, 1.5).stroke(s.lit(lighter(brass, 0.2)), 0.22);
  s.slab({{7.5, 3.4}, {7.7, 2.9}, {8.3, 2.9}, {8.5, 3.4}, {8, 3.9}}, hex("#a8d0d8"));
  s.canvas.glow({8, 3.2}, 1.2, 1.2, alpha(hex("#ffffff"), 0.5));
}

void knife(Site& s) {
  drop_shadow(s, {8, 5.2}, 4.4, 0.9);
  s.canvas.polygon({{6.6, 4.3}, {12.6, 4.5}, {13.2, 5.0}, {6.6, 5.2}})
      .fill_linear({0, 4.3}, {0, 5.2}, {{0, s.lit("#c8d0d4")}, {1, s.shade(steel)}});
  s.canvas.rounded({3.2, 4.3, 3.5, 0.9}, 0.3).fill(s.shade(leather));
  s.block({6.5, 4.1, 0.25, 1.3}, brass);
}

void old_map(Site& s) {
  drop_shadow(s, {8, 5.0}, 5.4, 3.4);
  s.slab({{2.9, 2.0}, {13.0, 1.7}, {13.2, 7.5}, {2.7, 7.8}}, hex("#d8c49a"));
  s.canvas.blob({{4.0, 3.4}, {5.6, 2.7}, {7.0, 3.5}, {6.6, 5.2}, {5.2, 6.4}, {4.0, 5.6}})
      .fill(alpha(s.shade("#8a9a6a"), 0.7));
  s.canvas.blob({{9.0, 3.0}, {11.6, 2.6}, {12.2, 4.4}, {10.6, 5.6}, {9.2, 4.6}})
      .fill(alpha(s.shade("#8a9a6a"), 0.7));
  s.canvas.smooth({{5.4, 5.4}, {7.2, 5.9}, {8.8, 5.2}, {10.4, 4.2}}).stroke(s.lit("#a8342a"), 0.09);
  s.canvas.move({10.2, 4.0})
      .line({10.6, 4.4})
      .move({10.6, 4.0})
      .line({10.2, 4.4})
      .stroke(s.lit("#a8342a"), 0.12);
}

void flower(Site& s) {
  s.canvas.brush({{8, 8.6}, {7.8, 6.4}, {8.1, 4.4}}, 0.22, s.shade("#4f6b45"));
  s.canvas.brush({{7.9, 6.6}, {6.8, 5.9}, {6.0, 6.1}}, 0.7, s.lit("#6f8a52"));
  for (int i = 0; i < 9; ++i) {
    const double a = i * 0.698;
    s.canvas.ellipse({8.1 + 0.95 * std::cos(a), 3.7 + 0.85 * std::sin(a)}, 0.95, 0.5, a)
        .fill(i % 2 == 0 ? s.lit("#e6d8d0") : s.lit("#d8a8a8"));
  }
  s.canvas.ellipse({8.1, 3.7}, 0.5, 0.46).fill(s.lit("#d8a84a"));
}

void coin(Site& s) {
  drop_shadow(s, {8, 5.6}, 2.5, 1.6);
  s.canvas.ellipse({8, 5.0}, 2.1, 1.9).fill(s.shade(brass));
  s.canvas.ellipse({8, 4.85}, 2.1, 1.9).fill(s.lit(brass));
  s.canvas.ellipse({8, 4.85}, 1.75, 1.56).stroke(s.shade(brass), 0.09);
  s.canvas.rounded({7.6, 4.45, 0.8, 0.8}, 0.05).stroke(s.shade(brass), 0.14);
}

void teapot(Site& s) {
  drop_shadow(s, {8, 6.9}, 3.6, 0.8);
  const Colour clay = hex("#7a4632");
  s.canvas.ellipse({11.0, 4.9}, 1.0, 1.1).stroke(s.shade(clay), 0.34);
  s.canvas.brush({{6.0, 5.6}, {4.9, 5.1}, {4.3, 3.9}}, 0.75, s.lit(clay));
  s.canvas.ellipse({8, 5.2}, 2.6, 1.7)
      .fill_linear({s.look.key_side < 0 ? 5.4 : 10.6, 5}, {s.look.key_side < 0 ? 10.6 : 5.4, 5},
                   {{0, s.lit(lighter(clay, 0.1))}, {1, s.shade(clay)}});
  s.canvas.ellipse({8, 3.65}, 1.2, 0.34).fill(s.shade(clay));
  s.canvas.ellipse({8, 3.3}, 0.3, 0.26).fill(s.lit(clay));
  s.canvas.brush({{4.2, 3.7}, {4.5, 2.8}, {4.0, 2.0}, {4.4, 1.2}}, 0.4,
                 alpha(hex("#ffffff"), 0.15));
}

void box(Site& s) {
  drop_shadow(s, {8, 6.9}, 4.0, 0.9);
  s.slab({{4.9, 4.1}, {11.1, 4.1}, {11.1, 6.9}, {4.9, 6.9}}, wood);
  s.slab({{4.9, 4.1}, {5.6, 2.9}, {10.4, 2.9}, {11.1, 4.1}}, lighter(wood, 0.14));
  s.canvas.move({4.9, 4.75}).line({11.1, 4.75}).stroke(s.dark("#3a281c"), 0.06);
  s.block({7.6, 4.4, 0.8, 0.9}, brass);
}

void compass(Site& s) {
  watch(s);
  s.canvas.polygon({{8, 3.2}, {8.32, 5}, {7.68, 5}}).fill(s.lit("#b8443a"));
  s.canvas.polygon({{8, 6.8}, {8.32, 5}, {7.68, 5}}).fill(s.dark("#3a4248"));
}

void bottle(Site& s) {
  drop_shadow(s, {8, 7.0}, 1.9, 0.6);
  const Colour glass = hex("#5f7a62");
  s.canvas.move({7.0, 7.0})
      .line({6.9, 4.1})
      .curve({6.9, 3.2}, {7.6, 3.2}, {7.65, 2.5})
      .line({7.65, 1.6})
      .line({8.35, 1.6})
      .line({8.35, 2.5})
      .curve({8.4, 3.2}, {9.1, 3.2}, {9.1, 4.1})
      .line({9.0, 7.0})
      .close();
  s.canvas.fill_linear({6.9, 0}, {9.1, 0},
                       {{0, s.lit(glass)}, {0.6, s.shade(glass)}, {1, s.lit(glass)}});
  s.block({7.0, 4.6, 2.0, 1.5}, paper_white);
  s.canvas.move({7.2, 3.9}).line({7.2, 6.7}).stroke(alpha(hex("#ffffff"), 0.4), 0.09);
}

void door_handle(Site& s) {
  s.planks({2.5, -1, 11, 11}, wood, 1.6, true);
  s.canvas.rounded({6.9, 2.6, 1.1, 4.2}, 0.4).fill(s.shade(brass));
  s.canvas.rounded({7.0, 2.65, 0.9, 4.1}, 0.4).fill(s.lit(brass));
  s.canvas.ellipse({7.45, 5.8}, 0.17, 0.3).fill(s.dark("#1a1410"));
  drop_shadow(s, {9.2, 4.5}, 2.2, 0.8);
  s.canvas.brush({{7.4, 4.0}, {8.6, 3.95}, {10.4, 4.1}, {11.0, 4.3}}, 0.75,
                 s.lit(lighter(brass, 0.12)));
}

void hands(Site& s) {
  for (const double side : {-1.0, 1.0}) {
    const Colour skin = side * s.look.key_side > 0 ? s.lit("#d9a98a") : s.shade("#c08c6c");
    s.canvas.taper({8 + side * 6.5, 8.6}, {8 + side * 2.2, 6.0}, 2.4, 1.6, s.shade("#46566a"));
    s.canvas
        .blob({{8 + side * 2.4, 6.8},
               {8 + side * 2.5, 5.2},
               {8 + side * 1.2, 4.3},
               {8 + side * 0.1, 4.7},
               {8 + side * 0.3, 6.0}})
        .fill(skin);
    for (int i = 0; i < 4; ++i)
      s.canvas.taper({8 + side * 1.1, 4.7 + 0.38 * i},
                     {8 - side * (0.75 - 0.1 * i), 5.0 + 0.40 * i}, 0.46, 0.36,
                     i % 2 == 0 ? skin : mix(skin, s.shade("#a87858"), 0.25));
  }
}

void candle_flame(Site& s) {
  s.shine({8, 2.6}, 5.5, 1.0, 0.6);
  s.block({7.3, 3.7, 1.4, 4.0}, paper_white);
  s.canvas.blob({{7.3, 3.8}, {7.5, 3.5}, {8, 3.65}, {8.5, 3.45}, {8.7, 3.8}, {8, 4.0}})
      .fill(s.lit("#fff4dc"));
  s.canvas.move({8, 3.6}).line({8, 3.25}).stroke(hex("#2a1a14"), 0.07);
  s.canvas.blob({{7.68, 3.1}, {7.75, 2.4}, {8, 1.5}, {8.25, 2.4}, {8.32, 3.1}, {8, 3.35}})
      .fill(hex("#ffd27a"));
  s.canvas.blob({{7.85, 3.05}, {8, 2.2}, {8.15, 3.05}, {8, 3.25}}).fill(hex("#fff8e4"));
}

void ticket_stub(Site& s) {
  drop_shadow(s, {8, 5.0}, 4.2, 1.8);
  s.slab({{4.2, 3.3}, {11.8, 3.3}, {11.8, 6.3}, {4.2, 6.3}}, hex("#d8b88a"));
  s.canvas.rect({4.5, 3.6, 7.0, 2.4}).stroke(s.shade("#8a4a34"), 0.07);
  for (double y = 3.5; y < 6.3; y += 0.36)
    s.canvas.ellipse({9.6, y}, 0.07, 0.07).fill(s.dark("#4a3626"));
  written_lines(s, 4.9, 9.2, 4.3, 4);
}
void ticket(Site& s) { tilted(s, 0.12, ticket_stub); }

}  // namespace

const InsertPainters& insert_painters() {
  static const InsertPainters all = [] {
    InsertPainters painters{{"letter", letter},
                            {"photograph", photograph},
                            {"key", key},
                            {"cup", cup},
                            {"bowl", bowl},
                            {"telephone", telephone},
                            {"phone", smartphone},
                            {"book", open_book},
                            {"model-boat", model_boat},
                            {"watch", watch},
                            {"ring", ring},
                            {"knife", knife},
                            {"map", old_map},
                            {"flower", flower},
                            {"coin", coin},
                            {"teapot", teapot},
                            {"box", box},
                            {"compass", compass},
                            {"bottle", bottle},
                            {"door", door_handle},
                            {"hands", hands},
                            {"candle", candle_flame},
                            {"ticket", ticket}};
    add_insert_machines(painters);
    add_insert_keepsakes(painters);
    return painters;
  }();
  return all;
}

}  // namespace kuleshov::picture

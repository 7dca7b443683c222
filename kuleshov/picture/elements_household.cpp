// Things of houses in many countries: each is a thing, none is a culture. Packs name them.
#include <cmath>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

const Colour clay = hex("#a5623c"), straw = hex("#c8a86a"), dark_wood = hex("#4e3524"),
             brass = hex("#b8924a");

void pot(Site& s, const Stand& at, double half, double high, const Colour& colour) {
  s.cast_shadow(at.at(0, 0), half * 1.3 * at.m, 0.07 * at.m);
  s.canvas.blob({at.at(-half * 0.45, 0), at.at(-half, high * 0.42),
                 at.at(-half * 0.75, high * 0.75), at.at(-half * 0.38, high * 0.88),
                 at.at(-half * 0.5, high), at.at(half * 0.5, high), at.at(half * 0.38, high * 0.88),
                 at.at(half * 0.75, high * 0.75), at.at(half, high * 0.42), at.at(half * 0.45, 0)});
  s.canvas.fill_linear(at.at(s.look.key_side * half, 0), at.at(-s.look.key_side * half, 0),
                       {{0, s.lit(colour)}, {0.6, s.shade(colour)}, {1, s.dark("#5a3a28")}});
  s.canvas.ellipse(at.at(0, high), half * 0.5 * at.m, half * 0.13 * at.m).fill(s.dark("#3a2418"));
}

void water_jar(Site& s, const Stand& at) { pot(s, at, 0.27, 0.56, clay); }

void clay_pots(Site& s, const Stand& at) {
  pot(s, {at.x - 0.32 * at.m, at.y, at.m}, 0.22, 0.42, clay);
  pot(s, {at.x + 0.2 * at.m, at.y + 0.03 * at.m, at.m}, 0.28, 0.36, darker(clay, 0.2));
}

void brass_pots(Site& s, const Stand& at) {
  pot(s, {at.x - 0.26 * at.m, at.y, at.m}, 0.19, 0.36, brass);
  pot(s, {at.x + 0.2 * at.m, at.y + 0.02 * at.m, at.m}, 0.16, 0.26, lighter(brass, 0.12));
}

void basin(Site& s, const Stand& at) {  // an enamel basin on a stool
  for (const double x : {-0.2, 0.16}) s.block(at.box(x, 0.42, 0.05, 0.42), dark_wood);
  s.block(at.box(-0.26, 0.46, 0.52, 0.06), dark_wood);
  s.canvas.blob({at.at(-0.34, 0.66), at.at(-0.24, 0.47), at.at(0.24, 0.47), at.at(0.34, 0.66)});
  s.canvas.fill(s.lit("#dfe3e4"));
  s.canvas.ellipse(at.at(0, 0.66), 0.34 * at.m, 0.055 * at.m).fill(s.shade(s.accent(0, "#3f5f8a")));
}

void calabash(Site& s, const Stand& at) {
  pot(s, at, 0.25, 0.3, hex("#b8863f"));
  for (int i = 0; i < 5; ++i)
    s.canvas.move(at.at(-0.2 + 0.1 * i, 0.08)).line(at.at(-0.15 + 0.1 * i, 0.2));
  s.canvas.stroke(s.dark("#5a3a1c"), 0.025 * at.m);
}

void carved_stool(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.4 * at.m, 0.08 * at.m);
  s.slab({at.at(-0.26, 0), at.at(-0.14, 0.2), at.at(-0.22, 0.42), at.at(0.22, 0.42),
          at.at(0.14, 0.2), at.at(0.26, 0)},
         hex("#6a4630"));
  s.block(at.box(-0.3, 0.5, 0.6, 0.09), hex("#7a5438"));
  for (const double y : {0.12, 0.3})
    s.canvas.move(at.at(-0.18, y)).line(at.at(0.18, y)).stroke(s.dark("#38241a"), 0.025 * at.m);
}

void drum(Site& s, const Stand& at) {  // an hourglass drum with its cords
  s.cast_shadow(at.at(0, 0), 0.3 * at.m, 0.06 * at.m);
  s.slab({at.at(-0.2, 0.02), at.at(-0.09, 0.3), at.at(-0.2, 0.6), at.at(0.2, 0.6), at.at(0.09, 0.3),
          at.at(0.2, 0.02)},
         hex("#7a5232"));
  for (int i = -3; i <= 3; ++i)
    s.canvas.move(at.at(0.062 * i, 0.03)).line(at.at(0.03 * i, 0.3)).line(at.at(0.062 * i, 0.59));
  s.canvas.stroke(alpha(s.lit("#dcc49a"), 0.9), 0.016 * at.m);
  s.canvas.ellipse(at.at(0, 0.6), 0.2 * at.m, 0.05 * at.m).fill(s.lit("#e8d9b8"));
}

void mat(Site& s, const Stand& at) {
  s.slab({at.at(-0.95, 0.1), at.at(0.95, 0.1), at.at(1.25, -0.2), at.at(-1.25, -0.2)}, straw);
  for (int i = 1; i < 9; ++i) {
    const double t = i / 9.0;
    s.canvas.move(at.at(-0.95 - 0.3 * t, 0.1 - 0.3 * t)).line(at.at(0.95 + 0.3 * t, 0.1 - 0.3 * t));
  }
  s.canvas.stroke(alpha(s.dark("#6a5226"), 0.35), 0.014 * at.m);
}

void low_table(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.8 * at.m, 0.12 * at.m);
  for (const double x : {-0.56, 0.5}) s.block(at.box(x, 0.3, 0.07, 0.3), dark_wood);
  s.block(at.box(-0.68, 0.36, 1.36, 0.07), hex("#6f4a30"));
  s.canvas.rounded(at.box(-0.2, 0.5, 0.2, 0.14), 0.05 * at.m).fill(s.lit("#5f6d6a"));
  for (const double x : {0.15, 0.34})
    s.canvas.rounded(at.box(x, 0.43, 0.1, 0.07), 0.02 * at.m).fill(s.lit("#e8e2d4"));
}

void cushions(Site& s, const Stand& at) {
  for (const double x : {-0.55, 0.35}) {
    s.canvas.rounded(at.box(x, 0.11, 0.6, 0.13), 0.05 * at.m).fill(s.shade(s.accent(0, "#6a3f4a")));
    s.canvas.rounded(at.box(x + 0.03, 0.13, 0.54, 0.07), 0.03 * at.m)
        .fill(s.lit(s.accent(0, "#6a3f4a")));
  }
}

void low_bed(Site& s, const Stand& at) {  // a broad wooden bed that one also sits on
  s.cast_shadow(at.at(0, 0), 1.15 * at.m, 0.15 * at.m);
  for (const double x : {-0.95, 0.85}) s.block(at.box(x, 0.5, 0.1, 0.5), dark_wood);
  s.block(at.box(-1.0, 0.55, 2.0, 0.13), hex("#6a4630"));
  s.slab({at.at(-0.95, 0.62), at.at(0.95, 0.62), at.at(0.98, 0.52), at.at(-0.98, 0.52)},
         s.accent(1, "#a8493c"));
  for (int i = 0; i < 9; ++i)
    s.canvas.move(at.at(-0.9 + 0.22 * i, 0.615)).line(at.at(-0.9 + 0.22 * i, 0.525));
  s.canvas.stroke(alpha(s.lit("#efe4cc"), 0.75), 0.03 * at.m);
  s.canvas.rounded(at.box(-0.9, 0.76, 0.5, 0.16), 0.07 * at.m).fill(s.lit("#ece5d6"));
}

void basket(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.36 * at.m, 0.06 * at.m);
  s.slab({at.at(-0.22, 0), at.at(-0.3, 0.34), at.at(0.3, 0.34), at.at(0.22, 0)}, straw);
  for (int i = 0; i < 4; ++i)
    s.canvas.move(at.at(-0.24 - 0.018 * i, 0.07 + 0.075 * i))
        .line(at.at(0.24 + 0.018 * i, 0.07 + 0.075 * i));
  for (int i = -3; i <= 3; ++i) s.canvas.move(at.at(0.065 * i, 0)).line(at.at(0.085 * i, 0.34));
  s.canvas.stroke(alpha(s.dark("#6a5226"), 0.5), 0.016 * at.m);
  s.canvas.smooth({at.at(-0.2, 0.34), at.at(-0.12, 0.56), at.at(0.12, 0.56), at.at(0.2, 0.34)})
      .stroke(s.shade(straw), 0.035 * at.m);
}

void weaving(Site& s, const Stand& at) {  // a cloth on the wall, in bands
  const double w = 0.55, high = 1.15;
  double x = -w;
  for (std::size_t i = 0; x < w; ++i) {
    const double wide = i % 3 == 0 ? 0.16 : 0.07;
    s.canvas.rect(at.box(x, 0.6, std::min(wide, w - x), high))
        .fill(i % 2 == 0 ? s.lit(s.accent(i, "#9a3a32")) : s.shade(s.accent(i + 1, "#30506a")));
    x += wide;
  }
  for (double y = 0.5; y > 0.6 - high; y -= 0.16) {
    for (const double dx : {-0.42, 0.02, 0.4})
      s.canvas.polygon({at.at(dx, y), at.at(dx + 0.05, y - 0.05), at.at(dx, y - 0.1),
                        at.at(dx - 0.05, y - 0.05)});
  }
  s.canvas.fill(alpha(s.lit("#efe6d2"), 0.75));
  s.block(at.box(-w - 0.06, 0.66, 2 * w + 0.12, 0.06), dark_wood);
  for (double fringe = -w; fringe < w; fringe += 0.07)
    s.canvas.move(at.at(fringe, 0.6 - high)).line(at.at(fringe, 0.5 - high));
  s.canvas.stroke(s.shade("#d8cdb4"), 0.016 * at.m);
}

void cut_paper(Site& s, const Stand& at) {  // a string of cut-paper flags
  s.canvas.smooth({at.at(-2.4, 0.25), at.at(0, 0.05), at.at(2.4, 0.25)})
      .stroke(s.shade("#e8e0d0"), 0.015 * at.m);
  for (int i = 0; i < 9; ++i) {
    const double x = -2.25 + 0.52 * i, y = 0.06 + 0.034 * (x * x) - 0.0;
    s.canvas.polygon({at.at(x, y), at.at(x + 0.42, y), at.at(x + 0.42, y - 0.36),
                      at.at(x + 0.315, y - 0.43), at.at(x + 0.21, y - 0.36),
                      at.at(x + 0.105, y - 0.43), at.at(x, y - 0.36)});
    s.canvas.fill(s.lit(s.accent(static_cast<std::size_t>(i), i % 2 == 0 ? "#c2448a" : "#e0a030")));
    s.canvas.ellipse(at.at(x + 0.21, y - 0.2), 0.07 * at.m, 0.07 * at.m)
        .fill(alpha(s.shade("#5a4a3a"), 0.45));
  }
}

void family_photographs(Site& s, const Stand& at) {
  static constexpr double places[][4] = {{-0.6, 0.45, 0.26, 0.34}, {-0.24, 0.52, 0.34, 0.44},
                                         {0.2, 0.42, 0.26, 0.3},   {-0.5, 0.0, 0.3, 0.24},
                                         {-0.1, -0.04, 0.24, 0.3}, {0.24, 0.02, 0.3, 0.36}};
  for (const auto& p : places) {
    s.block(at.box(p[0], p[1], p[2], p[3]), dark_wood);
    s.canvas.rect(at.box(p[0] + 0.03, p[1] - 0.03, p[2] - 0.06, p[3] - 0.06))
        .fill(s.lit("#d6cbb2"));
    s.canvas
        .ellipse(at.at(p[0] + p[2] / 2, p[1] - p[3] * 0.42), p[2] * 0.15 * at.m, p[3] * 0.15 * at.m)
        .fill(s.shade("#7a5c46"));
    s.canvas.blob({at.at(p[0] + p[2] * 0.25, p[1] - p[3] + 0.03),
                   at.at(p[0] + p[2] * 0.5, p[1] - p[3] * 0.58),
                   at.at(p[0] + p[2] * 0.75, p[1] - p[3] + 0.03)});
    s.canvas.fill(s.shade("#55504a"));
  }
}

void stepped_panel(Site& s, const Stand& at) {  // a laced panel with rising steps
  const double w = 0.34, top = 0.75;
  s.block(at.box(-w - 0.05, top + 0.05, 2 * w + 0.1, 1.6), dark_wood);
  s.canvas.rect(at.box(-w, top, 2 * w, 1.5)).fill(s.lit("#dccfa8"));
  for (int row = 0; row < 6; ++row) {
    for (int step = 0; step < 4; ++step)
      s.canvas.rect(at.box(-w + 0.17 * step, top - 0.25 * row - 0.055 * step, 0.16, 0.07))
          .fill(step % 2 == 0 ? s.shade(s.accent(0, "#2a2422")) : s.lit(s.accent(1, "#a8322a")));
  }
}

void hearth(Site& s, const Stand& at) {  // a low fire of clay and stones with a griddle
  s.cast_shadow(at.at(0, 0), 0.7 * at.m, 0.1 * at.m);
  s.canvas.blob({at.at(-0.6, 0), at.at(-0.55, 0.36), at.at(-0.3, 0.46), at.at(0.3, 0.46),
                 at.at(0.55, 0.36), at.at(0.6, 0)});
  s.canvas.fill_linear(at.at(s.look.key_side * 0.6, 0), at.at(-s.look.key_side * 0.6, 0),
                       {{0, s.lit("#a8805c")}, {1, s.shade("#8a6548")}});
  s.canvas.rounded(at.box(-0.24, 0.26, 0.48, 0.26), 0.1 * at.m).fill(s.dark("#2a1a14"));
  for (const double x : {-0.1, 0.02, 0.12})
    s.canvas.blob({at.at(x - 0.06, 0.02), at.at(x, 0.22), at.at(x + 0.06, 0.02)});
  s.canvas.fill(hex("#f0903c"));
  s.shine(at.at(0, 0.14), 1.1 * at.m, 0.9, 0.8);
  s.canvas.ellipse(at.at(0, 0.47), 0.36 * at.m, 0.06 * at.m).fill(s.dark("#3a342e"));
  pot(s, {at.x + 0.08 * at.m, at.y - 0.47 * at.m, at.m}, 0.2, 0.28, darker(clay, 0.35));
}

void home_altar(Site& s, const Stand& at) {  // a table with a picture, candles and flowers
  s.block(at.box(-0.6, 0.85, 1.2, 0.08), hex("#7a5a3c"));
  s.slab({at.at(-0.6, 0.84), at.at(0.6, 0.84), at.at(0.62, 0.2), at.at(-0.62, 0.2)},
         s.accent(0, "#e6dcc8"));
  s.block(at.box(-0.2, 1.5, 0.4, 0.56), dark_wood);
  s.canvas.rect(at.box(-0.15, 1.45, 0.3, 0.46)).fill(s.lit("#cfc0a0"));
  s.canvas.ellipse(at.at(0, 1.24), 0.08 * at.m, 0.1 * at.m).fill(s.shade("#6a5040"));
  for (const double x : {-0.46, -0.34, 0.38}) {
    s.block(at.box(x, 1.1, 0.05, 0.22), hex("#efe6d0"));
    s.shine(at.at(x + 0.025, 1.16), 0.45 * at.m, 0.6, 0.5);
  }
  for (int i = 0; i < 16; ++i)
    s.canvas.ellipse(at.at(0.3 + s.any(-0.1, 0.3), 0.95 + s.any(0, 0.2)), 0.05 * at.m, 0.045 * at.m)
        .fill(s.lit(i % 3 == 0 ? hex("#d8902c") : s.accent(1, "#e0a030")));
}

void vase(Site& s, const Stand& at) {  // blue and white, with a branch
  pot(s, at, 0.17, 0.62, hex("#dfe3e2"));
  for (const double y : {0.2, 0.34})
    s.canvas.move(at.at(-0.13, y)).line(at.at(0.13, y)).stroke(s.shade("#3a5a8a"), 0.035 * at.m);
  s.canvas.brush({at.at(0, 0.6), at.at(0.14, 0.9), at.at(0.06, 1.25)}, 0.04 * at.m,
                 s.shade("#4a3a2c"));
  for (int i = 0; i < 9; ++i)
    s.canvas.ellipse(at.at(s.any(-0.02, 0.24), s.any(0.8, 1.3)), 0.04 * at.m, 0.035 * at.m)
        .fill(s.lit("#e0b0b4"));
}

void model_ship(Site& s, const Stand& at) {  // on a shelf
  s.block(at.box(-0.5, -0.05, 1.0, 0.05), dark_wood);
  s.canvas.polygon({at.at(-0.34, 0.12), at.at(0.38, 0.12), at.at(0.28, -0.02), at.at(-0.26, -0.02)})
      .fill(s.shade("#3f5a6a"));
  for (const double x : {-0.1, 0.12}) {
    s.block(at.box(x - 0.01, 0.52, 0.02, 0.4), hex("#8a6a48"));
    s.canvas.polygon({at.at(x + 0.02, 0.5), at.at(x + 0.16, 0.18), at.at(x + 0.02, 0.18)})
        .fill(s.lit("#e8e0cc"));
  }
}

void oilskins(Site& s, const Stand& at) {  // on a row of pegs
  s.block(at.box(-0.55, 0.52, 1.1, 0.08), dark_wood);
  for (int i = 0; i < 3; ++i) {
    const double x = -0.36 + 0.36 * i;
    s.canvas.blob({at.at(x - 0.05, 0.46), at.at(x - 0.17, 0.2), at.at(x - 0.2, -0.55),
                   at.at(x + 0.18, -0.55), at.at(x + 0.16, 0.2), at.at(x + 0.05, 0.46)});
    s.canvas.fill(i == 1 ? s.shade("#3f5560") : s.lit("#c9a03c"));
  }
}

void palm(Site& s, const Stand& at) {
  const double high = s.any(4.2, 5.6), lean = s.any(-0.6, 0.6);
  s.cast_shadow(at.at(0, 0), 0.8 * at.m, 0.1 * at.m);
  s.canvas.brush({at.at(0, 0), at.at(lean * 0.4, high * 0.5), at.at(lean, high)}, 0.3 * at.m,
                 s.shade("#7a6448"));
  for (int i = 0; i < 11; ++i) {
    const double a = 0.28 * i - 1.4 + s.any(-0.1, 0.1), r = s.any(1.5, 2.0);
    const double x = lean + r * std::sin(a), y = high + r * 0.55 * std::cos(a);
    s.canvas.brush(
        {at.at(lean, high), at.at((lean + x) / 2, (high + y) / 2 + 0.35), at.at(x, y - 0.35)},
        0.2 * at.m, mix(s.lit("#5f7a48"), s.dark("#2c4030"), s.any(0, 0.8)));
  }
}

void banana(Site& s, const Stand& at) {
  for (int i = 0; i < 8; ++i) {
    const double x = s.any(-1.1, 1.1), y = s.any(1.5, 2.6);
    s.canvas.brush({at.at(0.1 * x, 0), at.at(x * 0.45, y * 0.8), at.at(x, y)}, 0.42 * at.m,
                   mix(s.lit("#6f8a4c"), s.dark("#36502f"), s.any(0, 0.8)));
  }
}

void agave(Site& s, const Stand& at) {
  for (int i = 0; i < 13; ++i) {
    const double a = -1.25 + 0.21 * i;
    s.canvas.brush({at.at(0.1 * a, 0), at.at(0.35 * std::sin(a), 0.35 * std::cos(a)),
                    at.at(0.95 * std::sin(a), 0.95 * std::cos(a))},
                   0.16 * at.m, mix(s.lit("#8aa098"), s.dark("#4a6058"), s.any(0.1, 0.8)));
  }
}

void tree_fern(Site& s, const Stand& at) {
  const double high = s.any(2.0, 3.0);
  s.canvas.brush({at.at(0, 0), at.at(0.05, high)}, 0.24 * at.m, s.shade("#4a3a2c"));
  for (int i = 0; i < 13; ++i) {
    const double a = -1.5 + 0.25 * i, r = s.any(1.3, 1.7);
    s.canvas.brush({at.at(0.05, high), at.at(0.6 * r * std::sin(a), high + 0.5),
                    at.at(r * std::sin(a), high + 0.35 * std::cos(a) - 0.1)},
                   0.16 * at.m, mix(s.lit("#5a7848"), s.dark("#2c4430"), s.any(0, 0.8)));
  }
}

}  // namespace

void add_household(std::map<std::string, Element, std::less<>>& all) {
  all["water-jar"] = {water_jar, false, false, 0.6, true, true};
  all["clay-pots"] = {clay_pots, false, false, 1.0, true, true};
  all["brass-pots"] = {brass_pots, false, false, 0.9, true, true};
  all["basin"] = {basin, false, false, 0.7, true, true};
  all["calabash"] = {calabash, false, false, 0.6, true, true};
  all["carved-stool"] = {carved_stool, false, false, 0.6, true, true};
  all["talking-drum"] = {drum, false, false, 0.5, true, true};
  all["mat"] = {mat, false, false, 2.2, true, false};
  all["low-table"] = {low_table, false, false, 1.4, true, false};
  all["cushions"] = {cushions, false, false, 1.6, true, false};
  all["low-bed"] = {low_bed, false, false, 2.0, true, false};
  all["basket"] = {basket, false, false, 0.7, true, true};
  all["weaving"] = {weaving, true, false, 1.2, true, false};
  all["cut-paper"] = {cut_paper, false, true, 4.8, true, true};
  all["family-photographs"] = {family_photographs, true, false, 1.3, true, false};
  all["stepped-panel"] = {stepped_panel, true, false, 0.8, true, false};
  all["hearth"] = {hearth, false, false, 1.3, true, true};
  all["home-altar"] = {home_altar, false, false, 1.3, true, false};
  all["vase"] = {vase, false, false, 0.5, true, false};
  all["model-ship"] = {model_ship, true, false, 1.0, true, false};
  all["oilskins"] = {oilskins, true, false, 1.2, true, false};
  all["palm"] = {palm, false, false, 3.6, false, true};
  all["banana"] = {banana, false, false, 2.4, false, true};
  all["agave"] = {agave, false, false, 1.8, false, true};
  all["tree-fern"] = {tree_fern, false, false, 3.0, false, true};
}

}  // namespace kuleshov::picture

#include <cmath>
#include <numbers>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

const Colour oak = hex("#7d5a3c"), walnut = hex("#5a3d2a"), pale = hex("#b08f66"),
             cloth = hex("#8a4a40");

void legs(Site& s, const Stand& at, double half, double high, const Colour& wood) {
  for (const double x : {-half, half})
    s.block(at.box(x - 0.035, high, 0.07, high), darker(wood, 0.2));
}

void table(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.95 * at.m, 0.14 * at.m);
  legs(s, at, 0.72, 0.74, oak);
  s.block(at.box(-0.85, 0.80, 1.7, 0.07), lighter(oak, 0.1));
  s.block(at.box(-0.78, 0.73, 1.56, 0.09), darker(oak, 0.2));
  s.block(at.box(0.25, 0.92, 0.10, 0.12), hex("#d8d0c0"));
  s.canvas.ellipse(at.at(-0.3, 0.82), 0.16 * at.m, 0.035 * at.m).fill(s.lit("#cfc6b4"));
}

void chair(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.34 * at.m, 0.08 * at.m);
  legs(s, at, 0.19, 0.45, walnut);
  s.block(at.box(-0.23, 0.49, 0.46, 0.06), walnut);
  for (const double x : {-0.20, -0.02, 0.16}) s.block(at.box(x, 0.98, 0.04, 0.5), walnut);
  s.block(at.box(-0.22, 1.0, 0.44, 0.09), lighter(walnut, 0.08));
}

void bed(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 1.2 * at.m, 0.16 * at.m);
  s.block(at.box(-1.05, 0.95, 0.09, 0.95), walnut);
  s.block(at.box(0.98, 0.65, 0.08, 0.65), walnut);
  s.slab({at.at(-0.98, 0.55), at.at(0.98, 0.52), at.at(0.98, 0.18), at.at(-0.98, 0.18)}, cloth);
  s.slab({at.at(-0.98, 0.58), at.at(-0.45, 0.57), at.at(-0.40, 0.40), at.at(-0.98, 0.36)},
         hex("#e2dccf"));
  s.canvas.blob({at.at(-0.95, 0.60), at.at(-0.72, 0.74), at.at(-0.45, 0.62), at.at(-0.5, 0.55),
                 at.at(-0.92, 0.54)});
  s.canvas.fill(s.lit("#ece6da"));
}

void stove(Site& s, const Stand& at) {
  const Colour iron = hex("#34343a");
  s.cast_shadow(at.at(0, 0), 0.6 * at.m, 0.1 * at.m);
  s.block(at.box(-0.09, 3.0, 0.18, 2.1), iron);
  s.block(at.box(-0.48, 0.92, 0.96, 0.84), iron);
  s.block(at.box(-0.54, 0.98, 1.08, 0.08), lighter(iron, 0.12));
  s.block(at.box(-0.34, 0.66, 0.52, 0.36), darker(iron, 0.5));
  s.canvas.blob({at.at(-0.28, 0.34), at.at(-0.18, 0.50), at.at(-0.08, 0.40), at.at(0.02, 0.54),
                 at.at(0.12, 0.34)});
  s.canvas.fill(hex("#f08a3c"));
  s.shine(at.at(-0.08, 0.45), 1.1 * at.m, 0.9, 0.8);
  s.canvas.blob(
      {at.at(0.16, 1.0), at.at(0.18, 1.2), at.at(0.30, 1.26), at.at(0.42, 1.2), at.at(0.44, 1.0)});
  s.canvas.fill(s.lit("#8c5a3a"));
}

void fireplace(Site& s, const Stand& at) {
  const Colour stone = hex("#8a8378");
  s.block(at.box(-0.95, 3.2, 1.9, 3.2), stone);
  for (int i = 0; i < 26; ++i) {
    s.canvas.ellipse(at.at(s.any(-0.85, 0.85), s.any(0.1, 3.0)), s.any(0.10, 0.2) * at.m,
                     s.any(0.05, 0.1) * at.m);
    s.canvas.fill(alpha(i % 2 == 0 ? s.shade(stone) : s.lit(stone), 0.5));
  }
  s.block(at.box(-1.1, 1.32, 2.2, 0.14), walnut);
  s.canvas.rounded(at.box(-0.58, 1.02, 1.16, 1.1), 0.3 * at.m).fill(s.dark("#2a1d18"));
  for (const double x : {-0.25, 0.0, 0.22}) {
    s.canvas.blob({at.at(x - 0.16, 0.10), at.at(x - 0.12, 0.34), at.at(x, 0.62 + 0.2 * x),
                   at.at(x + 0.10, 0.34), at.at(x + 0.16, 0.10)});
    s.canvas.fill(hex(x == 0 ? "#ffd27a" : "#f0883c"));
  }
  s.shine(at.at(0, 0.4), 1.9 * at.m, 1, 0.9);
}

void books(Site& s, const Stand& at) {
  s.block(at.box(-0.75, 2.2, 1.5, 2.2), walnut);
  static constexpr const char* spines[] = {"#7a3b34", "#35506b", "#8a7a4a", "#4a5a44",
                                           "#a8896a", "#5d4660", "#c0b090"};
  for (int shelf = 0; shelf < 5; ++shelf) {
    const double y = 0.10 + 0.42 * shelf;
    s.canvas.rect(at.box(-0.69, y + 0.37, 1.38, 0.37)).fill(s.dark("#3a281c"));
    for (double x = -0.68; x < 0.62;) {
      const double w = s.any(0.04, 0.09), h = s.any(0.24, 0.33);
      if (s.random.chance(0.9))
        s.block(at.box(x, y + h, w * 0.92, h), hex(spines[s.random.below(7)]));
      x += w;
    }
  }
}

void stairs(Site& s, const Stand& at) {
  for (int i = 8; i >= 0; --i) {
    const double h = 0.2 * (i + 1);
    s.block(at.box(-1.2 + 0.27 * i, h, 2.4 - 0.27 * i, h), mix(oak, walnut, 0.1 * i));
    s.canvas.rect(at.box(-1.22 + 0.27 * i, h + 0.02, 0.30, 0.045)).fill(s.lit(pale));
  }
  s.canvas.move(at.at(-1.1, 1.0)).line(at.at(1.1, 2.75)).stroke(s.shade(walnut), 0.07 * at.m);
}

void clock_face(Site& s, const Stand& at) {
  s.canvas.ellipse(at.at(0, 0), 0.24 * at.m, 0.24 * at.m).fill(s.shade(walnut));
  s.canvas.ellipse(at.at(0, 0), 0.20 * at.m, 0.20 * at.m).fill(s.lit("#ede4d0"));
  s.canvas.move(at.at(0, 0)).line(at.at(0.02, 0.15)).stroke(s.dark("#222222"), 0.02 * at.m);
  s.canvas.move(at.at(0, 0)).line(at.at(0.10, -0.04)).stroke(s.dark("#222222"), 0.025 * at.m);
}

void framed(Site& s, const Stand& at) {
  const double w = s.any(0.3, 0.45), h = s.any(0.3, 0.5);
  s.block(at.box(-w - 0.05, h + 0.05, 2 * w + 0.1, 2 * h + 0.1), walnut);
  s.block(at.box(-w, h, 2 * w, 2 * h), hex("#c9bfa8"));
  s.canvas.blob({at.at(-w, -h * 0.2), at.at(-w * 0.3, h * 0.35), at.at(w * 0.2, 0),
                 at.at(w, h * 0.2), at.at(w, -h), at.at(-w, -h)});
  s.canvas.fill(s.shade("#6a7a72"));
}

void mirror(Site& s, const Stand& at) {
  s.canvas.ellipse(at.at(0, 0.1), 0.34 * at.m, 0.50 * at.m).fill(s.shade("#a8895a"));
  s.canvas.ellipse(at.at(0, 0.1), 0.29 * at.m, 0.45 * at.m)
      .fill(mix(s.look.sky_low, s.lit("#b9c4c8"), 0.5));
  s.canvas.brush({at.at(-0.16, 0.25), at.at(0.0, 0.4)}, 0.05 * at.m, alpha(hex("#ffffff"), 0.35));
}

void curtain(Site& s, const Stand& at) {
  for (const double side : {-1.0, 1.0}) {
    for (int i = 0; i < 5; ++i) {
      const double x = side * (0.75 + 0.11 * i);
      s.slab(
          {at.at(x - 0.07, 2.3), at.at(x + 0.07, 2.3), at.at(x + 0.09, 0.2), at.at(x - 0.06, 0.2)},
          i % 2 == 0 ? cloth : darker(cloth, 0.15));
    }
  }
}

void carpet(Site& s, const Stand& at) {
  s.slab({at.at(-1.1, 0.12), at.at(1.1, 0.12), at.at(1.5, -0.22), at.at(-1.5, -0.22)}, cloth);
  s.canvas.polygon({at.at(-0.95, 0.08), at.at(0.95, 0.08), at.at(1.28, -0.17), at.at(-1.28, -0.17)})
      .stroke(s.lit("#d2a860"), 0.03 * at.m);
}

void shelf(Site& s, const Stand& at) {
  for (const double y : {0.25, -0.25}) {
    s.block(at.box(-0.7, y, 1.4, 0.06), oak);
    for (double x = -0.6; x < 0.6; x += s.any(0.16, 0.26)) {
      const double h = s.any(0.12, 0.28), w = s.any(0.08, 0.15);
      s.canvas.rounded(at.box(x, y + h, w, h), 0.04 * at.m)
          .fill(s.random.chance(0.5) ? s.lit("#b9a68a") : s.shade("#6a7f86"));
    }
  }
}

void wardrobe(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.8 * at.m, 0.1 * at.m);
  s.block(at.box(-0.65, 2.1, 1.3, 2.1), walnut);
  for (const double x : {-0.58, 0.04}) s.block(at.box(x, 1.95, 0.54, 1.75), lighter(walnut, 0.07));
  for (const double x : {-0.08, 0.08})
    s.canvas.ellipse(at.at(x, 1.1), 0.03 * at.m, 0.03 * at.m).fill(s.lit("#c9a45c"));
}

void desk(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 1.0 * at.m, 0.14 * at.m);
  s.block(at.box(-0.85, 0.72, 0.5, 0.72), walnut);
  s.block(at.box(0.4, 0.72, 0.45, 0.72), walnut);
  s.block(at.box(-0.95, 0.79, 1.9, 0.08), oak);
  for (int i = 0; i < 4; ++i)
    s.block(at.box(-0.6 + 0.02 * i, 0.83 + 0.03 * i, 0.42, 0.03), hex("#e0d8c4"));
  for (const double y : {0.62, 0.38})
    s.canvas.rect(at.box(-0.80, y, 0.40, 0.2)).stroke(s.dark("#3a281c"), 0.02 * at.m);
}

void piano(Site& s, const Stand& at) {
  const Colour black = hex("#26201f");
  s.cast_shadow(at.at(0, 0), 1.0 * at.m, 0.14 * at.m);
  s.block(at.box(-0.8, 1.25, 1.6, 1.25), black);
  s.block(at.box(-0.85, 0.75, 1.7, 0.10), lighter(black, 0.12));
  s.block(at.box(-0.74, 0.79, 1.48, 0.05), hex("#efe8da"));
  for (double x = -0.70; x < 0.7; x += 0.07)
    s.canvas.rect(at.box(x, 0.79, 0.03, 0.03)).fill(s.dark("#181414"));
}

void sofa(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 1.1 * at.m, 0.14 * at.m);
  s.canvas.rounded(at.box(-1.0, 0.95, 2.0, 0.8), 0.16 * at.m).fill(s.shade(cloth));
  s.canvas.rounded(at.box(-0.88, 0.55, 1.76, 0.42), 0.1 * at.m).fill(s.lit(cloth));
  for (const double x : {-1.08, 0.82})
    s.canvas.rounded(at.box(x, 0.68, 0.28, 0.62), 0.1 * at.m)
        .fill(mix(s.lit(cloth), s.shade(cloth), x < 0 ? 0.3 : 0.8));
}

void folding_screen(Site& s, const Stand& at) {
  for (int i = 0; i < 4; ++i) {
    const double x = -1.0 + 0.5 * i, d = i % 2 == 0 ? 0.06 : -0.06;
    s.slab({at.at(x, 1.75 + d), at.at(x + 0.5, 1.75 - d), at.at(x + 0.5, -d), at.at(x, d)},
           i % 2 == 0 ? hex("#d9cba8") : hex("#c4b48e"));
    s.canvas.brush({at.at(x + 0.08, 0.4), at.at(x + 0.2, 0.9), at.at(x + 0.42, 1.3)}, 0.05 * at.m,
                   s.shade("#5a6a58"));
  }
}

void counter(Site& s, const Stand& at) {
  s.block(at.box(-1.4, 0.95, 2.8, 0.95), oak);
  s.block(at.box(-1.5, 1.02, 3.0, 0.09), pale);
  for (double x = -1.2; x < 1.2; x += 0.28) {
    const double h = s.any(0.14, 0.3);
    s.canvas.rounded(at.box(x, 1.02 + h, 0.12, h), 0.04 * at.m)
        .fill(s.random.chance(0.5) ? s.lit("#86a08c") : s.lit("#c8b48a"));
  }
}

void bench(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 1.0 * at.m, 0.12 * at.m);
  legs(s, at, 0.7, 0.45, walnut);
  for (const double y : {0.50, 0.72, 0.88}) s.block(at.box(-0.9, y, 1.8, 0.09), oak);
}

void instrument(Site& s, const Stand& at) {  // a long zither on its stand
  legs(s, at, 0.55, 0.66, walnut);
  s.slab({at.at(-0.85, 0.80), at.at(0.85, 0.76), at.at(0.85, 0.66), at.at(-0.85, 0.70)},
         hex("#6a3a26"));
  for (int i = 0; i < 5; ++i)
    s.canvas.move(at.at(-0.8, 0.78 - 0.015 * i))
        .line(at.at(0.8, 0.745 - 0.015 * i))
        .stroke(alpha(s.lit("#e8dcc0"), 0.7), 0.01 * at.m);
}

void scroll(Site& s, const Stand& at) {
  s.block(at.box(-0.22, 0.8, 0.44, 1.5), hex("#e2d6ba"));
  s.canvas.brush({at.at(-0.1, 0.5), at.at(0.06, 0.1), at.at(-0.04, -0.4)}, 0.07 * at.m,
                 s.dark("#2a2622"));
  s.canvas.brush({at.at(0.0, 0.3), at.at(0.12, 0.2)}, 0.04 * at.m, s.dark("#2a2622"));
  for (const double y : {0.84, -0.68}) s.block(at.box(-0.27, y, 0.54, 0.06), walnut);
}

}  // namespace

void add_furniture(std::map<std::string, Element, std::less<>>& all) {
  all["table"] = {table, false, false, 1.7, true, true};
  all["chair"] = {chair, false, false, 0.5, true, true};
  all["bed"] = {bed, false, false, 2.1, true, false};
  all["stove"] = {stove, false, false, 1.1, true, false};
  all["fireplace"] = {fireplace, false, false, 2.1, true, false};
  all["books"] = {books, false, false, 1.5, true, false};
  all["stairs"] = {stairs, false, false, 2.4, true, true};
  all["clock"] = {clock_face, true, false, 0.5, true, true};
  all["picture"] = {framed, true, false, 0.9, true, false};
  all["mirror"] = {mirror, true, false, 0.7, true, false};
  all["curtain"] = {curtain, false, false, 2.4, true, false};
  all["carpet"] = {carpet, false, false, 2.6, true, false};
  all["shelf"] = {shelf, true, false, 1.4, true, false};
  all["wardrobe"] = {wardrobe, false, false, 1.3, true, false};
  all["desk"] = {desk, false, false, 1.9, true, false};
  all["piano"] = {piano, false, false, 1.7, true, false};
  all["sofa"] = {sofa, false, false, 2.1, true, false};
  all["folding-screen"] = {folding_screen, false, false, 2.0, true, false};
  all["counter"] = {counter, false, false, 2.9, true, true};
  all["bench"] = {bench, false, false, 1.8, true, true};
  all["guzheng"] = {instrument, false, false, 1.7, true, false};
  all["scroll"] = {scroll, true, false, 0.5, true, false};
}

}  // namespace kuleshov::picture

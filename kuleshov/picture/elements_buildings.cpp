#include <algorithm>
#include <cmath>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

void lighthouse(Site& s, const Stand& at) {
  const Colour white = hex("#e8e4da"), red = hex("#a8443a");
  s.cast_shadow(at.at(0, 0), 2.2 * at.m, 0.2 * at.m);
  s.slab({at.at(-1.5, 0), at.at(-1.0, 11), at.at(1.0, 11), at.at(1.5, 0)}, white);
  for (const double y : {2.2, 6.2}) {
    const double w0 = 1.5 - 0.5 * y / 11, w1 = 1.5 - 0.5 * (y + 1.9) / 11;
    s.slab({at.at(-w0, y), at.at(-w1, y + 1.9), at.at(w1, y + 1.9), at.at(w0, y)}, red);
  }
  for (const double y : {1.6, 4.8, 8.8})
    paint_window(s, at.box(-0.2, y + 0.8, 0.4, 0.8), hex("#5a5048"), lights_on(s) && y < 9);
  s.block(at.box(-1.35, 11.35, 2.7, 0.35), hex("#4a4a50"));
  s.block(at.box(-0.85, 12.9, 1.7, 1.55),
          mix(hex("#a8bcc0"), s.look.lamp, 0.3 + 0.6 * s.look.dark));
  for (const double x : {-0.85, -0.3, 0.25, 0.8})
    s.block(at.box(x, 12.9, 0.07, 1.55), hex("#3a3a40"));
  s.slab({at.at(-1.05, 12.9), at.at(0, 14.0), at.at(1.05, 12.9)}, red);
  s.shine(at.at(0, 12.1), 5.0 * at.m, s.look.dark > 0.2 || s.look.weather == "storm" ? 1.0 : 0.3,
          0.1);
}

void tower(Site& s, const Stand& at) {
  const double half = s.any(1.4, 2.2), high = s.any(9, 16);
  s.block(at.box(-half, high, 2 * half, high),
          s.random.chance(0.5) ? hex("#6d7884") : hex("#7d7068"));
  for (double y = 1.2; y < high - 0.6; y += 1.0) {
    for (double x = -half + 0.3; x < half - 0.4; x += 0.62) {
      const bool on = lights_on(s) && s.random.chance(0.4);
      s.canvas.rect(at.box(x, y + 0.6, 0.38, 0.55))
          .fill(on ? alpha(mix(s.look.lamp, hex("#fff4d8"), s.any(0, 0.5)), 0.95)
                   : alpha(s.dark("#20303c"), 0.7));
    }
  }
}

void pagoda(Site& s, const Stand& at) {
  HouseStyle style;
  style.wall = hex("#a8503a"), style.roof = hex("#3f4a48"), style.pitch = 0.3;
  style.shape = "upturned";
  double y = 0, half = 2.2;
  for (int i = 0; i < 5; ++i) {
    s.block(at.box(-half * 0.75, y + 1.5, half * 1.5, 1.5), style.wall);
    for (const double x : {-0.5, 0.0, 0.5})
      paint_window(s, at.box(x * half - 0.18, y + 1.2, 0.36, 0.8), hex("#3a2a22"), lights_on(s));
    paint_roof(s, {at.x, at.y - y * at.m, at.m}, style, half, 1.6);
    y += 2.1;
    half *= 0.84;
  }
  s.canvas.brush({at.at(0, y), at.at(0, y + 1.6)}, 0.22 * at.m, s.shade("#8a6a3a"));
}

void temple(Site& s, const Stand& at) {
  s.block(at.box(-3.4, 0.5, 6.8, 0.5), hex("#9a948a"));
  s.block(at.box(-2.7, 3.2, 5.4, 2.7), hex("#c8b48a"));
  for (double x = -2.6; x < 2.8; x += 0.86) s.block(at.box(x, 3.2, 0.24, 2.7), hex("#9a3a2c"));
  s.block(at.box(-0.6, 2.6, 1.2, 2.1), hex("#4a2a20"));
  HouseStyle style;
  style.roof = hex("#4a5450"), style.pitch = 0.5, style.shape = "upturned";
  paint_roof(s, at, style, 3.2, 3.3);
  if (lights_on(s)) s.shine(at.at(0, 1.6), 2.0 * at.m, 0.6, 0.2);
}

void gate(Site& s, const Stand& at) {  // a shrine's gate
  for (const double x : {-1.5, 1.3}) s.block(at.box(x, 3.6, 0.26, 3.6), hex("#b8442f"));
  s.block(at.box(-1.9, 3.1, 3.8, 0.25), hex("#b8442f"));
  s.slab({at.at(-2.3, 3.95), at.at(-1.2, 3.75), at.at(1.2, 3.75), at.at(2.3, 3.95), at.at(2.2, 4.2),
          at.at(0, 4.02), at.at(-2.2, 4.2)},
         hex("#5a2a22"));
}

void church(Site& s, const Stand& at) {
  s.block(at.box(-1.2, 4.2, 3.6, 4.2), hex("#a39a8a"));
  s.slab({at.at(-1.4, 4.2), at.at(0.6, 5.9), at.at(2.6, 4.2)}, hex("#544c4a"));
  s.block(at.box(-2.4, 7.5, 1.5, 7.5), hex("#b0a696"));
  s.slab({at.at(-2.55, 7.5), at.at(-1.65, 10.2), at.at(-0.75, 7.5)}, hex("#544c4a"));
  for (const double x : {-0.5, 0.6, 1.7})
    s.canvas.rounded(at.box(x - 0.2, 3.2, 0.4, 1.6), 0.2 * at.m)
        .fill(lights_on(s) ? s.look.lamp : s.dark("#2a3440"));
}

void bridge(Site& s, const Stand& at) {  // an arched stone bridge
  const Colour stone = hex("#9c968a");
  s.canvas.move(at.at(-4.2, 0))
      .curve(at.at(-2.4, 1.0), at.at(-1.4, 2.0), at.at(0, 2.0))
      .curve(at.at(1.4, 2.0), at.at(2.4, 1.0), at.at(4.2, 0));
  s.canvas.line(at.at(1.9, 0))
      .curve(at.at(1.7, 1.35), at.at(0.8, 1.5), at.at(0, 1.5))
      .curve(at.at(-0.8, 1.5), at.at(-1.7, 1.35), at.at(-1.9, 0))
      .close();
  s.canvas.fill_linear(at.at(s.look.key_side * 3, 2), at.at(-s.look.key_side * 3, 0),
                       {{0, s.lit(stone)}, {1, s.shade(stone)}});
  s.canvas
      .smooth({at.at(-4.0, 0.32), at.at(-2.2, 1.45), at.at(0, 2.32), at.at(2.2, 1.45),
               at.at(4.0, 0.32)})
      .stroke(s.lit("#b8b2a4"), 0.14 * at.m);
  for (double x = -3.4; x < 3.5; x += 0.68) {
    const double y = 2.0 - 0.115 * x * x;
    s.canvas.move(at.at(x, y)).line(at.at(x, y + 0.36)).stroke(s.shade(stone), 0.09 * at.m);
  }
}

void arcade(Site& s, const Stand& at) {
  s.block(at.box(-2.6, 4.0, 5.2, 4.0), hex("#c8b69a"));
  for (const double x : {-1.7, 0.0, 1.7})
    s.canvas.rounded(at.box(x - 0.6, 3.0, 1.2, 3.4), 0.6 * at.m).fill(s.dark("#4a4038"));
}

void tent(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 2 * at.m, 0.18 * at.m);
  s.slab({at.at(-1.9, 0), at.at(0, 2.5), at.at(1.9, 0)}, hex("#c9b48a"));
  s.canvas.polygon({at.at(-0.3, 0), at.at(0, 1.9), at.at(0.45, 0)})
      .fill(lights_on(s) ? s.look.lamp : s.dark("#4a3a2a"));
  if (lights_on(s)) s.shine(at.at(0.1, 0.6), 1.4 * at.m, 0.6, 0.4);
}

void stall(Site& s, const Stand& at) {
  for (const double x : {-1.2, 1.12}) s.block(at.box(x, 2.3, 0.08, 2.3), hex("#5a4636"));
  s.block(at.box(-1.3, 0.9, 2.6, 0.9), hex("#7a5a3e"));
  for (int i = 0; i < 8; ++i)
    s.slab({at.at(-1.5 + 0.375 * i, 2.6), at.at(-1.125 + 0.375 * i, 2.6),
            at.at(-1.05 + 0.39 * i, 2.05), at.at(-1.45 + 0.39 * i, 2.05)},
           i % 2 == 0 ? hex("#b5483a") : hex("#e6dcc6"));
  for (int i = 0; i < 16; ++i)
    s.canvas.ellipse(at.at(s.any(-1.1, 1.1), 0.95), 0.1 * at.m, 0.09 * at.m)
        .fill(s.random.chance(0.5) ? s.lit("#d08a3c") : s.lit("#8aa04c"));
  if (lights_on(s)) s.shine(at.at(0, 1.9), 1.6 * at.m, 0.8, 0.2);
}

void statue(Site& s, const Stand& at) {
  s.block(at.box(-0.5, 1.1, 1.0, 1.1), hex("#8d887e"));
  s.canvas.blob({at.at(-0.35, 1.1), at.at(-0.32, 2.0), at.at(-0.14, 2.5), at.at(-0.12, 2.85),
                 at.at(0.12, 2.85), at.at(0.14, 2.5), at.at(0.34, 2.0), at.at(0.36, 1.1)});
  s.canvas.fill_linear(at.at(s.look.key_side * 0.4, 2), at.at(-s.look.key_side * 0.4, 2),
                       {{0, s.lit("#a39e92")}, {1, s.shade("#7d786e")}});
}

void arch_window(Site& s, const Stand& at) {
  paint_window(s, at.box(-0.45, 0.7, 0.9, 1.4), s.house().frame, lights_on(s));
}

void ruin(Site& s, const Stand& at) {
  s.slab({at.at(-2.0, 0), at.at(-2.0, 3.2), at.at(-1.5, 3.6), at.at(-1.0, 2.4), at.at(-0.2, 2.8),
          at.at(0.3, 1.2), at.at(1.0, 1.5), at.at(1.6, 0)},
         hex("#8f887c"));
  s.canvas.rounded(at.box(-1.5, 1.9, 0.7, 1.9), 0.35 * at.m).fill(s.dark("#3a3834"));
}

}  // namespace

void add_buildings(std::map<std::string, Element, std::less<>>& all) {
  all["house"] = {paint_house, false, false, 4.6, false, true};
  all["lighthouse"] = {lighthouse, false, false, 3.6, false, true};
  all["tower"] = {tower, false, false, 4.0, false, true};
  all["pagoda"] = {pagoda, false, false, 5.0, false, true};
  all["temple"] = {temple, false, false, 7.0, false, true};
  all["gate"] = {gate, false, false, 4.4, false, true};
  all["church"] = {church, false, false, 5.2, false, true};
  all["bridge"] = {bridge, false, false, 8.0, false, true};
  all["arcade"] = {arcade, false, false, 5.2, false, true};
  all["tent"] = {tent, false, false, 3.8, false, true};
  all["stall"] = {stall, false, false, 2.8, false, true};
  all["statue"] = {statue, false, false, 1.2, true, true};
  all["facade-window"] = {arch_window, true, false, 1.0, false, true};
  all["ruin"] = {ruin, false, false, 4.0, false, true};
}

}  // namespace kuleshov::picture

#include <algorithm>
#include <cmath>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

bool has(const Site& s, std::string_view word) {
  return s.architecture.find(word) != std::string::npos;
}

struct Style {
  Colour wall, roof, frame;
  double storeys;  // metres to the eaves
  double pitch;    // height of the roof over half its width
  bool upturned;   // eaves that rise at their ends
};

Style style_of(const Site& s) {
  if (has(s, "jiangnan") || has(s, "water-town"))
    return {hex("#e8e4da"), hex("#3c4248"), hex("#5a3a2a"), 3.6, 0.42, true};
  if (has(s, "japan") || has(s, "machiya") || has(s, "edo"))
    return {hex("#8a6a4c"), hex("#474b52"), hex("#4a3426"), 3.2, 0.40, false};
  if (has(s, "siheyuan") || has(s, "beijing") || has(s, "chinese") || has(s, "han"))
    return {hex("#8d8a86"), hex("#55585c"), hex("#8a2f26"), 3.4, 0.44, true};
  if (has(s, "adobe") || has(s, "desert") || has(s, "moroc") || has(s, "arab"))
    return {hex("#c99a6c"), hex("#b58658"), hex("#4f6a72"), 4.2, 0.0, false};
  if (has(s, "modern") || has(s, "glass") || has(s, "tower"))
    return {hex("#8c98a2"), hex("#5a646e"), hex("#39424c"), 9.0, 0.0, false};
  if (has(s, "tenement") || has(s, "brick") || has(s, "industrial"))
    return {hex("#8d5546"), hex("#4a4448"), hex("#d0c6b4"), 7.5, 0.10, false};
  if (has(s, "nordic") || has(s, "timber") || has(s, "wood"))
    return {hex("#8a3f34"), hex("#3f4248"), hex("#e8e0d0"), 3.4, 0.8, false};
  if (has(s, "mediterr") || has(s, "italian") || has(s, "spanish"))
    return {hex("#dcc09a"), hex("#b0603f"), hex("#52706a"), 5.5, 0.25, false};
  return {hex("#b5aa98"), hex("#5c5450"), hex("#e6dfd0"), 3.6, 0.62, false};  // a stone cottage
}

void window_at(Site& s, const Box& b, const Colour& frame, bool lit) {
  s.canvas.rect({b.x - b.w * 0.1, b.y - b.h * 0.06, b.w * 1.2, b.h * 1.14}).fill(s.lit(frame));
  const Colour dark = s.look.away(mix(s.look.sky_low, hex("#1d2630"), 0.7), s.distance);
  s.canvas.rect(b).fill(lit ? mix(s.look.lamp, hex("#fff2cc"), 0.2) : dark);
  s.canvas.move({b.x + b.w / 2, b.y})
      .line({b.x + b.w / 2, b.y + b.h})
      .move({b.x, b.y + b.h * 0.45})
      .line({b.x + b.w, b.y + b.h * 0.45});
  s.canvas.stroke(s.shade(frame), b.w * 0.08);
  if (!lit) return;
  s.canvas.glow(b.centre(), b.w * 1.8, b.h * 1.5, alpha(s.look.lamp, 0.30));
  if (s.distance < 0.5) s.lights.push_back({b.centre(), b.w * 1.2, s.look.lamp, 0.15});
}

bool lights_on(const Site& s) {
  return s.look.dark > 0.3 || s.look.weather == "storm" || s.look.weather == "fog";
}

void roof(Site& s, const Stand& at, const Style& style, double half, double eaves) {
  const double top = eaves + style.pitch * half, over = half + 0.35;
  if (style.pitch <= 0.01) {
    s.block(at.box(-half - 0.06, eaves + 0.25, 2 * half + 0.12, 0.3), style.roof);
    return;
  }
  const double lift = style.upturned ? 0.35 : 0;
  s.canvas.move(at.at(-over - lift * 0.4, eaves - 0.1 + lift))
      .curve(at.at(-over * 0.7, eaves + 0.02), at.at(-half * 0.45, eaves + 0.4 * (top - eaves)),
             at.at(-half * 0.3, top));
  s.canvas.line(at.at(half * 0.3, top))
      .curve(at.at(half * 0.45, eaves + 0.4 * (top - eaves)), at.at(over * 0.7, eaves + 0.02),
             at.at(over + lift * 0.4, eaves - 0.1 + lift));
  s.canvas.line(at.at(over, eaves - 0.18)).line(at.at(-over, eaves - 0.18)).close();
  const double k = -s.look.key_side;
  s.canvas.fill_linear(at.at(-k * half, top), at.at(k * half, eaves),
                       {{0, s.lit(lighter(style.roof, s.look.weather == "snow" ? 0.8 : 0.08))},
                        {1, s.shade(style.roof)}});
  for (double x = -half * 0.9; x < half; x += 0.22) {
    s.canvas.move(at.at(x * 0.42, top - 0.03))
        .line(at.at(x * 1.12, eaves - 0.12))
        .stroke(alpha(s.dark("#2c2c30"), 0.35), 0.03 * at.m);
  }
  s.canvas.move(at.at(-half * 0.33, top))
      .line(at.at(half * 0.33, top))
      .stroke(s.dark("#2c2c30"), 0.12 * at.m);
}

void house(Site& s, const Stand& at) {
  const Style style = style_of(s);
  const double half = s.any(1.7, 2.4), eaves = style.storeys * s.any(0.85, 1.15);
  s.block(at.box(-half, eaves, 2 * half, eaves), style.wall);
  for (int i = 0; i < 10; ++i) {  // weather on the wall
    s.canvas.brush({at.at(s.any(-half, half) * 0.95, s.any(0.3, eaves)),
                    at.at(s.any(-half, half) * 0.95, s.any(0.2, eaves))},
                   0.10 * at.m, alpha(s.shade(style.wall), 0.16));
  }
  const int rows = std::max(1, static_cast<int>(eaves / 2.4)), columns = half > 2 ? 3 : 2;
  for (int row = 0; row < rows; ++row) {
    for (int c = 0; c < columns; ++c) {
      const double x = -half + (2 * half) * (c + 0.5) / columns, y = 2.0 + row * 2.4;
      if (row == 0 && c == columns / 2) continue;
      window_at(s, at.box(x - 0.32, std::min(y, eaves - 0.3), 0.64, 0.95), style.frame,
                lights_on(s) && s.random.chance(0.55));
    }
  }
  s.block(at.box(-0.45, 2.0, 0.9, 2.0), darker(style.frame, 0.25));
  s.canvas.rect(at.box(-0.37, 1.92, 0.74, 1.9)).fill(s.shade(darker(style.frame, 0.45)));
  roof(s, at, style, half, eaves);
  if (style.upturned || style.pitch < 0.2) return;
  s.block(at.box(half * 0.4, eaves + style.pitch * half + 0.3, 0.4, 0.9), darker(style.wall, 0.25));
}

void lighthouse(Site& s, const Stand& at) {
  const Colour white = hex("#e8e4da"), red = hex("#a8443a");
  s.cast_shadow(at.at(0, 0), 2.2 * at.m, 0.2 * at.m);
  s.slab({at.at(-1.5, 0), at.at(-1.0, 11), at.at(1.0, 11), at.at(1.5, 0)}, white);
  for (const double y : {2.2, 6.2}) {
    const double w0 = 1.5 - 0.5 * y / 11, w1 = 1.5 - 0.5 * (y + 1.9) / 11;
    s.slab({at.at(-w0, y), at.at(-w1, y + 1.9), at.at(w1, y + 1.9), at.at(w0, y)}, red);
  }
  for (const double y : {1.6, 4.8, 8.8})
    window_at(s, at.box(-0.2, y + 0.8, 0.4, 0.8), hex("#5a5048"), lights_on(s) && y < 9);
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
  Style style{hex("#a8503a"), hex("#3f4a48"), hex("#6a2f24"), 0, 0.3, true};
  double y = 0, half = 2.2;
  for (int i = 0; i < 5; ++i) {
    s.block(at.box(-half * 0.75, y + 1.5, half * 1.5, 1.5), style.wall);
    for (const double x : {-0.5, 0.0, 0.5})
      window_at(s, at.box(x * half - 0.18, y + 1.2, 0.36, 0.8), hex("#3a2a22"), lights_on(s));
    roof(s, {at.x, at.y - y * at.m, at.m}, style, half, 1.6);
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
  roof(s, at, {hex("#c8b48a"), hex("#4a5450"), hex("#9a3a2c"), 3.2, 0.5, true}, 3.2, 3.3);
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
  window_at(s, at.box(-0.45, 0.7, 0.9, 1.4), style_of(s).frame, lights_on(s));
}

void ruin(Site& s, const Stand& at) {
  s.slab({at.at(-2.0, 0), at.at(-2.0, 3.2), at.at(-1.5, 3.6), at.at(-1.0, 2.4), at.at(-0.2, 2.8),
          at.at(0.3, 1.2), at.at(1.0, 1.5), at.at(1.6, 0)},
         hex("#8f887c"));
  s.canvas.rounded(at.box(-1.5, 1.9, 0.7, 1.9), 0.35 * at.m).fill(s.dark("#3a3834"));
}

}  // namespace

void add_buildings(std::map<std::string, Element, std::less<>>& all) {
  all["house"] = {house, false, false, 4.6, false, true};
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

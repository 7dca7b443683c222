#include <cmath>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

const Colour brass = hex("#b08d4f"), iron = hex("#2e2e34");

Colour flame(const Site& s) { return lighter(s.look.lamp, 0.45); }

void lamp(Site& s, const Stand& at) {  // an oil lamp on a bracket or a small table
  s.shine(at.at(0, 1.15), 1.5 * at.m, 0.95, 0.35);
  s.block(at.box(-0.22, 0.74, 0.44, 0.05), hex("#5a3d2a"));
  s.block(at.box(-0.04, 0.70, 0.08, 0.70), hex("#5a3d2a"));
  s.canvas.ellipse(at.at(0, 0.82), 0.11 * at.m, 0.08 * at.m).fill(s.lit(brass));
  s.canvas.blob({at.at(-0.07, 0.90), at.at(-0.11, 1.06), at.at(-0.05, 1.26), at.at(0.05, 1.26),
                 at.at(0.11, 1.06), at.at(0.07, 0.90)});
  s.canvas.fill(alpha(flame(s), 0.75));
  s.canvas.blob({at.at(-0.03, 0.94), at.at(0, 1.14), at.at(0.03, 0.94)}).fill(hex("#fff3d0"));
}

void hanging_lamp(Site& s, const Stand& at) {
  s.canvas.move(at.at(0, 2)).line(at.at(0, 0.2)).stroke(s.dark("#222222"), 0.02 * at.m);
  s.shine(at.at(0, -0.05), 2.0 * at.m, 0.95, 0.15);
  s.canvas.polygon({at.at(-0.08, 0.22), at.at(0.08, 0.22), at.at(0.32, 0), at.at(-0.32, 0)})
      .fill(s.shade("#3f4a46"));
  s.canvas.ellipse(at.at(0, -0.01), 0.16 * at.m, 0.06 * at.m).fill(flame(s));
}

void lantern(Site& s, const Stand& at) {          // paper, red or cream, hung
  const double cord = s.look.interior ? 1.2 : 6;  // outside it comes from above the frame
  s.canvas.move(at.at(0, cord)).line(at.at(0, 0.3)).stroke(s.dark("#2a1a14"), 0.015 * at.m);
  const Colour paper = mix(hex("#c8452f"), s.look.lamp, 0.25 + 0.35 * s.look.dark);
  s.shine(at.at(0, 0.05), 1.1 * at.m, 0.8, 0.3);
  s.canvas.ellipse(at.at(0, 0.05), 0.22 * at.m, 0.26 * at.m).fill(paper);
  s.canvas.ellipse(at.at(0, 0.05), 0.12 * at.m, 0.24 * at.m).fill(alpha(flame(s), 0.45));
  for (const double x : {-0.12, 0.0, 0.12}) {
    s.canvas.move(at.at(x, 0.29))
        .curve(at.at(x * 1.9, 0.15), at.at(x * 1.9, -0.05), at.at(x, -0.19))
        .stroke(alpha(hex("#6a1a12"), 0.5), 0.012 * at.m);
  }
  for (const double y : {0.31, -0.20}) s.block(at.box(-0.09, y + 0.03, 0.18, 0.05), iron);
  s.canvas.move(at.at(0, -0.24)).line(at.at(0, -0.45)).stroke(s.lit("#c9a45c"), 0.03 * at.m);
}

void candle(Site& s, const Stand& at) {
  s.shine(at.at(0, 1.12), 0.9 * at.m, 0.85, 0.6);
  s.block(at.box(-0.2, 0.78, 0.4, 0.06), hex("#5a3d2a"));
  s.block(at.box(-0.03, 0.74, 0.06, 0.74), hex("#5a3d2a"));
  for (const double x : {-0.10, 0.0, 0.10}) {
    const double h = 0.18 + 0.6 * std::abs(x);
    s.block(at.box(x - 0.03, 0.78 + h, 0.06, h), hex("#ece2c8"));
    s.canvas.blob({at.at(x - 0.02, 0.80 + h), at.at(x, 0.92 + h), at.at(x + 0.02, 0.80 + h)})
        .fill(hex("#fff0c4"));
  }
}

void streetlamp(Site& s, const Stand& at) {
  s.shine(at.at(0, 3.35), 2.0 * at.m, s.look.dark > 0.3 ? 1 : 0.25, 0.08);
  s.block(at.box(-0.05, 3.2, 0.10, 3.2), iron);
  s.block(at.box(-0.14, 0.3, 0.28, 0.3), iron);
  s.canvas.polygon({at.at(-0.18, 3.55), at.at(0.18, 3.55), at.at(0.12, 3.15), at.at(-0.12, 3.15)})
      .fill(s.look.dark > 0.3 ? flame(s) : s.lit("#b9c4c4"));
  s.canvas.polygon({at.at(-0.24, 3.55), at.at(0, 3.80), at.at(0.24, 3.55)}).fill(s.shade(iron));
}

void neon(Site& s, const Stand& at) {
  const Colour glow = s.random.chance(0.5) ? hex("#ff5d8f") : hex("#4fd6e0");
  s.block(at.box(-0.45, 0.7, 0.9, 1.3), hex("#1a1c26"));
  s.canvas.rounded(at.box(-0.36, 0.6, 0.72, 1.1), 0.1 * at.m).stroke(glow, 0.05 * at.m);
  for (const double y : {0.35, 0.1, -0.15})
    s.canvas.move(at.at(-0.2, y))
        .line(at.at(0.2, y + 0.04))
        .stroke(lighter(glow, 0.4), 0.05 * at.m);
  s.canvas.glow(at.at(0, 0.1), 1.2 * at.m, 1.2 * at.m, alpha(glow, 0.35));
  s.lights.push_back({at.at(0, 0.1), 0.9 * at.m, glow, 0.15});
}

void screen_panel(Site& s, const Stand& at) {
  const Colour glow = hex("#5fc4d6");
  s.block(at.box(-0.62, 0.5, 1.24, 0.9), hex("#23282f"));
  s.block(at.box(-0.55, 0.43, 1.10, 0.76), hex("#0f2a36"));
  for (int i = 0; i < 6; ++i)
    s.canvas.rect(at.box(-0.48, 0.34 - 0.11 * i, s.any(0.2, 0.9), 0.03)).fill(alpha(glow, 0.75));
  s.canvas.glow(at.at(0, 0.1), 1.0 * at.m, 0.8 * at.m, alpha(glow, 0.28));
  s.lights.push_back({at.at(0, 0.1), 0.8 * at.m, glow, 0.12});
}

void great_lamp(Site& s, const Stand& at) {  // a lighthouse's lens
  const Colour glass = mix(hex("#bfd8d0"), s.look.lamp, 0.35);
  s.block(at.box(-0.55, 0.7, 1.1, 0.7), iron);
  s.block(at.box(-0.7, 0.8, 1.4, 0.12), brass);
  s.shine(at.at(0, 1.7), 3.0 * at.m, 1, 0.2);
  for (int i = 0; i < 7; ++i) {
    const double y = 0.85 + 0.25 * i, w = 0.62 - 0.03 * (i - 3) * (i - 3);
    s.canvas.rounded(at.box(-w, y + 0.23, 2 * w, 0.21), 0.08 * at.m)
        .fill(alpha(mix(glass, i % 2 == 0 ? hex("#ffffff") : s.look.lamp, 0.3), 0.85));
    s.canvas.move(at.at(-w, y)).line(at.at(w, y)).stroke(alpha(s.shade(brass), 0.9), 0.03 * at.m);
  }
  s.canvas.ellipse(at.at(0, 1.72), 0.22 * at.m, 0.32 * at.m).fill(hex("#fff6dc"));
  for (const double x : {-0.66, 0.62}) s.block(at.box(x, 2.7, 0.05, 1.95), brass);
  s.canvas.polygon({at.at(-0.7, 2.65), at.at(0.7, 2.65), at.at(0.3, 2.95), at.at(-0.3, 2.95)})
      .fill(s.shade(brass));
}

void incense(Site& s, const Stand& at) {
  s.canvas.blob({at.at(-0.24, 0.55), at.at(0.24, 0.55), at.at(0.18, 0.30), at.at(-0.18, 0.30)})
      .fill(s.shade("#7a5a34"));
  for (const double x : {-0.08, 0.0, 0.08}) {
    s.canvas.move(at.at(x, 0.55)).line(at.at(x * 1.4, 0.9)).stroke(s.lit("#8a3a2a"), 0.015 * at.m);
    s.canvas.ellipse(at.at(x * 1.4, 0.91), 0.018 * at.m, 0.018 * at.m).fill(hex("#ff9a5a"));
  }
  s.canvas.brush({at.at(0, 0.95), at.at(0.12, 1.4), at.at(-0.08, 1.8), at.at(0.1, 2.3)},
                 0.10 * at.m, alpha(s.lit("#d8d4cc"), 0.35));
  s.block(at.box(-0.3, 0.3, 0.6, 0.3), hex("#6a2f24"));
}

}  // namespace

void add_lights(std::map<std::string, Element, std::less<>>& all) {
  all["lamp"] = {lamp, false, false, 0.6, true, true};
  all["hanging-lamp"] = {hanging_lamp, false, true, 0.7, true, false};
  all["lantern"] = {lantern, false, true, 0.5, true, true};
  all["candle"] = {candle, false, false, 0.5, true, false};
  all["streetlamp"] = {streetlamp, false, false, 0.6, false, true};
  all["neon"] = {neon, true, false, 0.9, true, true};
  all["screen"] = {screen_panel, true, false, 1.3, true, false};
  all["great-lamp"] = {great_lamp, false, false, 1.5, true, false};
  all["incense"] = {incense, false, false, 0.6, true, true};
}

}  // namespace kuleshov::picture

#include <cmath>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

const Colour steel = hex("#6d7882"), dark_steel = hex("#3a424a"), glow_blue = hex("#5fc4d6");

void console(Site& s, const Stand& at) {
  s.slab({at.at(-1.3, 0), at.at(-1.2, 0.85), at.at(1.2, 0.85), at.at(1.3, 0)}, dark_steel);
  s.slab({at.at(-1.25, 0.85), at.at(-1.1, 1.15), at.at(1.1, 1.15), at.at(1.25, 0.85)}, steel);
  for (int i = 0; i < 22; ++i) {
    const Colour c = i % 5 == 0 ? hex("#e0a458") : i % 3 == 0 ? hex("#d0605a") : glow_blue;
    s.canvas.rect(at.box(s.any(-1.05, 1.0), s.any(0.9, 1.12), 0.08, 0.045)).fill(alpha(c, 0.9));
  }
  s.canvas.glow(at.at(0, 1.05), 1.3 * at.m, 0.5 * at.m, alpha(glow_blue, 0.22));
  s.lights.push_back({at.at(0, 1.1), 0.8 * at.m, glow_blue, 0.2});
}

void pipes(Site& s, const Stand& at) {
  for (int i = 0; i < 4; ++i) {
    const double x = -0.6 + 0.38 * i, w = 0.12 + 0.03 * (i % 2);
    s.block(at.box(x, 3.4, w, 3.4), i % 2 == 0 ? hex("#8a5a44") : steel);
    for (double y = 0.5; y < 3.2; y += 1.1)
      s.block(at.box(x - 0.03, y + 0.12, w + 0.06, 0.12), dark_steel);
  }
}

void radio(Site& s, const Stand& at) {
  s.block(at.box(-0.5, 0.74, 1.0, 0.06), hex("#5a3d2a"));
  s.block(at.box(-0.42, 0.70, 0.08, 0.70), hex("#5a3d2a"));
  s.block(at.box(0.34, 0.70, 0.08, 0.70), hex("#5a3d2a"));
  s.canvas.rounded(at.box(-0.34, 1.16, 0.68, 0.42), 0.06 * at.m).fill(s.lit("#7a5236"));
  s.canvas.ellipse(at.at(-0.14, 0.95), 0.13 * at.m, 0.13 * at.m).fill(s.dark("#2c2018"));
  s.canvas.rect(at.box(0.04, 1.08, 0.24, 0.12)).fill(mix(s.look.lamp, hex("#fff0c8"), 0.2));
  s.lights.push_back({at.at(0.16, 1.02), 0.5 * at.m, s.look.lamp, 0.1});
}

void crane(Site& s, const Stand& at) {
  const Colour paint = hex("#b08a3c");
  s.canvas.move(at.at(-0.6, 0))
      .line(at.at(0, 9))
      .line(at.at(0.6, 0))
      .move(at.at(0, 9))
      .line(at.at(6, 11))
      .move(at.at(0, 9))
      .line(at.at(-2.4, 9.6))
      .stroke(s.shade(paint), 0.20 * at.m);
  s.canvas.move(at.at(5.2, 10.7)).line(at.at(5.2, 6)).stroke(s.dark("#222222"), 0.04 * at.m);
}

void dish(Site& s, const Stand& at) {
  s.block(at.box(-0.15, 2.2, 0.3, 2.2), dark_steel);
  s.canvas.ellipse(at.at(0, 3.2), 1.6 * at.m, 0.9 * at.m, -0.5).fill(s.lit("#c0c6c8"));
  s.canvas.ellipse(at.at(0.12, 3.25), 1.35 * at.m, 0.66 * at.m, -0.5).fill(s.shade("#8d969c"));
  s.canvas.move(at.at(0, 3.2)).line(at.at(0.9, 4.6)).stroke(s.shade(steel), 0.06 * at.m);
}

void pod(Site& s, const Stand& at) {  // a sleeper's capsule
  s.canvas.rounded(at.box(-0.55, 2.2, 1.1, 2.2), 0.5 * at.m).fill(s.shade(steel));
  s.canvas.rounded(at.box(-0.40, 2.0, 0.8, 1.7), 0.38 * at.m)
      .fill(mix(glow_blue, hex("#dff4f4"), 0.25));
  s.canvas
      .blob({at.at(-0.18, 0.5), at.at(-0.22, 1.2), at.at(-0.1, 1.6), at.at(0.1, 1.6),
             at.at(0.22, 1.2), at.at(0.18, 0.5)})
      .fill(alpha(hex("#2a4a58"), 0.6));
  s.canvas.glow(at.at(0, 1.2), 1.2 * at.m, 1.4 * at.m, alpha(glow_blue, 0.25));
  s.lights.push_back({at.at(0, 1.2), 0.9 * at.m, glow_blue, 0.3});
}

void monitor_cart(Site& s, const Stand& at) {  // beside a hospital bed
  s.block(at.box(-0.04, 1.2, 0.08, 1.2), steel);
  s.block(at.box(-0.3, 1.6, 0.6, 0.45), dark_steel);
  s.canvas.rect(at.box(-0.25, 1.55, 0.5, 0.34)).fill(hex("#0c2420"));
  s.canvas.move(at.at(-0.24, 1.36))
      .line(at.at(-0.1, 1.36))
      .line(at.at(-0.05, 1.5))
      .line(at.at(0.0, 1.26))
      .line(at.at(0.05, 1.36))
      .line(at.at(0.24, 1.36))
      .stroke(hex("#6fe0a0"), 0.02 * at.m);
  s.canvas.move(at.at(0.5, 0)).line(at.at(0.5, 2.0)).stroke(s.lit(steel), 0.035 * at.m);
  s.canvas.rounded(at.box(0.40, 2.0, 0.2, 0.34), 0.06 * at.m).fill(alpha(s.lit("#dfe8ea"), 0.85));
}

void telephone_box(Site& s, const Stand& at) {
  s.block(at.box(-0.5, 2.5, 1.0, 2.5), hex("#a03a32"));
  s.canvas.rect(at.box(-0.38, 2.1, 0.76, 1.9))
      .fill(s.look.dark > 0.3 ? mix(s.look.lamp, hex("#fff0cc"), 0.2) : s.shade("#8aa0a8"));
  for (const double x : {-0.13, 0.12})
    s.canvas.move(at.at(x, 0.2)).line(at.at(x, 2.1)).stroke(s.shade("#7a2a24"), 0.035 * at.m);
  if (s.look.dark > 0.3) s.shine(at.at(0, 1.6), 1.2 * at.m, 0.6, 0.05);
}

void sign(Site& s, const Stand& at) {
  s.block(at.box(-0.05, 2.0, 0.1, 2.0), dark_steel);
  s.block(at.box(-0.7, 2.6, 1.4, 0.55), hex("#35506b"));
  for (const double y : {2.42, 2.26})
    s.canvas.rect(at.box(-0.5, y, s.any(0.6, 1.0), 0.08)).fill(s.lit("#e8e4d8"));
}

void laundry(Site& s, const Stand& at) {
  s.canvas.smooth({at.at(-2.2, 3.2), at.at(0, 2.95), at.at(2.2, 3.2)})
      .stroke(s.dark("#333333"), 0.02 * at.m);
  static constexpr const char* cloths[] = {"#d8d0c0", "#8a4a44", "#5a7a8a", "#c9a45c"};
  for (int i = 0; i < 6; ++i)
    s.block(at.box(-1.9 + 0.64 * i, 3.0, 0.48, s.any(0.5, 0.9)), hex(cloths[s.random.below(4)]));
}

void flag(Site& s, const Stand& at) {
  s.block(at.box(-0.04, 4.2, 0.08, 4.2), steel);
  s.canvas.move(at.at(0.04, 4.1))
      .curve(at.at(0.6, 4.3), at.at(0.9, 3.8), at.at(1.6, 4.05))
      .line(at.at(1.6, 3.2))
      .curve(at.at(0.9, 2.95), at.at(0.6, 3.45), at.at(0.04, 3.25))
      .close()
      .fill(s.lit("#a8443a"));
}

void umbrella(Site& s, const Stand& at) {
  s.canvas.move(at.at(0, 0)).line(at.at(0, 2.1)).stroke(s.shade("#5a4636"), 0.04 * at.m);
  s.canvas.move(at.at(-1.0, 1.75))
      .curve(at.at(-0.6, 2.5), at.at(0.6, 2.5), at.at(1.0, 1.75))
      .curve(at.at(0.5, 1.9), at.at(-0.5, 1.9), at.at(-1.0, 1.75))
      .close()
      .fill(s.lit("#b8543f"));
}

}  // namespace

void add_machines(std::map<std::string, Element, std::less<>>& all) {
  all["console"] = {console, false, false, 2.6, true, false};
  all["pipes"] = {pipes, false, false, 1.6, true, true};
  all["radio"] = {radio, false, false, 1.0, true, false};
  all["crane"] = {crane, false, false, 3, false, true};
  all["antenna"] = {dish, false, false, 2.6, false, true};
  all["pod"] = {pod, false, false, 1.2, true, false};
  all["monitor"] = {monitor_cart, false, false, 1.2, true, false};
  all["phone-box"] = {telephone_box, false, false, 1.0, false, true};
  all["sign"] = {sign, false, false, 1.4, true, true};
  all["laundry"] = {laundry, false, false, 4.4, false, true};
  all["flag"] = {flag, false, false, 1.6, false, true};
  all["umbrella"] = {umbrella, false, false, 2.0, false, true};
}

}  // namespace kuleshov::picture

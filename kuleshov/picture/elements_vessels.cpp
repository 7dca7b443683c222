#include <cmath>

#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

void boat(Site& s, const Stand& at) {  // a fishing boat
  s.canvas.glow(at.at(0, -0.12), 2.4 * at.m, 0.25 * at.m, alpha(s.dark("#20303a"), 0.6));
  s.block(at.box(-0.3, 1.9, 0.9, 1.0), hex("#e2dccc"));
  s.canvas.rect(at.box(-0.15, 1.7, 0.6, 0.4))
      .fill(s.look.dark > 0.3 ? s.look.lamp : s.dark("#2a3a44"));
  s.canvas.move(at.at(-2.0, 1.05))
      .curve(at.at(-1.0, 0.75), at.at(1.0, 0.7), at.at(2.2, 1.25))
      .line(at.at(1.7, 0))
      .line(at.at(-1.7, 0))
      .close();
  s.canvas.fill_linear(at.at(s.look.key_side * 2, 1), at.at(-s.look.key_side * 2, 0),
                       {{0, s.lit("#3f6a72")}, {1, s.shade("#2c4a54")}});
  s.canvas.smooth({at.at(-2.0, 1.05), at.at(0, 0.76), at.at(2.2, 1.25)})
      .stroke(s.lit("#d8cdb4"), 0.08 * at.m);
  s.canvas.move(at.at(-0.9, 0.8)).line(at.at(-0.9, 3.4)).stroke(s.shade("#6a5040"), 0.07 * at.m);
  s.canvas.move(at.at(-0.9, 3.3))
      .line(at.at(1.9, 1.2))
      .move(at.at(-0.9, 3.3))
      .line(at.at(-1.9, 1.05))
      .stroke(alpha(s.dark("#2a2a2a"), 0.7), 0.02 * at.m);
}

void sampan(Site& s, const Stand& at) {  // a covered boat of the canals
  s.canvas.glow(at.at(0, -0.1), 2.2 * at.m, 0.2 * at.m, alpha(s.dark("#20303a"), 0.55));
  s.canvas.move(at.at(-2.3, 0.6))
      .curve(at.at(-1.0, 0.2), at.at(1.0, 0.2), at.at(2.3, 0.65))
      .line(at.at(1.6, 0))
      .line(at.at(-1.6, 0))
      .close()
      .fill(s.shade("#5a4434"));
  s.canvas.move(at.at(-0.9, 0.35))
      .curve(at.at(-0.9, 1.35), at.at(0.8, 1.35), at.at(0.8, 0.35))
      .close();
  s.canvas.fill_linear(at.at(s.look.key_side, 1), at.at(-s.look.key_side, 0.3),
                       {{0, s.lit("#8a7a5a")}, {1, s.shade("#5a4c38")}});
  for (const double x : {-0.6, -0.3, 0.0, 0.3, 0.55})
    s.canvas.move(at.at(x, 0.4))
        .line(at.at(x * 0.95, 1.05))
        .stroke(alpha(s.dark("#3a3024"), 0.5), 0.03 * at.m);
  if (s.look.dark > 0.3) s.shine(at.at(-1.1, 0.6), 0.9 * at.m, 0.8, 0.3);
}

void ship(Site& s, const Stand& at) {
  s.slab({at.at(-6, 1.8), at.at(6.4, 2.2), at.at(5.2, 0), at.at(-5.4, 0)}, hex("#3a4650"));
  s.block(at.box(-4.2, 4.4, 3.0, 2.5), hex("#d6d2c6"));
  s.block(at.box(-2.8, 6.2, 0.9, 1.8), hex("#a8443a"));
  for (double x = -4.0; x < -1.3; x += 0.5)
    s.canvas.rect(at.box(x, 3.9, 0.28, 0.3))
        .fill(s.look.dark > 0.3 ? s.look.lamp : s.dark("#2a3a44"));
  for (const double x : {1.0, 3.2})
    s.canvas.move(at.at(x, 2.1))
        .line(at.at(x + 0.2, 5.0))
        .line(at.at(x + 1.4, 2.3))
        .stroke(s.shade("#6a6a64"), 0.08 * at.m);
}

void crates(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.9 * at.m, 0.12 * at.m);
  const auto crate = [&](double x, double y, double w) {
    s.block(at.box(x, y + w, w, w), hex("#8a6a48"));
    s.canvas.rect(at.box(x + 0.04, y + w - 0.04, w - 0.08, w - 0.08))
        .stroke(s.dark("#4a3626"), 0.04 * at.m);
    s.canvas.move(at.at(x + 0.05, y + 0.05))
        .line(at.at(x + w - 0.05, y + w - 0.05))
        .stroke(s.dark("#4a3626"), 0.05 * at.m);
  };
  crate(-0.8, 0, 0.75);
  crate(0.0, 0, 0.65);
  crate(-0.5, 0.75, 0.6);
}

void barrel(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.45 * at.m, 0.08 * at.m);
  s.canvas.blob({at.at(-0.28, 0), at.at(-0.36, 0.45), at.at(-0.28, 0.9), at.at(0.28, 0.9),
                 at.at(0.36, 0.45), at.at(0.28, 0)});
  s.canvas.fill_linear(at.at(s.look.key_side * 0.35, 0.5), at.at(-s.look.key_side * 0.35, 0.5),
                       {{0, s.lit("#8a6844")}, {1, s.shade("#5a4230")}});
  for (const double y : {0.18, 0.7})
    s.canvas.rect(at.box(-0.35, y + 0.06, 0.70, 0.06)).fill(s.dark("#2e2c2a"));
}

void rope(Site& s, const Stand& at) {
  for (int i = 0; i < 4; ++i)
    s.canvas.ellipse(at.at(0, 0.06 + 0.07 * i), (0.42 - 0.03 * i) * at.m, 0.10 * at.m)
        .stroke(i % 2 == 0 ? s.lit("#b8a074") : s.shade("#8a7650"), 0.07 * at.m);
}

void net(Site& s, const Stand& at) {
  for (const double x : {-1.2, 1.2}) s.block(at.box(x - 0.05, 2.2, 0.1, 2.2), hex("#5a4636"));
  for (int i = 0; i < 12; ++i) {
    const double x = -1.2 + 0.2 * i;
    s.canvas.smooth({at.at(x, 2.1), at.at(x + 0.1, 1.4), at.at(x * 0.9, 0.5)})
        .stroke(alpha(s.shade("#7d8a74"), 0.7), 0.02 * at.m);
    s.canvas
        .smooth(
            {at.at(-1.2, 2.1 - 0.14 * i), at.at(0, 1.85 - 0.14 * i), at.at(1.2, 2.1 - 0.14 * i)})
        .stroke(alpha(s.shade("#7d8a74"), 0.6), 0.02 * at.m);
  }
}

void bollard(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 0.3 * at.m, 0.06 * at.m);
  s.block(at.box(-0.14, 0.5, 0.28, 0.5), hex("#3a3c42"));
  s.canvas.ellipse(at.at(0, 0.52), 0.22 * at.m, 0.10 * at.m).fill(s.lit("#50545c"));
}

void car(Site& s, const Stand& at) {
  s.cast_shadow(at.at(0, 0), 2.2 * at.m, 0.14 * at.m);
  const Colour body = s.random.chance(0.5) ? hex("#7a3a34") : hex("#3f5668");
  s.canvas.blob({at.at(-2.0, 0.35), at.at(-1.95, 0.8), at.at(-1.0, 0.95), at.at(-0.6, 1.45),
                 at.at(0.7, 1.45), at.at(1.2, 0.95), at.at(2.0, 0.8), at.at(2.0, 0.35)});
  s.canvas.fill_linear(at.at(0, 1.4), at.at(0, 0.3),
                       {{0, s.lit(lighter(body, 0.15))}, {1, s.shade(body)}});
  s.canvas.polygon({at.at(-0.85, 0.95), at.at(-0.5, 1.34), at.at(0.02, 1.34), at.at(0.02, 0.95)})
      .fill(s.dark("#2a3a44"));
  s.canvas.polygon({at.at(0.1, 0.95), at.at(0.1, 1.34), at.at(0.62, 1.34), at.at(1.0, 0.95)})
      .fill(s.dark("#2a3a44"));
  for (const double x : {-1.25, 1.25})
    s.canvas.ellipse(at.at(x, 0.3), 0.32 * at.m, 0.32 * at.m).fill(s.dark("#1c1c1e"));
  if (s.look.dark > 0.3) s.shine(at.at(2.0, 0.65), 0.9 * at.m, 0.8, 0.05);
}

void train(Site& s, const Stand& at) {
  for (int i = -2; i <= 2; ++i) {
    s.block(at.box(i * 4.6 - 2.2, 3.2, 4.4, 2.7), hex("#3f5a52"));
    s.block(at.box(i * 4.6 - 2.2, 1.35, 4.4, 0.25), hex("#c9a45c"));
    for (double x = -1.9; x < 1.6; x += 0.95)
      s.canvas.rounded(at.box(i * 4.6 + x, 2.7, 0.65, 0.9), 0.08 * at.m)
          .fill(s.look.dark > 0.25 ? mix(s.look.lamp, hex("#fff0cc"), 0.2) : s.dark("#26343c"));
  }
  s.canvas.rect(at.box(-12, 0.5, 24, 0.5)).fill(s.dark("#202022"));
}

void bicycle(Site& s, const Stand& at) {
  for (const double x : {-0.5, 0.5})
    s.canvas.ellipse(at.at(x, 0.33), 0.32 * at.m, 0.32 * at.m)
        .stroke(s.dark("#222222"), 0.035 * at.m);
  s.canvas.move(at.at(-0.5, 0.33))
      .line(at.at(-0.15, 0.8))
      .line(at.at(0.4, 0.8))
      .line(at.at(0.0, 0.35))
      .line(at.at(-0.5, 0.33))
      .move(at.at(0.5, 0.33))
      .line(at.at(0.35, 1.0))
      .stroke(s.shade("#8a3a34"), 0.045 * at.m);
}

}  // namespace

void add_vessels(std::map<std::string, Element, std::less<>>& all) {
  all["boat"] = {boat, false, false, 4.4, false, true};
  all["sampan"] = {sampan, false, false, 4.6, false, true};
  all["ship"] = {ship, false, false, 12, false, true};
  all["crates"] = {crates, false, false, 1.6, true, true};
  all["barrel"] = {barrel, false, false, 0.7, true, true};
  all["rope"] = {rope, false, false, 0.9, true, true};
  all["net"] = {net, false, false, 2.6, false, true};
  all["bollard"] = {bollard, false, false, 0.5, false, true};
  all["car"] = {car, false, false, 4.2, false, true};
  all["train"] = {train, false, false, 9, false, true};
  all["bicycle"] = {bicycle, false, false, 1.5, true, true};
}

}  // namespace kuleshov::picture

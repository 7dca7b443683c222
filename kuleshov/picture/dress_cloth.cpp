// Cloth: woven and printed patterns, and the collars that are laid over the shoulders.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kuleshov/base/random.hpp"
#include "kuleshov/picture/body.hpp"

namespace kuleshov::picture {

namespace {

double shoulder_x(const Design& d) { return 0.77 * d.shoulders; }

void upright_stripes(Canvas& canvas, const Design& d, double hem) {
  int i = 0;
  for (double x = -1.5; x < 1.5; x += 0.17, ++i) {
    const double wide = i % 3 == 0 ? 0.07 : 0.03;
    canvas.polygon({{x, 0.6}, {x + wide, 0.6}, {x * 1.25 + wide, hem}, {x * 1.25, hem}});
  }
  canvas.fill(alpha(d.accent.lit, 0.75));
}

void bands(Canvas& canvas, const Design& d, double from, double hem) {
  int i = 0;
  for (double y = from; y < hem; y += 0.34, ++i) {
    canvas.rect({-2.4, y, 4.8, i % 2 == 0 ? 0.13 : 0.06})
        .fill(alpha(i % 2 == 0 ? d.accent.lit : d.under.lit, 0.78));
    if (i % 2 == 1) continue;
    for (double x = -2.2; x < 2.3; x += 0.17)
      canvas.polygon(
          {{x, y + 0.065}, {x + 0.05, y + 0.02}, {x + 0.1, y + 0.065}, {x + 0.05, y + 0.11}});
    canvas.fill(alpha(d.dress.deep, 0.7));
  }
}

void border(Canvas& canvas, const Design& d, double hem) {
  canvas.rect({-2.6, hem - 0.42, 5.2, 0.34}).fill(alpha(d.accent.lit, 0.9));
  canvas.rect({-2.6, hem - 0.50, 5.2, 0.04}).fill(alpha(d.under.lit, 0.8));
  for (double x = -2.4; x < 2.5; x += 0.2) canvas.ellipse({x, hem - 0.25}, 0.04, 0.05);
  canvas.fill(alpha(d.dress.deep, 0.6));
}

void checks(Canvas& canvas, const Design& d, double hem) {
  for (double x = -1.6; x < 1.6; x += 0.36) canvas.rect({x, 0.6, 0.1, hem});
  for (double y = 0.7; y < hem; y += 0.36) canvas.rect({-2.4, y, 4.8, 0.1});
  canvas.fill(alpha(d.accent.lit, 0.42));
}

// One mark of a printed cloth, `size` heads wide; `odd` in every second row.
using Motif = void (*)(Canvas&, const Design&, Point at, double size, bool odd);

void ring_motif(Canvas& canvas, const Design& d, Point at, double size, bool odd) {
  canvas.ellipse(at, size * 0.5, size * 0.5).fill(alpha(d.accent.lit, 0.85));
  canvas.ellipse(at, size * 0.26, size * 0.26).fill(alpha(odd ? d.dress.deep : d.under.lit, 0.9));
}

void leaf_motif(Canvas& canvas, const Design& d, Point at, double size, bool odd) {
  const double lean = odd ? -1 : 1;
  for (const double s : {-1.0, 1.0})
    canvas.ellipse(at + Point{s * size * 0.25, 0}, size * 0.42, size * 0.17, s * lean * 0.9)
        .fill(alpha(s > 0 ? d.accent.lit : d.under.lit, 0.8));
}

void lozenge_motif(Canvas& canvas, const Design& d, Point at, double size, bool odd) {
  const auto lozenge = [&](double r) {
    canvas.polygon({at + Point{-r, 0}, at + Point{0, -r}, at + Point{r, 0}, at + Point{0, r}});
  };
  lozenge(size * 0.55);
  canvas.fill(alpha(odd ? d.under.lit : d.accent.lit, 0.8));
  lozenge(size * 0.24);
  canvas.fill(alpha(d.dress.deep, 0.85));
}

void flower_motif(Canvas& canvas, const Design& d, Point at, double size, bool odd) {
  for (int petal = 0; petal < 5; ++petal) {
    const double turn = 2 * std::numbers::pi * (petal + (odd ? 0.5 : 0)) / 5;
    canvas.ellipse(at + Point{std::sin(turn), -std::cos(turn)} * (size * 0.3), size * 0.2,
                   size * 0.2);
  }
  canvas.fill(alpha(d.under.lit, 0.75));
  canvas.ellipse(at, size * 0.17, size * 0.17).fill(alpha(d.accent.lit, 0.95));
}

// A printed cloth: its marks and their size are the person's own.
void prints(Canvas& canvas, const Design& d, double hem) {
  constexpr std::array<Motif, 4> motifs{ring_motif, leaf_motif, lozenge_motif, flower_motif};
  base::Random random(d.seed, "printed cloth");
  const Motif motif = motifs[static_cast<std::size_t>(random.below(motifs.size()))];
  const double size = random.uniform(0.13, 0.19), apart = size * 2.1;
  bool odd = false;
  for (double y = 0.95; y < hem; y += apart * 0.85, odd = !odd) {
    for (double x = -1.7 + (odd ? apart / 2 : 0); x < 1.7; x += apart)
      motif(canvas, d, {x + random.uniform(-0.03, 0.03), y}, size, odd);
  }
}

void both_tones(Canvas& canvas, const Design& d, const Points& shape, const Tone& cloth) {
  const auto restored = canvas.keep();
  canvas.blob(shape);
  canvas.fill_keep(cloth.lit);
  canvas.clip();
  const double s = -d.key_side;
  canvas.polygon({{s * 0.16, 0}, {s * 3, 0}, {s * 3, 8}, {s * 0.3, 8}})
      .fill(alpha(cloth.shade, 0.9));
}

}  // namespace

void draw_pattern(Canvas& canvas, const Design& d, const Cut& cut) {
  if (d.pattern.empty() || cut.collar == Collar::poncho) return;
  if (d.pattern == "stripes") upright_stripes(canvas, d, cut.hem);
  if (d.pattern == "bands")
    bands(canvas, d, cut.skirt ? std::max(2.9, cut.hem - 1.5) : 1.4, cut.hem);
  if (d.pattern == "border") border(canvas, d, cut.hem);
  if (d.pattern == "checks") checks(canvas, d, cut.hem);
  if (d.pattern == "prints") prints(canvas, d, cut.hem);
  const double s = -d.key_side;  // the shadow lies over the pattern too
  canvas.polygon(
      {{s * 0.22, 0.5}, {s * 2.6, 0.5}, {s * 2.6, cut.hem + 1}, {s * 0.24, cut.hem + 1}});
  canvas.fill(alpha(d.dress.deep, 0.36));
}

void draw_poncho(Canvas& canvas, const Design& d, double x) {
  const double e = shoulder_x(d);
  const Points shape{{-0.2, 0.66},    {-e * 0.8, 0.92}, {-e - 0.24, 1.7}, {-e - 0.12, 2.55},
                     {-0.4, 2.95},    {x, 3.15},        {0.4, 2.95},      {e + 0.12, 2.55},
                     {e + 0.24, 1.7}, {e * 0.8, 0.92},  {0.2, 0.66},      {x, 0.86}};
  both_tones(canvas, d, shape, d.dress);
  const auto restored = canvas.keep();
  canvas.blob(shape).clip();
  for (const double y : {1.5, 1.66, 2.2, 2.36, 2.72}) {
    canvas.smooth({{-e - 0.3, y - 0.18}, {x, y + 0.2}, {e + 0.3, y - 0.18}})
        .stroke(alpha(y < 1.6 || (y > 2.1 && y < 2.3) ? d.accent.lit : d.under.shade, 0.9), 0.08);
  }
  canvas.move({x, 0.9}).line({x + 0.02, 3.1}).stroke(alpha(d.dress.deep, 0.5), 0.03);
}

void draw_over_shoulder_cloth(Canvas& canvas, const Design& d, double x) {
  canvas.blob({{-0.34, 0.74}, {0, 0.68}, {0.34, 0.74}, {0.2, 0.98}, {x, 1.04}, {-0.2, 0.98}});
  canvas.fill(mix(d.skin.lit, d.skin.shade, 0.35));
  const double s = 1;  // over her left shoulder
  both_tones(canvas, d,
             {{s * 0.18, 0.72},
              {s * 0.56, 0.8},
              {s * (shoulder_x(d) + 0.06), 1.05},
              {s * 0.5, 1.75},
              {-s * 0.1, 2.5},
              {-s * 0.72, 2.95},
              {-s * 0.7, 2.45},
              {-s * 0.2, 1.7},
              {s * 0.1, 1.1}},
             d.dress);
  canvas.brush({{s * 0.2, 0.76}, {-s * 0.02, 1.45}, {-s * 0.68, 2.5}}, 0.09, d.accent.lit);
  canvas.brush({{s * 0.5, 0.86}, {s * 0.3, 1.6}, {-s * 0.4, 2.7}}, 0.05, alpha(d.dress.deep, 0.5));
}

void draw_yoke(Canvas& canvas, const Design& d, double x) {  // an embroidered square yoke
  canvas.polygon({{-0.27, 0.66}, {0.27, 0.66}, {x + 0.2, 0.98}, {x - 0.2, 0.98}});
  canvas.fill(mix(d.skin.lit, d.skin.shade, 0.4));
  for (const double t : {0.0, 1.0}) {
    const double w = 0.34 + 0.14 * t, low = 1.1 + 0.42 * t;
    canvas.polygon({{-w, 0.76},
                    {-0.26, 0.72},
                    {x - 0.2, 1.0},
                    {x + 0.2, 1.0},
                    {0.26, 0.72},
                    {w, 0.76},
                    {w, low},
                    {-w, low}});
    canvas.fill(alpha(t > 0 ? d.accent.shade : d.accent.lit, t > 0 ? 0.9 : 1));
  }
  for (double px = -0.4; px < 0.45; px += 0.16)
    for (const double y : {1.2, 1.38}) canvas.ellipse({px, y}, 0.045, 0.045);
  canvas.fill(alpha(d.under.lit, 0.85));
}

void draw_shirt_collar(Canvas& canvas, const Design& d, double x) {
  canvas.polygon({{-0.2, 0.64}, {0.2, 0.64}, {x, 1.05}}).fill(mix(d.skin.lit, d.skin.shade, 0.5));
  for (const double s : {-1.0, 1.0}) {
    canvas.polygon({{s * 0.2, 0.6}, {s * 0.3, 0.78}, {x + s * 0.2, 1.12}, {x, 1.02}});
    canvas.fill(s * d.key_side > 0 ? d.dress.light : mix(d.dress.shade, d.dress.deep, 0.3));
  }
  canvas.move({x, 1.05}).line({x + 0.02, 3.0}).stroke(alpha(d.dress.deep, 0.6), 0.025);
  for (double y = 1.3; y < 3; y += 0.4) canvas.ellipse({x + 0.03, y}, 0.026, 0.026);
  canvas.fill(alpha(d.under.lit, 0.8));
}

void draw_slit(Canvas& canvas, const Design& d, double x) {  // a band collar with a slit
  canvas.polygon({{-0.07 + x, 0.8}, {0.07 + x, 0.8}, {x, 1.4}});
  canvas.fill(mix(d.skin.lit, d.skin.shade, 0.5));
  canvas.polygon(
      {{-0.27, 0.6}, {0.27, 0.6}, {0.31, 0.8}, {x + 0.05, 0.92}, {x - 0.05, 0.92}, {-0.31, 0.8}});
  canvas.fill(mix(d.dress.lit, d.dress.shade, 0.5));
  canvas.smooth({{-0.29, 0.78}, {x - 0.05, 0.92}, {x, 1.42}, {x + 0.05, 0.92}, {0.29, 0.78}})
      .stroke(d.accent.lit, 0.05);
}

void draw_neck_embroidery(Canvas& canvas, const Design& d, double x) {
  canvas.blob({{-0.24, 0.68}, {0, 0.64}, {0.24, 0.68}, {0.1, 0.9}, {x, 1.1}, {-0.1, 0.9}});
  canvas.fill(mix(d.skin.lit, d.skin.shade, 0.5));
  canvas.smooth({{-0.3, 0.72}, {-0.16, 0.98}, {x, 1.2}, {0.16, 0.98}, {0.3, 0.72}})
      .stroke(d.accent.lit, 0.07);
  for (const double r : {0.14, 0.08})
    canvas.ellipse({x + 0.28, 1.5}, r, r).stroke(d.accent.lit, 0.03);
  canvas.smooth({{x + 0.04, 1.2}, {x + 0.1, 1.7}, {x + 0.3, 1.95}}).stroke(d.accent.lit, 0.045);
}

}  // namespace kuleshov::picture

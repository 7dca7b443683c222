#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "kuleshov/base/random.hpp"
#include "kuleshov/picture/body.hpp"

namespace kuleshov::picture {

namespace {

double shoulder_x(const Design& d) { return 0.77 * d.shoulders; }

void draw_folds(Canvas& canvas, const Design& d, const Cut& cut) {
  base::Random random(d.seed, "folds");
  const int count = cut.skirt ? 9 : 6;
  for (int i = 0; i < count; ++i) {
    const double x = random.uniform(-0.62, 0.62), top = random.uniform(1.5, 2.5);
    const double low = std::min(cut.hem, top + random.uniform(0.5, cut.skirt ? 3.2 : 1.0));
    const double spread = 1 + 0.18 * (low - top) * cut.flare;
    canvas.brush({{x, top}, {x * 0.9 + 0.04, (top + low) / 2}, {x * spread, low}},
                 random.uniform(0.03, 0.08), alpha(d.dress.deep, random.uniform(0.18, 0.42)));
  }
  for (const double s : {-1.0, 1.0}) {  // pulled from the arms towards the chest
    canvas.brush({{s * 0.66, 1.42}, {s * 0.45, 1.52}, {s * 0.22, 1.50}}, 0.05,
                 alpha(d.dress.deep, 0.35));
  }
}

void draw_knit(Canvas& canvas, const Design& d) {
  for (double y = 1.2; y < 3.0; y += 0.16) {
    for (double x = -0.78; x < 0.8; x += 0.15) {
      canvas.move({x - 0.05, y - 0.04}).line({x, y + 0.03}).line({x + 0.05, y - 0.04});
    }
  }
  canvas.stroke(alpha(d.dress.deep, 0.22), 0.02);
  canvas.rect({-1, 2.88, 2, 0.3}).fill(alpha(d.dress.deep, 0.22));
}

void draw_buttons(Canvas& canvas, const Design& d, const Cut& cut, double x) {
  for (double y = 1.35; y < std::min(cut.hem, 3.4) - 0.15; y += 0.42) {
    canvas.ellipse({x + 0.09, y}, 0.045, 0.045).fill(d.accent.lit);
    canvas.ellipse({x + 0.10, y + 0.01}, 0.030, 0.030).fill(alpha(d.accent.deep, 0.4));
  }
}

void draw_sash(Canvas& canvas, const Design& d, const Cut& cut, double facing) {
  if (cut.sash <= 0) return;
  const double tall = d.garment == "kimono" ? 0.55 : 0.22, y = cut.sash;
  canvas.polygon({{-0.78, y}, {0.78, y}, {0.78, y + tall}, {-0.78, y + tall}}).fill(d.accent.lit);
  const double s = -d.key_side;
  canvas.polygon({{s * 0.12, y}, {s * 0.78, y}, {s * 0.78, y + tall}, {s * 0.2, y + tall}})
      .fill(d.accent.shade);
  canvas.brush({{-0.7, y + tall * 0.55}, {0, y + tall * 0.62}, {0.7, y + tall * 0.5}}, 0.03,
               alpha(d.accent.deep, 0.6));
  if (d.garment != "hanfu" && d.garment != "robe") return;
  for (const double k : {-0.05, 0.08}) {
    canvas.brush({{facing * 0.1 + k, y + 0.1},
                  {facing * 0.14 + k * 1.4, y + 0.9},
                  {facing * 0.1 + k * 2, y + 1.7}},
                 0.11, k < 0 ? d.accent.lit : d.accent.shade);
  }
}

void draw_crossed(Canvas& canvas, const Design& d, double x) {
  const double y = d.garment == "kimono" ? 2.05 : 2.3;
  canvas.polygon({{-0.24, 0.70}, {0.24, 0.70}, {x + 0.05, 1.35}})
      .fill(mix(d.skin.lit, d.skin.shade, 0.45));
  canvas.polygon({{-0.30, 0.66}, {-0.20, 0.64}, {x + 0.10, 1.28}, {x, 1.42}}).fill(d.under.lit);
  canvas.polygon({{0.30, 0.66}, {0.20, 0.64}, {x - 0.04, 1.22}, {x - 0.02, 1.42}})
      .fill(d.under.shade);
  canvas.polygon({{-0.44, 0.72}, {-0.30, 0.64}, {x + 0.05, 1.30}, {x + 0.42, y}, {x + 0.16, y}})
      .fill(d.accent.shade);
  canvas.polygon({{0.44, 0.72}, {0.30, 0.64}, {x - 0.06, 1.32}, {x - 0.44, y}, {x - 0.18, y}})
      .fill(d.accent.lit);
}

void draw_lapels(Canvas& canvas, const Design& d, double x) {
  canvas.polygon({{-0.27, 0.70}, {0.27, 0.70}, {x + 0.10, 2.0}, {x - 0.02, 2.05}})
      .fill(d.under.lit);
  canvas.polygon({{x, 0.95}, {0.27, 0.70}, {x + 0.10, 2.0}}).fill(alpha(d.under.shade, 0.7));
  canvas.polygon({{-0.20, 0.62}, {0.20, 0.62}, {x, d.feminine ? 1.22 : 1.02}});
  canvas.fill(mix(d.skin.lit, d.skin.shade, 0.55));
  for (const double s : {-1.0, 1.0}) {  // the shirt's collar
    canvas.polygon({{s * 0.20, 0.60}, {s * 0.27, 0.76}, {x + s * 0.17, 1.10}, {x, 0.99}});
    canvas.fill(s * d.key_side > 0 ? d.under.light : d.under.shade);
  }
  canvas.move({x + 0.01, 1.04}).line({x + 0.04, 2.0}).stroke(alpha(d.under.deep, 0.35), 0.02);
  if (d.garment == "suit" && !d.feminine) {
    canvas
        .polygon({{x - 0.07, 0.92},
                  {x + 0.07, 0.92},
                  {x + 0.10, 1.9},
                  {x + 0.02, 2.0},
                  {x - 0.06, 1.85}})
        .fill(d.accent.lit);
    canvas.polygon({{x - 0.09, 0.86}, {x + 0.09, 0.86}, {x + 0.05, 1.04}, {x - 0.05, 1.04}})
        .fill(d.accent.shade);
  }
  for (const double s : {-1.0, 1.0}) {
    canvas.polygon({{s * 0.22, 0.64},
                    {s * 0.42, 0.74},
                    {s * 0.56, 1.22},
                    {s * 0.40, 1.28},
                    {s * 0.44, 1.40},
                    {x + s * 0.06, 2.05}});
    canvas.fill(s * d.key_side > 0 ? mix(d.dress.lit, d.dress.light, 0.5)
                                   : mix(d.dress.shade, d.dress.deep, 0.35));
    canvas.polygon({{s * 0.20, 0.60}, {s * 0.30, 0.56}, {s * 0.44, 0.78}, {s * 0.36, 0.98}})
        .fill(mix(d.dress.shade, d.dress.lit, s * d.key_side > 0 ? 0.6 : 0.1));
  }
}

void draw_high(Canvas& canvas, const Design& d) {
  canvas.blob({{-0.25, 0.46},
               {0, 0.52},
               {0.25, 0.46},
               {0.30, 0.75},
               {0.40, 0.86},
               {0, 0.96},
               {-0.40, 0.86},
               {-0.30, 0.75}});
  canvas.fill(mix(d.dress.lit, d.dress.shade, 0.35));
  for (double x = -0.2; x < 0.25; x += 0.08) {
    canvas.move({x, 0.55}).line({x * 1.2, 0.84}).stroke(alpha(d.dress.deep, 0.35), 0.02);
  }
}

void draw_standing(Canvas& canvas, const Design& d, double x) {
  canvas.polygon({{-0.26, 0.52}, {0.26, 0.52}, {0.34, 0.86}, {-0.34, 0.86}})
      .fill(mix(d.dress.shade, d.dress.deep, 0.3));
  canvas.polygon({{-0.26, 0.52}, {x, 0.62}, {x, 0.92}, {-0.34, 0.86}}).fill(d.dress.lit);
  canvas.move({-0.26, 0.53}).line({x, 0.63}).line({0.26, 0.53}).stroke(d.accent.lit, 0.035);
  canvas.move({x, 0.65}).line({x + 0.02, 3.0}).stroke(alpha(d.dress.deep, 0.7), 0.025);
  for (const double s : {-1.0, 1.0}) {
    const double e = shoulder_x(d);
    canvas.polygon({{s * (e - 0.36), 0.90},
                    {s * (e - 0.02), 0.97},
                    {s * (e + 0.02), 1.08},
                    {s * (e - 0.38), 1.0}});
    canvas.fill(s * d.key_side > 0 ? d.accent.lit : d.accent.shade);
  }
}

void draw_draped(Canvas& canvas, const Design& d, double x) {
  canvas.polygon({{-0.22, 0.68}, {0.22, 0.68}, {x, 1.15}}).fill(mix(d.skin.lit, d.skin.shade, 0.5));
  for (const double s : {-1.0, 1.0}) {
    canvas.blob({{s * 0.20, 0.60},
                 {s * 0.62, 0.80},
                 {s * (shoulder_x(d) + 0.10), 1.10},
                 {s * (shoulder_x(d) + 0.14), 1.95},
                 {s * 0.55, 2.35},
                 {x + s * 0.04, 1.75},
                 {s * 0.12, 1.05}});
    canvas.fill(s * d.key_side > 0 ? d.accent.lit : d.accent.shade);
    for (const double t : {0.3, 0.6}) {
      canvas.brush(
          {{s * (0.25 + 0.2 * t), 0.85}, {s * (0.35 + 0.3 * t), 1.4}, {s * (0.2 + 0.4 * t), 2.0}},
          0.05, alpha(d.accent.deep, 0.4));
    }
    for (int i = 0; i < 5; ++i) {
      canvas.move({s * (0.2 + 0.1 * i), 2.15})
          .line({s * (0.2 + 0.1 * i), 2.40})
          .stroke(alpha(d.accent.shade, 0.9), 0.025);
    }
  }
}

void draw_bib(Canvas& canvas, const Design& d, double x) {
  canvas.blob({{-0.28, 0.70}, {0, 0.86}, {0.28, 0.70}, {0, 0.98}})
      .fill(mix(d.skin.lit, d.skin.shade, 0.5));
  const Tone& cloth = d.accent;
  canvas.polygon({{x - 0.38, 1.35},
                  {x + 0.38, 1.35},
                  {x + 0.46, 2.3},
                  {0.66, 2.5},
                  {0.62, 3.1},
                  {-0.62, 3.1},
                  {-0.66, 2.5},
                  {x - 0.46, 2.3}});
  canvas.fill(cloth.lit);
  canvas
      .polygon({{x, 1.35},
                {x - d.key_side * 0.38, 1.35},
                {x - d.key_side * 0.46, 2.3},
                {-d.key_side * 0.64, 3.1},
                {x, 3.1}})
      .fill(alpha(cloth.shade, 0.8));
  for (const double s : {-1.0, 1.0}) {
    canvas.move({x + s * 0.33, 1.38})
        .line({s * 0.38, 0.80})
        .stroke(s * d.key_side > 0 ? cloth.lit : cloth.shade, 0.10);
  }
  canvas.rect({x - 0.22, 1.75, 0.44, 0.32}).stroke(alpha(cloth.deep, 0.5), 0.025);
}

}  // namespace

Cut cut_of(const std::string& garment) {
  static const std::map<std::string, Cut> cuts{
      {"plain", {3.15, 0.1, false, Sleeve::close, Collar::round, 0, false}},
      {"coat", {4.9, 0.45, true, Sleeve::loose, Collar::lapel, 0, true}},
      {"suit", {3.5, 0.15, false, Sleeve::close, Collar::lapel, 0, true}},
      {"robe", {6.45, 0.6, true, Sleeve::wide, Collar::crossed, 2.35, false}},
      {"hanfu", {6.5, 0.7, true, Sleeve::wide, Collar::crossed, 2.25, false}},
      {"kimono", {6.45, 0.25, true, Sleeve::wide, Collar::crossed, 2.0, false}},
      {"uniform", {3.45, 0.15, false, Sleeve::close, Collar::standing, 2.5, true}},
      {"sweater", {3.15, 0.05, false, Sleeve::loose, Collar::high, 0, false}},
      {"shawl", {5.6, 0.5, true, Sleeve::loose, Collar::draped, 0, false}},
      {"apron", {3.2, 0.1, false, Sleeve::loose, Collar::bib, 0, false}},
      {"work", {3.1, 0.1, false, Sleeve::loose, Collar::bib, 0, false}},
      {"shirt", {3.25, 0.1, false, Sleeve::close, Collar::shirt, 0, false}},
      {"wrapper", {6.3, 0.2, true, Sleeve::loose, Collar::open, 2.5, false}},
      {"gown", {5.9, 1.25, true, Sleeve::wide, Collar::embroidered, 0, false}},
      {"tunic", {4.5, 0.25, true, Sleeve::loose, Collar::slit, 0, false}},
      {"sari", {6.45, 0.25, true, Sleeve::close, Collar::over_shoulder, 0, false}},
      {"poncho", {3.2, 0.1, false, Sleeve::loose, Collar::poncho, 0, false}},
      {"yoked-dress", {5.6, 0.5, true, Sleeve::loose, Collar::yoke, 0, false}},
      {"full-skirt", {5.0, 1.15, true, Sleeve::loose, Collar::draped, 2.55, false}},
      {"dress", {4.9, 0.75, true, Sleeve::close, Collar::open, 2.3, false}}};
  const auto it = cuts.find(garment);
  return it == cuts.end() ? cuts.at("plain") : it->second;
}

Points torso_outline(const Design& d, const Cut& cut, double facing) {
  const double x = shoulder_x(d), waist = d.feminine ? 0.56 : 0.64, hip = d.feminine ? 0.72 : 0.68;
  const double hem = hip + cut.flare * (cut.hem - 2.9) * 0.25, lean = facing * 0.03;
  const double collar = cut.collar == Collar::open ? 0.40 : 0.22;
  return {{-collar, 0.68},
          {-0.44, 0.80},
          {-x * 0.95, 0.99},
          {-x - 0.05, 1.28},
          {-0.72 * d.shoulders, 1.60},
          {-waist - 0.05 + lean, 2.35},
          {-hip, 2.95},
          {-hem, cut.hem},
          {0, cut.hem + 0.06},
          {hem, cut.hem},
          {hip, 2.95},
          {waist + 0.05 + lean, 2.35},
          {0.72 * d.shoulders, 1.60},
          {x + 0.05, 1.28},
          {x * 0.95, 0.99},
          {0.44, 0.80},
          {collar, 0.68},
          {0, 0.80}};
}

void draw_torso(Canvas& canvas, const Design& d, const Cut& original, const BodyPose& pose) {
  Cut cut = original;
  if (pose.pose == "sit" || pose.pose.starts_with("kneel")) cut.hem = std::min(cut.hem, 3.3);
  const auto restored = canvas.keep();
  canvas.blob(torso_outline(d, cut, pose.facing));
  canvas.fill_keep(d.dress.lit);
  canvas.clip();
  const double s = -d.key_side;
  canvas.blob({{s * 0.20, 0.5},
               {s * 0.30, 1.2},
               {s * 0.16, 2.0},
               {s * 0.26, 3.0},
               {s * 0.22, cut.hem + 0.3},
               {s * 2.2, cut.hem + 0.4},
               {s * 2.2, 0.4}});
  canvas.fill(d.dress.shade);
  draw_pattern(canvas, d, cut);
  canvas.glow({0, 0.75}, 0.62, 0.42, alpha(d.dress.deep, 0.65));  // the head's shadow
  draw_folds(canvas, d, cut);
  if (d.garment == "sweater") draw_knit(canvas, d);
  draw_sash(canvas, d, original, pose.facing);
  const double x = pose.facing * 0.14;
  if (!pose.back && cut.skirt && cut.collar == Collar::lapel) {
    canvas.move({x, 2.0}).line({x + 0.03, cut.hem}).stroke(alpha(d.dress.deep, 0.8), 0.035);
  }
  if (cut.buttons && !pose.back)
    draw_buttons(canvas, d, cut, x + (cut.collar == Collar::lapel ? 0.02 : -0.05));
  Points edge = torso_outline(d, cut, pose.facing);
  // An arm at rest hides all of this edge but the shoulder.
  const bool bare = moves(pose, s) || cut.collar == Collar::poncho;
  const Points rim = s > 0 ? Points(edge.begin() + (bare ? 9 : 13), edge.begin() + 16)
                           : Points(edge.begin() + 1, edge.begin() + (bare ? 8 : 4));
  canvas.smooth(rim).stroke(alpha(d.rim, d.rim_strength * 0.75), 0.045);
}

void draw_collar(Canvas& canvas, const Design& d, const Cut& cut, const BodyPose& pose) {
  const double x = pose.facing * 0.12;
  switch (cut.collar) {
    case Collar::lapel:
      return draw_lapels(canvas, d, x);
    case Collar::crossed:
      return draw_crossed(canvas, d, x);
    case Collar::high:
      return draw_high(canvas, d);
    case Collar::poncho:
      return draw_poncho(canvas, d, x);
    case Collar::over_shoulder:
      return draw_over_shoulder_cloth(canvas, d, x);
    case Collar::yoke:
      return draw_yoke(canvas, d, x);
    case Collar::shirt:
      return draw_shirt_collar(canvas, d, x);
    case Collar::slit:
      return draw_slit(canvas, d, x);
    case Collar::embroidered:
      return draw_neck_embroidery(canvas, d, x);
    case Collar::standing:
      return draw_standing(canvas, d, x);
    case Collar::draped:
      return draw_draped(canvas, d, x);
    case Collar::bib:
      return draw_bib(canvas, d, x);
    case Collar::open:
      canvas.blob({{-0.40, 0.72}, {0, 0.66}, {0.40, 0.72}, {0.24, 1.0}, {x, 1.10}, {-0.24, 1.0}})
          .fill(mix(d.skin.lit, d.skin.shade, 0.35));
      return;
    case Collar::round:
      canvas
          .blob({{-0.25, 0.68},
                 {0, 0.64},
                 {0.25, 0.68},
                 {0.14, 0.86},
                 {x * 0.6, 0.92},
                 {-0.14, 0.86}})
          .fill(mix(d.skin.lit, d.skin.shade, 0.5));
      canvas.smooth({{-0.27, 0.68}, {-0.15, 0.89}, {x * 0.6, 0.96}, {0.15, 0.89}, {0.27, 0.68}})
          .stroke(d.dress.deep, 0.04);
      return;
  }
}

void draw_arm(Canvas& canvas, const Design& d, const Cut& cut, const Limb& limb, double side) {
  const Point reach = limb.wrist - limb.elbow;
  const double angle = std::atan2(reach.y, reach.x) - std::numbers::pi / 2;
  draw_hand(canvas, d, limb.wrist, angle, side);
  const bool lit = side * d.key_side > 0;
  const Colour base = lit ? d.dress.lit : d.dress.shade;
  const double wide = cut.sleeve == Sleeve::loose ? 0.06 : 0;
  canvas.taper(limb.shoulder, limb.elbow, 0.40, 0.36 + wide, base);
  if (cut.sleeve == Sleeve::wide) {
    const Point fall{0, 0.95};
    canvas.blob({limb.elbow + Point{-0.2, -0.15}, limb.elbow + Point{0.2, -0.15},
                 limb.wrist + Point{0.16, 0.02}, limb.wrist + fall * 0.9 + Point{0.12, 0},
                 between(limb.elbow, limb.wrist, 0.6) + fall + Point{-side * 0.1, 0},
                 limb.elbow + Point{-0.16, 0.35}});
    canvas.fill(base);
    canvas.brush({limb.wrist + Point{0, 0.05}, limb.wrist + fall * 0.5, limb.wrist + fall * 0.85},
                 0.10, alpha(d.accent.lit, 0.9));
  } else {
    canvas.taper(limb.elbow, limb.wrist, 0.36 + wide, 0.26 + wide, base);
    canvas.taper(limb.wrist - reach * 0.06, limb.wrist, 0.28 + wide, 0.28 + wide,
                 lit ? d.dress.shade : d.dress.deep);
  }
  const Point n{0.12, 0};
  canvas.brush({limb.elbow - n, limb.elbow + Point{0.03, 0.05}, limb.elbow + n + Point{0, -0.04}},
               0.04, alpha(d.dress.deep, 0.5));
  canvas.brush({limb.shoulder + Point{-side * 0.14, 0.3},
                between(limb.shoulder, limb.elbow, 0.6) + Point{-side * 0.15, 0},
                limb.elbow + Point{-side * 0.13, -0.05}},
               0.05, alpha(d.dress.deep, 0.55));
  if (!lit) {
    canvas
        .smooth({limb.shoulder + Point{side * 0.21, 0.0},
                 limb.elbow + Point{side * (0.18 + wide / 2), 0}})
        .stroke(alpha(d.rim, d.rim_strength * 0.6), 0.035);
  }
}

}  // namespace kuleshov::picture

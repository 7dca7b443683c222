// Arms: at rest, in a gesture, holding something; and what a hand holds. Units are heads.
#include <algorithm>
#include <cmath>

#include "kuleshov/picture/body.hpp"

namespace kuleshov::picture {

namespace {

double shoulder_x(const Design& d) { return 0.77 * d.shoulders; }

// The side that acts: towards whom one faces.
double acting(const BodyPose& pose) { return pose.facing < 0 ? -1 : 1; }

Limb hanging(const Design& d, const BodyPose& pose, double side) {
  const double x = shoulder_x(d), f = pose.facing;
  const Point shoulder{side * (x - 0.15), 1.17};
  if (pose.pose == "walk") {
    const double swing = -std::sin(2 * 3.14159265358979 * pose.phase) * side;
    return {shoulder,
            {side * (x + 0.02) + f * 0.22 * swing, 2.08},
            {side * (x - 0.05) + f * (0.5 * swing + 0.08), 3.0}};
  }
  if (pose.pose == "sit" || pose.pose.starts_with("kneel"))
    return {shoulder, {side * (x + 0.13), 2.05}, {side * 0.34 + f * 0.42, 2.86 + side * 0.04}};
  return {shoulder, {side * (x + 0.10), 2.08}, {side * (x + 0.05) + f * 0.10, 3.06}};
}

Limb resting(const Design& d, const BodyPose& pose, double side) {
  const double x = shoulder_x(d), f = pose.facing;
  const bool acts = side == acting(pose);
  Limb limb = hanging(d, pose, side);
  if (pose.pose == "walk") return limb;
  const auto bend = [&](Point elbow, Point wrist) { return Limb{limb.shoulder, elbow, wrist}; };
  if (pose.arms == "hold" && acts)
    return bend({side * (x + 0.14), 2.06}, {side * (x - 0.30) + f * 0.12, 2.02});
  if (pose.pose == "sit" || pose.pose.starts_with("kneel")) return limb;
  if (pose.pose == "lean" || pose.arms == "crossed")
    return bend({side * (x + 0.12), 1.97}, {-side * 0.27, 1.98 + 0.10 * side});
  if (pose.arms == "joined")
    return bend({side * (x + 0.13), 2.05}, {side * 0.10 + f * 0.06, 2.56 + side * 0.04});
  if (pose.arms == "hip" && acts) return bend({side * (x + 0.50), 2.0}, {side * 0.66, 2.58});
  if (pose.arms == "pocket" && !acts) return bend({side * (x + 0.22), 2.02}, {side * 0.66, 2.72});
  if (pose.arms == "behind") return bend({side * (x + 0.17), 2.02}, {side * 0.50, 2.66});
  return limb;
}

// Where a gesture takes the wrist at its height; the elbow follows.
Limb raised(const Design& d, const BodyPose& pose, double side, const Limb& rest) {
  const double x = shoulder_x(d), f = acting(pose);
  const std::string& stroke = pose.stroke;
  if (stroke == "open")
    return {rest.shoulder, {side * (x + 0.26), 1.98}, {side * (x + 0.62), 1.80}};
  if (stroke == "joined")
    return {rest.shoulder, {side * (x + 0.16), 1.96}, {side * 0.09 + f * 0.12, 1.72}};
  if (stroke == "point")
    return {rest.shoulder, {side * (x + 0.22), 1.80}, {side * (x + 0.78), 1.52}};
  if (stroke == "heart") return {rest.shoulder, {side * (x + 0.20), 1.95}, {side * 0.10, 1.50}};
  if (stroke == "beat")
    return {rest.shoulder, {side * (x + 0.18), 2.02}, {side * (x + 0.36), 1.86}};
  return {rest.shoulder, {side * (x + 0.22), 1.98}, {side * (x + 0.44), 1.62}};  // palm up
}

void letter(Canvas& c, const Design& d) {
  c.polygon({{-0.24, -0.34}, {0.22, -0.40}, {0.28, 0.12}, {-0.2, 0.18}});
  c.fill(d.white);
  for (int i = 0; i < 4; ++i) c.move({-0.15, -0.24 + 0.1 * i}).line({0.17, -0.28 + 0.1 * i});
  c.stroke(alpha(d.ink, 0.5), 0.018);
}

void book(Canvas& c, const Design& d) {
  c.polygon({{-0.27, -0.30}, {0.25, -0.34}, {0.28, 0.1}, {-0.24, 0.14}}).fill(d.accent.shade);
  c.polygon({{-0.24, -0.27}, {0.22, -0.31}, {0.24, -0.26}, {-0.22, -0.22}}).fill(d.white);
  c.move({-0.18, -0.2}).line({-0.16, 0.12}).stroke(d.accent.deep, 0.03);
}

void cup(Canvas& c, const Design& d) {
  c.polygon({{-0.13, -0.24}, {0.13, -0.24}, {0.10, 0.04}, {-0.10, 0.04}}).fill(d.white);
  c.ellipse({0, -0.24}, 0.13, 0.035).fill(alpha(d.ink, 0.7));
}

void lantern(Canvas& c, const Design& d) {
  c.glow({0, 0.42}, 0.9, 0.9, alpha(hex("#ffc870"), 0.35));
  c.move({0, 0}).line({0, 0.18}).stroke(d.ink, 0.03);
  c.rounded({-0.16, 0.18, 0.32, 0.48}, 0.06).fill(hex("#ffd890"));
  c.rect({-0.19, 0.14, 0.38, 0.07}).fill(d.ink);
  c.rect({-0.19, 0.64, 0.38, 0.07}).fill(d.ink);
}

void basket(Canvas& c, const Design& d) {
  c.smooth({{-0.24, 0.34}, {-0.1, 0.02}, {0.1, 0.02}, {0.24, 0.34}}).stroke(d.hat.shade, 0.05);
  c.polygon({{-0.34, 0.32}, {0.34, 0.32}, {0.27, 0.74}, {-0.27, 0.74}}).fill(d.hat.lit);
  c.polygon({{0.05, 0.32}, {0.34, 0.32}, {0.27, 0.74}, {0.08, 0.74}}).fill(alpha(d.hat.shade, 0.8));
}

void photograph(Canvas& c, const Design& d) {
  c.polygon({{-0.2, -0.3}, {0.18, -0.34}, {0.22, 0.1}, {-0.16, 0.14}}).fill(d.white);
  c.polygon({{-0.15, -0.25}, {0.14, -0.28}, {0.17, 0.0}, {-0.12, 0.03}}).fill(hex("#77706a"));
}

void phone(Canvas& c, const Design&) {
  c.rounded({-0.08, -0.30, 0.17, 0.34}, 0.03).fill(hex("#22252a"));
  c.rect({-0.06, -0.27, 0.13, 0.27}).fill(hex("#9fb6c4"));
}

void cloth(Canvas& c, const Design& d) {
  c.blob({{-0.12, -0.1}, {0.12, -0.1}, {0.2, 0.4}, {0.02, 0.62}, {-0.2, 0.42}}).fill(d.under.shade);
  c.brush({{0, 0}, {0.03, 0.3}, {-0.02, 0.55}}, 0.04, alpha(d.under.deep, 0.5));
}

void tool(Canvas& c, const Design& d) { c.taper({-0.02, 0.1}, {0.1, -0.36}, 0.04, 0.03, d.ink); }

}  // namespace

bool moves(const BodyPose& pose, double side) {
  if (pose.gesture <= 0) return false;
  return side == acting(pose) || pose.stroke == "open" || pose.stroke == "joined";
}

Limb arm_of(const Design& d, const BodyPose& pose, double side) {
  const Limb rest = resting(d, pose, side);
  if (!moves(pose, side)) return rest;
  const double g = std::clamp(pose.gesture, 0.0, 1.0);
  const Limb high = raised(d, pose, side, rest);
  // The hand swings out on its way up: a straight line would pass through the body.
  const double out = 0.22 * side * std::sin(3.14159265 * g);
  return {rest.shoulder, between(rest.elbow, high.elbow, g),
          between(rest.wrist, high.wrist, g) + Point{out, 0}};
}

void draw_held(Canvas& canvas, const Design& d, const BodyPose& pose) {
  if (pose.holds.empty() || pose.back) return;
  const Limb limb = arm_of(d, pose, acting(pose));
  const auto restored = canvas.keep();
  const bool hangs = pose.holds == "basket" || pose.holds == "lantern" || pose.holds == "cloth";
  const Point reach = limb.wrist - limb.elbow;  // the palm lies beyond the wrist
  const Point palm = limb.wrist + reach * (0.26 / std::max(0.2, length(reach)));
  canvas.translate(palm + Point{0, hangs ? 0.10 : -0.04});
  if (pose.holds == "letter") letter(canvas, d);
  if (pose.holds == "book") book(canvas, d);
  if (pose.holds == "cup") cup(canvas, d);
  if (pose.holds == "lantern") lantern(canvas, d);
  if (pose.holds == "basket") basket(canvas, d);
  if (pose.holds == "photograph") photograph(canvas, d);
  if (pose.holds == "phone") phone(canvas, d);
  if (pose.holds == "cloth") cloth(canvas, d);
  if (pose.holds == "tool") tool(canvas, d);
}

}  // namespace kuleshov::picture

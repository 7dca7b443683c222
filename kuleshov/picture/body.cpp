#include "kuleshov/picture/body.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kuleshov::picture {

namespace {

constexpr double pi = std::numbers::pi;

// The tone of a side: lit towards the key light, in shadow away from it.
const Colour& side_of(const Tone& tone, const Design& d, double side) {
  return side * d.key_side > 0 ? tone.lit : tone.shade;
}

void draw_neck(Canvas& canvas, const Design& d, const BodyPose& pose) {
  const double w = (d.feminine || d.child ? 0.30 : 0.36), lean = pose.facing * 0.03;
  canvas.polygon({{-w / 2 + lean, 0.25},
                  {w / 2 + lean, 0.25},
                  {w / 2 + 0.03, 0.75},
                  {w / 2 + 0.22, 0.95},
                  {-w / 2 - 0.22, 0.95},
                  {-w / 2 - 0.03, 0.75}});
  canvas.fill(mix(d.skin.lit, d.skin.shade, 0.55));
  canvas.polygon({{-w / 2 + lean, 0.25},
                  {w / 2 + lean, 0.25},
                  {w / 2, 0.60},
                  {lean * 2, 0.70},
                  {-w / 2, 0.60}});
  canvas.fill(alpha(d.skin.deep, 0.55));
}

void draw_shoe(Canvas& canvas, const Design& d, const BodyPose& pose, Point ankle) {
  const double facing = pose.facing;
  const double f = facing < 0 ? -1 : 1, toe = facing == 0 ? 0.15 : 0.40;
  canvas.blob({ankle + Point{-f * 0.15, -0.05}, ankle + Point{f * 0.15, -0.05},
               ankle + Point{f * (0.10 + toe * 0.5), 0.10}, ankle + Point{f * (0.05 + toe), 0.23},
               ankle + Point{0, 0.26}, ankle + Point{-f * 0.18, 0.22}});
  canvas.fill(pose.shoes ? darker(d.dress.deep, 0.45) : mix(d.under.lit, d.under.shade, 0.4));
}

struct Leg {
  Point hip, knee, ankle;
};

Leg leg_of(const BodyPose& pose, double side) {
  const double f = pose.facing == 0 ? side : pose.facing;
  const Point hip{side * 0.28, 2.95};
  if (pose.pose == "sit") {
    return {hip, {side * 0.16 + f * 1.25, 3.15 + side * f * -0.08}, {side * 0.14 + f * 1.12, 4.65}};
  }
  if (pose.pose == "kneel-low")  // on the heels
    return {hip, {side * 0.14 + f * 1.0, 3.55}, {side * 0.14 - f * 0.35, 3.62}};
  if (pose.pose == "kneel")
    return {hip, {side * 0.22 + f * 0.35, 4.45}, {side * 0.2 - f * 0.8, 4.62}};
  if (pose.pose == "walk") {
    const double swing = std::sin(2 * pi * pose.phase) * side;
    const double lift = std::max(0.0, std::cos(2 * pi * pose.phase) * side) * 0.22;
    return {hip,
            {side * 0.14 + f * (0.12 + 0.42 * swing), 4.60 - lift * 0.6},
            {side * 0.1 + f * 0.78 * swing, 6.35 - lift}};
  }
  const double apart = pose.pose == "lean" ? 0.1 : 0.0;
  return {hip, {side * (0.29 + apart), 4.65}, {side * (0.30 + apart * 2), 6.40}};
}

void draw_leg(Canvas& canvas, const Design& d, const BodyPose& pose, double side) {
  const Leg leg = leg_of(pose, side);
  const bool one_cloth = cut_of(d.garment).skirt || d.garment == "suit" || d.garment == "uniform";
  const Tone& cloth = one_cloth ? d.dress : d.legs;
  const Colour base = one_cloth ? darker(mix(side_of(cloth, d, side), cloth.deep, 0.45), 0.12)
                                : side_of(cloth, d, side);
  canvas.taper(leg.hip, leg.knee, 0.62, 0.44, base);
  canvas.taper(leg.knee, leg.ankle, 0.44, 0.32, base);
  canvas.brush(
      {leg.knee + Point{-0.15, -0.05}, leg.knee + Point{0.02, 0.06}, leg.knee + Point{0.16, 0}},
      0.05, alpha(cloth.deep, 0.5));
  if (pose.pose != "kneel-low") draw_shoe(canvas, d, pose, leg.ankle + Point{0, 0.05});
}

void draw_legs(Canvas& canvas, const Design& d, const Cut& cut, const BodyPose& pose) {
  const double far = pose.facing >= 0 ? 1 : -1;
  const bool covered =
      cut.skirt && cut.hem > 6 && pose.pose != "sit" && !pose.pose.starts_with("kneel");
  if (covered) {
    for (const double s : {-1.0, 1.0})
      draw_shoe(canvas, d, pose, leg_of(pose, s).ankle + Point{0, 0.05});
    return;
  }
  draw_leg(canvas, d, pose, far);
  draw_leg(canvas, d, pose, -far);
}

// A robe or skirt over bent legs.
void draw_lap(Canvas& canvas, const Design& d, const Cut& cut, const BodyPose& pose) {
  if (!cut.skirt || (pose.pose != "sit" && !pose.pose.starts_with("kneel"))) return;
  const double f = pose.facing == 0 ? 1 : pose.facing;
  const bool short_one = cut.hem < 5;  // to the knee
  const double low = pose.pose == "kneel-low" ? 3.85
                     : short_one              ? 3.75
                     : pose.pose == "sit"     ? 4.5
                                              : 4.75;
  const double out = pose.pose == "sit" ? 1.5 : 0.95;
  canvas.blob({{-f * 0.68, 2.7},
               {f * 0.5, 2.75},
               {f * out, 3.05},
               {f * (out + 0.1), std::min(3.7, low - 0.2)},
               {f * (out + 0.05), low},
               {f * 0.2, low + 0.05},
               {-f * 0.75, std::min(low, 4.0)}});
  canvas.fill(mix(d.dress.lit, d.dress.shade, 0.4));
  for (const double t : {0.25, 0.55, 0.85}) {
    canvas.brush({{f * (0.2 + t * 0.7), 3.0},
                  {f * (0.5 + t * 0.75), 3.5},
                  {f * (0.4 + t * 0.85), low - 0.1}},
                 0.07, alpha(d.dress.deep, 0.45));
  }
}

// A chair from the side, a cushion on the floor.
void draw_seat(Canvas& canvas, const Design& d, const BodyPose& pose) {
  const double f = pose.facing < 0 ? -1 : 1;
  if (pose.seat == "cushion")
    canvas.rounded({-1.0, 3.66, 2.1, 0.3}, 0.14).fill(mix(d.accent.shade, d.accent.deep, 0.3));
  if (pose.seat != "chair") return;
  const Colour wood = d.wood.shade, lit = d.wood.lit;
  for (const double x : {-0.62, 0.72}) {
    const Point top{f * x, 3.3};
    canvas.taper(top, {f * (x * 1.08), 4.9}, 0.13, 0.11, x < 0 ? wood : lit);
  }
  canvas.taper({-f * 0.66, 3.3}, {-f * 0.82, 1.75}, 0.14, 0.12, wood);
  canvas.rect({-0.82, 3.2, 1.64, 0.2}).fill(lit);
  for (const double y : {1.85, 2.3, 2.75})
    canvas.taper({-f * 0.78, y}, {-f * 0.5, y + 0.02}, 0.12, 0.1, lit);
}

void take_stance(Canvas& canvas, const BodyPose& pose) {
  if (pose.pose == "lean") canvas.turn(-0.05 * (pose.facing == 0 ? 1 : pose.facing));
}

}  // namespace

double height_below(const std::string& pose) {
  if (pose == "sit") return 4.95;
  if (pose == "kneel") return 4.85;
  if (pose == "kneel-low") return 3.92;
  if (pose == "lie") return 1.0;
  return 6.70;
}

void draw_hand(Canvas& canvas, const Design& d, Point wrist, double angle, double side) {
  const auto restored = canvas.keep();
  canvas.translate(wrist);
  canvas.turn(angle);
  const Colour skin = mix(d.skin.lit, d.skin.shade, 0.25);
  for (int i = 0; i < 4; ++i) {
    const double x = -0.095 + 0.062 * i, reach = 0.47 - 0.028 * std::abs(i - 1.4);
    canvas.taper({x, 0.18}, {x * 1.25, reach}, 0.075, 0.052,
                 i % 2 == 0 ? skin : mix(skin, d.skin.shade, 0.25));
  }
  canvas.blob({{-0.115, 0.02},
               {0.0, -0.03},
               {0.115, 0.02},
               {0.135, 0.18},
               {0.10, 0.27},
               {-0.10, 0.27},
               {-0.135, 0.18}});
  canvas.fill(skin);
  canvas.taper({-side * 0.10, 0.08}, {-side * 0.20, 0.26}, 0.085, 0.06,
               mix(skin, d.skin.shade, 0.15));
}

void draw_gesture(Canvas& canvas, const Design& d, const BodyPose& pose) {
  for (const double side : {-1.0, 1.0}) {
    if (moves(pose, side)) draw_arm(canvas, d, cut_of(d.garment), arm_of(d, pose, side), side);
  }
}

void draw_body(Canvas& canvas, const Design& d, const BodyPose& pose) {
  const auto restored = canvas.keep();
  draw_seat(canvas, d, pose);
  take_stance(canvas, pose);
  const Cut cut = cut_of(d.garment);
  const double far = pose.facing >= 0 ? 1 : -1;
  const auto arm = [&](double side) {
    if (!moves(pose, side)) draw_arm(canvas, d, cut, arm_of(d, pose, side), side);
  };
  const bool behind = pose.arms == "behind" && pose.pose == "stand" && !pose.back;
  const bool front = pose.arms != "hang" && pose.arms != "hip";
  const bool far_front = !behind && (front || pose.pose == "sit" || pose.pose == "lean");
  draw_legs(canvas, d, cut, pose);
  if (!far_front) arm(far);
  if (behind) arm(-far);
  draw_neck(canvas, d, pose);
  draw_torso(canvas, d, cut, pose);
  draw_lap(canvas, d, cut, pose);
  if (!pose.back) draw_collar(canvas, d, cut, pose);
  if (pose.arms == "hold") draw_held(canvas, d, pose);
  if (far_front) arm(far);
  if (!behind) arm(-far);
}

}  // namespace kuleshov::picture

// Bodies and dress. Units are heads, the origin is the head's middle (see head_space.hpp): feet
// stand about 6.7 heads below.
#pragma once

#include <string>

#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

struct BodyPose {
  std::string pose = "stand";  // stand sit walk lean kneel turn-away lie
  double facing = 1;           // -1 left, 1 right, 0 front
  double phase = 0;            // of the walk, turns
  double gesture = 0;          // 0 at rest .. 1: the hand raised in speech
  bool back = false;           // seen from behind
  bool hands_joined = false;
};

// How garments are cut.
enum class Sleeve { close, loose, wide, none };
enum class Collar { round, lapel, crossed, high, standing, draped, bib, open };
struct Cut {
  double hem = 3.1;    // where the upper garment ends
  double flare = 0;    // how much wider the hem is than the hips
  bool skirt = false;  // reaches the hem in one piece, no trousers seen above it
  Sleeve sleeve = Sleeve::close;
  Collar collar = Collar::round;
  double sash = 0;  // height of a sash or belt, 0 none
  bool buttons = false;
};
Cut cut_of(const std::string& garment);

// From head's middle to the soles, in heads, for this pose.
double height_below(const std::string& pose);

void draw_body(Canvas& canvas, const Design& design, const BodyPose& pose);
// The arm that gestures, drawn anew in each frame; draw_body leaves it away when gesture > 0.
void draw_gesture(Canvas& canvas, const Design& design, const BodyPose& pose);

// Parts, for body.cpp and dress.cpp.
struct Limb {
  Point shoulder, elbow, wrist;
};
Limb arm_of(const Design& design, const BodyPose& pose, double side);
void draw_arm(Canvas& canvas, const Design& design, const Cut& cut, const Limb& limb, double side);
void draw_hand(Canvas& canvas, const Design& design, Point wrist, double angle, double side);
Points torso_outline(const Design& design, const Cut& cut, double facing);
void draw_torso(Canvas& canvas, const Design& design, const Cut& cut, const BodyPose& pose);
void draw_collar(Canvas& canvas, const Design& design, const Cut& cut, const BodyPose& pose);

}  // namespace kuleshov::picture

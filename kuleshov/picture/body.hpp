// Bodies and dress. Units are heads, the origin is the head's middle (see head_space.hpp): feet
// stand about 6.7 heads below.
#pragma once

#include <string>

#include "kuleshov/picture/person.hpp"

namespace kuleshov::picture {

struct BodyPose {
  std::string pose = "stand";      // stand sit walk lean kneel kneel-low turn-away lie
  double facing = 1;               // -1 left, 1 right, 0 front
  double phase = 0;                // of the walk, turns
  double gesture = 0;              // 0 at rest .. 1: the hand raised in speech
  bool back = false;               // seen from behind
  std::string arms = "hang";       // at rest: hang joined crossed hip pocket behind hold
  std::string stroke = "palm-up";  // the gesture: palm-up beat open point heart joined
  std::string holds;               // what the acting hand holds (data/picture/business.yaml)
  std::string seat;                // chair cushion
  bool shoes = true;
};

// How garments are cut.
enum class Sleeve { close, loose, wide, none };
enum class Collar {
  round,
  lapel,
  crossed,
  high,
  standing,
  draped,
  bib,
  open,
  poncho,
  over_shoulder,
  yoke,
  shirt,
  slit,
  embroidered
};
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
// Does this arm (-1 left of the frame, 1 right) take part in the gesture?
bool moves(const BodyPose& pose, double side);
// The arms that gesture, drawn anew in each frame; draw_body leaves them away when gesture > 0.
void draw_gesture(Canvas& canvas, const Design& design, const BodyPose& pose);

// Parts, for body.cpp and dress.cpp.
struct Limb {
  Point shoulder, elbow, wrist;
};
Limb arm_of(const Design& design, const BodyPose& pose, double side);
void draw_arm(Canvas& canvas, const Design& design, const Cut& cut, const Limb& limb, double side);
void draw_held(Canvas& canvas, const Design& design, const BodyPose& pose);
void draw_hand(Canvas& canvas, const Design& design, Point wrist, double angle, double side);
Points torso_outline(const Design& design, const Cut& cut, double facing);
void draw_torso(Canvas& canvas, const Design& design, const Cut& cut, const BodyPose& pose);
void draw_pattern(Canvas& canvas, const Design& design, const Cut& cut);
void draw_poncho(Canvas& canvas, const Design& design, double x);
void draw_over_shoulder_cloth(Canvas& canvas, const Design& design, double x);
void draw_yoke(Canvas& canvas, const Design& design, double x);
void draw_shirt_collar(Canvas& canvas, const Design& design, double x);
void draw_slit(Canvas& canvas, const Design& design, double x);
void draw_neck_embroidery(Canvas& canvas, const Design& design, double x);
void draw_collar(Canvas& canvas, const Design& design, const Cut& cut, const BodyPose& pose);

}  // namespace kuleshov::picture

// A head as a few balls and landmarks in space, turned and projected: 2.5-D. Units: the head's
// height from chin to crown is 1; x to the right of the screen, y down, z towards the viewer; the
// origin is the head's middle.
#pragma once

#include <cstdint>
#include <span>

#include "kuleshov/picture/canvas.hpp"

namespace kuleshov::picture {

struct Spot {  // a landmark in space
  double x = 0, y = 0, z = 0;
};

struct Ball {
  Spot centre;
  double radius = 0;
};

// Radians. Yaw + turns to the right of the screen, pitch + up, roll + clockwise.
struct HeadPose {
  double yaw = 0;
  double pitch = 0;
  double roll = 0;
};

class HeadSpace {
 public:
  explicit HeadSpace(const HeadPose& pose);
  // Where the landmark is seen.
  Point operator()(const Spot& spot) const;
  // How near it is: larger is nearer the viewer.
  [[nodiscard]] double depth(const Spot& spot) const;
  [[nodiscard]] const HeadPose& pose() const { return pose_; }

 private:
  [[nodiscard]] Spot turned(const Spot& spot) const;
  HeadPose pose_;
  double yaw_sin_, yaw_cos_, pitch_sin_, pitch_cos_, roll_sin_, roll_cos_;
};

// The outline around the balls, as `count` points clockwise from the right: the convex hull of
// their discs. `rough` shifts each point outwards by up to that much, the same for the same seed.
Points outline(const HeadSpace& space, std::span<const Ball> balls, int count, double rough = 0,
               std::uint64_t seed = 0);

// The part of an outline whose outward direction lies within `half_angle` of `direction`, in order.
Points outline_part(const Points& outline, double direction, double half_angle);

}  // namespace kuleshov::picture

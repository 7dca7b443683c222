// A whole head and shoulders around the face of ICT-FaceKit, so that a take can be looked at: the
// geometry that ships ends at the hairline, the lids and the lips.
#pragma once

#include <cstdint>
#include <vector>

#include "kuleshov/face/geometry.hpp"

namespace kuleshov::face {

// What a triangle is made of.
enum class Stuff : std::uint8_t {
  skin,
  eye,
  scalp,
  hair,
  neck,
  cloth,
  tooth,
  gum,
  tongue,
  cavity,
  lash
};

// The first vertices are those of the Head, in its order.
struct Bust {
  std::vector<Point> rest;            // centimetres, as Head
  std::vector<float> turns;           // share of the head's rotation: 1 head .. 0 shoulders
  std::vector<float> with_jaw;        // share of the lower jaw's movement
  std::vector<std::int32_t> follows;  // a vertex of the Head that carries this one; -1: none
  std::vector<float> follow_share;
  std::vector<std::array<std::uint32_t, 3>> triangles;
  std::vector<Stuff> stuff;  // per triangle
  std::vector<float> lid;    // per vertex: centimetres from the edge of a lid
  Point jaw_open, jaw_forward, jaw_left, jaw_right;  // movement of the chin at weight 1
};

Bust bust_of(const Head& head);

// Where hair ends, in height (centimetres), by direction from the front (degrees, 0..180).
float hair_end(float degrees);
// A point's direction from the front, degrees, either side alike.
float degrees_from_front(const Point& rest);

// The head turns about this point.
inline constexpr Point neck_pivot{0, -8, -2};

// All vertices of a frame, the head turned.
void pose_bust(const Bust& bust, const Head& head, const FaceFrame& frame, std::vector<Point>& out);

// Turns by roll, then pitch, then yaw about the origin.
class Turn {
 public:
  Turn() = default;
  explicit Turn(const Angles& by);
  [[nodiscard]] Point operator()(const Point& p) const {
    return {x_.x * p.x + x_.y * p.y + x_.z * p.z, y_.x * p.x + y_.y * p.y + y_.z * p.z,
            z_.x * p.x + z_.y * p.y + z_.z * p.z};
  }

 private:
  Point x_{1, 0, 0}, y_{0, 1, 0}, z_{0, 0, 1};  // rows
};

}  // namespace kuleshov::face

// Small sums over points. Internal to the room's renderer.
#pragma once

#include <algorithm>
#include <cmath>

#include "kuleshov/face/geometry.hpp"

namespace kuleshov::face {

inline Point minus(const Point& a, const Point& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
inline Point plus(const Point& a, const Point& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
inline Point times(const Point& a, float k) { return {a.x * k, a.y * k, a.z * k}; }
inline Point times(const Point& a, const Point& b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
inline float dot(const Point& a, const Point& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline Point cross(const Point& a, const Point& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float length_of(const Point& a) { return std::sqrt(dot(a, a)); }
inline Point unit(const Point& a) {
  const float length = length_of(a);
  return length > 0 ? times(a, 1 / length) : Point{0, 0, 1};
}
inline Point mixed(const Point& a, const Point& b, float share) {
  return plus(times(a, 1 - share), times(b, share));
}
// 0 below `from`, 1 above `to`, smooth between; from > to turns it round.
inline float smooth_step(float from, float to, float x) {
  const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return t * t * (3 - 2 * t);
}

}  // namespace kuleshov::face

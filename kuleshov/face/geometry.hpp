// The head that takes are shown on: ICT-FaceKit's face and eyes (MIT; data/face/ict/NOTICE).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/take.hpp"

namespace kuleshov::face {

struct Point {
  float x = 0, y = 0, z = 0;  // centimetres: to the person's left, up, forward
};

struct Offset {
  std::uint16_t vertex = 0;
  Point by;
};

struct Head {
  std::vector<Point> vertices;
  std::vector<std::array<std::uint16_t, 3>> triangles;
  std::array<std::vector<Offset>, shape_count> shapes;  // empty: the geometry has no such shape
  std::vector<std::uint8_t> part;   // per vertex: 0 skin, 1 left eyeball, 2 right eyeball
  std::array<Point, 2> eye_centre;  // left, right
  float eye_radius = 1.2F;
  std::vector<std::uint16_t> landmarks;  // 68, Multi-PIE order
};

base::Result<Head> read_head(const std::string& path);
// data/face/ict/face.bin, read once.
base::Result<const Head*> head();

// The vertices of a frame: shapes added, eyeballs turned; without the head's own rotation.
void pose(const Head& head, const FaceFrame& frame, std::vector<Point>& out);

}  // namespace kuleshov::face

// Puts vertices and triangles of a bust together. Internal to the room's renderer.
#pragma once

#include "kuleshov/face/bust.hpp"

namespace kuleshov::face {

// An ellipsoid through the geometry's brow, temples and hairline; chin to crown 23 cm.
inline constexpr Point skull_centre{0, 3.5F, 1.0F};
inline constexpr Point skull_radius{7.7F, 11.4F, 9.9F};

class BustParts {
 protected:
  std::uint32_t add(const Point& p, float turns = 1, float jaw = 0, int follows = -1,
                    float share = 1) {
    out_.rest.push_back(p);
    out_.turns.push_back(turns);
    out_.with_jaw.push_back(jaw);
    out_.follows.push_back(follows);
    out_.follow_share.push_back(share);
    return static_cast<std::uint32_t>(out_.rest.size() - 1);
  }

  void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c, Stuff stuff) {
    out_.triangles.push_back({a, b, c});
    out_.stuff.push_back(stuff);
  }

  // Rows of equally many vertices that follow one another from `first`; `closed`: the last column
  // meets the first.
  void grid(std::uint32_t first, std::uint32_t rows, std::uint32_t columns, bool closed,
            Stuff stuff) {
    for (std::uint32_t r = 0; r + 1 < rows; ++r) {
      for (std::uint32_t c = 0; c + (closed ? 0 : 1) < columns; ++c) {
        const std::uint32_t d = (c + 1) % columns;
        const std::uint32_t a = first + r * columns;
        const std::uint32_t b = a + columns;
        triangle(a + c, b + c, a + d, stuff);
        triangle(a + d, b + c, b + d, stuff);
      }
    }
  }

  Bust out_;
};

// What grows round the face and does not touch it: hair, neck, clothes, teeth, tongue.
class BustSurroundings : protected BustParts {
 protected:
  void add_surroundings() {
    add_hair();
    add_neck();
    add_cloth();
    add_teeth();
    add_tongue();
  }

 private:
  struct Ring {
    float y, half_width, half_depth, z, turns;
  };
  void add_hair();
  void add_neck();
  void add_cloth();
  void add_teeth();
  void add_tongue();
  void tube(const std::vector<Ring>& rings, float front_drop, Stuff stuff);
  void arch(float top, float bottom, float front, float wide, float jaw, Stuff stuff);
};

}  // namespace kuleshov::face

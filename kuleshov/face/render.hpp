// A plain software renderer for looking at takes: one head, three lights, no GPU.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/geometry.hpp"

namespace kuleshov::face {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> bgra;  // rows from the top, blue green red alpha
};

// Keeps its buffers between frames. Not for several threads at once.
class Renderer {
 public:
  // Sizes 64..4096. The picture is drawn at twice the size and averaged down.
  Renderer(const Head& head, int width, int height);
  const Picture& draw(const FaceFrame& frame);

 private:
  void turn_head(const Angles& by);
  void find_normals();
  void fill(const std::array<Point, 3>& at, const std::array<Point, 3>& normal,
            const std::array<Point, 3>& colour, float shine);
  void fill_head();
  [[nodiscard]] Point colour_of(std::size_t vertex) const;
  void fill_mouth();
  void average_down();

  const Head& head_;
  int width_, height_;  // of the large picture
  std::vector<Point> posed_;
  std::vector<Point> normals_;
  std::vector<Point> colours_;  // of the vertices, linear light
  std::vector<float> depth_;
  std::vector<std::uint8_t> large_;
  Picture small_;
};

// PNG, 8 bits, RGBA without its alpha; stored without compression, so that it needs no library.
std::string to_png(const Picture& picture);

}  // namespace kuleshov::face

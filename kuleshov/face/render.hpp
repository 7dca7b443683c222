// A plain software renderer for looking at takes: one head and shoulders, key, fill and rim light
// with shadows, no GPU.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/bust.hpp"
#include "kuleshov/face/shade.hpp"

namespace kuleshov::face {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> bgra;  // rows from the top, blue green red alpha
};

// How far away the things are that one light sees; tells what lies in shadow.
class ShadowMap {
 public:
  // `direction` points to the light.
  explicit ShadowMap(const Point& direction);
  void draw(const Bust& bust, const std::vector<Point>& posed);
  // Share of the light that arrives at p, 0..1, soft at the edges.
  [[nodiscard]] float reaches(const Point& p) const;

 private:
  [[nodiscard]] Point seen_from_light(const Point& p) const;
  [[nodiscard]] int penumbra(const Point& at, int x, int y) const;  // texels
  Point across_, up_, towards_;
  std::vector<float> depth_;
};

// Keeps its buffers between frames. Not for several threads at once.
class Renderer {
 public:
  // Sizes 64..4096. Edges are found at twice the size and averaged down.
  Renderer(const Head& head, int width, int height);
  const Picture& draw(const FaceFrame& frame);

 private:
  // What the nearest surface at one place of the large picture is.
  struct Hit {
    float depth = -1e9F;
    std::int32_t triangle = -1;
    float second = 0, third = 0;  // weights of the triangle's corners
  };

  void find_normals();
  void project();
  void fill(std::int32_t triangle);
  [[nodiscard]] Point light_of(const Hit& hit) const;
  [[nodiscard]] Point behind(int x, int y) const;
  void shade_pixel(int x, int y);

  const Head& head_;
  Bust bust_;
  Shader shader_;
  ShadowMap key_, sky_;
  int width_, height_;  // of the large picture
  std::vector<Point> posed_, normals_, screen_;
  std::vector<Hit> hits_;
  Picture small_;
};

// PNG, 8 bits, RGBA without its alpha; stored without compression, so that it needs no library.
std::string to_png(const Picture& picture);

}  // namespace kuleshov::face

// What the preview head looks like at one point of its surface. Internal to the renderer.
#pragma once

#include <vector>

#include "kuleshov/face/bust.hpp"

namespace kuleshov::face {

// A visible point; `rest` is where it lies on the face that does nothing, so that freckles, brows
// and creases stick to the skin.
struct Sample {
  Point at, normal, rest;
  Stuff stuff = Stuff::skin;
  float lid = 9;
  float key = 1;        // share of the key light that arrives, 0..1
  float sky = 1;        // share of the light from above
  bool inside = false;  // the back of its surface is seen
};

inline constexpr std::array<float, 3> key_direction{-0.52F, 0.55F, 0.78F};
inline constexpr std::array<float, 3> sky_direction{0.12F, 0.86F, 0.50F};

// A crease of skin that a movement deepens (FACS Manual: lines and folds of each unit).
struct Crease {
  std::vector<Point> points;  // over the resting face, x and y
  float width = 0.2F;
  float weight = 0;
  bool open_start = false;  // begins at the middle of the face and does not fade there
  Point low, high;          // bounds, widened
};

class Shader {
 public:
  explicit Shader(const Head& head);
  // Once a frame: creases and lids as they are now.
  void prepare(const FaceFrame& frame, const std::vector<Point>& posed);
  // Linear light, 0..1.
  [[nodiscard]] Point shade(const Sample& sample) const;

 private:
  [[nodiscard]] Point skin(const Sample& given) const;
  [[nodiscard]] Point eye(const Sample& s) const;
  [[nodiscard]] Point hair(const Sample& s) const;
  [[nodiscard]] Point skin_colour(const Sample& s) const;
  [[nodiscard]] float lip_cover(const Point& rest) const;
  [[nodiscard]] float brow_cover(const Point& rest) const;
  [[nodiscard]] float lid_shadow(const Point& at) const;
  // Turns the normal into the crease; returns how deep the point lies, 0..1.
  float crease(const Sample& s, Point& normal) const;

  const Head& head_;
  std::vector<Crease> creases_;
  Turn head_turn_;
  std::array<Point, 12> lids_{};  // landmarks 36..47, posed
  std::vector<Point> lips_;       // outline, at rest
};

}  // namespace kuleshov::face

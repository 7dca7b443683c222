// Putting layers together, quickly: what Cairo does well once is kept in sprites, and these loops
// move them. Integer arithmetic throughout, so every machine gives the same bytes.
#pragma once

#include <cstdint>
#include <vector>

#include "kuleshov/picture/bitmap.hpp"
#include "kuleshov/picture/canvas.hpp"

namespace kuleshov::picture {

// A picture with, for each row, the columns that are not transparent.
class Sprite {
 public:
  Sprite() : Sprite(Bitmap(1, 1)) {}
  explicit Sprite(Bitmap bitmap);
  [[nodiscard]] const Bitmap& bitmap() const { return bitmap_; }
  struct Extent {
    int begin = 0;  // first column with something
    int end = 0;    // one past the last; end <= begin: an empty row
  };
  [[nodiscard]] Extent extent(int y) const { return extents_[static_cast<std::size_t>(y)]; }
  [[nodiscard]] bool opaque() const { return opaque_; }
  [[nodiscard]] bool empty() const { return empty_; }

 private:
  Bitmap bitmap_;
  std::vector<Extent> extents_;
  bool opaque_ = true;
  bool empty_ = true;
};

// Where a sprite lands: output = scale * source + offset, in pixels. scale > 0.
struct Placement {
  double scale = 1;
  double x = 0;
  double y = 0;
};

// The sprite over `out`, bilinear (1/128 pixel). Parts outside are left away.
void lay(Bitmap& out, const Sprite& sprite, const Placement& at);

// Adds light: `mask` (0..255) times `colour` times `strength` 0..1, screen-wise, at whole pixels.
struct Mask {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> cover;
};
Mask round_glow(int radius);
void add_light(Bitmap& out, const Mask& mask, int x, int y, const Colour& colour, double strength);

// One horizontal run of ink, with soft ends of one pixel; for water, rain and snow.
void run_of_ink(Bitmap& out, double x0, double x1, int y, const Colour& colour, double opacity);

// Darkens towards the corners: made once per frame size, applied to each frame.
std::vector<std::uint16_t> vignette(int width, int height, double strength);
void darken(Bitmap& out, const std::vector<std::uint16_t>& factors);

// Three box blurs, nearly Gaussian; radius in pixels.
void blur(Bitmap& bitmap, int radius);

// Paper: fine grain, fibres and broad blotches of warm and cool, 0 none .. 1 strong. Keeps alpha.
void paper(Bitmap& bitmap, double strength, std::uint64_t seed);

}  // namespace kuleshov::picture

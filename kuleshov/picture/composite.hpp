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
  // The first of the rows at the bottom that are opaque over the whole width.
  [[nodiscard]] int solid_from() const { return solid_from_; }

 private:
  Bitmap bitmap_;
  std::vector<Extent> extents_;
  bool opaque_ = true;
  bool empty_ = true;
  int solid_from_ = 0;
};

// Where a sprite lands: output = scale * source + offset, in pixels. scale > 0.
struct Placement {
  double scale = 1;
  double x = 0;
  double y = 0;
};

// The sprite over `out`, bilinear (1/128 pixel). Parts outside are left away, and so are the rows
// from `hidden_from` on, which something later covers.
void lay(Bitmap& out, const Sprite& sprite, const Placement& at, int hidden_from = 1 << 20);
// The first row of `out` from which the sprite, so placed, covers everything; the height if none.
int covered_from(const Sprite& sprite, const Placement& at, int width, int height);

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
class Vignette {
 public:
  Vignette(int width, int height, double strength);
  void apply(Bitmap& out) const;

 private:
  struct Row {
    int bright_from, bright_to;
  };  // columns that stay as they are
  std::vector<std::uint8_t> factors_;  // for each channel of each pixel, 255 is unchanged
  std::vector<Row> rows_;
};

// Two box blurs each way: a soft triangle; radius in pixels.
void blur(Bitmap& bitmap, int radius);

// Paper: fine grain, fibres and broad blotches of warm and cool, 0 none .. 1 strong. Keeps alpha.
void paper(Bitmap& bitmap, double strength, std::uint64_t seed);

}  // namespace kuleshov::picture

// Pictures in memory, and their way to the encoder's colours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kuleshov::media {

// Somebody else's pixels: 4 bytes each, blue green red (alpha ignored), as Cairo's ARGB32 has them
// on little-endian machines.
struct ImageView {
  const std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  std::ptrdiff_t stride = 0;  // bytes from row to row
};

// Pixels of our own, the same layout without padding.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;

  Image() = default;
  Image(int w, int h)
      : width(w),
        height(h),
        pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4) {}
  [[nodiscard]] ImageView view() const {
    return {pixels.data(), width, height, std::ptrdiff_t{width} * 4};
  }
};

// Three planes of Y'CbCr 4:2:0, BT.709 limited range (Rec. ITU-R BT.709-6, 8 bit: Y 16..235).
struct Planes {
  std::uint8_t* y = nullptr;
  std::uint8_t* u = nullptr;
  std::uint8_t* v = nullptr;
  std::ptrdiff_t y_stride = 0;
  std::ptrdiff_t u_stride = 0;
  std::ptrdiff_t v_stride = 0;
};

// Integer arithmetic: the same bytes on every machine. Width and height must be even.
void to_yuv420(const ImageView& image, const Planes& planes);

// Mean of BT.709 luma (gamma-coded), 0..1: how bright a picture is for the eye.
double mean_luma(const ImageView& image);

}  // namespace kuleshov::media

// Pixels as Cairo keeps them: 32 bits, blue first in memory, premultiplied by alpha (ARGB32 on a
// little-endian machine). A frame of film is 1280 x 720.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kuleshov::picture {

inline constexpr int frame_width = 1280;
inline constexpr int frame_height = 720;

class Bitmap {
 public:
  Bitmap() : Bitmap(frame_width, frame_height) {}
  // Transparent; width and height of at least 1.
  Bitmap(int width, int height)
      : width_(width),
        height_(height),
        pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] int stride_bytes() const { return width_ * 4; }
  [[nodiscard]] std::uint32_t* row(int y) {
    return pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
  }
  [[nodiscard]] const std::uint32_t* row(int y) const {
    return pixels_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
  }
  [[nodiscard]] std::uint8_t* bytes() { return reinterpret_cast<std::uint8_t*>(pixels_.data()); }
  [[nodiscard]] const std::uint8_t* bytes() const {
    return reinterpret_cast<const std::uint8_t*>(pixels_.data());
  }
  [[nodiscard]] std::vector<std::uint32_t>& pixels() { return pixels_; }
  [[nodiscard]] const std::vector<std::uint32_t>& pixels() const { return pixels_; }
  void clear() { pixels_.assign(pixels_.size(), 0U); }

 private:
  int width_;
  int height_;
  std::vector<std::uint32_t> pixels_;
};

}  // namespace kuleshov::picture

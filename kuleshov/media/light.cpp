#include "kuleshov/media/light.hpp"

#include <cmath>

namespace kuleshov::media {

const std::array<float, 256>& linear_light() {
  static const std::array<float, 256> table = [] {
    std::array<float, 256> out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = static_cast<float>(std::pow(static_cast<double>(i) / 255, 2.4));
    }
    return out;
  }();
  return table;
}

double relative_luminance(const ImageView& image) {
  constexpr int step = 4;
  const auto& linear = linear_light();
  double sum = 0;
  double count = 0;
  for (int y = step / 2; y < image.height; y += step) {
    const std::uint8_t* row = image.pixels + y * image.stride;
    for (int x = step / 2; x < image.width; x += step) {
      const std::uint8_t* pixel = row + std::ptrdiff_t{x} * 4;
      sum += static_cast<double>(0.2126F * linear[pixel[2]] + 0.7152F * linear[pixel[1]] +
                                 0.0722F * linear[pixel[0]]);
      count += 1;
    }
  }
  return count > 0 ? sum / count : 0;
}

}  // namespace kuleshov::media

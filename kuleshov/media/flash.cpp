#include "kuleshov/media/flash.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/media/light.hpp"

namespace kuleshov::media {

namespace {

constexpr float screen_peak = 200;  // cd/m2, the display BT.1702 assumes

struct Light {
  float luminance = 0;  // cd/m2
  float red = 0;        // how red: max(0, R - G - B) * 320, as WCAG 2.2 and BT.1702 put it
};

// The mean of a few samples stands for its cell.
Light cell_light(const ImageView& image, int x0, int y0, int x1, int y1) {
  Light sum;
  int count = 0;
  const int step_x = std::max(1, (x1 - x0) / 4);
  const int step_y = std::max(1, (y1 - y0) / 4);
  for (int y = y0 + step_y / 2; y < y1; y += step_y) {
    for (int x = x0 + step_x / 2; x < x1; x += step_x, ++count) {
      const std::uint8_t* pixel = image.pixels + y * image.stride + std::ptrdiff_t{x} * 4;
      const float r = linear_light()[pixel[2]], g = linear_light()[pixel[1]],
                  b = linear_light()[pixel[0]];
      sum.luminance += screen_peak * (0.2126F * r + 0.7152F * g + 0.0722F * b);
      const bool saturated = r + g + b > 0 && r / (r + g + b) >= 0.8F;
      sum.red += saturated ? std::max(0.0F, r - g - b) * 320 : 0;
    }
  }
  const float n = static_cast<float>(std::max(1, count));
  return {sum.luminance / n, sum.red / n};
}

double most_in_a_second(const std::vector<int>& changes, int& worst_frame) {
  constexpr int second = 25;
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < changes.size(); ++last) {
    while (changes[last] - changes[first] >= second) ++first;
    if (last - first + 1 > most) {
      most = last - first + 1;
      worst_frame = changes[last];
    }
  }
  return static_cast<double>(most) / 2;
}

}  // namespace

FlashMeter::FlashMeter() = default;

void FlashMeter::Track::add(int frame, const std::array<float, cells>& values, float step,
                            float dark) {
  int up = 0;
  int down = 0;
  for (std::size_t i = 0; i < cells; ++i) {
    const float change = values[i] - extreme[i];
    const bool further = (direction[i] > 0 && change > 0) || (direction[i] < 0 && change < 0);
    if (frame == 0 || further) {
      extreme[i] = values[i];
    } else if (std::abs(change) >= step && std::min(values[i], extreme[i]) < dark) {
      direction[i] = change > 0 ? 1 : -1;
      extreme[i] = values[i];
      (change > 0 ? up : down) += 1;
    }
  }
  constexpr int quarter = static_cast<int>(cells) / 4;
  const int way = up >= quarter ? 1 : down >= quarter ? -1 : 0;
  if (way == 0 || way == last) return;
  last = way;
  changes.push_back(frame);
}

void FlashMeter::add(const ImageView& image) {
  std::array<float, cells> light{};
  std::array<float, cells> red{};
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const Light cell =
          cell_light(image, image.width * column / columns, image.height * row / rows,
                     image.width * (column + 1) / columns, image.height * (row + 1) / rows);
      const auto index = static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column);
      light[index] = cell.luminance;
      red[index] = cell.red;
    }
  }
  bright_.add(frame_, light, 20, 160);
  red_.add(frame_, red, 20, 1e9F);
  ++frame_;
}

FlashReport FlashMeter::report() const {
  FlashReport out;
  int frame = 0;
  int red_frame = 0;
  out.most_in_a_second = most_in_a_second(bright_.changes, frame);
  out.most_red_in_a_second = most_in_a_second(red_.changes, red_frame);
  out.at_s = (out.most_red_in_a_second > out.most_in_a_second ? red_frame : frame) / 25.0;
  return out;
}

}  // namespace kuleshov::media

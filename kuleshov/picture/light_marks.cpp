#include <algorithm>
#include <cmath>

#include "kuleshov/picture/composite.hpp"

namespace kuleshov::picture {

namespace {

int level(double v) { return static_cast<int>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); }

// d + (c - d) * a / 256 for each colour channel; alpha stays.
std::uint32_t blend(std::uint32_t d, int r, int g, int b, int a) {
  const auto channel = [&](int shift, int c) {
    const int v = static_cast<int>((d >> shift) & 255U);
    return static_cast<std::uint32_t>(v + (((c - v) * a) >> 8)) << shift;
  };
  return (d & 0xff000000U) | channel(16, r) | channel(8, g) | channel(0, b);
}

// d + c - d * c: light on light never overflows.
std::uint32_t screen(std::uint32_t d, int r, int g, int b) {
  const auto channel = [&](int shift, int c) {
    const int v = static_cast<int>((d >> shift) & 255U);
    return static_cast<std::uint32_t>(v + (((255 - v) * c) >> 8)) << shift;
  };
  return (d & 0xff000000U) | channel(16, r) | channel(8, g) | channel(0, b);
}

}  // namespace

Mask round_glow(int radius) {
  Mask mask{2 * radius, 2 * radius, {}};
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      const double d = std::hypot(x + 0.5 - radius, y + 0.5 - radius) / radius;
      const double fall = std::max(0.0, 1 - d);
      mask.cover.push_back(static_cast<std::uint8_t>(std::lround(255 * fall * fall * fall)));
    }
  }
  return mask;
}

void add_light(Bitmap& out, const Mask& mask, int x, int y, const Colour& colour, double strength) {
  const int r = level(colour.r * strength), g = level(colour.g * strength),
            b = level(colour.b * strength);
  const int x0 = std::max(0, -x), x1 = std::min(mask.width, out.width() - x);
  for (int my = std::max(0, -y); my < std::min(mask.height, out.height() - y); ++my) {
    std::uint32_t* row = out.row(y + my) + x;
    const std::uint8_t* cover = mask.cover.data() + static_cast<std::ptrdiff_t>(my) * mask.width;
    for (int mx = x0; mx < x1; ++mx) {
      const int m = cover[mx];
      row[mx] = screen(row[mx], r * m >> 8, g * m >> 8, b * m >> 8);
    }
  }
}

void run_of_ink(Bitmap& out, double x0, double x1, int y, const Colour& colour, double opacity) {
  if (y < 0 || y >= out.height() || x1 <= x0) return;
  const int begin = std::max(0, static_cast<int>(std::floor(x0)));
  const int end = std::min(out.width(), static_cast<int>(std::ceil(x1)));
  const int r = level(colour.r), g = level(colour.g), b = level(colour.b);
  std::uint32_t* row = out.row(y);
  for (int x = begin; x < end; ++x) {
    const double cover = std::min({1.0, x + 1 - x0, x1 - x});
    row[x] = blend(row[x], r, g, b, static_cast<int>(opacity * cover * 256));
  }
}

Vignette::Vignette(int width, int height, double strength) {
  for (int y = 0; y < height; ++y) {
    Row row{width, 0};
    for (int x = 0; x < width; ++x) {
      const double u = (x + 0.5) / width * 2 - 1, v = (y + 0.5) / height * 2 - 1;
      const double d = std::max(0.0, u * u * 0.75 + v * v * 0.55 - 0.22);
      const auto factor = static_cast<std::uint8_t>(std::lround(255 / (1 + strength * d)));
      for (int channel = 0; channel < 3; ++channel) factors_.push_back(factor);
      factors_.push_back(255);
      if (factor == 255) row = {std::min(row.bright_from, x), x + 1};
    }
    rows_.push_back(row);
  }
}

void Vignette::apply(Bitmap& out) const {
  const auto run = [&](int y, int x0, int x1) {
    const std::size_t base =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width()) * 4;
    std::uint8_t* __restrict__ bytes = out.bytes() + base;
    const std::uint8_t* __restrict__ factors = factors_.data() + base;
    for (int i = x0 * 4; i < x1 * 4; ++i) {
      bytes[i] = static_cast<std::uint8_t>((bytes[i] * (factors[i] + 1)) >> 8);
    }
  };
  for (int y = 0; y < std::min(out.height(), static_cast<int>(rows_.size())); ++y) {
    const Row row = rows_[static_cast<std::size_t>(y)];
    if (row.bright_from >= row.bright_to) {
      run(y, 0, out.width());
    } else {
      run(y, 0, row.bright_from);
      run(y, row.bright_to, out.width());
    }
  }
}

}  // namespace kuleshov::picture

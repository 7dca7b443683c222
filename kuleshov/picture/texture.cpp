#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "kuleshov/picture/composite.hpp"

namespace kuleshov::picture {

namespace {

constexpr int tile = 512;

std::uint32_t scramble(std::uint32_t x) {  // Mueller's integer hash: a stable noise lattice
  x = ((x >> 16) ^ x) * 0x45d9f3bU;
  x = ((x >> 16) ^ x) * 0x45d9f3bU;
  return (x >> 16) ^ x;
}

double lattice(int x, int y, int period, std::uint32_t salt) {
  const auto u = static_cast<std::uint32_t>(((x % period) + period) % period);
  const auto v = static_cast<std::uint32_t>(((y % period) + period) % period);
  return static_cast<double>(scramble(u + scramble(v + scramble(salt))) >> 8) / 8388608.0 - 1;
}

// Value noise that repeats after `period` cells; -1..1.
double noise(double x, double y, int period, std::uint32_t salt) {
  const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
  const double fx = x - x0, fy = y - y0;
  const double sx = fx * fx * (3 - 2 * fx), sy = fy * fy * (3 - 2 * fy);
  const double top =
      std::lerp(lattice(x0, y0, period, salt), lattice(x0 + 1, y0, period, salt), sx);
  const double low =
      std::lerp(lattice(x0, y0 + 1, period, salt), lattice(x0 + 1, y0 + 1, period, salt), sx);
  return std::lerp(top, low, sy);
}

struct Tiles {
  std::vector<std::int8_t> grain = std::vector<std::int8_t>(tile * tile);   // light and dark
  std::vector<std::int8_t> blotch = std::vector<std::int8_t>(tile * tile);  // warm and cool
};

Tiles make_tiles() {
  Tiles tiles;
  for (int y = 0; y < tile; ++y) {
    for (int x = 0; x < tile; ++x) {
      const double fine = noise(x * 0.5, y * 0.5, tile / 2, 1) * 0.5;
      const double fibre = noise(x / 16.0, y / 2.0, tile / 2, 2) * noise(x / 8.0, y / 8.0, 64, 3);
      const double cloud =
          noise(x / 32.0, y / 32.0, 16, 4) * 0.5 + noise(x / 12.8, y / 12.8, 40, 5) * 0.3;
      const auto at = static_cast<std::size_t>(y) * tile + static_cast<std::size_t>(x);
      tiles.grain[at] = static_cast<std::int8_t>(std::lround(40 * (fine + fibre + cloud * 0.9)));
      tiles.blotch[at] = static_cast<std::int8_t>(std::lround(
          60 * noise(x / 64.0, y / 64.0, 8, 6) + 30 * noise(x / 25.6, y / 25.6, 20, 7)));
    }
  }
  return tiles;
}

const Tiles& tiles() {
  static const Tiles made = make_tiles();
  return made;
}

std::uint32_t textured(std::uint32_t pixel, int grain, int blotch) {
  const int a = static_cast<int>(pixel >> 24);
  const auto channel = [&](int shift, int change) {
    const int c = static_cast<int>((pixel >> shift) & 255U);
    // Strongest in the middle tones, as pigment on paper is; never above alpha.
    const int room = std::min(c, 96) + 24;
    return static_cast<std::uint32_t>(std::clamp(c + ((change * room * a) >> 17), 0, a)) << shift;
  };
  return (pixel & 0xff000000U) | channel(16, grain + blotch) | channel(8, grain) |
         channel(0, grain - blotch);
}

// One pass of a running mean over `count` pixels that lie `stride` apart.
void box_pass(std::uint32_t* line, int count, std::ptrdiff_t stride, int radius,
              std::vector<std::uint32_t>& copy) {
  for (int i = 0; i < count; ++i) copy[static_cast<std::size_t>(i)] = line[i * stride];
  const auto at = [&](int i) {
    return copy[static_cast<std::size_t>(std::clamp(i, 0, count - 1))];
  };
  std::array<std::uint32_t, 4> sum{};
  const auto put = [&](std::uint32_t p, std::uint32_t sign) {
    for (unsigned c = 0; c < 4; ++c) sum[c] += sign * ((p >> (8 * c)) & 255U);
  };
  for (int i = -radius; i <= radius; ++i) put(at(i), 1);
  const auto width = static_cast<std::uint32_t>(2 * radius + 1);
  const std::uint32_t reciprocal = (65536 + width / 2) / width;
  for (int i = 0; i < count; ++i) {
    std::uint32_t p = 0;
    for (unsigned c = 0; c < 4; ++c) {
      p |= std::min(255U, (sum[c] * reciprocal + 32768) >> 16) << (8 * c);
    }
    line[i * stride] = p;
    put(at(i + radius + 1), 1);
    put(at(i - radius), static_cast<std::uint32_t>(-1));
  }
}

}  // namespace

void paper(Bitmap& bitmap, double strength, std::uint64_t seed) {
  const Tiles& t = tiles();
  const int amount = static_cast<int>(std::lround(strength * 256));
  const int shift_x = static_cast<int>(seed % tile),
            shift_y = static_cast<int>((seed / tile) % tile);
  for (int y = 0; y < bitmap.height(); ++y) {
    std::uint32_t* row = bitmap.row(y);
    const std::size_t base = static_cast<std::size_t>((y + shift_y) % tile) * tile;
    for (int x = 0; x < bitmap.width(); ++x) {
      if (row[x] >> 24 == 0) continue;
      const std::size_t at = base + static_cast<std::size_t>((x + shift_x) % tile);
      row[x] = textured(row[x], t.grain[at] * amount >> 8, t.blotch[at] * amount >> 11);
    }
  }
}

void blur(Bitmap& bitmap, int radius) {
  if (radius < 1) return;
  const int w = bitmap.width(), h = bitmap.height();
  std::vector<std::uint32_t> copy(static_cast<std::size_t>(std::max(w, h)));
  for (int pass = 0; pass < 2; ++pass) {
    for (int y = 0; y < h; ++y) box_pass(bitmap.row(y), w, 1, radius, copy);
    for (int x = 0; x < w; ++x) box_pass(bitmap.row(0) + x, h, w, radius, copy);
  }
}

}  // namespace kuleshov::picture

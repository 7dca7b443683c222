#include "kuleshov/media/image.hpp"

#include <cstring>

// The inner loops are written for the vectoriser. Two versions are built and the machine picks one;
// both give the same integers. Sanitizers cannot run the picking, so they get the plain one.
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define KULESHOV_VECTOR __attribute__((target_clones("avx2", "default")))
#else
#define KULESHOV_VECTOR
#endif

namespace kuleshov::media {

namespace {

// BT.709 coefficients times 2^15, scaled to 219 and 224 steps.
constexpr int y_red = 5983, y_green = 20127, y_blue = 2032;
constexpr int u_red = -3298, u_green = -11094, u_blue = 14392;
constexpr int v_red = 14392, v_green = -13072, v_blue = -1320;

// Pixels as one number each: 0xAARRGGBB.
KULESHOV_VECTOR void luma_row(const std::uint32_t* pixels, int width, std::uint8_t* out) {
  for (int x = 0; x < width; ++x) {
    const int red = static_cast<int>((pixels[x] >> 16) & 255);
    const int green = static_cast<int>((pixels[x] >> 8) & 255);
    const int blue = static_cast<int>(pixels[x] & 255);
    out[x] = static_cast<std::uint8_t>(
        (y_red * red + y_green * green + y_blue * blue + (16 << 15) + (1 << 14)) >> 15);
  }
}

// Sums of 2x2 pixels, two 16-bit halves of 64 bits apart, then the chroma of each sum.
KULESHOV_VECTOR void chroma_row(const std::uint32_t* top, const std::uint32_t* bottom, int half,
                                std::uint8_t* u, std::uint8_t* v) {
  for (int x = 0; x < half; ++x) {
    const std::uint32_t a = top[2 * x], b = top[2 * x + 1];
    const std::uint32_t c = bottom[2 * x], d = bottom[2 * x + 1];
    const std::uint32_t outer =
        (a & 0xff00ffU) + (b & 0xff00ffU) + (c & 0xff00ffU) + (d & 0xff00ffU);
    const std::uint32_t inner =
        ((a >> 8) & 255) + ((b >> 8) & 255) + ((c >> 8) & 255) + ((d >> 8) & 255);
    const int red = static_cast<int>(outer >> 16);
    const int green = static_cast<int>(inner);
    const int blue = static_cast<int>(outer & 0xffff);
    constexpr int offset = (128 << 17) + (1 << 16);
    u[x] =
        static_cast<std::uint8_t>((u_red * red + u_green * green + u_blue * blue + offset) >> 17);
    v[x] =
        static_cast<std::uint8_t>((v_red * red + v_green * green + v_blue * blue + offset) >> 17);
  }
}

const std::uint32_t* row(const ImageView& image, int y) {
  return reinterpret_cast<const std::uint32_t*>(image.pixels + y * image.stride);
}

}  // namespace

void to_yuv420(const ImageView& image, const Planes& planes) {
  for (int y = 0; y < image.height; ++y) {
    luma_row(row(image, y), image.width, planes.y + y * planes.y_stride);
  }
  for (int y = 0; y < image.height / 2; ++y) {
    chroma_row(row(image, 2 * y), row(image, 2 * y + 1), image.width / 2,
               planes.u + y * planes.u_stride, planes.v + y * planes.v_stride);
  }
}

double mean_luma(const ImageView& image) {
  std::vector<std::uint8_t> line(static_cast<std::size_t>(image.width));
  std::uint64_t sum = 0;
  for (int y = 0; y < image.height; y += 2) {
    luma_row(row(image, y), image.width, line.data());
    for (const std::uint8_t value : line) sum += value;
  }
  const int lines = (image.height + 1) / 2;
  const double count = static_cast<double>(image.width) * lines;
  return count > 0 ? (static_cast<double>(sum) / count - 16) / 219 : 0;
}

}  // namespace kuleshov::media

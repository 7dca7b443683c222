#include "kuleshov/picture/composite.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace kuleshov::picture {

namespace {

using Bytes8 = std::uint8_t __attribute__((vector_size(8)));
using Words8 = std::int16_t __attribute__((vector_size(16)));
using Unsigned8 = std::uint16_t __attribute__((vector_size(16)));

Words8 widen(const void* from) {
  Bytes8 bytes;
  std::memcpy(&bytes, from, 8);
  return __builtin_convertvector(bytes, Words8);
}

void narrow(Words8 words, void* to) {
  const Bytes8 bytes = __builtin_convertvector(words, Bytes8);
  std::memcpy(to, &bytes, 8);
}

// a + (b - a) * f / 128, f 0..127, for eight channels.
Words8 lerp(Words8 a, Words8 b, Words8 f) { return a + (((b - a) * f) >> 7); }

// Rows y and y + 1 mixed by f into `to`, columns begin..end.
void mix_rows(const std::uint32_t* a, const std::uint32_t* b, int f, int begin, int end,
              std::uint32_t* to) {
  if (f == 0) {
    std::memcpy(to + begin, a + begin, static_cast<std::size_t>(end - begin) * 4);
    return;
  }
  const auto f16 = static_cast<std::int16_t>(f);
  const Words8 share{f16, f16, f16, f16, f16, f16, f16, f16};
  int x = begin;
  for (; x + 2 <= end; x += 2) narrow(lerp(widen(a + x), widen(b + x), share), to + x);
  if (x < end) {
    std::uint32_t pair_a[2] = {a[x], 0}, pair_b[2] = {b[x], 0}, pair[2];
    narrow(lerp(widen(pair_a), widen(pair_b), share), pair);
    to[x] = pair[0];
  }
}

// s over d for two pixels (eight channels, premultiplied).
Words8 over(Words8 s, Words8 d) {
  const Words8 a = __builtin_shufflevector(s, s, 3, 3, 3, 3, 7, 7, 7, 7);
  const Unsigned8 product = (Unsigned8)d * (Unsigned8)(255 - a) + 128;
  return s + (Words8)((product + (product >> 8)) >> 8);
}

struct Stepper {
  std::int64_t at;  // 16.16 source column
  std::int64_t step;
};

// Two neighbouring output pixels sampled from `row`.
Words8 sample_pair(const std::uint32_t* row, std::int64_t x0, std::int64_t x1) {
  const Words8 p = widen(row + (x0 >> 16)), q = widen(row + (x1 >> 16));
  const Words8 near = __builtin_shufflevector(p, q, 0, 1, 2, 3, 8, 9, 10, 11);
  const Words8 far = __builtin_shufflevector(p, q, 4, 5, 6, 7, 12, 13, 14, 15);
  const auto f0 = static_cast<std::int16_t>((x0 >> 9) & 127);
  const auto f1 = static_cast<std::int16_t>((x1 >> 9) & 127);
  return lerp(near, far, Words8{f0, f0, f0, f0, f1, f1, f1, f1});
}

// Both samples fall on transparent pixels only.
bool nothing(const std::uint32_t* row, std::int64_t x0, std::int64_t x1) {
  std::uint64_t a, b;
  std::memcpy(&a, row + (x0 >> 16), 8);
  std::memcpy(&b, row + (x1 >> 16), 8);
  return (a | b) == 0;
}

template <bool opaque>
void lay_run(const std::uint32_t* row, Stepper s, std::uint32_t* out, int count) {
  int i = 0;
  for (; i + 2 <= count; i += 2, s.at += 2 * s.step) {
    if constexpr (!opaque) {
      if (nothing(row, s.at, s.at + s.step)) continue;
    }
    const Words8 ink = sample_pair(row, s.at, s.at + s.step);
    if constexpr (opaque) {
      narrow(ink, out + i);
    } else {
      if (ink[3] == 255 && ink[7] == 255) {
        narrow(ink, out + i);
        continue;
      }
      narrow(over(ink, widen(out + i)), out + i);
    }
  }
  if (i == count) return;
  std::uint32_t pair[2] = {out[i], 0};
  narrow(over(sample_pair(row, s.at, s.at), widen(pair)), pair);
  out[i] = pair[0];
}

// The source row (fraction included) that an output row shows, mixed into `scratch`.
// One column of margin on each side is transparent, so edges are soft; an opaque sprite repeats
// its edge.
struct SourceRow {
  int begin = 0;
  int end = 0;
};

SourceRow fetch_row(const Sprite& sprite, std::int64_t v, std::vector<std::uint32_t>& scratch) {
  const int last = sprite.bitmap().height() - 1;
  const int y0 = std::clamp(static_cast<int>(v >> 16), 0, last), y1 = std::min(y0 + 1, last);
  const auto e0 = sprite.extent(y0), e1 = sprite.extent(y1);
  SourceRow found{std::min(e0.begin, e1.begin), std::max(e0.end, e1.end)};
  if (e0.end <= e0.begin) found = {e1.begin, e1.end};
  if (e1.end <= e1.begin) found = {e0.begin, e0.end};
  if (found.end <= found.begin) return found;
  mix_rows(sprite.bitmap().row(y0), sprite.bitmap().row(y1), static_cast<int>((v >> 9) & 127),
           found.begin, found.end, scratch.data() + 2);
  const auto begin = static_cast<std::size_t>(found.begin),
             end = static_cast<std::size_t>(found.end);
  scratch[begin + 1] = sprite.opaque() ? scratch[begin + 2] : 0;
  scratch[end + 2] = sprite.opaque() ? scratch[end + 1] : 0;
  scratch[end + 3] = 0;
  return found;
}

std::int64_t fixed(double v) { return static_cast<std::int64_t>(std::llround(v * 65536)); }

}  // namespace

Sprite::Sprite(Bitmap bitmap) : bitmap_(std::move(bitmap)) {
  const int w = bitmap_.width();
  for (int y = 0; y < bitmap_.height(); ++y) {
    const std::uint32_t* row = bitmap_.row(y);
    Extent extent{0, w};
    while (extent.begin < w && row[extent.begin] == 0) ++extent.begin;
    while (extent.end > extent.begin && row[extent.end - 1] == 0) --extent.end;
    extents_.push_back(extent);
    empty_ = empty_ && extent.end <= extent.begin;
    const bool solid = std::all_of(row, row + w, [](std::uint32_t p) { return p >> 24 == 255; });
    opaque_ = opaque_ && solid;
    if (!solid) solid_from_ = y + 1;
  }
}

void lay(Bitmap& out, const Sprite& sprite, const Placement& at, int hidden_from) {
  if (sprite.empty() || at.scale <= 0) return;
  const double inverse = 1 / at.scale;
  const std::int64_t step = fixed(inverse);
  std::vector<std::uint32_t> scratch(static_cast<std::size_t>(sprite.bitmap().width()) + 6, 0);
  for (int y = 0; y < std::min(out.height(), hidden_from); ++y) {
    const double v = (y + 0.5 - at.y) * inverse - 0.5;
    if (v < -0.5 || v > sprite.bitmap().height() - 0.5) continue;
    const SourceRow source = fetch_row(sprite, fixed(std::max(0.0, v)), scratch);
    if (source.end <= source.begin) continue;
    const bool solid = sprite.opaque();
    const double margin = solid ? 0.4999 : 0.999;
    const double first = (source.begin - margin + 0.5) * at.scale + at.x - 0.5;
    const double last = (source.end - 1 + margin + 0.5) * at.scale + at.x - 0.5;
    const int x0 = std::max(0, static_cast<int>(std::ceil(first)));
    const int x1 = std::min(out.width(), static_cast<int>(std::floor(last)) + 1);
    if (x1 <= x0) continue;
    const std::int64_t u = fixed((x0 + 0.5 - at.x) * inverse - 0.5) + (std::int64_t{2} << 16);
    const Stepper stepper{u, step};
    solid ? lay_run<true>(scratch.data(), stepper, out.row(y) + x0, x1 - x0)
          : lay_run<false>(scratch.data(), stepper, out.row(y) + x0, x1 - x0);
  }
}

int covered_from(const Sprite& sprite, const Placement& at, int width, int height) {
  const Bitmap& b = sprite.bitmap();
  const bool wide =
      at.x <= 0 && at.x + at.scale * b.width() >= width && at.y + at.scale * b.height() >= height;
  if (!wide || sprite.solid_from() >= b.height()) return height;
  return std::max(0, static_cast<int>(std::ceil(at.y + at.scale * (sprite.solid_from() + 1))));
}

}  // namespace kuleshov::picture

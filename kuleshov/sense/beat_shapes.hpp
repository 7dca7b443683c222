// The shapes of beats seen so far in one lead, so that a beat can be told from what is only steep.
// A shape is the slope of the signal about the beat at 25 points, at unit length; likeness is a
// correlation over 9 alignments. A new shape takes the place of the one that was not seen for
// longest.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace kuleshov::sense {

class BeatShapes {
 public:
  static constexpr std::size_t points = 25;
  static constexpr std::size_t shifts = 9;
  using Shape = std::array<double, points>;
  using Aligned = std::array<Shape, shifts>;

  // Highest likeness of any of `aligned` to a shape seen three times or more, 0..1; 1 while there
  // is none to compare with.
  [[nodiscard]] double likeness(const Aligned& aligned) const;
  // A shape was seen three times or more.
  [[nodiscard]] bool knows_any() const;
  // A beat at sample `at` looked like `aligned`; the middle one is unshifted.
  void learn(const Aligned& aligned, std::int64_t at);

 private:
  struct Known {
    Shape shape{};
    std::int64_t beats = 0;
    std::int64_t last = 0;
  };
  std::array<Known, 4> known_{};
};

// To unit length; zeros stay zeros.
void normalise(BeatShapes::Shape& shape);

// How wide a shape is, and how far apart its alignments are, in samples.
struct ShapeScale {
  double reach;
  double shift;
};
// slope(i) gives the signal's slope at sample i.
template <class Slope>
BeatShapes::Aligned shapes_about(std::int64_t middle, ShapeScale scale, Slope slope) {
  constexpr auto half_points = BeatShapes::points / 2;
  constexpr auto half_shifts = BeatShapes::shifts / 2;
  const auto half = static_cast<double>(half_points);
  const auto unshifted = static_cast<double>(half_shifts);
  BeatShapes::Aligned aligned{};
  for (std::size_t s = 0; s < aligned.size(); ++s) {
    const std::int64_t centre =
        middle + std::llround((static_cast<double>(s) - unshifted) * scale.shift);
    for (std::size_t k = 0; k < BeatShapes::points; ++k) {
      const double steps = static_cast<double>(k) - half;
      aligned[s][k] = slope(centre + std::llround(steps * (scale.reach / half)));
    }
    normalise(aligned[s]);
  }
  return aligned;
}

}  // namespace kuleshov::sense

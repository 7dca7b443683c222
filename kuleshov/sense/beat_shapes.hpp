// The shapes of beats seen so far in one lead, so that a beat can be told from what is only steep.
// A shape is the slope of the signal about the beat at 25 points, at unit length; likeness is a
// correlation. A new shape takes the place of the one that was not seen for longest.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace kuleshov::sense {

class BeatShapes {
 public:
  static constexpr std::size_t points = 25;
  static constexpr std::size_t shifts = 9;
  static constexpr double reach_s = 0.09;   // half the width of a shape
  static constexpr double shift_s = 0.008;  // candidates of alignment: -4..4 of these
  using Shape = std::array<double, points>;

  // Highest likeness of any of `aligned` to a shape seen three times or more, 0..1; 1 while there
  // is none to compare with.
  [[nodiscard]] double likeness(std::span<const Shape, shifts> aligned) const;
  // A beat at sample `at` looked like `aligned`; the middle one is unshifted.
  void learn(std::span<const Shape, shifts> aligned, std::int64_t at);

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

}  // namespace kuleshov::sense

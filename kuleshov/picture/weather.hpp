// What falls and drifts before the picture. Positions follow from seed and time alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/picture/composite.hpp"
#include "kuleshov/picture/look.hpp"

namespace kuleshov::picture {

class Weather {
 public:
  Weather() = default;
  // `near` 0 wide .. 1 close: drops and flakes are larger and fewer near people.
  Weather(const Look& look, bool outside, double near, std::uint64_t seed);
  void draw(Bitmap& out, double seconds) const;

 private:
  struct Bit {
    double x, y, speed, size, phase;
  };
  void draw_rain(Bitmap& out, double seconds) const;
  void draw_flakes(Bitmap& out, double seconds) const;
  void draw_fog(Bitmap& out, double seconds) const;

  enum class Kind { none, rain, snow, motes } kind_ = Kind::none;
  double slant_ = 0;
  Colour colour_;
  double opacity_ = 0;
  std::vector<Bit> bits_;
  Sprite fog_;
};

}  // namespace kuleshov::picture

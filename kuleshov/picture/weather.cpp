#include "kuleshov/picture/weather.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/base/random.hpp"

namespace kuleshov::picture {

namespace {

double wrapped(double v, double span) { return v - span * std::floor(v / span); }

// A long bank of mist, twice the frame's width, that repeats by drifting to and fro.
Sprite fog_bank(const Look& look, std::uint64_t seed, double thick) {
  Bitmap bitmap(frame_width / 2, frame_height / 2);
  base::Random random(seed, "fog");
  {
    Canvas canvas(bitmap);
    canvas.scale(0.5, 0.5);
    for (int i = 0; i < 16; ++i) {
      canvas.glow(
          {random.uniform(-100, frame_width + 100.0), random.uniform(400, frame_height + 60.0)},
          random.uniform(260, 560), random.uniform(60, 150),
          alpha(mix(look.haze, {1, 1, 1, 1}, 0.2), thick * random.uniform(0.25, 0.6)));
    }
  }
  return Sprite(std::move(bitmap));
}

}  // namespace

Weather::Weather(const Look& look, bool outside, double near, std::uint64_t seed) {
  base::Random random(seed, "weather");
  const bool wet = look.weather == "rain" || look.weather == "storm";
  std::size_t count = 0;
  if (outside && wet) {
    kind_ = Kind::rain;
    slant_ = look.weather == "storm" ? 0.30 : 0.10;
    count = look.weather == "storm" ? 260 : 190;
    colour_ = mix(look.sky_low, {1, 1, 1, 1}, 0.35);
    opacity_ = 0.34;
  } else if (outside && look.weather == "snow") {
    kind_ = Kind::snow;
    count = 190;
    colour_ = mix({1, 1, 1, 1}, look.sky_low, 0.12);
    opacity_ = 0.85;
  } else if (!outside) {
    kind_ = Kind::motes;
    count = 26;
    colour_ = mix(look.lamp, look.key, 0.5);
    opacity_ = 0.22;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const double depth = random.uniform();
    bits_.push_back({random.uniform(0, frame_width), random.uniform(0, frame_height),
                     0.45 + 0.75 * depth, (0.5 + depth) * (1 + near * 0.8),
                     random.uniform(0, 6.283)});
  }
  if (outside && look.fog > 0.28 && near < 0.5)
    fog_ = fog_bank(look, seed, std::min(1.0, look.fog * 0.9));
}

void Weather::draw_rain(Bitmap& out, double seconds) const {
  for (const Bit& bit : bits_) {
    const double length = 16 + 34 * bit.size,
                 y = wrapped(bit.y + seconds * 1150 * bit.speed, out.height() + length) - length;
    const double x = wrapped(bit.x - slant_ * y, out.width());
    const double wide = 0.7 + 0.5 * bit.size;
    const int last = std::min(out.height(), static_cast<int>(y + length));
    for (int row = std::max(0, static_cast<int>(y)); row < last; ++row) {
      const double at = x - slant_ * (row - y), share = (row - y) / length;
      run_of_ink(out, at, at + wide, row, colour_, opacity_ * share * bit.speed * 0.8);
    }
  }
}

void Weather::draw_flakes(Bitmap& out, double seconds) const {
  const bool snow = kind_ == Kind::snow;
  for (const Bit& bit : bits_) {
    const double fall = snow ? 95 * bit.speed : -7 * bit.speed;
    const double r = snow ? 1.1 + 2.0 * bit.size : 0.9 + 0.7 * bit.size;
    const double y = wrapped(bit.y + seconds * fall, out.height() + 20.0) - 10;
    const double x =
        wrapped(bit.x + 18 * std::sin(seconds * 0.7 + bit.phase) + (snow ? 14 : 5) * seconds,
                out.width() + 20.0) -
        10;
    const double glow = snow ? 1 : 0.5 + 0.5 * std::sin(seconds * 0.9 + bit.phase);
    for (int row = static_cast<int>(std::ceil(y - r)); row <= static_cast<int>(std::floor(y + r));
         ++row) {
      const double half = std::sqrt(std::max(0.0, r * r - (row - y) * (row - y)));
      run_of_ink(out, x - half, x + half, row, colour_, opacity_ * glow);
    }
  }
}

void Weather::draw_fog(Bitmap& out, double seconds) const {
  const double drift = 34 * std::sin(seconds * 0.11);
  lay(out, fog_, {2.16, -100 + drift, -40});
}

void Weather::draw(Bitmap& out, double seconds) const {
  if (!fog_.empty()) draw_fog(out, seconds);
  if (kind_ == Kind::rain) draw_rain(out, seconds);
  if (kind_ == Kind::snow || kind_ == Kind::motes) draw_flakes(out, seconds);
}

}  // namespace kuleshov::picture

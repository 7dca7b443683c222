// Colours and how they mix. Channels are sRGB, 0..1; mixing is done in OKLab (Ottosson 2020,
// https://bottosson.github.io/posts/oklab/), where equal steps look equal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kuleshov::picture {

struct Colour {
  double r = 0;
  double g = 0;
  double b = 0;
  double a = 1;
  bool operator==(const Colour&) const = default;
};

struct Lab {
  double l = 0;  // lightness 0..1
  double a = 0;  // green to red, about -0.4..0.4
  double b = 0;  // blue to yellow
};

// "#rrggbb" or "#rgb"; anything else is a middle grey (readers of films refuse it earlier).
Colour hex(std::string_view text);
Lab to_lab(const Colour& colour);
// Out of gamut is clipped.
Colour from_lab(const Lab& lab, double alpha = 1);
double lightness(const Colour& colour);  // OKLab L

Colour mix(const Colour& from, const Colour& to, double share);
Colour alpha(const Colour& colour, double opacity);
Colour darker(const Colour& colour, double amount);   // amount 0..1: down to black
Colour lighter(const Colour& colour, double amount);  // 0..1: up to white
Colour with_lightness(const Colour& colour, double l);
Colour saturated(const Colour& colour, double factor);  // 1: unchanged
// Light of colour `light` falling on a surface: channel by channel, `strength` 0..1.
Colour under(const Colour& surface, const Colour& light, double strength = 1);

// Colours by rising lightness: what a limited palette gives for each tone.
class Ramp {
 public:
  Ramp() = default;
  explicit Ramp(const std::vector<Colour>& colours);
  [[nodiscard]] bool empty() const { return stops_.empty(); }
  // The palette's hue at the lightness of `colour`; lightness itself stays.
  [[nodiscard]] Colour tone(const Colour& colour, double strength) const;

 private:
  std::vector<Lab> stops_;
};

}  // namespace kuleshov::picture

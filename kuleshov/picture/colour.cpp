#include "kuleshov/picture/colour.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::picture {

namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

double encoded(double c) {
  const double v = std::clamp(c, 0.0, 1.0);
  return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return digit(c) >= 0; });
}

}  // namespace

Colour hex(std::string_view text) {
  const Colour grey{0.5, 0.5, 0.5, 1};
  if (text.empty() || text.front() != '#' || !all_digits(text.substr(1))) return grey;
  const auto pair = [&](std::size_t at) {
    return (digit(text[at]) * 16 + digit(text[at + 1])) / 255.0;
  };
  const auto single = [&](std::size_t at) { return digit(text[at]) * 17 / 255.0; };
  if (text.size() == 7) return {pair(1), pair(3), pair(5), 1};
  if (text.size() == 4) return {single(1), single(2), single(3), 1};
  return grey;
}

Lab to_lab(const Colour& colour) {
  const double r = linear(colour.r), g = linear(colour.g), b = linear(colour.b);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Colour from_lab(const Lab& lab, double opacity) {
  const double l = std::pow(lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
  const double m = std::pow(lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
  const double s = std::pow(lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);
  return {encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), opacity};
}

double lightness(const Colour& colour) { return to_lab(colour).l; }

Colour mix(const Colour& from, const Colour& to, double share) {
  const double t = std::clamp(share, 0.0, 1.0);
  const Lab a = to_lab(from), b = to_lab(to);
  return from_lab({a.l + (b.l - a.l) * t, a.a + (b.a - a.a) * t, a.b + (b.b - a.b) * t},
                  from.a + (to.a - from.a) * t);
}

Colour alpha(const Colour& colour, double opacity) {
  return {colour.r, colour.g, colour.b, std::clamp(opacity, 0.0, 1.0)};
}

Colour darker(const Colour& colour, double amount) {
  Lab lab = to_lab(colour);
  const double keep = 1 - std::clamp(amount, 0.0, 1.0);
  lab.l *= keep;
  lab.a *= 0.4 + 0.6 * keep;
  lab.b *= 0.4 + 0.6 * keep;
  return from_lab(lab, colour.a);
}

Colour lighter(const Colour& colour, double amount) {
  return mix(colour, {1, 1, 1, colour.a}, amount);
}

Colour with_lightness(const Colour& colour, double l) {
  Lab lab = to_lab(colour);
  lab.l = std::clamp(l, 0.0, 1.0);
  return from_lab(lab, colour.a);
}

Colour saturated(const Colour& colour, double factor) {
  const Lab lab = to_lab(colour);
  return from_lab({lab.l, lab.a * factor, lab.b * factor}, colour.a);
}

Colour under(const Colour& surface, const Colour& light, double strength) {
  const auto lit = [&](double s, double l) { return s * (1 - strength + strength * l); };
  return {std::min(1.0, lit(surface.r, light.r)), std::min(1.0, lit(surface.g, light.g)),
          std::min(1.0, lit(surface.b, light.b)), surface.a};
}

Ramp::Ramp(const std::vector<Colour>& colours) {
  for (const Colour& colour : colours) stops_.push_back(to_lab(colour));
  std::stable_sort(stops_.begin(), stops_.end(),
                   [](const Lab& a, const Lab& b) { return a.l < b.l; });
}

Colour Ramp::tone(const Colour& colour, double strength) const {
  if (stops_.empty()) return colour;
  const Lab lab = to_lab(colour);
  std::size_t above = 0;
  while (above < stops_.size() && stops_[above].l < lab.l) ++above;
  const Lab low = stops_[above == 0 ? 0 : above - 1];
  const Lab high = stops_[std::min(above, stops_.size() - 1)];
  const double span = high.l - low.l;
  const double t = span > 1e-6 ? (lab.l - low.l) / span : 0;
  const Lab hue{lab.l, low.a + (high.a - low.a) * t, low.b + (high.b - low.b) * t};
  return from_lab({lab.l, lab.a + (hue.a - lab.a) * strength, lab.b + (hue.b - lab.b) * strength},
                  colour.a);
}

}  // namespace kuleshov::picture

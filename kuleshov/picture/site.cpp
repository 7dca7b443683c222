#include "kuleshov/picture/site.hpp"

#include <algorithm>

namespace kuleshov::picture {

namespace {

Box bounds(const Points& points) {
  double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;
  for (const Point& p : points) {
    x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
  }
  return {x0, y0, x1 - x0, y1 - y0};
}

}  // namespace

void Site::slab(const Points& points, const Colour& surface) {
  const Box b = bounds(points);
  const double from = look.key_side < 0 ? b.x : b.x + b.w;
  const double to = look.key_side < 0 ? b.x + b.w : b.x;
  const Colour bright = lit(surface), deep = shade(surface);
  canvas.polygon(points);
  canvas.fill_linear(
      {from, b.y}, {to, b.y + b.h * 0.4},
      {{0, bright}, {0.45, mix(bright, deep, 0.25)}, {0.55, mix(bright, deep, 0.7)}, {1, deep}});
}

void Site::block(const Box& b, const Colour& surface) {
  slab({{b.x, b.y}, {b.x + b.w, b.y}, {b.x + b.w, b.y + b.h}, {b.x, b.y + b.h}}, surface);
}

void Site::planks(const Box& b, const Colour& surface, double width, bool upright) {
  block(b, surface);
  const double span = upright ? b.w : b.h;
  for (double at = 0; at < span; at += width) {
    const double shift = any(-0.05, 0.05);
    const Box board = upright ? Box{b.x + at, b.y, std::min(width, span - at), b.h}
                              : Box{b.x, b.y + at, b.w, std::min(width, span - at)};
    canvas.rect(board).fill(alpha(shift > 0 ? lit(surface) : shade(surface), std::abs(shift) * 5));
    const Point from = upright ? Point{board.x, b.y} : Point{b.x, board.y};
    const Point to = upright ? Point{board.x, b.y + b.h} : Point{b.x + b.w, board.y};
    canvas.move(from).line(to).stroke(alpha(darker(shade(surface), 0.4), 0.55), 0.025);
  }
}

void Site::shine(Point at, double radius, double strength, double flicker) {
  canvas.glow(at, radius, radius, alpha(look.lamp, strength * (0.28 + 0.5 * look.dark)));
  canvas.glow(at, radius * 0.28, radius * 0.28,
              alpha(lighter(look.lamp, 0.55), strength * (0.35 + 0.55 * look.dark)));
  lights.push_back({at, radius * 0.75, look.lamp, flicker});
}

void Site::cast_shadow(Point at, double rx, double ry) {
  canvas.glow(at + Point{-look.key_side * rx * 0.25, 0}, rx, ry,
              alpha(darker(shade("#777777"), 0.75), 0.55));
}

const HouseStyle& Site::house() const {
  static const HouseStyle plain;
  return built == nullptr ? plain : built->house;
}

Colour Site::accent(std::size_t i, std::string_view otherwise) const {
  if (built == nullptr || built->accents.empty()) return hex(otherwise);
  return built->accents[i % built->accents.size()];
}

const std::map<std::string, Element, std::less<>>& elements() {
  static const auto all = [] {
    std::map<std::string, Element, std::less<>> made;
    add_furniture(made);
    add_lights(made);
    add_outdoors(made);
    add_buildings(made);
    add_vessels(made);
    add_machines(made);
    add_household(made);
    return made;
  }();
  return all;
}

}  // namespace kuleshov::picture

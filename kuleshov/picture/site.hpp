// Where parts of a place are painted. Set space: 16 units wide, 9 high, y down; the frame shows
// all of it in a wide shot and a part of it in closer ones.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/random.hpp"
#include "kuleshov/picture/canvas.hpp"
#include "kuleshov/picture/house.hpp"
#include "kuleshov/picture/look.hpp"

namespace kuleshov::picture {

struct LightSource {
  Point at;
  double radius = 1;  // set units
  Colour colour;
  double flicker = 0.3;  // 0 steady .. 1 fire; always slow and gentle
};

// Where a thing stands: the middle of its foot, and units for a metre at its distance.
struct Stand {
  double x = 0;
  double y = 0;
  double m = 1;
  [[nodiscard]] Point at(double right, double up) const { return {x + right * m, y - up * m}; }
  [[nodiscard]] Box box(double left, double up, double wide, double high) const {
    return {x + left * m, y - up * m, wide * m, high * m};
  }
};

struct Site {
  Canvas& canvas;
  const Look& look;
  base::Random& random;
  std::vector<LightSource>& lights;
  const Built* built = nullptr;  // null: a stone cottage's country
  double metre = 2.6;            // units for a metre where people stand
  double horizon = 4.6;
  double ground = 8.2;  // where people's feet are
  double distance = 0;  // of what is being painted: 0 here .. 1 horizon

  // A surface in light, and in shadow, seen through the air.
  [[nodiscard]] Colour lit(std::string_view colour) const { return lit(hex(colour)); }
  [[nodiscard]] Colour lit(const Colour& c) const { return look.away(look.lit(c), distance); }
  [[nodiscard]] Colour shade(std::string_view colour) const { return shade(hex(colour)); }
  [[nodiscard]] Colour shade(const Colour& c) const {
    return look.away(mix(look.lit(c), look.shaded(c), 0.8), distance);
  }
  [[nodiscard]] Colour dark(std::string_view colour) const { return darker(shade(colour), 0.35); }

  // A flat thing with its lit side towards the key light and a shadow across the other.
  void slab(const Points& points, const Colour& surface);
  void block(const Box& box, const Colour& surface);
  void planks(const Box& box, const Colour& surface, double width, bool upright);
  void shine(Point at, double radius, double strength, double flicker = 0.25);
  void cast_shadow(Point at, double rx, double ry);
  [[nodiscard]] const HouseStyle& house() const;
  // A cloth's or painted thing's colour: the place's own, else `otherwise`.
  [[nodiscard]] Colour accent(std::size_t i, std::string_view otherwise) const;
  [[nodiscard]] double any(double low, double high) { return random.uniform(low, high); }
};

// Things to put into a place. Unknown words have no painter.
using ElementPainter = void (*)(Site&, const Stand&);
struct Element {
  ElementPainter paint = nullptr;
  bool on_wall = false;   // hangs instead of standing
  bool overhead = false;  // hangs from above
  double width = 1;       // metres
  bool inside = true;     // at home in a room
  bool outside = true;    // at home in the open
};
const std::map<std::string, Element, std::less<>>& elements();
void add_furniture(std::map<std::string, Element, std::less<>>& all);
void add_lights(std::map<std::string, Element, std::less<>>& all);
void add_outdoors(std::map<std::string, Element, std::less<>>& all);
void add_buildings(std::map<std::string, Element, std::less<>>& all);
void add_vessels(std::map<std::string, Element, std::less<>>& all);
void add_household(std::map<std::string, Element, std::less<>>& all);
void add_machines(std::map<std::string, Element, std::less<>>& all);

}  // namespace kuleshov::picture

// Houses: one painter, many ways of building. The words come from data/picture/architecture.yaml
// and from the `drawing:` of culture packs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kuleshov/picture/colour.hpp"

namespace kuleshov::picture {

struct Site;
struct Stand;
struct Box;

struct HouseStyle {
  Colour wall = hex("#b5aa98"), roof = hex("#5c5450"), frame = hex("#e6dfd0");
  Colour door = hex("#5a4a3c"), base = hex("#8a8073"), post = hex("#5a4636");
  double storeys = 3.6;          // metres to the eaves
  double pitch = 0.62;           // height of the roof over half its width
  std::string shape = "gable";   // gable hip flat upturned bowed thatch
  std::string cover = "tiles";   // tiles iron thatch slate
  std::string face = "plaster";  // plaster boards stone mud woven slats
  std::string windows = "sash";  // sash small shutters lattice slats tall
  bool chimney = true, veranda = false, balcony = false;
  double base_m = 0;  // height of a painted or stone foot, metres
};

// What a place is built of, for the painters of its parts.
struct Built {
  HouseStyle house;
  std::map<std::string, Colour> grounds;  // a ground's own colour here
  std::vector<Colour> accents;            // of cloths and painted things
};

// Changes what `words` name; words that are not known are left alone.
void take_traits(HouseStyle& style, const std::map<std::string, std::string>& words);

void paint_house(Site& site, const Stand& at);
void paint_window(Site& site, const Box& box, const Colour& frame, bool lit);
bool lights_on(const Site& site);
// A roof over a wall of half width `half`, whose eaves are `eaves` metres up.
void paint_roof(Site& site, const Stand& at, const HouseStyle& style, double half, double eaves);

}  // namespace kuleshov::picture

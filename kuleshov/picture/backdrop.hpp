// A place as layers: painted once for a shot, moved against each other while the camera moves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/culture/drawing.hpp"
#include "kuleshov/picture/composite.hpp"
#include "kuleshov/picture/look.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::picture {

// Layers are larger than the frame by this factor each way, so that the camera has room.
inline constexpr double overscan = 1.14;

// Which part of the place the camera sees. Set space: 16 x 9 units (see site.hpp).
struct View {
  double x = 8, y = 4.5;  // the middle
  double zoom = 1;
  double metre = 2.6;  // units for a metre where people stand
  int angle = 0;       // 0 the master's side, 1 the reverse
  int soften = 0;      // blur of everything behind the people, pixels
  bool front = true;   // something dark and near at the frame's edge
};

struct Layer {
  Sprite sprite;
  double depth = 1;  // how much of the camera's move it takes part in: 0 far .. 1 where people are
                     // .. more in front
  double sway = 0;   // pixels, for waves and leaves
  double sway_seconds = 5;
  bool in_front = false;
  double pixels = 1;  // sprite pixels for a frame pixel: less for what is out of focus
};

struct Glow {  // a light that breathes, in layer pixels
  Point at;
  double radius = 0;
  Colour colour;
  double flicker = 0;
  double depth = 1;
};

struct Glint {  // light on water
  Point at;
  double half = 0;  // pixels
  double seconds = 2;
  double phase = 0;
  Colour colour;
};

struct Backdrop {
  std::vector<Layer> layers;
  std::vector<Glow> glows;
  std::vector<Glint> glints;
  double glint_depth = 0.6;
};

// `drawing` is the culture the place is built after; it may be null. Errors: a table of
// data/picture is missing or broken.
base::Result<Backdrop> paint_backdrop(const story::Setting& setting, const Look& look,
                                      const View& view, const culture::Drawing* drawing,
                                      std::uint64_t seed);

// Every kind, for tests and documents.
base::Result<std::vector<std::string>> known_kinds(bool interior);

}  // namespace kuleshov::picture

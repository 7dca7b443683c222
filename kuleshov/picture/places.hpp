// data/picture/places.yaml: from the words of a film source to a recipe.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/culture/drawing.hpp"
#include "kuleshov/picture/colour.hpp"
#include "kuleshov/picture/house.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::picture {

struct Recipe {
  std::string kind;
  // Inside.
  std::string wall = "plaster", floor = "planks", ceiling = "flat", window = "sash";
  Colour wall_colour, floor_colour, dado;  // dado: the painted or panelled foot of a wall
  double dado_m = 0;                       // its height, metres; 0: none
  bool deep = false;                       // a corridor
  bool space = false;                      // stars behind the windows
  // Outside.
  std::string ground = "grass", water, row, front;
  std::vector<std::string> far, middle;
  bool waves = false, near_row = false;
  // Both: what stands about; the film's own elements come first.
  std::vector<std::string> things;
};

// By kind, else by a word of the heading, else `room` or `field`. What a culture's drawing says is
// put in where the film leaves it open: the walls and things of rooms to live in, the ground and
// plants outside. `drawing` may be null.
base::Result<Recipe> recipe_for(const story::Setting& setting, const culture::Drawing* drawing);
// What the place is built of: the setting's `architecture` (data/picture/architecture.yaml), else
// the culture's, else stone cottages.
base::Result<Built> built_for(const story::Setting& setting, const culture::Drawing* drawing);
// The catalogue's word for a thing ("oil-lamp" is "lamp"); empty when there is none.
base::Result<std::string> thing_named(const std::string& word);
// Another word for an insert ("envelope" is "letter"); empty when there is none.
base::Result<std::string> other_insert_word(const std::string& word);
base::Result<std::vector<std::string>> recipe_names(bool interior);

}  // namespace kuleshov::picture

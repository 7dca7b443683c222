// What people do besides speaking: how they stand or sit, where their arms are, what they hold.
// Read from the script (data/picture/business.yaml); what the script leaves open follows from the
// person and the scene, so that nobody changes their stance from one shot to the next without a
// reason.
#pragma once

#include <string>

#include "kuleshov/culture/drawing.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::picture {

struct Business {
  std::string pose = "stand";  // of story::OnScreen
  std::string arms;            // hang joined crossed hip pocket behind hold
  std::string holds;           // letter book cup lantern phone basket photograph cloth tool
  std::string seat;            // chair cushion; empty: does not sit
  bool shoes = true;           // false: left at the door of this room
  std::string stroke;  // the gesture on stressed words: palm-up beat open point heart joined
};

// A pose in the shot's own note comes first, then the last one the scene's action has told by this
// shot. `drawing` is that of the person's culture, or null. Without the table: standing.
Business business_of(const story::Film& film, const story::Scene& scene, const story::Shot& shot,
                     const story::OnScreen& person, const culture::Drawing* drawing);

}  // namespace kuleshov::picture

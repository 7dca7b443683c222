// A take taken apart once, for all that look at it. Internal to the room.
#pragma once

#include <utility>
#include <vector>

#include "kuleshov/face/audit.hpp"
#include "kuleshov/face/emotion.hpp"
#include "kuleshov/face/signal.hpp"

namespace kuleshov::face {

// What the measures share, computed once.
struct Material {
  const Track* track = nullptr;
  const AuditRequest* request = nullptr;
  const Tables* tables = nullptr;
  Context context;
  Signal signal;
  bool talking = false;
  double unit_rate = 5;                 // samples a second of the next two
  std::vector<UnitLevels> left, right;  // action units per side, above the person's own rest
  std::bitset<unit_limit> units_known;
  Spectrum motion;                                  // of everything but eyes and tongue
  bool moves = false;                               // any of it, at all
  std::vector<std::pair<Shape, Episode>> episodes;  // of everything but eyes
};

// Errors: an unknown emotion or culture. The track and the request must outlive it.
base::Result<Material> material_of(const Track& track, const AuditRequest& request);

// The samples of most activity within each stretch of two seconds, where the face is not at rest.
std::vector<std::size_t> apexes(const Material& m);
// Head pitch at a sample of the units, degrees; 0 where the head was not recorded.
float head_pitch_at(const Material& m, std::size_t i);

}  // namespace kuleshov::face

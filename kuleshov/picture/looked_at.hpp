// Where a drawn shot wants to be looked at: the face of whom it is about, or who speaks; the object
// of an insert. Faces draw the eye before all else, and of faces the one that speaks (Foulsham,
// Cheng, Tracy, Henrich & Kingstone 2010, Cognition 117:319; Coutrot & Guyader 2014, J Vis
// 14(8):5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kuleshov/story/film.hpp"

namespace kuleshov::picture {

// Shares of the picture's width from the left and height from the top; the radius in heights.
struct LookedAt {
  double x = 0.5;
  double y = 0.5;
  double radius = 0.1;
  std::string what;  // "face:mara", "insert:letter"
};

// `seconds` into a shot of `length_s` (its file), as ShotPicture::prepare draws it from the same
// seed. `speaker`: who speaks then; empty, unseen or turned away: the one the shot is about.
// Nothing for a place without people, and where nobody's face is seen.
std::optional<LookedAt> looked_at(const story::Film& film, const story::Scene& scene,
                                  const story::Shot& shot, const story::CharacterId& speaker,
                                  double seconds, double length_s, std::uint64_t seed);

}  // namespace kuleshov::picture

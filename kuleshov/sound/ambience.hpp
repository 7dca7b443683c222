// The sound of a place: textures that are synthesised once, loop without a seam, and are alike
// from second to second, so that a cut at any frame between two shots cannot be heard in them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kuleshov/media/audio.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::sound {

inline constexpr base::Ticks texture_length = base::Ticks(20 * base::Ticks::per_second);

// One of: sea wind rain crowd machine birds fire water room snow insects; another name gives room
// tone. `muffled`: heard through walls. Made once a process; thread-safe.
std::shared_ptr<const media::Audio> texture(const std::string& name, bool muffled);

struct AmbienceLayer {
  std::string name;
  bool muffled = false;
  double level_lufs = -44;
};

// What can be heard at a place in this weather: its `sounds`, else what data/sound/places.json says
// is usual there. Dialogue lies at -23 LUFS; all layers together stay
// about 16 to 22 LU below it.
std::vector<AmbienceLayer> ambience_of(const story::Setting& setting, const std::string& weather);

// Adds the place to the whole of `into`. `phase` is where in the textures it begins: a shot's
// natural start within its scene, so that uncut scenes run on in one piece.
void add_ambience(media::Audio& into, const std::vector<AmbienceLayer>& layers, base::Ticks phase);

}  // namespace kuleshov::sound

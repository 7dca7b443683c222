// The light and colour of a scene: from time of day, weather, mood, place and the style anchor.
#pragma once

#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/picture/colour.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::picture {

struct Look {
  Colour sky_top, sky_middle, sky_low;  // the sky outside
  Colour haze;                          // what distance fades into
  Colour key;            // the main light, as a colour that surfaces are multiplied with
  Colour shade;          // the light in the shadows
  Colour rim;            // the thin light from behind
  Colour lamp;           // lamps and lit windows
  double fog = 0;        // 0 clear .. 1 thick
  double dark = 0;       // 0 broad day .. 1 deep night
  double key_side = -1;  // -1: light from the left; 1: from the right
  double contrast = 1;   // rises with arousal
  double wet = 0;        // reflections on the ground
  bool night = false;
  bool interior = true;
  std::string weather;  // clear cloud rain storm snow fog
  std::string time;     // dawn morning day dusk night
  Ramp palette;         // limited palette of place, film and mood
  double palette_strength = 0.4;

  // A surface's colour in this scene's light: toned to the palette, lit by the key light.
  [[nodiscard]] Colour lit(const Colour& surface) const;
  [[nodiscard]] Colour shaded(const Colour& surface) const;
  // Skin and dress keep more of their own colour than places do.
  [[nodiscard]] Colour lit_person(const Colour& surface) const;
  [[nodiscard]] Colour shaded_person(const Colour& surface) const;
  // Faded by distance 0 (here) .. 1 (horizon).
  [[nodiscard]] Colour away(const Colour& colour, double distance) const;
};

// Reads data/picture/light.yaml once. Errors: the file is missing or broken.
base::Result<Look> look_of(const story::Film& film, const story::Scene& scene,
                           const story::Setting& setting);

}  // namespace kuleshov::picture

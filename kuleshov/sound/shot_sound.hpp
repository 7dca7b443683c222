// Dialogue in its place: position, room and ambience, for one segment.
#pragma once

#include <vector>

#include "kuleshov/media/audio.hpp"
#include "kuleshov/sound/ambience.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::sound {

struct PlacedLine {
  media::Audio audio;
  base::Ticks at;
  double level_db = 0;  // departure from ordinary talk; held within +-5 dB
  double pan = 0;       // -1 left .. 1 right
  bool off_screen = false;
  bool over_radio = false;  // a small loudspeaker: 300-3400 Hz
};

struct ShotSoundRequest {
  base::Ticks length;
  story::Setting setting;
  std::string weather;
  base::Ticks phase;  // natural start of the shot within its scene
  std::vector<PlacedLine> lines;
};

// Dialogue at -23 LUFS (EBU R128) plus each line's own departure, ambience below, true peak under
// -1 dBTP. The ambience fills the whole length, tail handle and all.
media::Audio mix_shot(const ShotSoundRequest& request);

}  // namespace kuleshov::sound

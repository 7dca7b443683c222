// All that is heard along a path: dialogue, ambience and the score as the director led it.
#pragma once

#include "kuleshov/cut/path.hpp"
#include "kuleshov/media/audio.hpp"

namespace kuleshov::cut {

// Levels, mode and gain change over half a second; a new cue starts at its first bar while the old
// one fades; under speech the score steps back by 5 dB. The whole is brought to the anchor's
// loudness (EBU R128), true peak under -1 dBTP.
base::Result<media::Audio> mix_down(const PlayedPath& path, const std::string& language);

}  // namespace kuleshov::cut

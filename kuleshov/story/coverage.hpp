// From what a scene's script says to the shots that cover it.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/story/film.hpp"
#include "kuleshov/story/shot_note.hpp"

namespace kuleshov::story {

// One thing the script says, in order.
struct Beat {
  enum class Kind { action, speech, note };
  Kind kind = Kind::action;
  std::string action;
  Line line;
  ShotNote note;
};

// The shots of a scene with their lengths. Where notes direct the camera, each note opens a shot
// that lasts until the next one. Without notes, coverage is by rule (after Arijon 1976, Grammar of
// the Film Language): an establishing wide shot, a single for each speech so that speakers answer
// each other in shot and reverse shot, a reaction of the listener after a long speech, an action
// shot for each paragraph; closer as the intended arousal grows, within the anchor's band.
std::vector<Shot> cover(const Scene& scene, const std::vector<Beat>& beats, const Film& film);

// Cast members whose cue or name stands as a word in `action`, in order of appearance.
std::vector<CharacterId> mentioned(std::string_view action, const Film& film);

}  // namespace kuleshov::story

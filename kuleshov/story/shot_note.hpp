// Notes of the screenplay that direct the camera: [[shot: ...]], [[insert: ...]], [[clip: ...]],
// and captions [[zh: ...]]. Grammar: docs/formats/film-source.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

struct ShotNote {
  Shot shot;            // scale, move, people, insert, action, clip as the note says
  bool scaled = false;  // the note named a scale
};

// What kind of note this is: "shot", "insert", "clip", a language of the film, or empty for a note
// that is only for people.
std::string note_kind(std::string_view note, const Film& film);

// What stands after the first colon.
std::string_view note_body(std::string_view note);

// Reads a note of kind shot, insert or clip. Errors name the unknown word and what is near it.
base::Result<ShotNote> read_shot_note(std::string_view note, const Film& film,
                                      const base::Place& place);

// The cast member whose id or cue (letter case ignored) this is.
const Character* character_called(const Film& film, std::string_view name);

}  // namespace kuleshov::story

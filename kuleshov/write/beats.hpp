// A writer's own beats (--storyline): read from plain text or from Fountain, and kept as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/write/library.hpp"
#include "kuleshov/write/premise.hpp"

namespace kuleshov::write {

// One thing the writer wants to happen. Text is as written, byte for byte.
struct Beat {
  struct Part {
    enum class Kind { action, line } kind = Kind::action;
    std::string cue, parenthetical, text;
  };
  std::string text;     // the synopsis, or the whole beat of a plain text
  std::string heading;  // of a Fountain scene, without its number; empty: the planner's own
  std::vector<Part> parts;
  std::vector<std::string> people;  // names, as they are first written
};

// Plain text: a beat a paragraph, or a line where every line is a bullet or a numbered item; the
// marks are taken off. Fountain (a scene heading, a synopsis or a title page in it): a beat a
// scene, or a synopsis outside scenes. Errors: nothing in it; more than 24 beats.
base::Result<std::vector<Beat>> read_beats(std::string_view text);

// Who the beats speak of, in the order they come: cues, and words with a capital inside a sentence.
// `library` knows first names, and so which gender they usually have.
std::vector<Named> people_in(std::vector<Beat>& beats, const Library& library);

// "Mara 61 female, Tomas" -> two people. Errors: an empty name, an age that is no number.
base::Result<std::vector<Named>> read_cast(std::string_view text);

}  // namespace kuleshov::write

// How long a shot of a film source will be, before anything is made: estimates on the frame grid.
// A package carries measured lengths instead.
#pragma once

#include <string_view>

#include "kuleshov/story/film.hpp"
#include "kuleshov/story/syllables.hpp"

namespace kuleshov::story {

// Words of a text; a Chinese, Japanese or Korean character counts 2/3 of a word.
double words(std::string_view text);

// How fast a language is spoken, English 1: Spanish has more syllables a second.
double pace_of(std::string_view language);

// How long a line lasts when acted: in English 4.5 syllables a second at 160 words a minute, in
// proportion to the voice's rate (slower than the 5 to 8 of read speech, Pellegrino, Coupé &
// Marsico 2011, Language 87), with 0.25 s at a comma and 0.45 s at the end of a sentence within the
// line. `language`: syllables.hpp.
double speech_seconds(std::string_view text, const Voice& voice, std::string_view language = "en");

// How long an action takes to be seen, from its words: 1.2 s and 0.28 s a word, 1.6 to 12 s.
double action_seconds(std::string_view action);

// Sets shortest, natural, longest and in points of the shot from its lines, action and kind.
// A shot with speech is never shorter than its speech, in the slowest of the film's languages; one
// without never shorter than 70 % of its natural length; the longest is natural plus a tail handle
// of 25 %. A clip keeps the length it was given as its longest.
void estimate_lengths(Shot& shot, const Film& film);

}  // namespace kuleshov::story

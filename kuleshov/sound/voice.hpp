// Speaking one line. The embedded voice is espeak-ng, which is the same twice only for the first
// call of a process; so each line is spoken in a process of its own (fork), and a line that crashes
// the synthesiser is an error and not the end of the film.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/take.hpp"
#include "kuleshov/media/audio.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::sound {

struct LineRequest {
  std::string text;      // plain, or with Fountain's *emphasis* and _underline_
  std::string language;  // BCP 47; "zh", "en-us"
  story::Voice voice;
  std::string gender;
  int age = 35;
  std::string name;           // of the character: chooses among variants that fit equally well
  std::string emotion;        // a term of the performance vocabulary; may be empty
  double intensity = 0.5;     // 0..1
  std::string parenthetical;  // "(softly)"
  story::Felt felt;           // the intended arc: colours what the emotion leaves open
};

struct SpokenWord {
  double start_s = 0;
  double end_s = 0;
};

struct SpokenLine {
  media::Audio audio;                   // 48 kHz, both channels alike, before room and position
  std::vector<SpokenWord> words;        // in order
  std::vector<face::Phoneme> phonemes;  // silences have an empty symbol
  double level_db = 0;                  // how much louder than ordinary talk it wants to be
};

// Errors: backend_absent without a voice for the language; bad_input for a line without words.
base::Result<SpokenLine> speak(const LineRequest& request);

// The embedded voice's name for a language ("cmn-latn-pinyin"), or empty: captions only.
std::string voice_for(std::string_view language);
// True where this build can speak the language without recordings.
bool can_speak(std::string_view language);
// The espeak variant a character speaks with.
std::string variant_for(const LineRequest& request);

// How the voice departs from the speaker's own way of talking.
struct Prosody {
  double rate = 1;   // share
  double pitch = 0;  // steps of espeak's 0..100
  double range = 0;  // steps of 0..100
  double level_db = 0;
  double breath = 0;  // 0..1
};
Prosody prosody_of(const LineRequest& request);

// The text as SSML 1.1 with emphasis and pauses; marks of Fountain are taken out.
std::string to_ssml(std::string_view text);
// The text without marks.
std::string plain_text(std::string_view text);

}  // namespace kuleshov::sound

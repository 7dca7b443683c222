// Lips from speech sounds: targets with dominance, blended (Cohen & Massaro 1993), sealed where a
// sound needs closed lips.
#pragma once

#include <string_view>
#include <vector>

#include "kuleshov/face/motion.hpp"
#include "kuleshov/face/tables.hpp"

namespace kuleshov::face {

class Lips {
 public:
  Lips() = default;
  Lips(const std::vector<Phoneme>& speech, const Tables& tables);
  // The lips' targets at time t; `seal` 1 means closed whatever the jaw does. All zero in silence.
  [[nodiscard]] Viseme at(double t) const;
  // Whether something is being said: 1 within and near a sound, 0 in a pause of a second.
  [[nodiscard]] float talk(double t) const;
  [[nodiscard]] bool silent() const { return sounds_.empty(); }

 private:
  struct Sound {
    double start = 0;
    double end = 0;
    Viseme target;
  };
  std::vector<Sound> sounds_;  // sorted by start
};

// Puts the lips on top of an expression: what an emotion opens, a seal closes again.
void apply_lips(const Viseme& lips, FaceFrame& frame);

// Sounds and times for a line without a voice: letters of Latin script by rule, a syllable for each
// character of other scripts. Rough; a voice engine's own timing is better. `words_per_minute` > 0.
std::vector<Phoneme> phonemes_from_text(std::string_view text, double start_s,
                                        double words_per_minute);

struct Voice;
// Sounds and times for a recorded line. With words: their sounds spread over the time in which the
// voice sounds; without: an open vowel at every syllable the loudness shows. Stress where it is
// loud. Empty for silence.
std::vector<Phoneme> phonemes_from_voice(const Voice& voice, std::string_view words);

}  // namespace kuleshov::face

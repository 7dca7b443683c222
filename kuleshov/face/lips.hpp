// Lips from speech sounds: targets with dominance, blended (Cohen & Massaro 1993), sealed where a
// sound needs closed lips. No two times does a mouth say a sound alike: effort differs from stretch
// to stretch (Lindblom 1990), stress opens the jaw further (de Jong 1995), how early a sound is
// prepared and how long it lingers is drawn anew (Perkell & Matthies 1992), and the lips trail the
// jaw by more or less (Gracco & Abbs 1986). How much: data/face/timing.yaml, `speech`.
#pragma once

#include <string_view>
#include <vector>

#include "kuleshov/face/motion.hpp"
#include "kuleshov/face/tables.hpp"

namespace kuleshov::face {

// How far the lips stay together over an opening jaw, unsealed: rest + share of the jaw's opening.
struct LipSlack {
  float rest = 0.03F;
  float share = 0.2F;
};

class Lips {
 public:
  Lips() = default;
  // The same speech and `random` give the same lips.
  Lips(const std::vector<Phoneme>& speech, const Tables& tables, base::Random random);
  // The lips' targets at time t; `seal` 1 means closed whatever the jaw does. All zero in silence.
  [[nodiscard]] Viseme at(double t) const;
  [[nodiscard]] LipSlack slack(double t) const;
  // Whether something is being said: 1 within and near a sound, 0 in a pause of a second.
  [[nodiscard]] float talk(double t) const;
  [[nodiscard]] bool silent() const { return sounds_.empty(); }

 private:
  struct Sound {
    double start = 0;
    double end = 0;
    Viseme target;
    double before = 0.09;  // falloff of its dominance, s
    double after = 0.09;
    double ramp = 0.07;  // of its seal, s
  };
  // One saying of a sound, unlike any other.
  static void vary(const SpeechHabit& habit, double effort, bool stressed, Sound& sound,
                   base::Random& random);

  std::vector<Sound> sounds_;  // sorted by start
  LipSlack slack_;
  double slack_sigma_ = 0;
  SlowNoise slack_noise_;
};

// Puts the lips on top of an expression: what an emotion opens, a seal closes again.
void apply_lips(const Viseme& lips, const LipSlack& slack, FaceFrame& frame);

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

// The score: each cue is composed as six parts (stems) that play together in any combination, in
// every mode of the film's style anchor, on one grid of bars. The same degrees carry the harmony in
// each mode, so the player may change mode or intensity at any bar line. A motif that belongs to
// the film returns in every cue, changed by who the cue is about.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/media/audio.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::sound {

inline constexpr const char* stem_roles[] = {"bed", "pulse", "melody", "tension", "bass", "colour"};

struct CueRequest {
  std::string id;
  story::Felt felt;         // mean of the intended arc over the cue's scenes
  std::string tonic = "D";  // "C" "F#" "Bb" ...
  int tempo_bpm = 75;       // beat = whole frames at 25 frames a second
  int bars = 8;
  std::uint64_t film_seed = 1;  // the film's motif
  std::string about;            // a character's id: how the motif is turned; may be empty
  std::vector<std::string> instruments;
};

// Times in beats from the cue's start; may run over its end, where the loop takes it up again.
struct Note {
  double at = 0;
  double length = 1;
  int pitch = 60;     // MIDI
  int velocity = 80;  // 1..127
};

struct Part {
  int program = 0;  // General MIDI, from 0
  std::vector<Note> notes;
  double swell = 0;  // 0..1: how much loudness breathes over two bars
};

inline constexpr int beats_per_bar = 4;

// One role in one mode. Errors: a mode or tonic that is not known.
base::Result<Part> compose(const CueRequest& request, const std::string& role,
                           const std::string& mode);

// Exactly `bars` bars as sound: what rings past the end is heard again at the beginning, so the
// loop has no seam. Errors: backend_absent without the sound font.
base::Result<media::Audio> render_part(const Part& part, int tempo_bpm, int bars);

// A whole cue, levels settled: each role at its place in the mix, all roles of one mode together at
// -14 LUFS, no stem above -1 dBTP. ScorePlan.gain_db is applied to that.
struct RenderedStem {
  std::string role;
  std::string mode;
  media::Audio audio;
};
base::Result<std::vector<RenderedStem>> render_cue(const CueRequest& request,
                                                   const std::vector<std::string>& modes);

// The sound font that is used, or empty.
std::string sound_font();

// "F#" as a pitch class 0..11, or -1.
int pitch_class(const std::string& tonic);

}  // namespace kuleshov::sound

// Every line of the film, spoken once, before any shot is laid out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/cut/jobs.hpp"
#include "kuleshov/cut/layout.hpp"
#include "kuleshov/sound/voice.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::cut {

// A spoken line, kept small: one channel, 16 bits.
struct KeptLine {
  std::vector<std::int16_t> samples;  // 48 kHz
  std::vector<sound::SpokenWord> words;
  std::vector<face::Phoneme> phonemes;
  double level_db = 0;
  std::string key;  // hash of what is heard

  [[nodiscard]] base::Ticks length() const {
    return base::Ticks(static_cast<std::int64_t>(samples.size()));
  }
  [[nodiscard]] media::Audio audio() const;
};

// By language, then by line id.
using SpokenLines = std::map<std::string, std::map<std::string, KeptLine>>;

// The languages of the film that can be spoken: an embedded voice or recorded lines.
std::vector<std::string> spoken_languages(const story::Film& film);

// Speaks all lines in all of them on `threads` threads. A recording
// SOURCE/media/voices/LINE.LANG.EXT (wav flac ogg opus mp3 m4a) takes the place of the voice.
base::Result<SpokenLines> speak_all(const story::Film& film, const base::Path& source,
                                    unsigned threads, const StopFlag* stop);

// What lay_out asks for.
LineLengths lengths_of(const story::Shot& shot, const SpokenLines& lines);

}  // namespace kuleshov::cut

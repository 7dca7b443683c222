// What espeak-ng says to one call, from a process of its own. Internal to this room.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::sound {

struct EspeakCall {
  std::string voice;  // "en+f3"
  std::string ssml;
  int rate_wpm = 160;
  int pitch = 50;  // 0..100
  int range = 50;  // 0..100
};

struct EspeakEvent {
  std::int32_t ms = 0;
  std::int32_t kind = 0;  // 0 word, 1 phoneme, 2 end of sentence
  char symbol[8] = {};
};

struct EspeakSound {
  std::int32_t rate = 22'050;
  std::vector<std::int16_t> samples;  // mono
  std::vector<EspeakEvent> events;
};

base::Result<EspeakSound> call_espeak(const EspeakCall& call);

}  // namespace kuleshov::sound

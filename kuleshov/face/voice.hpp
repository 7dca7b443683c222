// What the auditor needs of a voice: loudness and pitch at 100 values a second.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::face {

struct Voice {
  double rate = 100;
  std::vector<float> loudness;  // root mean square of 25 ms, 0..1
  std::vector<float> pitch_hz;  // 0: no voice there
};

// PCM WAV, 16-bit or 32-bit float, any rate; channels are averaged. Errors: bad_input.
base::Result<Voice> read_voice(const std::string& path);
base::Result<Voice> parse_wav(std::string_view bytes, const std::string& file);
Voice analyse(const std::vector<float>& samples, double sample_rate);

}  // namespace kuleshov::face

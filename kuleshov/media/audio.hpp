// Sound in memory: 48 kHz stereo, interleaved, full scale = 1.0.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "kuleshov/base/ticks.hpp"

namespace kuleshov::media {

inline constexpr int sample_rate = 48'000;

struct Audio {
  std::vector<float> samples;  // left, right, left, right ...

  Audio() = default;
  explicit Audio(base::Ticks length) : samples(static_cast<std::size_t>(length.count()) * 2) {}
  // One tick is one sample of each channel.
  [[nodiscard]] base::Ticks length() const {
    return base::Ticks(static_cast<std::int64_t>(samples.size() / 2));
  }
};

// Adds `gain` times `what` into `into` from `at` on; what would fall outside is dropped.
void mix(Audio& into, const Audio& what, base::Ticks at, float gain);
void scale(Audio& audio, float gain);
// Peak of |sample|.
float peak(const Audio& audio);

}  // namespace kuleshov::media

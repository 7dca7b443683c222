#include "kuleshov/media/audio.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::media {

void mix(Audio& into, const Audio& what, base::Ticks at, float gain) {
  const std::int64_t first = std::max<std::int64_t>(0, -at.count());
  const std::int64_t last = std::min(what.length().count(), into.length().count() - at.count());
  for (std::int64_t i = first * 2; i < last * 2; ++i) {
    into.samples[static_cast<std::size_t>(i + at.count() * 2)] +=
        gain * what.samples[static_cast<std::size_t>(i)];
  }
}

void scale(Audio& audio, float gain) {
  for (float& sample : audio.samples) sample *= gain;
}

float peak(const Audio& audio) {
  float most = 0;
  for (const float sample : audio.samples) most = std::max(most, std::abs(sample));
  return most;
}

}  // namespace kuleshov::media

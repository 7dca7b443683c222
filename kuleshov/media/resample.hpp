// Other sample rates to ours.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::media {

// One channel of 16-bit samples at `rate` Hz as floating point at 48 kHz (libswresample's
// polyphase filter).
base::Result<std::vector<float>> to_48k(std::span<const std::int16_t> mono, int rate);

}  // namespace kuleshov::media

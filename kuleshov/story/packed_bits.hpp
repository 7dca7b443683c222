// A state's bits, eight to a byte: short enough to lie within a std::string itself for most films.
// Inside the room only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace kuleshov::story {

using Bits = std::vector<std::uint8_t>;  // one a byte, each 0 or 1

// The bits from `first` on.
inline std::string packed(const Bits& bits, std::uint32_t first) {
  std::string out((bits.size() - first + 7) / 8, '\0');
  for (std::size_t i = first; i < bits.size(); ++i) {
    if (bits[i] != 0)
      out[(i - first) / 8] = static_cast<char>(out[(i - first) / 8] | (1 << ((i - first) % 8)));
  }
  return out;
}

// Those before `first` become 0.
inline void unpack(const std::string& in, std::uint32_t first, Bits& bits) {
  std::fill(bits.begin(), bits.end(), std::uint8_t{0});
  for (std::size_t i = first; i < bits.size(); ++i) {
    bits[i] = static_cast<std::uint8_t>(
        static_cast<unsigned char>(in[(i - first) / 8]) >> ((i - first) % 8) & 1U);
  }
}

}  // namespace kuleshov::story

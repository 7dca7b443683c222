// Any bytes are a face track or an error.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kuleshov/face/track.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto track = kuleshov::face::parse_track(bytes, "fuzz");
  if (track && track->frames.size() != track->time_s.size()) __builtin_trap();
  return 0;
}

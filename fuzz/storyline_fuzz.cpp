#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kuleshov/write/beats.hpp"

// Any bytes are beats or an error; whoever they name is somebody.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const kuleshov::write::Library nobody;
  auto beats = kuleshov::write::read_beats(text);
  if (beats) (void)kuleshov::write::people_in(*beats, nobody);
  (void)kuleshov::write::read_cast(text);
  return 0;
}

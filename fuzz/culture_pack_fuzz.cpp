// Any bytes are a culture pack or an error, and a pack can be checked.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kuleshov/culture/check.hpp"
#include "kuleshov/culture/drawing.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto pack = kuleshov::culture::parse_pack(text, "fuzz");
  if (pack) kuleshov::culture::check(*pack);
  const auto drawing = kuleshov::culture::parse_drawing(text, "fuzz");
  if (pack && drawing) kuleshov::culture::faults_of(*drawing, *pack);
  return 0;
}

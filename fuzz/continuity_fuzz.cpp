#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kuleshov/write/continuity/check.hpp"

// Any script can be looked at for continuity; every finding has a kind and a remedy.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace continuity = kuleshov::write::continuity;
  static const auto words = continuity::read_words(KULESHOV_SOURCE_DIR "/data");
  if (!words) return 0;
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  for (const auto& finding : continuity::check(kuleshov::text::parse_fountain(source), *words))
    if (finding.kind.empty() || finding.remedy.empty()) __builtin_trap();
  return 0;
}

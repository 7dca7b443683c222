#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kuleshov/write/domain.hpp"

// Any bytes are a genre's domain, or an error that names the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto domain = kuleshov::write::parse_domain(text, "fuzz.yaml", "");
  if (!domain && domain.error().place.file.empty()) __builtin_trap();
  return 0;
}

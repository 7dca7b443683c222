#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kuleshov/text/fdx.hpp"

// What reads as FDX is written as something that reads as FDX.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document =
      kuleshov::text::read_fdx({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (document && !kuleshov::text::read_fdx(kuleshov::text::write_fdx(*document), "again"))
    std::abort();
  return 0;
}

// Showings that an earlier server kept: any bytes are read or refused, none throw.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kuleshov/room/keep.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto kept =
      kuleshov::room::read_kept({reinterpret_cast<const char*>(data), size}, "kept.jsonl");
  if (kept) (void)kuleshov::room::kept_line(*kept, kept->entries, 0);
  return 0;
}

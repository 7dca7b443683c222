// What a page says to a showing: any bytes are answered, none throw.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kuleshov/room/message.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)kuleshov::room::parse_message({reinterpret_cast<const char*>(data), size});
  return 0;
}

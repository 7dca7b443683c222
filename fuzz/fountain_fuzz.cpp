#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kuleshov/text/compose.hpp"
#include "kuleshov/text/fountain.hpp"
#include "kuleshov/text/paginate.hpp"

// Any bytes are a script, every byte comes back, and it can be laid out and written anew.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const auto script = kuleshov::text::parse_fountain(source);
  if (kuleshov::text::write_fountain(script) != source) std::abort();
  kuleshov::text::paginate(script);
  kuleshov::text::compose_fountain(script);
  return 0;
}

// Messages of live samples and files of learned models, on any bytes: the first byte chooses.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kuleshov/sense/learned.hpp"
#include "kuleshov/sense/stream.hpp"

using namespace kuleshov::sense;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 == 0) {
    static StreamReader reader;
    (void)reader.read(text, 1);
  } else if (const auto model = parse_learned(text, "model.json")) {
    (void)model->score({0.5, -1, 0, 2});
  }
  return 0;
}

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kuleshov/story/film.hpp"

// Any bytes are a film or an error, and what was read is written as it would be read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto film = kuleshov::story::film_from_json(text, "film.json");
  if (!film) return 0;
  const std::string json = film_to_json(*film);
  const auto back = kuleshov::story::film_from_json(json, "film.json");
  if (!back || film_to_json(*back) != json) std::abort();
  return 0;
}

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kuleshov/story/source.hpp"

// Any two texts, parted by a zero byte, are a film or an error with a file; a film comes back from
// its JSON as the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t part = all.find('\0');
  const std::string_view yaml = all.substr(0, part);
  const std::string_view script =
      part == all.npos ? "INT. A - DAY #a#\n\nIt rains.\n" : all.substr(part + 1);
  const auto film = kuleshov::story::read_film_texts(yaml, script, "film");
  if (!film) {
    if (film.error().what.empty()) std::abort();
    return 0;
  }
  const std::string json = film_to_json(*film);
  const auto back = kuleshov::story::film_from_json(json, "film.json");
  if (!back || film_to_json(*back) != json) std::abort();
  return 0;
}

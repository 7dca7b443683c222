#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kuleshov/story/segment_map.hpp"
#include "kuleshov/story/source.hpp"

// Any bytes are a segment map or an error; what it makes can be read or is refused with a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kuleshov::story;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto story = story_from_segment_map(text, "", "v.mp4", "map.json");
  if (!story) return 0;
  const auto source = source_from_outline(story->outline);
  const auto film = read_film_texts(source.film_yaml, source.screenplay, "m");
  if (!film && film.error().what.empty()) std::abort();
  return 0;
}

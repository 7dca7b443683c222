#include <cstdint>
#include <cstdlib>

#include "kuleshov/story/object_media.hpp"
#include "kuleshov/story/source.hpp"

// Whatever is read becomes a source that is read again, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 20'000) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto story = kuleshov::story::story_from_object_media(text, "fuzz.json");
  if (!story) return 0;
  const auto source = kuleshov::story::source_from_outline(story->outline);
  const auto film = kuleshov::story::read_film_texts(source.film_yaml, source.screenplay, "fuzz");
  if (film) static_cast<void>(kuleshov::story::object_media_from_film(*film, ""));
  return 0;
}

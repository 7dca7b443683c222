#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kuleshov/story/source.hpp"
#include "kuleshov/story/twee.hpp"

// Any UTF-8 text is a story that makes a film source which reads, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kuleshov::story;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  write_twee(parse_twee(text));
  const auto story = story_from_twee(text, "t", "t.twee");
  if (!story) return 0;
  const auto source = source_from_outline(story->outline);
  const auto film = read_film_texts(source.film_yaml, source.screenplay, "t");
  if (!film && film.error().what.find("UTF-8") == std::string::npos) std::abort();
  return 0;
}

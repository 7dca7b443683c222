// Twee 3, the plain-text format of Twine stories (twine-specs, twee-3-specification 3.0.2):
// passages, tags, positions and links. What macros compute is not carried.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/story/film.hpp"
#include "kuleshov/story/outline.hpp"

namespace kuleshov::story {

struct TweePassage {
  std::string name;
  std::vector<std::string> tags;
  std::string metadata;  // the JSON of the header, as written
  std::string text;
  std::size_t line = 0;
};

struct TweeLink {
  std::string label;
  std::string target;
};

// Any text: what stands before the first header is left out (as the specification says).
std::vector<TweePassage> parse_twee(std::string_view source);
std::string write_twee(const std::vector<TweePassage>& passages);
// [[target]] [[label|target]] [[label->target]] [[target<-label]], a Snowman/SugarCube setter after
// "][" is left out.
std::vector<TweeLink> links_of(std::string_view passage);

struct TweeStory {
  Outline outline;
  std::vector<std::string> not_carried;  // a sentence each
};
// Errors: no passage at all.
base::Result<TweeStory> story_from_twee(std::string_view source, const std::string& title,
                                        const std::string& file);
// Scenes as passages with their text and ways as links.
std::string twee_from_film(const Film& film);

}  // namespace kuleshov::story

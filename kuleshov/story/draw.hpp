// The film graph as a picture: core scenes, key points, endings, and the path of a finding marked.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

// GraphViz DOT. `path`: scenes to mark, in order; empty for none.
std::string film_to_dot(const Film& film, const std::vector<SceneId>& path = {});

// A self-contained SVG: scenes in columns by their distance from the opening, ways as curves.
std::string film_to_svg(const Film& film, const std::vector<SceneId>& path = {});

}  // namespace kuleshov::story

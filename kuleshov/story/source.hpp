// The parts of reading a film source. Inside the room only: read_film puts them together.
#pragma once

#include <string>
#include <string_view>

#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

// Reads film.yaml's text into everything that does not need the screenplay. Scenes come out with
// what film.yaml says of them, in its order. Errors: line and column of the first fault.
base::Result<Film> read_film_yaml(std::string_view yaml, const std::string& file);

// Puts the screenplay's scenes into the film: headings, places, who is present, shots and lines;
// orders the scenes as the screenplay has them. Cues and places that film.yaml does not declare
// are added with default looks; a near miss of a declared one is an error.
base::Result<void> read_screenplay(Film& film, std::string_view fountain, const std::string& file);

// A film source from its two texts, as read_film reads it from a folder. `folder` is the name that
// errors show before the files' names.
base::Result<Film> read_film_texts(std::string_view yaml, std::string_view fountain,
                                   const std::string& folder);

}  // namespace kuleshov::story

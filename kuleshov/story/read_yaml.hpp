// The parts of film.yaml. Inside the room only.
#pragma once

#include "kuleshov/story/yaml_fields.hpp"

namespace kuleshov::story {

// "culture": the id of a pack that is there, or a folder that holds one, named from film.yaml's.
void read_culture(Fields& fields, std::string& culture);
void read_cast(Fields& root, Film& film);
void read_places(Fields& root, Film& film);
void read_variables(Fields& root, Film& film);
void read_style(Fields& root, Film& film);
void read_scenes(Fields& root, Film& film);

}  // namespace kuleshov::story

// A draft as a film source: film.yaml, screenplay.fountain and plan.json (cause, motive, belief and
// what is hidden, per scene), as docs/formats/film-source.md describes.
#pragma once

#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

std::string film_yaml(const Draft& draft);
std::string fountain(const Draft& draft);
std::string plan_json(const Draft& draft);

// All that is said and done, without headings and notes.
std::string words_in(const Draft& draft);

// One scene as it stands in the screenplay, from its heading to before the next.
std::string scene_fountain(const DraftScene& scene, const Cast& cast);

// Writes the three files into `folder`, which is made. Scenes that are locked there (see
// script.hpp) are kept byte by byte. Each appears whole or not at all.
base::Result<void> write_source(const Draft& draft, const base::Path& folder);

// "fades: arousal > 0.3" etc.: words as a YAML scalar in double quotes.
std::string yaml_text(std::string_view text);

}  // namespace kuleshov::write

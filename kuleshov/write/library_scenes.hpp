// Reading the scenes of no plot: interludes, aftermaths, tellings, and what a culture adds to them.
// For .cpp files of this room only.
#pragma once

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/write/library.hpp"
#include "kuleshov/write/yaml.hpp"

namespace kuleshov::write {

// One event of a plot or of a pool. Errors: without id, who or text.
base::Result<Event> event_from(const YAML::Node& node);

// interludes.yaml, aftermaths.yaml, tellings.yaml, asks.yaml and particulars.yaml of `genres`.
base::Result<void> read_scenes(const base::Path& genres, Library& library);

}  // namespace kuleshov::write

// How a film is told (--style): data/genres/styles.yaml.
#pragma once

#include <string>

#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/library.hpp"

namespace kuleshov::write {

// What the style leaves out, how the camera comes into a scene, how far faces go, and what it puts
// in. Nothing of a person's own words; no fact, no order. A draft without a style stays as it is.
base::Result<void> apply_style(Draft& draft, const Library& library);

// The value of the film's style, or `otherwise`: "[3.2, 10]".
std::string style_value(const Draft& draft, const std::string& key, const std::string& otherwise);

}  // namespace kuleshov::write

// Readers of the scene files that write.hpp makes: weights of morph targets over time.
#pragma once

#include <string>
#include <string_view>

#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

// glTF 2.0 (.gltf with embedded buffers): the first animation of "weights" whose mesh names its
// targets. Errors: bad_input.
base::Result<Track> parse_gltf(std::string_view bytes, const std::string& file);
// USD text with one SkelAnimation that has blend shapes.
base::Result<Track> parse_usda(std::string_view text, const std::string& file);

}  // namespace kuleshov::face

// A performance request from a scene of a film source.
#pragma once

#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/perform.hpp"

namespace kuleshov::app {

// `scene` is "FILM:s12"; `who` a character's id, empty: the first on screen. Emotions, gaze, lines,
// culture, expressivity and length come from the film; seed and frame rate stay as in `base`.
base::Result<face::PerformanceRequest> request_of_scene(const std::string& scene,
                                                        const std::string& who,
                                                        const face::PerformanceRequest& base);

}  // namespace kuleshov::app

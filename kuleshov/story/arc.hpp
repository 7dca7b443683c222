// The intended arc of a scene.
#pragma once

#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

// What is to be felt at a share (0..1, clamped) of the scene: straight lines between the points,
// flat before the first and after the last. A scene without points is neutral.
Felt felt_at(const Scene& scene, double share);

}  // namespace kuleshov::story

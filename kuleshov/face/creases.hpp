// Which folds of skin go with which movements. Internal to the renderer.
#pragma once

#include <vector>

#include "kuleshov/face/shade.hpp"

namespace kuleshov::face {

// The creases of a frame, weight 0..1 each, weightless ones left out.
void find_creases(const FaceFrame& frame, std::vector<Crease>& out);

}  // namespace kuleshov::face

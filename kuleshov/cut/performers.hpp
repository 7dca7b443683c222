// Who acts in a shot, and how: from the script's emotions and the spoken lines to faces.
#pragma once

#include <vector>

#include "kuleshov/cut/layout.hpp"
#include "kuleshov/cut/lines.hpp"
#include "kuleshov/picture/shot_picture.hpp"

namespace kuleshov::cut {

// One performer for each person on screen, lips following the film's first language. Emotions that
// the vocabulary does not know are played neutral.
std::vector<picture::Performer> cast_shot(const story::Film& film, const story::Scene& scene,
                                          const story::Shot& shot, const Layout& layout,
                                          const SpokenLines& lines);

}  // namespace kuleshov::cut

// What one sees of a film before one sees it.
#pragma once

#include "kuleshov/cut/make.hpp"
#include "kuleshov/cut/package.hpp"
#include "kuleshov/cut/plan.hpp"

namespace kuleshov::cut {

// poster.jpg; backdrop.jpg, the same without letters; and poster.mp4: eight seconds of the title
// over the film's first place or footage, without sound, as a plain MP4. The author's
// media/poster.jpg or poster.png takes the still's place.
base::Result<void> make_posters(const FilmPlan& plan, const MakeOptions& options, Package& package);

}  // namespace kuleshov::cut

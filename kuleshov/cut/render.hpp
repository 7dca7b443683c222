// One shot to one file of picture and one still.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/cut/jobs.hpp"
#include "kuleshov/cut/layout.hpp"
#include "kuleshov/cut/lines.hpp"
#include "kuleshov/media/flash.hpp"
#include "kuleshov/media/image.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::cut {

struct RenderedShot {
  std::string video;           // bytes of the CMAF segment
  std::string still;           // JPEG
  double luminance = 0;        // mean luma of the still, 0..1
  std::vector<double> light;   // LightMeter's means, of the whole segment
  media::FlashReport flashes;  // likewise
};

struct RenderRequest {
  const story::Film& film;
  const story::Scene& scene;
  const story::Shot& shot;
  const Layout& layout;
  const SpokenLines& lines;
  base::Path source;   // the film source's folder, for clips and plates of the author's
  story::ShotId take;  // where the shot is another framing of itself: its name; else empty
};

// Draws every frame, or takes the author's clip (media/clips, `[[clip: ...]]`) or plate
// (media/plates/SHOT.png|jpg or PLACE.png|jpg). Errors: what the drawing says; interrupted.
base::Result<RenderedShot> render_shot(const RenderRequest& request, const StopFlag* stop);

// The author's plate for a shot, or an empty path.
base::Path plate_for(const RenderRequest& request);

}  // namespace kuleshov::cut

// Where a shot's frames come from: drawn, an author's clip, an author's plate. Internal to `cut`.
#pragma once

#include <memory>

#include "kuleshov/cut/render.hpp"
#include "kuleshov/picture/shot_picture.hpp"

namespace kuleshov::cut {

// Frames in order, each asked for once.
class Frames {
 public:
  Frames() = default;
  Frames(const Frames&) = delete;
  Frames& operator=(const Frames&) = delete;
  virtual ~Frames() = default;
  virtual base::Result<void> next(picture::Bitmap& out) = 0;
};

base::Result<std::unique_ptr<Frames>> frames_of(const RenderRequest& request);

// A picture of any size in the middle of a frame, filled (cropped) without distortion; `zoom` >= 1
// and the share of the way across (0..1) move within what is cropped.
void fill_frame(const media::ImageView& image, double zoom, double across, double down,
                picture::Bitmap& out);

}  // namespace kuleshov::cut

#include "kuleshov/cut/render.hpp"

#include "kuleshov/cut/frames.hpp"
#include "kuleshov/cut/look.hpp"
#include "kuleshov/media/still.hpp"
#include "kuleshov/media/video_encoder.hpp"

namespace kuleshov::cut {

namespace {

media::ImageView view_of(const picture::Bitmap& bitmap) {
  return {bitmap.bytes(), bitmap.width(), bitmap.height(), bitmap.stride_bytes()};
}

}  // namespace

base::Result<RenderedShot> render_shot(const RenderRequest& request, const StopFlag* stop) {
  const std::unique_ptr<Frames> frames = TRY(frames_of(request));
  media::VideoEncoder encoder = TRY(media::VideoEncoder::open({}));
  picture::Bitmap bitmap;
  media::FlashMeter flashes;
  LightMeter light;
  RenderedShot out;
  const std::int64_t count = request.layout.file.whole_frames();
  const std::int64_t middle = request.layout.natural.whole_frames() / 2;
  for (std::int64_t i = 0; i < count; ++i) {
    if (stop != nullptr && *stop) return interrupted();
    TRY(frames->next(bitmap));
    TRY(encoder.add(view_of(bitmap)));
    flashes.add(view_of(bitmap));
    light.add(view_of(bitmap));
    if (i != middle) continue;
    out.still = TRY(media::encode_jpeg(view_of(bitmap)));
    out.luminance = media::mean_luma(view_of(bitmap));
  }
  out.flashes = flashes.report();
  out.light = light.means();
  out.video = TRY(encoder.finish());
  return out;
}

}  // namespace kuleshov::cut

#include "kuleshov/cut/frames.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>

#include "kuleshov/base/random.hpp"
#include "kuleshov/cut/performers.hpp"
#include "kuleshov/media/reader.hpp"

namespace kuleshov::cut {

namespace {

class Drawn : public Frames {
 public:
  explicit Drawn(picture::ShotPicture picture) : picture_(std::move(picture)) {}
  base::Result<void> next(picture::Bitmap& out) override { return picture_.draw(frame_++, out); }

 private:
  picture::ShotPicture picture_;
  std::size_t frame_ = 0;
};

// A still picture with the shot's camera move over it.
class Plate : public Frames {
 public:
  Plate(media::Image image, story::CameraMove move, std::size_t count)
      : image_(std::move(image)), move_(move), count_(std::max<std::size_t>(count, 2)) {}

  base::Result<void> next(picture::Bitmap& out) override {
    const double share = static_cast<double>(frame_++) / static_cast<double>(count_ - 1);
    using enum story::CameraMove;
    const double zoom = move_ == push_in    ? 1 + 0.10 * share
                        : move_ == pull_out ? 1.10 - 0.10 * share
                                            : 1.06;
    const double across = move_ == pan_right ? share : move_ == pan_left ? 1 - share : 0.5;
    const double down = move_ == tilt_down ? share : move_ == tilt_up ? 1 - share : 0.5;
    fill_frame(image_.view(), zoom, across, down, out);
    return {};
  }

 private:
  media::Image image_;
  story::CameraMove move_;
  std::size_t count_;
  std::size_t frame_ = 0;
};

// The author's footage at 25 frames a second: the frame that is on at each time, the last one held.
class Clip : public Frames {
 public:
  explicit Clip(std::vector<picture::Bitmap> frames) : frames_(std::move(frames)) {}
  base::Result<void> next(picture::Bitmap& out) override {
    out = frames_[std::min(frame_++, frames_.size() - 1)];
    return {};
  }

 private:
  std::vector<picture::Bitmap> frames_;
  std::size_t frame_ = 0;
};

media::Image copy_of(const media::ImageView& view) {
  media::Image image(view.width, view.height);
  for (int y = 0; y < view.height; ++y) {
    std::memcpy(
        &image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(view.width) * 4],
        view.pixels + y * view.stride, static_cast<std::size_t>(view.width) * 4);
  }
  return image;
}

base::Result<std::unique_ptr<Frames>> open_plate(const base::Path& path,
                                                 const RenderRequest& request) {
  media::Image image;
  TRY(media::read_frames({path.string(), {}}, {}, [&](const media::DecodedFrame& frame) {
    image = copy_of(frame.image);
    return false;
  }));
  if (image.width == 0) {
    return base::fail("there is no picture in the plate", "save it as PNG or JPEG",
                      {path.string()});
  }
  const auto count = static_cast<std::size_t>(request.layout.file.whole_frames());
  return std::make_unique<Plate>(std::move(image), request.shot.move, count);
}

base::Result<std::unique_ptr<Frames>> open_clip(const base::Path& path,
                                                const RenderRequest& request) {
  std::vector<picture::Bitmap> frames;
  const double start = request.shot.clip_start.seconds();
  const auto wanted = static_cast<std::size_t>(request.layout.file.whole_frames());
  constexpr double fps = base::Ticks::frames_per_second;
  const media::DecodeSettings settings{.from_s = start};
  TRY(media::read_frames({path.string(), {}}, settings, [&](const media::DecodedFrame& frame) {
    // A source frame is on until the next one: it fills every grid time up to there.
    while (!frames.empty() && frames.size() < wanted &&
           start + static_cast<double>(frames.size()) / fps < frame.at_s - 1e-6) {
      frames.push_back(frames.back());
    }
    if (frame.at_s < start - 0.5 / fps) return true;
    if (frames.size() < wanted &&
        start + static_cast<double>(frames.size()) / fps <= frame.at_s + 1e-6) {
      fill_frame(frame.image, 1, 0.5, 0.5, frames.emplace_back());
    }
    return frames.size() < wanted;
  }));
  if (frames.empty()) {
    return base::fail("the clip ends before the shot begins",
                      "check the times in the [[clip: ...]] note", {path.string()});
  }
  return std::make_unique<Clip>(std::move(frames));
}

}  // namespace

void fill_frame(const media::ImageView& image, double zoom, double across, double down,
                picture::Bitmap& out) {
  const double scale = zoom * std::max(static_cast<double>(out.width()) / image.width,
                                       static_cast<double>(out.height()) / image.height);
  const double left = (image.width - out.width() / scale) * across;
  const double top = (image.height - out.height() / scale) * down;
  const auto step = static_cast<std::int64_t>(std::llround(65536 / scale));
  for (int y = 0; y < out.height(); ++y) {
    const double source_y = std::clamp(top + (y + 0.5) / scale - 0.5, 0.0, image.height - 1.0);
    const int y0 = static_cast<int>(source_y);
    const int y1 = std::min(y0 + 1, image.height - 1);
    const auto fy = static_cast<int>((source_y - y0) * 256);
    const std::uint8_t* row0 = image.pixels + y0 * image.stride;
    const std::uint8_t* row1 = image.pixels + y1 * image.stride;
    std::uint32_t* target = out.row(y);
    std::int64_t at = std::llround((left + 0.5 / scale - 0.5) * 65536);
    for (int x = 0; x < out.width(); ++x, at += step) {
      const std::int64_t held =
          std::clamp<std::int64_t>(at, 0, std::int64_t{image.width - 1} << 16);
      const auto x0 = static_cast<std::ptrdiff_t>(held >> 16);
      const std::ptrdiff_t x1 = std::min<std::ptrdiff_t>(x0 + 1, image.width - 1);
      const auto fx = static_cast<int>((held >> 8) & 255);
      std::uint32_t pixel = 0xff000000U;
      for (int c = 0; c < 3; ++c) {
        const int upper = row0[x0 * 4 + c] * (256 - fx) + row0[x1 * 4 + c] * fx;
        const int lower = row1[x0 * 4 + c] * (256 - fx) + row1[x1 * 4 + c] * fx;
        pixel |= static_cast<std::uint32_t>((upper * (256 - fy) + lower * fy) >> 16) << (8 * c);
      }
      target[x] = pixel;
    }
  }
}

base::Path plate_for(const RenderRequest& request) {
  if (request.source.empty()) return {};
  for (const std::string& name :
       {request.take.str(), request.shot.id.str(), request.scene.setting.str()}) {
    for (const char* kind : {"png", "jpg", "jpeg", "webp"}) {
      const base::Path path = request.source / "media" / "plates" / (name + "." + kind);
      std::error_code ignored;
      if (!name.empty() && std::filesystem::exists(path, ignored)) return path;
    }
  }
  return {};
}

base::Result<std::unique_ptr<Frames>> frames_of(const RenderRequest& request) {
  if (!request.shot.clip.empty()) return open_clip(request.source / request.shot.clip, request);
  const base::Path plate = plate_for(request);
  if (!plate.empty()) return open_plate(plate, request);
  auto performers =
      cast_shot(request.film, request.scene, request.shot, request.layout, request.lines);
  auto picture = TRY(picture::ShotPicture::prepare(
      request.film, request.scene, request.shot, std::move(performers), request.layout.file,
      base::Random(request.film.seed, request.shot.id.str()).bits()));
  return std::make_unique<Drawn>(std::move(picture));
}

}  // namespace kuleshov::cut

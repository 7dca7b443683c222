#include "kuleshov/picture/contact_sheet.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "kuleshov/base/random.hpp"
#include "kuleshov/picture/composite.hpp"

namespace kuleshov::picture {

namespace {

// Cells of a third (or half) of a frame, in rows.
class Sheet {
 public:
  explicit Sheet(int count)
      : columns_(count <= 4 ? 2 : 3),
        wide_(columns_ == 2 ? frame_width / 2 : frame_width * 3 / 8),
        high_(wide_ * 9 / 16),
        bitmap_(columns_ * wide_, std::max(1, (count + columns_ - 1) / columns_) * high_) {}

  void add(const Bitmap& frame) {
    Bitmap cell(wide_, high_);
    lay(cell, Sprite(frame), {1.0 * wide_ / frame_width, 0, 0});
    const int x = next_ % columns_ * wide_, y = next_ / columns_ * high_;
    for (int row = 0; row < high_; ++row) {
      std::memcpy(bitmap_.row(y + row) + x, cell.row(row), static_cast<std::size_t>(wide_) * 4);
    }
    ++next_;
  }
  Bitmap take() { return std::move(bitmap_); }

 private:
  int columns_, wide_, high_;
  Bitmap bitmap_;
  int next_ = 0;
};

base::Ticks length_of(const story::Shot& shot) {
  return shot.longest > base::Ticks{} ? shot.longest : base::Ticks::seconds_on_frame(5);
}

std::size_t frame_at(double seconds) { return static_cast<std::size_t>(std::lround(seconds * 25)); }

base::Result<ShotPicture> prepared(const story::Film& film, const story::Scene& scene,
                                   const story::Shot& shot) {
  return ShotPicture::prepare(film, scene, shot, {}, length_of(shot),
                              base::stable_hash(shot.id.str()) ^ film.seed);
}

}  // namespace

base::Result<Bitmap> shot_sheet(const story::Film& film, const story::Scene& scene,
                                const story::Shot& shot, double at_s, int count) {
  const ShotPicture picture = TRY(prepared(film, scene, shot));
  Bitmap frame;
  if (count <= 0) {
    TRY(picture.draw(frame_at(at_s), frame));
    return frame;
  }
  Sheet sheet(count);
  for (int i = 0; i < count; ++i) {
    TRY(picture.draw(frame_at(at_s + 0.2 * i), frame));
    sheet.add(frame);
  }
  return sheet.take();
}

base::Result<Bitmap> scene_sheet(const story::Film& film, const story::Scene& scene, double at_s) {
  Sheet sheet(static_cast<int>(scene.shots.size()));
  Bitmap frame;
  for (const story::Shot& shot : scene.shots) {
    const ShotPicture picture = TRY(prepared(film, scene, shot));
    TRY(picture.draw(frame_at(at_s), frame));
    sheet.add(frame);
  }
  return sheet.take();
}

base::Result<Bitmap> draw_title(const story::Film& film, const std::string& language, double at_s) {
  const base::Ticks length = base::Ticks::seconds_on_frame(5);
  const ShotPicture picture = TRY(ShotPicture::title(film, language, length, film.seed));
  Bitmap frame;
  TRY(picture.draw(frame_at(at_s), frame));
  return frame;
}

}  // namespace kuleshov::picture

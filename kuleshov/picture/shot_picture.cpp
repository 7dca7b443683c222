#include "kuleshov/picture/shot_picture.hpp"

#include "kuleshov/picture/composite.hpp"
#include "kuleshov/picture/look.hpp"

namespace kuleshov::picture {

struct ShotPicture::Inside {
  Sprite ground;
};

ShotPicture::ShotPicture(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
ShotPicture::ShotPicture(ShotPicture&&) noexcept = default;
ShotPicture& ShotPicture::operator=(ShotPicture&&) noexcept = default;
ShotPicture::~ShotPicture() = default;

base::Result<ShotPicture> ShotPicture::prepare(const story::Film& film, const story::Scene& scene,
                                               const story::Shot&, std::vector<Performer>,
                                               base::Ticks, std::uint64_t) {
  const story::Setting* setting = story::find_setting(film, scene.setting);
  const Look look = TRY(look_of(film, scene, setting == nullptr ? story::Setting{} : *setting));
  Bitmap bitmap;
  Canvas canvas(bitmap);
  canvas.rect({0, 0, 1280, 720});
  canvas.fill_linear({0, 0}, {0, 720},
                     {{0, look.sky_top}, {0.6, look.sky_middle}, {1, look.sky_low}});
  paper(bitmap, 0.5, 1);
  auto inside = std::make_unique<Inside>();
  inside->ground = Sprite(std::move(bitmap));
  return ShotPicture(std::move(inside));
}

base::Result<ShotPicture> ShotPicture::title(const story::Film& film, const std::string&,
                                             base::Ticks length, std::uint64_t seed) {
  return prepare(film, story::Scene{}, story::Shot{}, {}, length, seed);
}

base::Result<ShotPicture> ShotPicture::card(const story::Film& film,
                                            const std::vector<std::string>&, base::Ticks length,
                                            std::uint64_t seed) {
  return prepare(film, story::Scene{}, story::Shot{}, {}, length, seed);
}

base::Result<void> ShotPicture::draw(std::size_t, Bitmap& out) const {
  lay(out, inside_->ground, {1, 0, 0});
  return {};
}

base::Result<Bitmap> draw_poster(const story::Film& film, const std::string& language) {
  const ShotPicture title =
      TRY(ShotPicture::title(film, language, base::Ticks::frames(1), film.seed));
  Bitmap bitmap;
  TRY(title.draw(0, bitmap));
  return bitmap;
}

}  // namespace kuleshov::picture

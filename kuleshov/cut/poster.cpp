#include "kuleshov/cut/poster.hpp"

#include "kuleshov/base/json.hpp"
#include "kuleshov/cut/frames.hpp"
#include "kuleshov/cut/maker.hpp"
#include "kuleshov/media/reader.hpp"
#include "kuleshov/media/still.hpp"
#include "kuleshov/media/video_encoder.hpp"

namespace kuleshov::cut {

namespace {

media::ImageView view_of(const picture::Bitmap& bitmap) {
  return {bitmap.bytes(), bitmap.width(), bitmap.height(), bitmap.stride_bytes()};
}

base::Result<picture::Bitmap> still_poster(const FilmPlan& plan, const MakeOptions& options) {
  for (const char* name : {"poster.png", "poster.jpg"}) {
    const base::Path path = options.source / "media" / name;
    std::error_code ignored;
    if (options.source.empty() || !std::filesystem::exists(path, ignored)) continue;
    picture::Bitmap bitmap;
    TRY(media::read_frames({path.string(), {}}, {}, [&](const media::DecodedFrame& frame) {
      fill_frame(frame.image, 1, 0.5, 0.5, bitmap);
      return false;
    }));
    return bitmap;
  }
  return picture::draw_poster(plan.film, plan.film.languages.front());
}

base::Result<std::string> moving_poster(const FilmPlan& plan, const MakeOptions& options) {
  constexpr std::size_t count = 8 * base::Ticks::frames_per_second;
  const auto title = TRY(picture::ShotPicture::title(plan.film, plan.film.languages.front(),
                                                     base::Ticks::frames(count), plan.film.seed));
  auto encoder = TRY(media::VideoEncoder::open({.quality = 20, .fragmented = false}));
  picture::Bitmap bitmap;
  for (std::size_t i = 0; i < count; ++i) {
    if (options.stop != nullptr && *options.stop) return interrupted();
    TRY(title.draw(i, bitmap));
    TRY(encoder.add(view_of(bitmap)));
  }
  return encoder.finish();
}

// What the posters depend on: title, people, places, style; and the author's own still.
std::string key_of(const FilmPlan& plan, const MakeOptions& options) {
  const auto film = base::parse_json(story::film_to_json(plan.film), "film.json");
  base::Json parts = {picture_maker(), film ? film->value("title", base::Json()) : base::Json()};
  for (const char* name : {"cast", "settings", "style", "seed", "culture", "genre"}) {
    parts.push_back(film ? film->value(name, base::Json()) : base::Json());
  }
  for (const char* name : {"poster.png", "poster.jpg"}) {
    const auto own = base::sha256_of_file(options.source / "media" / name);
    parts.push_back(own ? *own : std::string());
  }
  return short_hash(parts.dump());
}

bool are_made(const Package& package, const std::string& key) {
  if (!package.has("poster.jpg") || !package.has("poster.mp4")) return false;
  const auto known = base::read_json(package.folder() / "poster.json");
  return known && known->is_object() && known->value("key", std::string()) == key;
}

base::Result<void> draw_posters(const FilmPlan& plan, const MakeOptions& options,
                                Package& package) {
  const picture::Bitmap still = TRY(still_poster(plan, options));
  const std::string jpeg = TRY(media::encode_jpeg(view_of(still)));
  TRY(package.add_file("poster.jpg", jpeg));
  const std::string moving = TRY(moving_poster(plan, options));
  TRY(package.add_file("poster.mp4", moving));
  return {};
}

}  // namespace

base::Result<void> make_posters(const FilmPlan& plan, const MakeOptions& options,
                                Package& package) {
  const std::string key = key_of(plan, options);
  if (options.again || !are_made(package, key)) {
    TRY(draw_posters(plan, options, package));
    TRY(package.add_file("poster.json", base::Json{{"key", key}}.dump() + "\n"));
  }
  return package.change([](Manifest& manifest) {
    manifest.poster_still = "poster.jpg";
    manifest.poster_moving = "poster.mp4";
  });
}

}  // namespace kuleshov::cut

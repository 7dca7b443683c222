#include "kuleshov/cut/poster.hpp"

#include <functional>

#include "kuleshov/base/json.hpp"
#include "kuleshov/cut/frames.hpp"
#include "kuleshov/cut/maker.hpp"
#include "kuleshov/media/reader.hpp"
#include "kuleshov/media/still.hpp"
#include "kuleshov/media/video_encoder.hpp"
#include "kuleshov/picture/titles.hpp"

namespace kuleshov::cut {

namespace {

media::ImageView view_of(const picture::Bitmap& bitmap) {
  return {bitmap.bytes(), bitmap.width(), bitmap.height(), bitmap.stride_bytes()};
}

base::Result<picture::Bitmap> first_frame(const base::Path& path, double from_s) {
  picture::Bitmap bitmap;
  const media::DecodeSettings settings{.from_s = from_s};
  TRY(media::read_frames({path.string(), {}}, settings, [&](const media::DecodedFrame& frame) {
    if (frame.at_s < from_s) return true;
    fill_frame(frame.image, 1, 0.5, 0.5, bitmap);
    return false;
  }));
  return bitmap;
}

// The longest shot of a film that begins with footage: films open on black. Null where it is drawn.
const story::Shot* main_footage(const story::Film& film) {
  const story::Shot* longest = nullptr;
  for (const story::Scene& scene : film.scenes) {
    for (const story::Shot& shot : scene.shots) {
      if (longest == nullptr && shot.clip.empty()) return nullptr;
      if (shot.clip.empty()) continue;
      if (longest == nullptr || shot.natural > longest->natural) longest = &shot;
    }
  }
  return longest;
}

// What stands behind a title: the film's people, or the middle of its footage.
base::Result<picture::Bitmap> backdrop(const FilmPlan& plan, const MakeOptions& options) {
  const story::Shot* footage = main_footage(plan.film);
  if (footage == nullptr) return picture::draw_portrait(plan.film);
  return first_frame(options.source / footage->clip,
                     footage->clip_start.seconds() + footage->natural.seconds() / 2);
}

base::Result<picture::Bitmap> still_poster(const FilmPlan& plan, const MakeOptions& options,
                                           const picture::Bitmap& behind) {
  for (const char* name : {"poster.png", "poster.jpg"}) {
    const base::Path path = options.source / "media" / name;
    std::error_code ignored;
    if (options.source.empty() || !std::filesystem::exists(path, ignored)) continue;
    return first_frame(path, 0);
  }
  picture::Bitmap bitmap = behind;
  picture::letter_poster(bitmap, plan.film, plan.film.languages.front());
  return bitmap;
}

using DrawFrame = std::function<base::Result<void>(std::size_t, picture::Bitmap&)>;

base::Result<std::string> in_motion(std::size_t count, const MakeOptions& options,
                                    const DrawFrame& draw) {
  auto encoder = TRY(media::VideoEncoder::open({.quality = 20, .fragmented = false}));
  picture::Bitmap bitmap;
  for (std::size_t i = 0; i < count; ++i) {
    if (options.stop != nullptr && *options.stop) return interrupted();
    TRY(draw(i, bitmap));
    TRY(encoder.add(view_of(bitmap)));
  }
  return encoder.finish();
}

base::Result<std::string> moving_poster(const FilmPlan& plan, const MakeOptions& options,
                                        const picture::Bitmap& behind) {
  constexpr std::size_t count = 8 * base::Ticks::frames_per_second;
  const std::string& language = plan.film.languages.front();
  if (main_footage(plan.film) != nullptr) {
    const picture::Titles title = picture::title_of(plan.film, language, 8);
    return in_motion(count, options, [&](std::size_t i, picture::Bitmap& bitmap) {
      bitmap = behind;
      title.draw(bitmap, static_cast<double>(i) / base::Ticks::frames_per_second);
      return base::Result<void>{};
    });
  }
  const auto title = TRY(
      picture::ShotPicture::title(plan.film, language, base::Ticks::frames(count), plan.film.seed));
  return in_motion(count, options,
                   [&](std::size_t i, picture::Bitmap& bitmap) { return title.draw(i, bitmap); });
}

// What the posters depend on: title, people, places, style, footage; and the author's own still.
std::string key_of(const FilmPlan& plan, const MakeOptions& options) {
  const auto film = base::parse_json(story::film_to_json(plan.film), "film.json");
  base::Json parts = {picture_maker(), film ? film->value("title", base::Json()) : base::Json()};
  for (const char* name : {"cast", "settings", "style", "seed", "culture", "genre"}) {
    parts.push_back(film ? film->value(name, base::Json()) : base::Json());
  }
  if (const story::Shot* footage = main_footage(plan.film)) {
    parts.push_back({footage->clip, footage->clip_start.count(), footage->natural.count()});
  }
  for (const char* name : {"poster.png", "poster.jpg"}) {
    const auto own = base::sha256_of_file(options.source / "media" / name);
    parts.push_back(own ? *own : std::string());
  }
  return short_hash(parts.dump());
}

bool are_made(const Package& package, const std::string& key) {
  for (const char* name : {"poster.jpg", "poster.mp4", "backdrop.jpg"}) {
    if (!package.has(name)) return false;
  }
  const auto known = base::read_json(package.folder() / "poster.json");
  return known && known->is_object() && known->value("key", std::string()) == key;
}

base::Result<void> draw_posters(const FilmPlan& plan, const MakeOptions& options,
                                Package& package) {
  const picture::Bitmap behind = TRY(backdrop(plan, options));
  const picture::Bitmap still = TRY(still_poster(plan, options, behind));
  const std::string plain = TRY(media::encode_jpeg(view_of(behind)));
  const std::string jpeg = TRY(media::encode_jpeg(view_of(still)));
  const std::string moving = TRY(moving_poster(plan, options, behind));
  TRY(package.add_file("backdrop.jpg", plain));
  TRY(package.add_file("poster.jpg", jpeg));
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
    manifest.poster_backdrop = "backdrop.jpg";
    manifest.poster_still = "poster.jpg";
    manifest.poster_moving = "poster.mp4";
  });
}

}  // namespace kuleshov::cut

#include "kuleshov/picture/titles.hpp"

#include <cairo.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/picture/shot_picture.hpp"

namespace kuleshov::picture {

namespace {

const Colour cream = hex("#f6eddb");

double size_for(const std::string& title) {
  return std::clamp(2300.0 / std::max<double>(12, static_cast<double>(title.size())), 64.0, 132.0);
}

}  // namespace

Titles::Titles(const std::vector<TextLine>& lines, Point centre, double width, const Colour& colour,
               double seconds)
    : words_(frame_width, frame_height), seconds_(seconds) {
  {
    Canvas shadow(words_);
    letter_lines(shadow, lines, centre + Point{0, 3}, width, alpha(hex("#000000"), 0.75));
  }
  blur(words_, 5);
  Canvas canvas(words_);
  letter_lines(canvas, lines, centre, width, colour);
}

void Titles::draw(Bitmap& out, double seconds) const {
  if (seconds_ <= 0) return;
  const double in = std::clamp((seconds - 0.3) / 1.1, 0.0, 1.0),
               gone = std::clamp((seconds_ - 0.2 - seconds) / 0.8, 0.0, 1.0);
  const double opacity = std::min(in * in * (3 - 2 * in), seconds_ > 2.5 ? gone : 1.0);
  if (opacity <= 0) return;
  Bitmap copy = words_;
  cairo_surface_t* surface = cairo_image_surface_create_for_data(
      copy.bytes(), CAIRO_FORMAT_ARGB32, copy.width(), copy.height(), copy.stride_bytes());
  {
    Canvas canvas(out);
    cairo_set_source_surface(canvas.raw(), surface, 0, 0);
    cairo_paint_with_alpha(canvas.raw(), opacity);
  }
  cairo_surface_destroy(surface);
}

Titles title_of(const story::Film& film, const std::string& language, double seconds) {
  const std::string title(story::in_language(film.title, language));
  std::vector<TextLine> lines{
      {title.empty() ? film.id.str() : title, size_for(title), false, false, 30, 14}};
  if (!film.author.empty()) lines.push_back({film.author, 30, true, false, 120, 0});
  return {lines, {frame_width / 2.0, frame_height * 0.40}, frame_width * 0.86, cream, seconds};
}

Titles card_of(const std::vector<std::string>& texts, double seconds) {
  std::vector<TextLine> lines;
  for (const std::string& text : texts)
    lines.push_back({text, lines.empty() ? 58.0 : 34.0, false, !lines.empty(), 10, 18});
  return {lines, {frame_width / 2.0, frame_height / 2.0}, frame_width * 0.74, cream, seconds};
}

Layer card_ground(const Look& look, std::uint64_t seed) {
  Bitmap bitmap(static_cast<int>(frame_width * overscan),
                static_cast<int>(frame_height * overscan));
  {
    Canvas canvas(bitmap);
    canvas.rect({0, 0, 1.0 * bitmap.width(), 1.0 * bitmap.height()});
    const Colour deep = darker(mix(look.sky_top, look.shade, 0.4), 0.62);
    canvas.fill_radial({bitmap.width() / 2.0, bitmap.height() * 0.46}, bitmap.width() * 0.62,
                       {{0, mix(deep, look.haze, 0.18)}, {1, deep}});
  }
  paper(bitmap, 1.2, seed);
  return {Sprite(std::move(bitmap)), 1, 0, 5, false, 1};
}

base::Result<Bitmap> draw_portrait(const story::Film& film) {
  story::Scene scene = film.scenes.empty() ? story::Scene{} : film.scenes.front();
  story::Shot shot;
  shot.scale = story::ShotScale::medium;
  for (const story::Character& character : film.cast) {
    if (shot.people.size() < 2)
      shot.people.push_back({character.id, {}, 0.4, "stand", shot.people.empty() ? "far" : "away"});
  }
  const ShotPicture picture =
      TRY(ShotPicture::prepare(film, scene, shot, {}, base::Ticks::frames(100), film.seed));
  Bitmap bitmap;
  TRY(picture.draw(30, bitmap));
  return bitmap;
}

void letter_poster(Bitmap& bitmap, const story::Film& film, const std::string& language) {
  {
    Canvas canvas(bitmap);
    canvas.rect({0, 0, 1.0 * frame_width, 1.0 * frame_height});
    canvas.fill_linear({0, frame_height * 0.42}, {0, 1.0 * frame_height},
                       {{0, alpha(hex("#05060a"), 0)},
                        {0.65, alpha(hex("#05060a"), 0.72)},
                        {1, alpha(hex("#05060a"), 0.9)}});
  }
  const std::string title(story::in_language(film.title, language)),
      logline(story::in_language(film.logline, language));
  std::vector<TextLine> lines{
      {title.empty() ? film.id.str() : title, size_for(title), false, false, 30, 6}};
  if (!logline.empty()) lines.push_back({logline, 27, false, true, 6, 10});
  if (!film.author.empty()) lines.push_back({film.author, 22, true, false, 140, 0});
  Titles(lines, {frame_width / 2.0, frame_height * 0.78}, frame_width * 0.80, cream, 2)
      .draw(bitmap, 2);
}

base::Result<Bitmap> draw_poster(const story::Film& film, const std::string& language) {
  Bitmap bitmap = TRY(draw_portrait(film));
  letter_poster(bitmap, film, language);
  return bitmap;
}

}  // namespace kuleshov::picture

#include "kuleshov/picture/shot_picture.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "kuleshov/base/random.hpp"
#include "kuleshov/picture/actor.hpp"
#include "kuleshov/picture/backdrop.hpp"
#include "kuleshov/picture/insert.hpp"
#include "kuleshov/picture/stage.hpp"
#include "kuleshov/picture/titles.hpp"
#include "kuleshov/picture/weather.hpp"

namespace kuleshov::picture {

struct ShotPicture::Inside {
  Backdrop backdrop;
  std::vector<Actor> actors;
  Weather weather;
  Titles titles;
  story::CameraMove move = story::CameraMove::hold;
  double seconds = 1;
  std::uint64_t seed = 1;
  bool storm = false;
};

namespace {

const Vignette& corners() {
  static const Vignette made(frame_width, frame_height, 0.42);
  return made;
}

const Mask& soft_light(int radius) {  // one mask for each size class, made once
  static const std::vector<Mask> masks = [] {
    std::vector<Mask> made;
    for (int r = 16; r <= 304; r += 32) made.push_back(round_glow(r));
    return made;
  }();
  return masks[static_cast<std::size_t>(
      std::clamp((radius - 16) / 32, 0, static_cast<int>(masks.size()) - 1))];
}

Placement placement(const Camera& camera, const Layer& layer, double seconds) {
  const Shift shift = shift_of(camera, layer.depth);
  const double sway = layer.sway * std::sin(seconds * 6.28318530718 / layer.sway_seconds);
  const Bitmap& b = layer.sprite.bitmap();
  const double scale = shift.scale / layer.pixels;
  return {scale, frame_width / 2.0 + shift.move.x + sway - scale * b.width() / 2.0,
          frame_height / 2.0 + shift.move.y + 0.35 * std::abs(sway) - scale * b.height() / 2.0};
}

Point in_frame(Point p, const Shift& shift) {
  return shift({p.x - frame_width * (overscan - 1) / 2, p.y - frame_height * (overscan - 1) / 2});
}

void draw_glints(Bitmap& out, const Backdrop& backdrop, const Camera& camera, double seconds) {
  const Shift shift = shift_of(camera, backdrop.glint_depth);
  for (const Glint& glint : backdrop.glints) {
    const double wave =
        0.5 + 0.5 * std::sin(6.28318530718 * (seconds / glint.seconds + glint.phase));
    const Point p = in_frame(glint.at, shift);
    const double half = glint.half * (0.35 + 0.65 * wave);
    for (int row = 0; row < (glint.half > 18 ? 2 : 1); ++row) {
      run_of_ink(out, p.x - half, p.x + half, static_cast<int>(p.y) + row, glint.colour,
                 glint.colour.a * wave);
    }
  }
}

// Layers from far to near; rows that a nearer one covers wholly are left away.
void draw_behind(Bitmap& out, const Backdrop& backdrop, const Camera& camera, double seconds) {
  std::vector<Placement> places;
  for (const Layer& layer : backdrop.layers) places.push_back(placement(camera, layer, seconds));
  std::vector<int> hidden(backdrop.layers.size(), out.height());
  int from = out.height();
  for (std::size_t i = backdrop.layers.size(); i-- > 0;) {
    hidden[i] = from;
    if (backdrop.layers[i].in_front) continue;
    from = std::min(from,
                    covered_from(backdrop.layers[i].sprite, places[i], out.width(), out.height()));
  }
  bool glints_due = !backdrop.glints.empty();
  for (std::size_t i = 0; i < backdrop.layers.size(); ++i) {
    const Layer& layer = backdrop.layers[i];
    if (layer.in_front) continue;
    if (glints_due && layer.depth > 0.8) {
      draw_glints(out, backdrop, camera, seconds);
      glints_due = false;
    }
    lay(out, layer.sprite, places[i], hidden[i]);
  }
}

// With a camera that stands still, what does not move is one picture.
void flatten(Backdrop& backdrop, const Camera& camera) {
  for (const Layer& layer : backdrop.layers) {
    if (layer.sway != 0 && !layer.in_front) return;
  }
  if (!backdrop.glints.empty()) return;
  Bitmap flat;
  draw_behind(flat, backdrop, camera, 0);
  std::vector<Layer> kept;
  kept.push_back({Sprite(std::move(flat)), 0, 0, 5, false, 1});
  for (Layer& layer : backdrop.layers) {
    if (layer.in_front) kept.push_back(std::move(layer));
  }
  backdrop.layers = std::move(kept);
}

// Lamps breathe: slowly, and never by much, so that nothing flashes.
void draw_glows(Bitmap& out, const Backdrop& backdrop, const Camera& camera, double seconds) {
  std::size_t i = 0;
  for (const Glow& glow : backdrop.glows) {
    const double a = static_cast<double>(++i) * 1.7;
    const double wave =
        0.5 + 0.28 * std::sin(seconds * 2.3 + a) + 0.22 * std::sin(seconds * 3.7 + a * 2);
    const Point p = in_frame(glow.at, shift_of(camera, glow.depth));
    const Mask& mask = soft_light(static_cast<int>(glow.radius));
    add_light(out, mask, static_cast<int>(p.x) - mask.width / 2,
              static_cast<int>(p.y) - mask.height / 2, glow.colour,
              0.06 + 0.16 * glow.flicker * wave);
  }
}

// Far lightning: a slow swell of the sky's edge every nine seconds or so, far below a flash.
void draw_lightning(Bitmap& out, double seconds, std::uint64_t seed) {
  const double t = std::fmod(seconds + static_cast<double>(seed % 9), 9.0);
  const double swell = t < 1.6 ? std::sin(t / 1.6 * 3.14159265359) : 0;
  if (swell < 0.02) return;
  const Mask& mask = soft_light(304);
  const int x = static_cast<int>(seed % 900) - 100;
  for (const int dx : {0, 220, 440})
    add_light(out, mask, x + dx - 200, -120, hex("#b8c8e8"), 0.16 * swell);
}

bool out_of_focus(story::ShotScale scale) { return scale <= story::ShotScale::medium_close_up; }

View view_of(const story::Scene& scene, const story::Shot& shot, const std::vector<Mark>& marks,
             bool interior) {
  using story::ShotScale;
  View view;
  static constexpr double zooms[] = {3.1, 2.5, 2.05, 1.62, 1.28, 1.0, 1.0};
  view.zoom = zooms[static_cast<std::size_t>(shot.scale)];
  view.metre = shot.scale == ShotScale::extreme_wide ? (interior ? 1.75 : 0.8) : 2.6;
  const double facing = marks.empty() ? 0 : marks.front().facing;
  const int side = marks.empty() ? -1 : side_of(scene, marks.front().who);
  view.angle = marks.size() == 1 && side > 0 ? 1 : 0;
  // The camera looks past a person towards where they face: singles of two people show two ends.
  const double free_x = 8 - 8 / view.zoom, free_y = 4.5 - 4.5 / view.zoom;
  view.x = 8 + std::clamp(facing * 0.55, -1.0, 1.0) * free_x * (marks.size() == 1 ? 1.0 : 0.15);
  view.y = 4.5 + (interior ? 0.10 : 0.05) * free_y;
  if (out_of_focus(shot.scale))
    view.soften = shot.scale == ShotScale::medium_close_up ? 6 : 9;
  else if (shot.scale == ShotScale::medium)
    view.soften = 2;
  view.front = shot.scale >= ShotScale::wide;
  return view;
}

// A layer of one painted thing: inserts and cards.
Layer painted_layer(const Look& look, std::uint64_t seed, Backdrop& backdrop,
                    const std::string& insert) {
  Bitmap bitmap(static_cast<int>(frame_width * overscan),
                static_cast<int>(frame_height * overscan));
  std::vector<LightSource> lights;
  Look near = look;  // an insert is lit for itself
  near.key = mix(look.key, {1, 0.97, 0.9, 1}, 0.55);
  near.shade = mix(look.shade, near.key, 0.25);
  base::Random random(seed, "insert");
  {
    Canvas canvas(bitmap);
    canvas.translate({bitmap.width() / 2.0, bitmap.height() / 2.0});
    canvas.scale(80, 80);
    canvas.translate({-8, -4.5});
    Site site{canvas, near, random, lights, {}};
    paint_insert(site, insert);
  }
  for (const LightSource& light : lights) {
    backdrop.glows.push_back({{(light.at.x - 8) * 80 + bitmap.width() / 2.0,
                               (light.at.y - 4.5) * 80 + bitmap.height() / 2.0},
                              std::min(300.0, light.radius * 80),
                              light.colour,
                              light.flicker,
                              1});
  }
  paper(bitmap, 0.8, seed);
  return {Sprite(std::move(bitmap)), 1, 0, 5, false, 1};
}

const story::Setting& setting_or_plain(const story::Film& film, const story::Scene& scene) {
  static const story::Setting plain;
  const story::Setting* setting = story::find_setting(film, scene.setting);
  return setting == nullptr ? plain : *setting;
}

base::Result<std::vector<Actor>> cast_shot(const story::Film& film, const story::Shot& shot,
                                           const std::vector<Mark>& marks, const Look& look,
                                           std::vector<Performer>& performers, std::uint64_t seed) {
  std::vector<Actor> actors;
  for (const Mark& mark : marks) {
    const story::Character* character = story::find_character(film, mark.who);
    if (character == nullptr) {
      return base::fail(
          "'" + mark.who.str() + "' is on screen in " + shot.id.str() + " but not in the cast",
          "add the character to `cast` in film.yaml");
    }
    const auto performer = std::find_if(performers.begin(), performers.end(),
                                        [&](const Performer& p) { return p.who == mark.who; });
    const bool performs = performer != performers.end();
    actors.emplace_back(
        mark, design_of(*character, look, culture::drawing_of(story::culture_of(film, *character))),
        performs ? std::move(performer->take) : face::Take{}, performs && performer->speaking,
        performs ? performer->accents : std::vector<double>{}, shot.scale,
        base::stable_hash(mark.who.str()) ^ seed);
  }
  return actors;
}

}  // namespace

ShotPicture::ShotPicture(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
ShotPicture::ShotPicture(ShotPicture&&) noexcept = default;
ShotPicture& ShotPicture::operator=(ShotPicture&&) noexcept = default;
ShotPicture::~ShotPicture() = default;

base::Result<ShotPicture> ShotPicture::prepare(const story::Film& film, const story::Scene& scene,
                                               const story::Shot& shot,
                                               std::vector<Performer> performers,
                                               base::Ticks length, std::uint64_t seed) {
  const story::Setting& setting = setting_or_plain(film, scene);
  const Look look = TRY(look_of(film, scene, setting));
  auto inside = std::make_unique<Inside>();
  inside->move = shot.move;
  inside->seconds = length.seconds();
  inside->seed = seed;
  if (!shot.insert.empty()) {
    Layer layer = painted_layer(look, seed, inside->backdrop, shot.insert);
    inside->backdrop.layers.push_back(std::move(layer));
    if (shot.move == story::CameraMove::hold) inside->move = story::CameraMove::push_in;
    return ShotPicture(std::move(inside));
  }
  const std::vector<Mark> marks = block_shot(film, scene, shot);
  const std::uint64_t place_seed =
      base::stable_hash(setting.id.str() + setting.heading) ^ film.seed;
  inside->backdrop =
      TRY(paint_backdrop(setting, look, view_of(scene, shot, marks, setting.interior),
                         culture::drawing_of(story::culture_of(film, scene)), place_seed));
  inside->actors = TRY(cast_shot(film, shot, marks, look, performers, seed));
  inside->weather = Weather(look, !setting.interior, out_of_focus(shot.scale) ? 1 : 0, seed);
  if (inside->move == story::CameraMove::hold) {
    flatten(inside->backdrop, camera_at(inside->move, 0, 1, seed));
  }
  inside->storm = look.weather == "storm" && !setting.interior;
  return ShotPicture(std::move(inside));
}

base::Result<ShotPicture> ShotPicture::title(const story::Film& film, const std::string& language,
                                             base::Ticks length, std::uint64_t seed) {
  const story::Scene empty;
  const story::Scene& scene = film.scenes.empty() ? empty : film.scenes.front();
  story::Shot shot;
  shot.scale = story::ShotScale::extreme_wide;
  shot.move = story::CameraMove::push_in;
  ShotPicture picture = TRY(prepare(film, scene, shot, {}, length, seed));
  picture.inside_->titles = title_of(film, language, length.seconds());
  return picture;
}

base::Result<ShotPicture> ShotPicture::card(const story::Film& film,
                                            const std::vector<std::string>& lines,
                                            base::Ticks length, std::uint64_t seed) {
  const story::Scene empty;
  const story::Scene& scene = film.scenes.empty() ? empty : film.scenes.back();
  const Look look = TRY(look_of(film, scene, setting_or_plain(film, scene)));
  auto inside = std::make_unique<Inside>();
  inside->seconds = length.seconds();
  inside->seed = seed;
  inside->backdrop.layers.push_back(card_ground(look, seed));
  inside->titles = card_of(lines, length.seconds());
  return ShotPicture(std::move(inside));
}

base::Result<void> ShotPicture::draw(std::size_t frame, Bitmap& out) const {
  if (out.width() != frame_width || out.height() != frame_height) {
    return base::fail("a frame is 1280 x 720 pixels", "hand in a Bitmap of that size");
  }
  const double seconds = static_cast<double>(frame) / 25;
  const Camera camera = camera_at(inside_->move, seconds, inside_->seconds, inside_->seed);
  draw_behind(out, inside_->backdrop, camera, seconds);
  if (inside_->storm) draw_lightning(out, seconds, inside_->seed);
  draw_glows(out, inside_->backdrop, camera, seconds);
  for (const Actor& actor : inside_->actors) actor.draw(out, camera, frame);
  for (const Layer& layer : inside_->backdrop.layers) {
    if (layer.in_front) lay(out, layer.sprite, placement(camera, layer, seconds));
  }
  inside_->weather.draw(out, seconds);
  corners().apply(out);
  inside_->titles.draw(out, seconds);
  return {};
}

}  // namespace kuleshov::picture

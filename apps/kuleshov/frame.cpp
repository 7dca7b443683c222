// `kuleshov frame FILM --scene s3 [--shot N] [--at S | --sheet N] --out F.png`: looks at pictures.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "apps/kuleshov/verb.hpp"
#include "kuleshov/picture/contact_sheet.hpp"
#include "kuleshov/picture/shot_picture.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::app {
namespace {

struct Arguments {
  std::string film, scene, framing, out = "frame.png";
  int shot = 0;
  double at = 1.0;
  int sheet = 0;
  bool poster = false, title = false;
};

// The shot as one of the other framings that its author offers shows it.
base::Result<story::Shot> framed(story::Shot shot, const std::string& scale) {
  for (const story::Framing& framing : shot.framings) {
    if (name_of(framing.scale) != scale) continue;
    shot.scale = framing.scale;
    shot.move = framing.move;
    return shot;
  }
  return base::fail("shot " + shot.id.str() + " is not offered as " + scale,
                    "offer it in its note: [[shot: ... | or: " + scale + "]]");
}

base::Result<picture::Bitmap> picture_of(const story::Film& film, const Arguments& a) {
  if (a.poster) return picture::draw_poster(film, film.languages.front());
  if (a.title) return picture::draw_title(film, film.languages.front(), a.at);
  const story::Scene* scene = a.scene.empty() && !film.scenes.empty()
                                  ? &film.scenes.front()
                                  : story::find_scene(film, story::SceneId{a.scene});
  if (scene == nullptr) {
    return base::fail("the film has no scene '" + a.scene + "'", "give --scene one of its ids");
  }
  if (a.shot == 0) return picture::scene_sheet(film, *scene, a.at);
  if (a.shot < 1 || static_cast<std::size_t>(a.shot) > scene->shots.size()) {
    return base::fail(fmt::format("scene {} has {} shots", scene->id.str(), scene->shots.size()),
                      "give --shot a number from 1");
  }
  const story::Shot& shot = scene->shots[static_cast<std::size_t>(a.shot) - 1];
  if (a.framing.empty()) return picture::shot_sheet(film, *scene, shot, a.at, a.sheet);
  return picture::shot_sheet(film, *scene, TRY(framed(shot, a.framing)), a.at, a.sheet);
}

Exit run(const Arguments& a) {
  const auto film = story::read_film(a.film);
  if (!film) return report(film.error());
  const auto bitmap = picture_of(*film, a);
  if (!bitmap) return report(bitmap.error());
  const auto written = picture::write_png(*bitmap, a.out);
  if (!written) return report(written.error());
  fmt::print("{}\n", a.out);
  return Exit::fine;
}

Action set_up(CLI::App& command) {
  auto a = std::make_shared<Arguments>();
  command.add_option("film", a->film, "the film source's folder")->required();
  command.add_option("--scene", a->scene, "the scene's id; the first scene if not given");
  command.add_option("--shot", a->shot, "the shot's number; all shots of the scene if not given");
  command.add_option("--framing", a->framing,
                     "the scale of another framing that the shot offers, such as close-up");
  command.add_option("--at", a->at, "seconds into the shot")->check(CLI::Range(0.0, 60.0));
  command.add_option("--sheet", a->sheet, "successive frames on one sheet instead of one frame")
      ->check(CLI::Range(0, 48));
  command.add_option("--out", a->out, "the PNG file");
  command.add_flag("--poster", a->poster, "the film's poster");
  command.add_flag("--title", a->title, "the film's title card");
  return [a] { return run(*a); };
}

const RegisterVerb frame{{"frame", "draw a frame or a contact sheet, to look at", set_up}};

}  // namespace
}  // namespace kuleshov::app

// `kuleshov face convert|perform|preview|calibrate|read`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "apps/kuleshov/face_scene.hpp"
#include "apps/kuleshov/verb.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/base/log.hpp"
#include "kuleshov/face/audit.hpp"
#include "kuleshov/face/emotion_read.hpp"
#include "kuleshov/face/likeness.hpp"
#include "kuleshov/face/lips.hpp"
#include "kuleshov/face/perform.hpp"
#include "kuleshov/face/render.hpp"
#include "kuleshov/face/sheet.hpp"
#include "kuleshov/face/voice.hpp"
#include "kuleshov/face/write.hpp"
#include "kuleshov/media/video_encoder.hpp"

namespace kuleshov::app {
namespace {

struct Arguments {
  std::string in, out, format, context, scene, who, words, voice, folder;
  std::vector<std::string> emotions;
  face::PerformanceRequest request;
  double fps = 0;
  double seconds = 0;
  int size = 512;
  bool json = false;
  bool listing = false;
};

Exit finish(const base::Result<void>& result) {
  return result ? Exit::fine : report(result.error());
}

base::Result<void> convert(const Arguments& a) {
  const face::Track track = TRY(face::read_track(a.in));
  const face::Take take = face::take_of(track, a.fps);
  const double residual = TRY(face::write_take(take, a.out, a.format));
  for (const auto& note : track.notes) fmt::print(stderr, "note: {}\n", note);
  if (track.lost > 0) {
    fmt::print(stderr, "note: {} frames without a face: bridged by straight lines\n", track.lost);
  }
  if (residual > 0) {
    fmt::print(stderr, "note: action units solved for, mean residual {:.4f} of a shape's range\n",
               residual);
  }
  return {};
}

base::Result<std::string> text_or_file(const std::string& text) {
  std::error_code status;
  if (!text.empty() && std::filesystem::is_regular_file(text, status)) return base::read_file(text);
  return text;
}

base::Result<void> perform(const Arguments& a) {
  face::PerformanceRequest request = a.request;
  if (a.seconds > 0) request.seconds = a.seconds;
  for (const auto& emotion : a.emotions) {
    request.emotions.push_back(TRY(face::read_emotion_key(emotion)));
  }
  request.context = TRY(text_or_file(a.context));
  if (!a.voice.empty()) {
    const face::Voice voice = TRY(face::read_voice(a.voice));
    request.speech = face::phonemes_from_voice(voice, a.words);
    request.speaking = true;
    const double length = static_cast<double>(voice.loudness.size()) / voice.rate;
    if (a.seconds == 0) request.seconds = std::max(1.0, length);
  } else if (!a.words.empty()) {
    request.speech = face::phonemes_from_text(a.words, 0.3, 160);
    request.speaking = true;
    if (a.seconds == 0 && !request.speech.empty()) {
      request.seconds = std::max(request.seconds, request.speech.back().end_s + 0.7);
    }
  }
  if (!a.scene.empty()) request = TRY(request_of_scene(a.scene, a.who, request));
  if (a.fps > 0) request.fps = a.fps;
  const face::Take take = TRY(face::perform(request));
  TRY(face::write_take(take, a.out, a.format));
  return {};
}

// Frames a second as a fraction: 29.97 is 30000/1001.
std::pair<int, int> fraction_of(double fps) {
  for (const int seconds : {1, 1001}) {
    const double frames = fps * seconds;
    const double whole = seconds == 1 ? std::round(frames) : std::round(frames / 1000) * 1000;
    if (std::abs(frames - whole) < 1e-3 * frames) return {static_cast<int>(whole), seconds};
  }
  return {static_cast<int>(std::llround(fps * 1000)), 1000};
}

base::Result<void> write_video(const face::Take& take, face::Renderer& renderer,
                               const std::string& out, int size) {
  media::VideoSettings settings;
  settings.width = settings.height = size;
  settings.quality = 18;
  settings.fragmented = false;  // one file for any player
  std::tie(settings.rate, settings.rate_seconds) = fraction_of(take.fps);
  base::Progress progress("preview", take.frames.size());
  auto encoder = TRY(media::VideoEncoder::open(settings));
  for (const face::FaceFrame& frame : take.frames) {
    const face::Picture& picture = renderer.draw(frame);
    const media::ImageView view{picture.bgra.data(), picture.width, picture.height,
                                std::ptrdiff_t{picture.width} * 4};
    TRY(encoder.add(view));
    progress.advance(1, "");
  }
  const std::string bytes = TRY(encoder.finish());
  return base::write_file(out, bytes);
}

base::Result<void> preview(const Arguments& a) {
  const face::Track track = TRY(face::read_track(a.in));
  const face::Take take = face::take_of(track, a.fps);
  const int size = std::clamp(a.size / 2 * 2, 64, 2048);
  face::Renderer renderer(*TRY(face::head()), size, size);
  if (a.out.ends_with(".mp4")) return write_video(take, renderer, a.out, size);
  const auto ending = base::Path(a.out).extension().string();
  if (!ending.empty() && !std::filesystem::is_directory(a.out)) {
    return base::fail("a preview is not written as " + ending,
                      "end the name in .mp4, or name a folder for frames");
  }
  base::Progress progress("preview", take.frames.size());
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    const base::Path path = base::Path(a.out) / fmt::format("{:05}.png", i);
    TRY(base::write_file(path, face::to_png(renderer.draw(take.frames[i]))));
    progress.advance(1, path.filename().string());
  }
  return {};
}

// FOLDER/human/PERFORMER_take.csv and FOLDER/<anything else>/take.csv, each made take on its own.
base::Result<std::vector<face::Example>> examples_in(const std::string& folder) {
  std::vector<base::Path> files;
  std::error_code status;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, status)) {
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  }
  if (status) return base::fail("cannot list " + folder, "give a folder of takes");
  std::ranges::sort(files);
  std::vector<face::Example> out;
  for (const auto& path : files) {
    const auto track = TRY(face::read_track(path.string()));
    const std::string name = path.stem().string();
    const bool human = path.parent_path().filename() == "human";
    face::Example example{.file = path.string(),
                          .performer = human ? name.substr(0, name.find('_')) : name,
                          .human = human,
                          .audit = TRY(face::audit(track))};
    out.push_back(std::move(example));
  }
  return out;
}

base::Result<void> calibrate(const Arguments& a) {
  const auto examples = TRY(examples_in(a.folder));
  const face::Calibration done = TRY(face::calibrate(examples));
  fmt::print("{} takes; each performer left out in turn: {} of {} told apart\n", examples.size(),
             done.correct, done.total);
  for (const auto& row : done.left_out) {
    fmt::print("  without {:12} {:9} {} of {}\n", row.performer + ":",
               row.human ? "recorded" : "made", row.correct, row.total);
  }
  for (const auto& file : done.errors) fmt::print("  wrong: {}\n", file);
  for (std::size_t i = 0; i < done.model.measures.size(); ++i) {
    fmt::print("  {:18} weight {:+.2f}\n", done.model.measures[i], done.model.weight[i]);
  }
  if (!done.enough) fmt::print("not enough: fewer than two performers or six takes\n");
  face::LikenessModel model = done.model;
  model.about = fmt::format("calibrated on {} takes of {}", examples.size(), a.folder);
  if (!a.out.empty()) TRY(base::write_file(a.out, face::model_to_json(model)));
  return {};
}

base::Result<void> read(const Arguments& a) {
  const auto track = TRY(face::read_track(a.in));
  const std::string context = TRY(text_or_file(a.context));
  const auto reading = TRY(face::read_emotion(track, context, a.request.culture));
  fmt::print("{}", a.json ? face::to_json(reading) : face::to_text(reading));
  return {};
}

// A number above 0, at most `most`.
CLI::Validator above_zero(double most) {
  const auto check = [most](const std::string& text) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    const bool fine = end != text.c_str() && *end == 0 && value > 0 && value <= most;
    return fine ? std::string() : fmt::format("'{}' is not above 0 and at most {}", text, most);
  };
  return {check, ""};
}

void add_performance(CLI::App& app, const std::shared_ptr<Arguments>& a) {
  auto& p = *app.add_subcommand("perform", "emotion, context and culture to curves");
  p.add_option("--emotion", a->emotions, "TERM[:intensity][@seconds], may be repeated");
  p.add_option("--context", a->context, "what happened, before whom: text or a file");
  p.add_option("--culture", a->request.culture, "a culture pack: id or folder");
  p.add_option("--seconds", a->seconds, "length (4, or as long as the line)")
      ->check(above_zero(36'000));
  p.add_option("--seed", a->request.seed, "the same seed gives the same take");
  p.add_option("--fps", a->fps, "frames a second (25)")->check(above_zero(1000));
  p.add_option("--expressivity", a->request.expressivity, "the person's own, about 0.5 to 1.5");
  p.add_flag("--speaking", a->request.speaking, "in talk");
  p.add_option("--words", a->words, "the line that is said: lips, brows and nods follow it");
  p.add_option("--voice", a->voice, "the line as it was spoken, WAV: lips and stress follow it");
  p.add_option("--scene", a->scene, "FILM:SCENE takes everything from a film source");
  p.add_option("--who", a->who, "with --scene: the character (default: the first on screen)");
  p.add_option("--format", a->format, "of .csv: live-link, openface, shapes");
  p.add_option("--out", a->out, "TAKE.csv, .gltf or .usda")->required();
}

base::Result<void> contrast(const Arguments& a) {
  const std::string shipped = (base::data_folder() / "face" / "two_contexts.yaml").string();
  const auto request = TRY(face::read_contrast(a.in.empty() ? shipped : a.in));
  const auto cells = TRY(face::contrast(request));
  fmt::print("{}", face::to_text(request, cells));
  if (a.out.empty()) return {};
  const face::Picture sheet =
      TRY(face::contrast_sheet(request, cells, std::clamp(a.size, 96, 1024)));
  return base::write_file(a.out, face::to_png(sheet));
}

Action set_up(CLI::App& command) {
  auto a = std::make_shared<Arguments>();
  command.require_subcommand(1);
  auto& c = *command.add_subcommand("convert", "between the field's formats of face tracks");
  c.add_option("in", a->in, "Live Link, OpenFace 2, py-feat, MediaPipe (JSON, CSV), .gltf, .usda")
      ->required();
  c.add_option("out", a->out, ".csv, .gltf or .usda")->required();
  c.add_option("--format", a->format, "of .csv: live-link, openface, shapes");
  c.add_option("--fps", a->fps, "frames a second (the input's own)")->check(above_zero(1000));
  add_performance(command, a);
  auto& v = *command.add_subcommand("preview", "a head that plays a take");
  v.add_option("take", a->in, "any format that `convert` reads")->required();
  v.add_option("--out", a->out, "X.mp4 or a folder of frames")->required();
  v.add_option("--fps", a->fps, "frames a second (the take's own)")->check(above_zero(1000));
  v.add_option("--size", a->size, "pixels of a side (512)");
  auto& k = *command.add_subcommand("calibrate", "a likeness model from takes of your own");
  k.add_option("folder", a->folder, "human/ and other folders of Live Link CSV")->required();
  k.add_option("--out", a->out, "model.json for `review --model`");
  auto& r = *command.add_subcommand("read", "which emotion: the face alone, and in its context");
  r.add_option("take", a->in)->required();
  r.add_option("--context", a->context, "what happened, before whom: text or a file");
  r.add_option("--culture", a->request.culture, "a culture pack");
  r.add_flag("--json", a->json, "one JSON document");
  auto& t = *command.add_subcommand("contrast", "one smile, two situations, several cultures");
  t.add_option("what", a->in, "a file like data/face/two_contexts.yaml (default: that one)");
  t.add_option("--out", a->out, "X.png: the stills side by side");
  t.add_option("--size", a->size, "pixels of a large still (512)");
  return [a, &command] {
    if (command.got_subcommand("contrast")) return finish(contrast(*a));
    if (command.got_subcommand("convert")) return finish(convert(*a));
    if (command.got_subcommand("perform")) return finish(perform(*a));
    if (command.got_subcommand("preview")) return finish(preview(*a));
    if (command.got_subcommand("read")) return finish(read(*a));
    return finish(calibrate(*a));
  };
}

const RegisterVerb verb{
    {"face", "performances: perform, convert, preview, read, calibrate, contrast", set_up}};

}  // namespace
}  // namespace kuleshov::app

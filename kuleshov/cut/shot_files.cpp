#include "kuleshov/cut/shot_files.hpp"

#include <algorithm>

#include "kuleshov/media/audio_encoder.hpp"
#include "kuleshov/media/reader.hpp"
#include "kuleshov/sound/shot_sound.hpp"

namespace kuleshov::cut {

namespace {

// Everybody keeps a place between the loudspeakers through a scene, not far from the middle.
double pan_of(const story::Scene& scene, const story::CharacterId& who) {
  const auto place = std::ranges::find(scene.present, who) - scene.present.begin();
  return place % 2 == 0 ? -0.18 : 0.18;
}

bool over_radio(const story::Line& line) {
  for (const char* word : {"radio", "phone", "speaker", "intercom"}) {
    if (line.parenthetical.find(word) != std::string::npos) return true;
  }
  return false;
}

std::vector<sound::PlacedLine> placed_lines(const FilmPlan& plan, const ShotWork& work,
                                            const std::string& language) {
  std::vector<sound::PlacedLine> out;
  const auto starts = work.layout.line_starts.find(language);
  if (starts == work.layout.line_starts.end()) return out;
  for (std::size_t i = 0; i < work.shot->lines.size(); ++i) {
    const story::Line& line = work.shot->lines[i];
    const KeptLine& kept = plan.lines.at(language).at(line.id);
    out.push_back({kept.audio(), starts->second[i], kept.level_db,
                   pan_of(*work.scene, line.speaker), line.off_screen, over_radio(line)});
  }
  return out;
}

media::Audio sound_of(const FilmPlan& plan, const ShotWork& work, const std::string& language) {
  sound::ShotSoundRequest request;
  request.length = work.layout.file;
  if (const auto* setting = story::find_setting(plan.film, work.scene->setting)) {
    request.setting = *setting;
  }
  request.weather = work.scene->weather;
  request.phase = work.phase;
  request.lines = placed_lines(plan, work, language);
  return sound::mix_shot(request);
}

base::Result<ShotSoundFiles> make_sound(const FilmPlan& plan, const ShotWork& work,
                                        const std::string& language, bool again, Package& package) {
  const std::string opus = work.sound_name(language, "opus");
  const std::string aac = work.sound_name(language, "aac");
  if (!again && package.has(opus) && package.has(aac)) {
    return ShotSoundFiles{TRY(package.known_file(opus)), TRY(package.known_file(aac))};
  }
  const media::Audio audio = sound_of(plan, work, language);
  const std::string opus_bytes =
      TRY(media::encode_audio(audio, media::AudioFormat::opus_segment, 96'000));
  const std::string aac_bytes =
      TRY(media::encode_audio(audio, media::AudioFormat::aac_segment, 128'000));
  ShotSoundFiles files;
  files.opus = TRY(package.add_file(opus, opus_bytes));
  files.aac = TRY(package.add_file(aac, aac_bytes));
  return files;
}

base::Result<PackageFile> make_video(const FilmPlan& plan, const ShotWork& work,
                                     const MakeOptions& options, Package& package) {
  const std::string name = work.video_name();
  const std::string still = work.still_name();
  if (!options.again && package.has(name) && package.has(still)) return package.known_file(name);
  const RenderRequest request{plan.film,   *work.scene, *work.shot,
                              work.layout, plan.lines,  options.source};
  const RenderedShot made = TRY(render_shot(request, options.stop));
  TRY(package.add_file(still, made.still));
  return package.add_file(name, made.video);
}

double luminance_of(const base::Path& still) {
  double luma = 0;
  const auto read = media::read_frames({still.string(), {}}, {.width = 160, .height = 90},
                                       [&](const media::DecodedFrame& frame) {
                                         luma = media::mean_luma(frame.image);
                                         return false;
                                       });
  return read ? luma : 0;
}

}  // namespace

base::Result<ShotFiles> make_shot_files(const FilmPlan& plan, const ShotWork& work,
                                        const MakeOptions& options, Package& package) {
  ShotFiles files;
  files.id = work.shot->id;
  files.video = TRY(make_video(plan, work, options, package));
  files.still = work.still_name();
  files.luminance = luminance_of(package.folder() / files.still);
  for (const auto& [language, key] : work.sound_keys) {
    files.audio[language] = TRY(make_sound(plan, work, language, options.again, package));
  }
  return files;
}

void enter(const ShotFiles& files, Manifest& manifest) {
  for (ShotEntry& shot : manifest.shots) {
    if (shot.id != files.id) continue;
    shot.ready = true;
    shot.video = files.video;
    shot.still = files.still;
    shot.luminance = files.luminance;
    shot.audio = files.audio;
  }
}

}  // namespace kuleshov::cut

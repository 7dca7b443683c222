#include "kuleshov/cut/shot_files.hpp"

#include <algorithm>

#include "kuleshov/base/json.hpp"
#include "kuleshov/cut/look.hpp"
#include "kuleshov/media/audio_encoder.hpp"
#include "kuleshov/media/reader.hpp"
#include "kuleshov/sense/shown_json.hpp"
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

// Footage brings its own sound; a clip without any has the place's.
media::Audio clip_sound(const ShotWork& work, const base::Path& source) {
  const std::string clip = (source / work.shot->clip).string();
  auto audio =
      media::read_audio({clip, {}}, work.layout.file.seconds(), work.shot->clip_start.seconds());
  if (!audio) return {};
  audio->samples.resize(static_cast<std::size_t>(work.layout.file.count()) * 2);
  return std::move(*audio);
}

media::Audio sound_of(const FilmPlan& plan, const ShotWork& work, const std::string& language,
                      const base::Path& source) {
  if (!work.shot->clip.empty()) {
    media::Audio own = clip_sound(work, source);
    if (!own.samples.empty()) return own;
  }
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

// ---- facts: what was measured when a file was made ---------------------------------------------

std::string loudness_json(const media::Loudness& loudness) {
  return base::Json{{"integrated_lufs", base::quantise(loudness.integrated_lufs, 2)},
                    {"range_lu", base::quantise(loudness.range_lu, 2)},
                    {"true_peak_dbtp", base::quantise(loudness.true_peak_dbtp, 2)}}
             .dump() +
         "\n";
}

std::string picture_json(const ShotFiles& shot) {
  base::Json facts{{"luminance", base::quantise(shot.luminance)},
                   {"flashes_per_s", shot.flashes.most_in_a_second},
                   {"red_flashes_per_s", shot.flashes.most_red_in_a_second},
                   {"flashes_at_s", shot.flashes.at_s}};
  sense::write_look({shot.look.every_s, shot.look.luminance, {}}, facts);
  return facts.dump() + "\n";
}

double number(const base::Json& facts, const char* name) {
  return facts.contains(name) && facts[name].is_number() ? facts[name].get<double>() : 0;
}

base::Result<void> read_picture_facts(const base::Path& path, ShotFiles& files) {
  const base::Json facts = TRY(base::read_json(path));
  files.luminance = number(facts, "luminance");
  files.flashes = {number(facts, "flashes_per_s"), number(facts, "red_flashes_per_s"),
                   number(facts, "flashes_at_s")};
  files.look = TRY(sense::look_of(facts, path.string()));
  return {};
}

// A picture that was made before light was measured is measured now.
base::Result<void> add_light(const std::string& facts, Package& package, ShotFiles& files) {
  if (!files.look.luminance.empty()) return {};
  files.look.luminance = TRY(light_of_file(package.folder() / files.video.file));
  TRY(package.add_file(facts, picture_json(files)));
  return {};
}

base::Result<media::Loudness> read_loudness(const base::Path& path) {
  const base::Json facts = TRY(base::read_json(path));
  return media::Loudness{number(facts, "integrated_lufs"), number(facts, "range_lu"),
                         number(facts, "true_peak_dbtp")};
}

// ---- files -------------------------------------------------------------------------------------

// The facts are written last: where they are, the other files are whole.
base::Result<void> make_sound(const FilmPlan& plan, const ShotWork& work,
                              const std::string& language, const MakeOptions& options,
                              Package& package, ShotFiles& files) {
  const std::string opus = work.sound_name(language, "opus");
  const std::string aac = work.sound_name(language, "aac");
  const std::string facts = work.sound_facts_name(language);
  ShotSoundFiles& out = files.audio[language];
  if (options.again || !package.has(facts) || !package.has(opus) || !package.has(aac)) {
    const media::Audio audio = sound_of(plan, work, language, options.source);
    const media::Loudness loudness = TRY(media::measure_loudness(audio));
    const std::string opus_bytes =
        TRY(media::encode_audio(audio, media::AudioFormat::opus_segment, 96'000));
    const std::string aac_bytes =
        TRY(media::encode_audio(audio, media::AudioFormat::aac_segment, 128'000));
    out.opus = TRY(package.add_file(opus, opus_bytes));
    out.aac = TRY(package.add_file(aac, aac_bytes));
    TRY(package.add_file(facts, loudness_json(loudness)));
  } else {
    out = {TRY(package.known_file(opus)), TRY(package.known_file(aac))};
  }
  files.loudness[language] = TRY(read_loudness(package.folder() / facts));
  return {};
}

base::Result<void> make_video(const FilmPlan& plan, const ShotWork& work,
                              const MakeOptions& options, Package& package, ShotFiles& files) {
  const std::string name = work.video_name();
  files.still = work.still_name();
  const std::string facts = work.picture_facts_name();
  const bool there = package.has(facts) && package.has(name) && package.has(files.still);
  const RenderRequest request{plan.film,  *work.scene,    *work.shot, work.layout,
                              plan.lines, options.source, work.id};
  if (options.again || !there) {
    const RenderedShot made = TRY(render_shot(request, options.stop));
    TRY(package.add_file(files.still, made.still));
    files.video = TRY(package.add_file(name, made.video));
    files.luminance = made.luminance;
    files.look.luminance = made.light;
    files.flashes = made.flashes;
    TRY(package.add_file(facts, picture_json(files)));
  } else {
    files.video = TRY(package.known_file(name));
  }
  TRY(read_picture_facts(package.folder() / facts, files));
  TRY(add_light(facts, package, files));
  files.look.targets = targets_of(request);
  return {};
}

}  // namespace

base::Result<ShotFiles> make_shot_files(const FilmPlan& plan, const ShotWork& work,
                                        const MakeOptions& options, Package& package) {
  ShotFiles files;
  files.id = work.id;
  TRY(make_video(plan, work, options, package, files));
  for (const auto& [language, key] : work.sound_keys) {
    TRY(make_sound(plan, work, language, options, package, files));
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
    shot.look = files.look;
    shot.audio = files.audio;
  }
}

}  // namespace kuleshov::cut

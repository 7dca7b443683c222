#include "kuleshov/cut/mixdown.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "kuleshov/media/loudness.hpp"
#include "kuleshov/media/reader.hpp"
#include "kuleshov/sound/score.hpp"

namespace kuleshov::cut {

namespace {

using media::Audio;

const ShotSoundFiles* sound_in(const ShotEntry& shot, const std::string& language) {
  const auto own = shot.audio.find(language);
  if (own != shot.audio.end()) return &own->second;
  return shot.audio.empty() ? nullptr : &shot.audio.begin()->second;
}

base::Result<Audio> read(const PlayedPath& path, const PackageFile& file) {
  return media::read_audio({(path.package / file.file).string(), {}}, 600);
}

// What Opus puts before the first sample does not show here: libav drops it by the file's word.
base::Result<Audio> dialogue(const PlayedPath& path, const std::string& language) {
  Audio all(path.length);
  for (const PlayedCut& cut : path.cuts) {
    const ShotSoundFiles* files = sound_in(*cut.shot, language);
    if (files == nullptr) continue;
    Audio sound = TRY(read(path, files->opus));
    const auto from = static_cast<std::ptrdiff_t>(cut.in.count() * 2);
    if (from < static_cast<std::ptrdiff_t>(sound.samples.size())) {
      sound.samples.erase(sound.samples.begin(), sound.samples.begin() + from);
    }
    sound.samples.resize(static_cast<std::size_t>(cut.length.count()) * 2);
    media::mix(all, sound, cut.at, 1);
  }
  return all;
}

const SceneEntry* scene_of(const Manifest& manifest, const story::SceneId& id) {
  for (const SceneEntry& scene : manifest.scenes) {
    if (scene.id == id) return &scene;
  }
  return nullptr;
}

// A stretch of film time with one cue: its music starts where the stretch does.
struct Stretch {
  std::string cue;
  base::Ticks from;
  base::Ticks to;
};

std::vector<Stretch> stretches(const PlayedPath& path) {
  std::vector<Stretch> out;
  for (const PlayedCut& cut : path.cuts) {
    const SceneEntry* scene = scene_of(path.manifest, cut.shot->scene);
    const std::string cue = scene != nullptr ? scene->cue : "";
    if (out.empty() || out.back().cue != cue) out.push_back({cue, cut.at, cut.at});
    out.back().to = cut.at + cut.length;
  }
  return out;
}

std::size_t role_index(const std::string& role) {
  const auto* found = std::find(std::begin(sound::stem_roles), std::end(sound::stem_roles), role);
  return static_cast<std::size_t>(found - std::begin(sound::stem_roles));
}

double level_in(const direct::ScorePlan& score, const StemEntry& stem) {
  const std::size_t index = role_index(stem.role);
  if (score.mode != stem.mode || index >= score.levels.size()) return 0;
  return score.levels[index] * media::from_db(score.gain_db);
}

const PlayedCut* cut_at(const PlayedPath& path, base::Ticks time) {
  const auto after = std::ranges::upper_bound(path.cuts, time, {}, &PlayedCut::at);
  return after == path.cuts.begin() ? nullptr : &*std::prev(after);
}

constexpr base::Ticks fade = base::Ticks(base::Ticks::per_second * 3 / 2);
constexpr std::int64_t step = base::Ticks::per_frame;

// One stem over one stretch and the fade after it.
void play(const PlayedPath& path, const Stretch& stretch, const StemEntry& stem, const Audio& loop,
          Audio& out) {
  const std::int64_t end = std::min(stretch.to + fade, path.length).count();
  const auto size = static_cast<std::int64_t>(loop.samples.size() / 2);
  double level = 0;
  for (std::int64_t at = stretch.from.count(); at < end; at += step) {
    const bool inside = at < stretch.to.count();
    const PlayedCut* cut = cut_at(path, base::Ticks(inside ? at : stretch.to.count() - 1));
    const double aim = inside && cut != nullptr ? level_in(cut->score, stem) : 0;
    const double next = level + (aim - level) * (inside ? 0.08 : 0.06);
    for (std::int64_t i = 0; i < step && at + i < end; ++i) {
      const auto gain = static_cast<float>(level + (next - level) * static_cast<double>(i) / step);
      const auto from = static_cast<std::size_t>((at + i - stretch.from.count()) % size) * 2;
      const auto to = static_cast<std::size_t>(at + i) * 2;
      out.samples[to] += gain * loop.samples[from];
      out.samples[to + 1] += gain * loop.samples[from + 1];
    }
    level = next;
  }
}

bool is_used(const PlayedPath& path, const Stretch& stretch, const StemEntry& stem) {
  return std::ranges::any_of(path.cuts, [&](const PlayedCut& cut) {
    return cut.at >= stretch.from && cut.at < stretch.to && level_in(cut.score, stem) > 1e-4;
  });
}

base::Result<Audio> score(const PlayedPath& path) {
  Audio out(path.length);
  for (const Stretch& stretch : stretches(path)) {
    for (const StemEntry& stem : path.manifest.stems) {
      if (stem.cue != stretch.cue || !is_used(path, stretch, stem)) continue;
      const Audio loop = TRY(read(path, stem.file));
      if (!loop.samples.empty()) play(path, stretch, stem, loop, out);
    }
  }
  return out;
}

// 5 dB down while somebody speaks, with slopes of about a third of a second.
void duck(const PlayedPath& path, const std::string& language, Audio& music) {
  std::vector<char> talk(static_cast<std::size_t>(path.length.whole_frames()) + 1);
  for (const PlayedCut& cut : path.cuts) {
    const auto cues = cut.shot->captions.find(language);
    if (cues == cut.shot->captions.end()) continue;
    for (const Caption& cue : cues->second) {
      const auto first =
          static_cast<std::int64_t>((cut.at - cut.in).seconds() * 25 + cue.start_s * 25);
      const auto last =
          static_cast<std::int64_t>((cut.at - cut.in).seconds() * 25 + cue.end_s * 25);
      for (std::int64_t f = std::max<std::int64_t>(0, first);
           f <= last && f < static_cast<std::int64_t>(talk.size()); ++f) {
        talk[static_cast<std::size_t>(f)] = 1;
      }
    }
  }
  const float low = media::from_db(-5);
  float gain = 1;
  for (std::size_t i = 0; i < music.samples.size() / 2; ++i) {
    const float aim = talk[i / static_cast<std::size_t>(step)] != 0 ? low : 1.0F;
    gain += (aim - gain) * 0.00013F;
    music.samples[2 * i] *= gain;
    music.samples[2 * i + 1] *= gain;
  }
}

}  // namespace

base::Result<Audio> mix_down(const PlayedPath& path, const std::string& language) {
  Audio all = TRY(dialogue(path, language));
  Audio music = TRY(score(path));
  duck(path, language, music);
  media::mix(all, music, base::Ticks{}, 1);
  const media::Loudness found = TRY(media::measure_loudness(all));
  media::scale(all, media::from_db(media::gain_to(found, path.style.loudness_lufs, -1)));
  return all;
}

}  // namespace kuleshov::cut

#include "kuleshov/cut/cues.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "kuleshov/base/json.hpp"
#include "kuleshov/cut/keys.hpp"
#include "kuleshov/cut/maker.hpp"
#include "kuleshov/media/audio_encoder.hpp"
#include "kuleshov/media/reader.hpp"
#include "kuleshov/story/arc.hpp"

namespace kuleshov::cut {

namespace {

story::Felt mean_felt(const story::Scene& scene) {
  story::Felt sum;
  constexpr int samples = 9;
  for (int i = 0; i < samples; ++i) {
    const story::Felt felt = story::felt_at(scene, (i + 0.5) / samples);
    sum.arousal += felt.arousal / samples;
    sum.valence += felt.valence / samples;
  }
  return sum;
}

int tempo_of(const story::Film& film, double arousal) {
  const std::vector<int>& tempi = film.style.tempi_bpm;
  if (tempi.empty()) return 75;
  const double share =
      (std::clamp(arousal, -1.0, 1.0) + 1) / 2 * static_cast<double>(tempi.size() - 1);
  return tempi[static_cast<std::size_t>(std::lround(share))];
}

double distance(const story::Felt& a, const story::Felt& b) {
  return std::hypot(a.arousal - b.arousal, a.valence - b.valence);
}

CuePlan new_cue(const story::Film& film, const story::Scene& scene, const story::Felt& felt) {
  CuePlan cue;
  cue.request.id = scene.id.str();
  cue.request.felt = felt;
  cue.request.tonic = film.style.tonic;
  cue.request.tempo_bpm = tempo_of(film, felt.arousal);
  cue.request.film_seed = film.seed;
  cue.request.about = scene.present.empty() ? "" : scene.present.front().str();
  cue.request.instruments = film.style.instruments;
  return cue;
}

CuePlan* shared_cue(std::vector<CuePlan>& cues, const CuePlan& wanted, bool any) {
  CuePlan* nearest = nullptr;
  for (CuePlan& cue : cues) {
    const bool alike = cue.request.tempo_bpm == wanted.request.tempo_bpm &&
                       cue.request.about == wanted.request.about &&
                       distance(cue.request.felt, wanted.request.felt) < 0.25;
    if (!alike && !any) continue;
    if (nearest == nullptr || distance(cue.request.felt, wanted.request.felt) <
                                  distance(nearest->request.felt, wanted.request.felt)) {
      nearest = &cue;
    }
  }
  return nearest;
}

std::string key_of(const story::Film& film, const CuePlan& cue) {
  const base::Json all = {sound_maker(),
                          base::quantise(cue.request.felt.arousal),
                          base::quantise(cue.request.felt.valence),
                          cue.request.tonic,
                          cue.request.tempo_bpm,
                          cue.request.bars,
                          cue.request.film_seed,
                          cue.request.about,
                          cue.request.id,
                          cue.request.instruments,
                          film.style.modes};
  return short_hash(all.dump());
}

base::Path own_stem(const base::Path& source, const std::string& name) {
  for (const char* kind : {"wav", "flac", "ogg", "opus", "mp3", "m4a"}) {
    const base::Path path = source / "media" / "stems" / (name + "." + kind);
    std::error_code ignored;
    if (!source.empty() && std::filesystem::exists(path, ignored)) return path;
  }
  return {};
}

// The author's own recording, cut or filled up with silence to whole bars.
base::Result<bool> take_own(const CuePlan& cue, const base::Path& source,
                            sound::RenderedStem& stem) {
  base::Path path = own_stem(source, fmt::format("{}-{}-{}", cue.request.id, stem.role, stem.mode));
  if (path.empty()) path = own_stem(source, fmt::format("{}-{}", cue.request.id, stem.role));
  if (path.empty()) return false;
  stem.audio = TRY(media::read_audio({path.string(), {}}, 600));
  stem.audio.samples.resize(static_cast<std::size_t>(length_of(cue).count()) * 2);
  return true;
}

bool has_own(const CuePlan& cue, const base::Path& source) {
  for (const char* role : sound::stem_roles) {
    for (const char* mode : {"-minor", "-dorian", "-major", ""}) {
      if (!own_stem(source, cue.request.id + "-" + role + mode).empty()) return true;
    }
  }
  return false;
}

base::Result<std::vector<StemEntry>> known_stems(const story::Film& film, const CuePlan& cue,
                                                 Package& package) {
  std::vector<StemEntry> out;
  for (const std::string& mode : film.style.modes) {
    for (const char* role : sound::stem_roles) {
      const std::string id = fmt::format("{}-{}-{}", cue.request.id, role, mode);
      const PackageFile file = TRY(package.known_file(stem_name(cue, role, mode)));
      out.push_back({id, cue.request.id, role, mode, file});
    }
  }
  return out;
}

}  // namespace

std::vector<CuePlan> plan_cues(const story::Film& film, std::size_t most) {
  std::vector<CuePlan> cues;
  for (const story::Scene& scene : film.scenes) {
    CuePlan wanted = new_cue(film, scene, mean_felt(scene));
    CuePlan* shared = scene.ending ? nullptr : shared_cue(cues, wanted, cues.size() >= most);
    if (shared == nullptr) {
      cues.push_back(std::move(wanted));
      shared = &cues.back();
    }
    shared->scenes.push_back(scene.id);
  }
  for (CuePlan& cue : cues) cue.key = key_of(film, cue);
  return cues;
}

base::Ticks length_of(const CuePlan& cue) {
  const std::int64_t beats = std::int64_t{cue.request.bars} * sound::beats_per_bar;
  return base::Ticks(beats * 60 * base::Ticks::per_second / cue.request.tempo_bpm);
}

CueEntry entry_of(const CuePlan& cue) {
  return {cue.request.id,   cue.scenes,           cue.request.tempo_bpm,
          cue.request.bars, sound::beats_per_bar, length_of(cue)};
}

std::string stem_name(const CuePlan& cue, const std::string& role, const std::string& mode) {
  return fmt::format("score/{}-{}-{}-{}.ogg", cue.request.id, role, mode, cue.key);
}

base::Result<std::vector<StemEntry>> make_stems(const story::Film& film, const CuePlan& cue,
                                                const base::Path& source, bool again,
                                                Package& package) {
  // The last one written stands for all: they are written in this order.
  const std::string last = stem_name(cue, sound::stem_roles[5], film.style.modes.back());
  if (!again && package.has(last) && !has_own(cue, source)) return known_stems(film, cue, package);
  std::vector<sound::RenderedStem> stems = TRY(sound::render_cue(cue.request, film.style.modes));
  std::vector<StemEntry> out;
  for (sound::RenderedStem& stem : stems) {
    TRY(take_own(cue, source, stem));
    const std::string bytes =
        TRY(media::encode_audio(stem.audio, media::AudioFormat::opus_file, 80'000));
    const PackageFile file = TRY(package.add_file(stem_name(cue, stem.role, stem.mode), bytes));
    const std::string id = fmt::format("{}-{}-{}", cue.request.id, stem.role, stem.mode);
    out.push_back({id, cue.request.id, stem.role, stem.mode, file});
  }
  return out;
}

void enter(const std::vector<StemEntry>& stems, Manifest& manifest) {
  manifest.stems.insert(manifest.stems.end(), stems.begin(), stems.end());
  const auto place = [&](const StemEntry& stem) {
    return std::ranges::find(manifest.cues, stem.cue, &CueEntry::id) - manifest.cues.begin();
  };
  std::ranges::stable_sort(manifest.stems, {}, place);
}

}  // namespace kuleshov::cut

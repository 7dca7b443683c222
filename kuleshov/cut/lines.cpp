#include "kuleshov/cut/lines.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <mutex>

#include "kuleshov/media/loudness.hpp"
#include "kuleshov/media/reader.hpp"

namespace kuleshov::cut {

namespace {

KeptLine keep(const sound::SpokenLine& line) {
  KeptLine out;
  out.words = line.words;
  out.phonemes = line.phonemes;
  out.level_db = line.level_db;
  const std::size_t count = line.audio.samples.size() / 2;
  out.samples.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const float value = std::clamp(line.audio.samples[2 * i], -1.0F, 1.0F);
    out.samples[i] = static_cast<std::int16_t>(std::lround(value * 32767));
  }
  out.key = base::sha256({reinterpret_cast<const char*>(out.samples.data()), count * 2});
  return out;
}

base::Path recording(const base::Path& source, const std::string& line,
                     const std::string& language) {
  for (const char* kind : {"wav", "flac", "ogg", "opus", "mp3", "m4a"}) {
    const base::Path path = source / "media" / "voices" / (line + "." + language + "." + kind);
    std::error_code ignored;
    if (!source.empty() && std::filesystem::exists(path, ignored)) return path;
  }
  return {};
}

base::Result<sound::SpokenLine> from_recording(const base::Path& path) {
  sound::SpokenLine line;
  line.audio = TRY(media::read_audio({path.string(), {}}, 120));
  const auto loudness = TRY(media::measure_loudness(line.audio));
  media::scale(line.audio, media::from_db(media::gain_to(loudness, -23, -3)));
  line.words.push_back({0, line.audio.length().seconds()});
  return line;
}

// The language a line is really spoken in: its own when there is a text, else the film's first.
std::string language_of(const story::Film& film, const story::Line& line,
                        const std::string& wanted) {
  return line.text.contains(wanted) ? wanted : film.languages.front();
}

sound::LineRequest request_for(const story::Film& film, const story::Scene& scene,
                               const story::Shot& shot, const story::Line& line,
                               const std::string& wanted) {
  sound::LineRequest request;
  request.language = language_of(film, line, wanted);
  request.text = story::in_language(line.text, request.language);
  if (const story::Character* who = story::find_character(film, line.speaker)) {
    request.voice = who->voice;
    request.gender = who->gender;
    request.age = who->age;
    request.name = who->cue;
  }
  request.emotion = line.emotion;
  request.intensity = line.intensity;
  request.parenthetical = line.parenthetical;
  request.felt = felt_in(scene, shot.id);
  return request;
}

// A line of silence about as long as reading it takes, where there is no voice: captions carry it.
KeptLine unspoken(const story::Line& line, const std::string& language) {
  const std::string text(story::in_language(line.text, language));
  KeptLine out;
  out.samples.assign(
      static_cast<std::size_t>(48'000 * std::max(1.2, static_cast<double>(text.size()) / 15)), 0);
  out.words.push_back({0, out.length().seconds()});
  out.key = base::sha256(text);
  return out;
}

base::Result<KeptLine> say(const story::Film& film, const base::Path& source,
                           const story::Scene& scene, const story::Shot& shot,
                           const story::Line& line, const std::string& language) {
  const base::Path recorded = recording(source, line.id, language);
  if (!recorded.empty()) return keep(TRY(from_recording(recorded)));
  const auto spoken = sound::speak(request_for(film, scene, shot, line, language));
  if (spoken) return keep(*spoken);
  // No voice, or nothing to hear in the words ("..."): the film goes on with captions.
  return unspoken(line, language);
}

}  // namespace

media::Audio KeptLine::audio() const {
  media::Audio out(length());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    out.samples[2 * i] = out.samples[2 * i + 1] = static_cast<float>(samples[i]) / 32767.0F;
  }
  return out;
}

std::vector<std::string> spoken_languages(const story::Film& film) {
  std::vector<std::string> out{film.languages.front()};
  for (const std::string& language : film.languages) {
    const bool known = sound::can_speak(language);
    if (known && language != out.front()) out.push_back(language);
  }
  return out;
}

base::Result<SpokenLines> speak_all(const story::Film& film, const base::Path& source,
                                    unsigned threads, const StopFlag* stop) {
  SpokenLines lines;
  std::mutex mutex;
  std::vector<Job> jobs;
  for (const std::string& language : spoken_languages(film)) {
    lines[language];
    for (const story::Scene& scene : film.scenes) {
      for (const story::Shot& shot : scene.shots) {
        for (const story::Line& line : shot.lines) {
          jobs.push_back({line.id, 1, [&, language]() -> base::Result<void> {
                            KeptLine said = TRY(say(film, source, scene, shot, line, language));
                            const std::scoped_lock lock(mutex);
                            lines[language][line.id] = std::move(said);
                            return {};
                          }});
        }
      }
    }
  }
  base::Progress progress("voices", jobs.size());
  TRY(run_jobs(jobs, threads, stop, &progress));
  return lines;
}

LineLengths lengths_of(const story::Shot& shot, const SpokenLines& lines) {
  LineLengths out;
  for (const auto& [language, by_id] : lines) {
    for (const story::Line& line : shot.lines) {
      const auto found = by_id.find(line.id);
      out[language].push_back(found != by_id.end() ? found->second.length() : base::Ticks{});
    }
  }
  return out;
}

}  // namespace kuleshov::cut

#include "kuleshov/cut/performers.hpp"

#include <algorithm>

#include "kuleshov/base/random.hpp"
#include "kuleshov/cut/occasion.hpp"
#include "kuleshov/face/perform.hpp"

namespace kuleshov::cut {

namespace {

// Where somebody looks, in degrees off the camera's axis. People on the left of the line of action
// look to the right of the picture, the others to the left, whatever the shot (the 180-degree
// rule).
face::GazeKey gaze_of(const story::Scene& scene, const story::OnScreen& person) {
  const auto place = std::ranges::find(scene.present, person.who) - scene.present.begin();
  const float side = place % 2 == 0 ? 1.0F : -1.0F;
  if (person.looks_at == "camera") return {0, 0, 0};
  if (person.looks_at == "down") return {0, 6 * side, -24};
  if (person.looks_at == "away") return {0, -30 * side, -4};
  if (person.looks_at == "far") return {0, 16 * side, 4};
  return {0, 18 * side, 0};
}

double within_anchor(const story::Film& film, double intensity) {
  return std::clamp(intensity, film.style.performance_low, film.style.performance_high);
}

struct Speech {
  std::vector<face::Phoneme> phonemes;
  std::vector<face::EmotionKey> emotions;
};

void add_line(const story::Film& film, const story::Line& line, const KeptLine& sound, double at,
              Speech& speech) {
  for (face::Phoneme phoneme : sound.phonemes) {
    phoneme.start_s += at;
    phoneme.end_s += at;
    speech.phonemes.push_back(std::move(phoneme));
  }
  if (line.emotion.empty()) return;
  speech.emotions.push_back(
      {std::max(0.0, at - 0.3), line.emotion, within_anchor(film, line.intensity)});
}

Speech speech_of(const story::Film& film, const story::Shot& shot, const Layout& layout,
                 const SpokenLines& lines, const story::CharacterId& who) {
  Speech speech;
  const std::string& language = film.languages.front();
  const auto starts = layout.line_starts.find(language);
  const auto sounds = lines.find(language);
  if (starts == layout.line_starts.end() || sounds == lines.end()) return speech;
  for (std::size_t i = 0; i < shot.lines.size() && i < starts->second.size(); ++i) {
    const auto sound = sounds->second.find(shot.lines[i].id);
    const bool on_screen = shot.lines[i].speaker == who && !shot.lines[i].off_screen;
    if (!on_screen || sound == sounds->second.end()) continue;
    add_line(film, shot.lines[i], sound->second, starts->second[i].seconds(), speech);
  }
  return speech;
}

// Hands do not move on every stressed vowel: on one in about a second, as in recorded talk.
std::vector<double> accents_of(const Speech& speech) {
  constexpr double apart = 0.85;
  std::vector<double> accents;
  for (const face::Phoneme& phoneme : speech.phonemes) {
    if (!phoneme.stressed) continue;
    if (accents.empty() || phoneme.start_s - accents.back() >= apart)
      accents.push_back(phoneme.start_s);
  }
  return accents;
}

face::PerformanceRequest request_for(const story::Film& film, const story::Scene& scene,
                                     const story::Shot& shot, const story::OnScreen& person,
                                     double seconds, Speech speech) {
  face::PerformanceRequest request;
  if (!person.emotion.empty()) {
    request.emotions.push_back({0, person.emotion, within_anchor(film, person.intensity)});
  }
  std::ranges::move(speech.emotions, std::back_inserter(request.emotions));
  request.speaking = !speech.phonemes.empty();
  request.speech = std::move(speech.phonemes);
  request.gaze.push_back(gaze_of(scene, person));
  request.seconds = seconds;
  request.context = context_of(film, scene, shot, person.who);
  request.seed = base::Random(film.seed, shot.id.str() + person.who.str()).bits();
  if (const story::Character* who = story::find_character(film, person.who)) {
    request.culture = story::culture_of(film, *who);
    const auto lively = who->personality.find("extraversion");
    if (lively != who->personality.end()) request.expressivity = 1 + 0.3 * lively->second;
  }
  return request;
}

// The same with less asked for, until the faces' tables know all of it.
face::Take play(face::PerformanceRequest request) {
  auto take = face::perform(request);
  if (!take) {
    request.culture.clear();
    take = face::perform(request);
  }
  if (!take) {
    request.emotions.clear();
    take = face::perform(request);
  }
  return take ? std::move(*take) : face::Take{};
}

}  // namespace

std::vector<picture::Performer> cast_shot(const story::Film& film, const story::Scene& scene,
                                          const story::Shot& shot, const Layout& layout,
                                          const SpokenLines& lines) {
  std::vector<picture::Performer> cast;
  for (const story::OnScreen& person : shot.people) {
    Speech speech = speech_of(film, shot, layout, lines, person.who);
    const bool speaking = !speech.phonemes.empty();
    std::vector<double> accents = accents_of(speech);
    cast.push_back(
        {person.who,
         play(request_for(film, scene, shot, person, layout.file.seconds(), std::move(speech))),
         speaking, std::move(accents)});
  }
  return cast;
}

}  // namespace kuleshov::cut

#include "apps/kuleshov/face_scene.hpp"

#include <algorithm>

#include "kuleshov/cut/occasion.hpp"
#include "kuleshov/face/lips.hpp"
#include "kuleshov/sound/voice.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::app {

namespace {

const story::Scene* scene_named(const story::Film& film, const std::string& id) {
  return story::find_scene(film, story::SceneId(id));
}

story::CharacterId first_on_screen(const story::Scene& scene) {
  for (const story::Shot& shot : scene.shots) {
    if (!shot.people.empty()) return shot.people.front().who;
  }
  return {};
}

// Where "away", "down" and the like are, in degrees.
face::GazeKey gaze_of(const std::string& looks, double at) {
  if (looks == "away") return {at, 18, -3};
  if (looks == "down") return {at, 2, -16};
  if (looks == "far") return {at, -10, 4};
  return {at, 0, 0};
}

// As `make` speaks it, with the voice engine's own timing; spelt out where there is no voice.
std::vector<face::Phoneme> sounds_of(const story::Film& film, const story::Line& line, double at) {
  const std::string& language = film.languages.front();
  sound::LineRequest request{.text = std::string(story::in_language(line.text, language)),
                             .language = language,
                             .voice = {},
                             .gender = {},
                             .name = {},
                             .emotion = line.emotion,
                             .intensity = line.intensity,
                             .parenthetical = line.parenthetical,
                             .felt = {}};
  if (const story::Character* who = story::find_character(film, line.speaker)) {
    request.voice = who->voice;
    request.gender = who->gender;
    request.age = who->age;
    request.name = who->cue;
  }
  auto spoken = sound::speak(request);
  if (!spoken) return face::phonemes_from_text(request.text, at, 150);
  for (face::Phoneme& sound : spoken->phonemes) {
    sound.start_s += at;
    sound.end_s += at;
  }
  return std::move(spoken->phonemes);
}

class SceneReader {
 public:
  SceneReader(const story::Film& film, const story::CharacterId& who,
              const face::PerformanceRequest& base)
      : film_(film), who_(who), out_(base) {}

  face::PerformanceRequest read(const story::Scene& scene) {
    out_.seconds = 0;
    const story::Shot* shown = nullptr;  // the shot that says whom they have before them
    for (const story::Shot& shot : scene.shots) {
      read_shot(shot);
      const bool here =
          std::ranges::find(shot.people, who_, &story::OnScreen::who) != shot.people.end();
      if (here && (shown == nullptr || shot.people.size() > shown->people.size())) shown = &shot;
    }
    const story::Character* person = story::find_character(film_, who_);
    if (person != nullptr) {
      out_.culture = story::culture_of(film_, *person);
      const auto open = person->personality.find("extraversion");
      if (open != person->personality.end()) out_.expressivity *= 1 + 0.3 * open->second;
    }
    out_.context += "\n" + scene.synopsis + "\n" +
                    cut::context_of(film_, scene, shown == nullptr ? story::Shot() : *shown, who_);
    out_.speaking = !out_.speech.empty();
    return std::move(out_);
  }

 private:
  void read_shot(const story::Shot& shot) {
    for (const story::OnScreen& person : shot.people) {
      if (person.who != who_) continue;
      if (!person.emotion.empty()) {
        out_.emotions.push_back({out_.seconds, person.emotion, person.intensity});
      }
      if (!person.looks_at.empty()) out_.gaze.push_back(gaze_of(person.looks_at, out_.seconds));
    }
    double at = out_.seconds + 0.3;
    for (const story::Line& line : shot.lines) {
      const auto sounds = sounds_of(film_, line, at);
      if (line.speaker == who_) {
        out_.speech.insert(out_.speech.end(), sounds.begin(), sounds.end());
        if (!line.emotion.empty()) out_.emotions.push_back({at, line.emotion, line.intensity});
      }
      if (!sounds.empty()) at = sounds.back().end_s + 0.4;
    }
    out_.seconds = std::max(out_.seconds + shot.natural.seconds(), at);
  }

  const story::Film& film_;
  const story::CharacterId& who_;
  face::PerformanceRequest out_;
};

}  // namespace

base::Result<face::PerformanceRequest> request_of_scene(const std::string& scene,
                                                        const std::string& who,
                                                        const face::PerformanceRequest& base) {
  const auto colon = scene.rfind(':');
  if (colon == std::string::npos) {
    return base::fail("'" + scene + "' names no scene", "write FILM:s12");
  }
  const story::Film film = TRY(story::read_film(scene.substr(0, colon)));
  const story::Scene* found = scene_named(film, scene.substr(colon + 1));
  if (found == nullptr) {
    return base::fail("the film has no scene '" + scene.substr(colon + 1) + "'",
                      "see `kuleshov check` for its scenes", {}, base::ErrorKind::not_found);
  }
  const story::CharacterId person = who.empty() ? first_on_screen(*found) : story::CharacterId(who);
  if (person.empty() || story::find_character(film, person) == nullptr) {
    return base::fail("nobody of that name is in the scene", "give --who a character's id");
  }
  return SceneReader(film, person, base).read(*found);
}

}  // namespace kuleshov::app

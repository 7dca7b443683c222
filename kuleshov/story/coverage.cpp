#include "kuleshov/story/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/arc.hpp"
#include "kuleshov/story/lengths.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story {

namespace {

constexpr double long_speech_words = 16;  // after this a listener's face is worth a shot
constexpr std::size_t most_in_frame = 4;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t find_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    // A word in a script without spaces has no letters' bounds.
    const bool spaced = static_cast<unsigned char>(word.front()) < 0x80;
    const bool begins = !spaced || at == 0 || !is_letter(text[at - 1]);
    if (begins && (!spaced || end == text.size() || !is_letter(text[end]))) return at;
  }
  return text.npos;
}

std::size_t first_mention(const std::string& action, const Character& character) {
  std::size_t first = std::string::npos;
  std::vector<std::string> names{character.cue};
  for (const auto& [language, name] : character.name) names.push_back(name);
  for (const std::string& name : names) {
    if (!name.empty()) first = std::min(first, find_word(action, base::lower_ascii(name)));
  }
  return first;
}

// The closer, the higher the intended arousal at this share of the scene.
ShotScale scale_for(const Scene& scene, double share) {
  const double arousal = felt_at(scene, share).arousal;
  if (arousal < -0.3) return ShotScale::medium;
  if (arousal < 0.2) return ShotScale::medium_close_up;
  return arousal < 0.65 ? ShotScale::close_up : ShotScale::extreme_close_up;
}

CameraMove move_for(const Scene& scene, double share) {
  const double now = felt_at(scene, share).arousal;
  const double soon = felt_at(scene, share + 0.25).arousal;
  if (now > 0.75) return CameraMove::handheld;
  if (soon - now > 0.12) return CameraMove::push_in;
  return now - soon > 0.2 ? CameraMove::pull_out : CameraMove::hold;
}

void show(Shot& shot, const CharacterId& who) {
  const bool there = std::any_of(shot.people.begin(), shot.people.end(),
                                 [&](const OnScreen& person) { return person.who == who; });
  if (!there && shot.people.size() < most_in_frame) shot.people.push_back({who, "", 0.4, "", ""});
}

// The one who speaks or spoke with `who` around beat `at`.
CharacterId partner_of(const CharacterId& who, const std::vector<Beat>& beats, std::size_t at,
                       const Scene& scene) {
  for (std::size_t i = 0; i < beats.size(); ++i) {
    for (const std::size_t j : {at - i, at + i}) {  // wraps below zero: then out of range
      if (j >= beats.size() || beats[j].kind != Beat::Kind::speech) continue;
      const Line& line = beats[j].line;
      if (line.speaker != who && !line.off_screen) return line.speaker;
    }
  }
  for (const CharacterId& other : scene.present) {
    if (other != who) return other;
  }
  return {};
}

class Coverage {
 public:
  Coverage(const Scene& scene, const std::vector<Beat>& beats, const Film& film)
      : scene_(scene), beats_(beats), film_(film) {}

  std::vector<Shot> run() {
    const bool directed = std::any_of(beats_.begin(), beats_.end(), [](const Beat& beat) {
      return beat.kind == Beat::Kind::note;
    });
    if (directed)
      follow_notes();
    else
      follow_rules();
    for (std::size_t i = 0; i < shots_.size(); ++i) finish(shots_[i], i);
    return std::move(shots_);
  }

 private:
  void follow_notes() {
    if (beats_.front().kind != Beat::Kind::note) open(ShotScale::wide, 0);
    for (std::size_t i = 0; i < beats_.size(); ++i) {
      const Beat& beat = beats_[i];
      if (beat.kind == Beat::Kind::note)
        open_by_note(beat.note);
      else
        add(beat);
    }
    for (Shot& shot : shots_) fill_frame(shot);
  }

  void open_by_note(const ShotNote& note) {
    Shot shot = note.shot;
    if (!note.scaled) shot.scale = within(shot.scale, film_.style);
    shots_.push_back(std::move(shot));
  }

  void add(const Beat& beat) {
    Shot& shot = shots_.back();
    if (beat.kind == Beat::Kind::speech) {
      shot.lines.push_back(beat.line);
      give_emotion(shot, shot.lines.back());
    } else {
      if (!shot.action.empty()) shot.action += ' ';
      shot.action += beat.action;
    }
  }

  static void give_emotion(const Shot& shot, Line& line) {
    for (const OnScreen& person : shot.people) {
      if (person.who != line.speaker || person.emotion.empty()) continue;
      line.emotion = person.emotion;
      line.intensity = person.intensity;
    }
  }

  // A frame whose note names nobody shows who acts or speaks in it.
  void fill_frame(Shot& shot) {
    if (!shot.people.empty() || !shot.insert.empty() || !shot.clip.empty()) return;
    for (const CharacterId& who : mentioned(shot.action, film_)) show(shot, who);
    for (const Line& line : shot.lines) {
      if (!line.off_screen) show(shot, line.speaker);
    }
  }

  void follow_rules() {
    establish();
    const bool opens_with_action = !beats_.empty() && beats_.front().kind == Beat::Kind::action;
    for (std::size_t i = opens_with_action ? 1 : 0; i < beats_.size(); ++i) {
      if (beats_[i].kind == Beat::Kind::action)
        show_action(i);
      else
        show_speech(i);
    }
  }

  void establish() {
    Shot& shot = open(ShotScale::wide, 0);
    if (beats_.empty() || beats_.front().kind != Beat::Kind::action) {
      for (const CharacterId& who : scene_.present) show(shot, who);
      return;
    }
    shot.action = beats_.front().action;
    for (const CharacterId& who : mentioned(shot.action, film_)) show(shot, who);
  }

  void show_action(std::size_t at) {
    const auto people = mentioned(beats_[at].action, film_);
    const ShotScale scale = people.size() == 1 ? ShotScale::medium : ShotScale::medium_long;
    Shot& shot = open(scale, share(at));
    shot.action = beats_[at].action;
    for (const CharacterId& who : people) show(shot, who);
  }

  void show_speech(std::size_t at) {
    const Line& line = beats_[at].line;
    const CharacterId partner = partner_of(line.speaker, beats_, at, scene_);
    Shot& shot = open(scale_for(scene_, share(at)), share(at));
    shot.lines.push_back(line);
    const CharacterId& seen = line.off_screen ? partner : line.speaker;
    if (!seen.empty()) show(shot, seen);
    if (shot.people.size() == 1 && !line.off_screen) shot.people[0].looks_at = partner.str();
    if (needs_reaction(at, partner)) react(at, partner);
  }

  [[nodiscard]] bool needs_reaction(std::size_t at, const CharacterId& partner) const {
    const Line& line = beats_[at].line;
    const bool answered = at + 1 < beats_.size() && beats_[at + 1].kind == Beat::Kind::speech &&
                          beats_[at + 1].line.speaker == partner;
    const double length = words(in_language(line.text, film_.languages.front()));
    return !partner.empty() && !line.off_screen && !answered && length >= long_speech_words;
  }

  void react(std::size_t at, const CharacterId& who) {
    Shot& shot = open(scale_for(scene_, share(at)), share(at));
    show(shot, who);
    shot.people[0].looks_at = beats_[at].line.speaker.str();
  }

  Shot& open(ShotScale scale, double at) {
    Shot shot;
    shot.scale = within(scale, film_.style);
    shot.move = move_for(scene_, at);
    shots_.push_back(std::move(shot));
    return shots_.back();
  }

  [[nodiscard]] double share(std::size_t at) const {
    return static_cast<double>(at) / static_cast<double>(std::max<std::size_t>(1, beats_.size()));
  }

  void finish(Shot& shot, std::size_t index) {
    shot.id = ShotId(fmt::format("{}.{}", scene_.id.str(), index + 1));
    shot.scene = scene_.id;
    for (Framing& framing : shot.framings)
      framing.id = ShotId(fmt::format("{}.{}", shot.id.str(), name_of(framing.scale)));
    estimate_lengths(shot, film_);
  }

  const Scene& scene_;
  const std::vector<Beat>& beats_;
  const Film& film_;
  std::vector<Shot> shots_;
};

}  // namespace

std::vector<CharacterId> mentioned(std::string_view action, const Film& film) {
  const std::string lower = base::lower_ascii(action);
  std::vector<std::pair<std::size_t, CharacterId>> found;
  for (const Character& character : film.cast) {
    const std::size_t at = first_mention(lower, character);
    if (at != std::string::npos) found.emplace_back(at, character.id);
  }
  std::sort(found.begin(), found.end());
  std::vector<CharacterId> ids;
  for (auto& [at, id] : found) ids.push_back(std::move(id));
  return ids;
}

std::vector<Shot> cover(const Scene& scene, const std::vector<Beat>& beats, const Film& film) {
  return Coverage(scene, beats, film).run();
}

}  // namespace kuleshov::story

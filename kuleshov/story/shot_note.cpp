#include "kuleshov/story/shot_note.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/nearest.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story {

namespace {

using base::Place;
using base::Result;
using base::trim;

std::vector<std::string> cast_words(const Film& film) {
  std::vector<std::string> names;
  for (const Character& character : film.cast) names.push_back(character.id.str());
  return names;
}

std::vector<std::string_view> tokens(std::string_view text) {
  std::vector<std::string_view> all;
  for (const std::string_view part : base::split(text, ' ')) {
    if (!trim(part).empty()) all.push_back(trim(part));
  }
  return all;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::unexpected<base::Error> unknown(std::string_view kind, std::string_view word,
                                     const std::vector<std::string>& known, const Place& place) {
  return base::fail(fmt::format("\"{}\" is not a {} of this film", word, kind),
                    suggest(word, known), place);
}

// By id or cue, else the only one of whose cue this is a word: "gu" of MR GU.
const Character* meant_by(const Film& film, std::string_view word) {
  if (const Character* called = character_called(film, word)) return called;
  const std::string wanted = base::lower_ascii(word);
  const Character* found = nullptr;
  for (const Character& character : film.cast) {
    const std::string cue = base::lower_ascii(character.cue);
    const auto words = base::split(cue, ' ');
    if (std::find(words.begin(), words.end(), wanted) == words.end()) continue;
    if (found != nullptr) return nullptr;
    found = &character;
  }
  return found;
}

// "SCALE [who ...]": one word of the frame.
Result<void> read_frame_word(std::string_view word, const Film& film, const Place& place,
                             ShotNote& note) {
  if (const auto scale = shot_scale_of(word)) {
    note.shot.scale = *scale;
    note.scaled = true;
    return {};
  }
  const Character* who = meant_by(film, word);
  if (who == nullptr) {
    std::vector<std::string> known = cast_words(film);
    for (const std::string& scale : shot_scale_words()) known.push_back(scale);
    return unknown("shot scale or character", word, known, place);
  }
  note.shot.people.push_back({who->id, "", 0.4, "", ""});
  return {};
}

Result<void> read_move(std::string_view word, const Place& place, ShotNote& note) {
  const auto move = camera_move_of(trim(word));
  if (!move) return unknown("camera move", trim(word), camera_move_words(), place);
  note.shot.move = *move;
  return {};
}

Result<void> read_frame(std::string_view part, const Film& film, const Place& place,
                        ShotNote& note) {
  const auto pieces = base::split(part, ',');
  for (const std::string_view word : tokens(pieces.front()))
    TRY(read_frame_word(word, film, place, note));
  for (std::size_t i = 1; i < pieces.size(); ++i) TRY(read_move(pieces[i], place, note));
  return {};
}

// "radio, push-in": a thing, perhaps with a camera move; other commas belong to the thing's name.
Result<void> read_insert(std::string_view part, const Place& place, ShotNote& note) {
  note.shot.insert = part;
  note.shot.scale = ShotScale::extreme_close_up;
  const std::size_t comma = part.rfind(',');
  if (comma == part.npos || !camera_move_of(trim(part.substr(comma + 1)))) return {};
  note.shot.insert = trim(part.substr(0, comma));
  return read_move(part.substr(comma + 1), place, note);
}

Result<OnScreen*> first_person(ShotNote& note, std::string_view key, const Place& place) {
  if (!note.shot.people.empty()) return &note.shot.people.front();
  return base::fail(fmt::format("\"{}\" stands in a shot of nobody", key),
                    "name a character after the scale: [[shot: close-up mara | ...]]", place);
}

Result<void> read_emotion(std::string_view value, OnScreen& person, const Place& place) {
  const auto words = tokens(value);
  if (words.empty() || words.size() > 2) {
    return base::fail("an emotion is a term and perhaps its intensity",
                      "write \"emotion: joy 0.5\"", place);
  }
  person.emotion = words[0];
  if (words.size() == 1) return {};
  const auto intensity = number(words[1]);
  if (!intensity || *intensity < 0 || *intensity > 1) {
    return base::fail(fmt::format("\"{}\" is not an intensity", words[1]),
                      "write a number from 0 to 1", place);
  }
  person.intensity = *intensity;
  return {};
}

Result<void> read_looks(std::string_view value, const Film& film, OnScreen& person,
                        const Place& place) {
  static const std::vector<std::string> directions{"camera", "away", "down", "far"};
  if (std::find(directions.begin(), directions.end(), value) != directions.end()) {
    person.looks_at = value;
    return {};
  }
  const Character* who = meant_by(film, value);
  if (who == nullptr) {
    auto known = cast_words(film);
    known.insert(known.end(), directions.begin(), directions.end());
    return unknown("direction or character", value, known, place);
  }
  person.looks_at = who->id.str();
  return {};
}

Result<void> read_pose(std::string_view value, OnScreen& person, const Place& place) {
  const auto& known = pose_words();
  if (std::find(known.begin(), known.end(), value) == known.end()) {
    return unknown("pose", value, known, place);
  }
  person.pose = value;
  return {};
}

// "or: close-up, push-in": the same shot seen from nearer or farther.
Result<void> read_framing(std::string_view value, const Place& place, ShotNote& note) {
  const auto pieces = base::split(value, ',');
  if (!note.scaled) {
    return base::fail("\"or\" needs a shot whose own scale is named",
                      "write \"[[shot: medium mara | or: close-up]]\"", place);
  }
  const auto scale = shot_scale_of(trim(pieces.front()));
  if (!scale) return unknown("shot scale", trim(pieces.front()), shot_scale_words(), place);
  Framing framing{{}, *scale, note.shot.move};
  bool twice = *scale == note.shot.scale;
  for (const Framing& other : note.shot.framings) twice |= other.scale == *scale;
  if (twice) {
    return base::fail(fmt::format("the shot is {} already", name_of(*scale)),
                      "offer another scale after \"or:\"", place);
  }
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const auto move = camera_move_of(trim(pieces[i]));
    if (!move) return unknown("camera move", trim(pieces[i]), camera_move_words(), place);
    framing.move = *move;
  }
  note.shot.framings.push_back(framing);
  return {};
}

// "emotion: ...", "pose: ...", "looks: ...", "or: ..."; anything else describes the action.
Result<void> read_part(std::string_view part, const Film& film, const Place& place,
                       ShotNote& note) {
  const std::size_t colon = part.find(':');
  const std::string key = colon == part.npos ? "" : base::lower_ascii(trim(part.substr(0, colon)));
  if (key == "or") return read_framing(trim(part.substr(colon + 1)), place, note);
  if (key != "emotion" && key != "pose" && key != "looks") {
    if (!note.shot.action.empty()) note.shot.action += ' ';
    note.shot.action += part;
    return {};
  }
  const std::string_view value = trim(part.substr(colon + 1));
  OnScreen* person = TRY(first_person(note, key, place));
  if (key == "emotion") return read_emotion(value, *person, place);
  if (key == "pose") return read_pose(value, *person, place);
  return read_looks(value, film, *person, place);
}

// "media/x.mp4 12.4-15.0": a file and the span of it, in seconds.
Result<ShotNote> read_clip(std::string_view body, const Place& place) {
  const std::size_t space = body.rfind(' ');
  const std::string_view span = space == body.npos ? std::string_view{} : body.substr(space + 1);
  const std::size_t dash = span.find('-');
  const auto start = dash == span.npos ? std::nullopt : number(span.substr(0, dash));
  const auto end = dash == span.npos ? std::nullopt : number(span.substr(dash + 1));
  if (!start || !end || *start < 0 || *end < *start + 0.2 || *end > 1e6) {
    return base::fail("a clip needs its span in seconds",
                      "write \"[[clip: media/x.mp4 12.4-15.0]]\"", place);
  }
  ShotNote note;
  note.shot.clip = trim(body.substr(0, space));
  note.shot.clip_start = base::Ticks::seconds_on_frame(*start);
  note.shot.longest = base::Ticks::seconds_on_frame(*end - *start);
  return note;
}

}  // namespace

std::string_view note_body(std::string_view note) {
  const std::size_t colon = note.find(':');
  return colon == note.npos ? std::string_view{} : trim(note.substr(colon + 1));
}

std::string note_kind(std::string_view note, const Film& film) {
  const std::size_t colon = note.find(':');
  if (colon == note.npos) return "";
  const std::string_view key = trim(note.substr(0, colon));
  std::string lower = base::lower_ascii(key);
  if (lower == "shot" || lower == "insert" || lower == "clip") return lower;
  const auto& languages = film.languages;
  const bool language = std::find(languages.begin(), languages.end(), key) != languages.end();
  return language ? std::string(key) : "";
}

Result<ShotNote> read_shot_note(std::string_view note, const Film& film, const Place& place) {
  const std::string kind = note_kind(note, film);
  const auto parts = base::split(note_body(note), '|');
  const std::string_view head = trim(parts.front());
  ShotNote made;
  if (kind == "clip") {
    made = TRY(read_clip(head, place));
  } else if (kind == "insert") {
    TRY(read_insert(head, place, made));
  } else {
    TRY(read_frame(head, film, place, made));
  }
  for (std::size_t i = 1; i < parts.size(); ++i) TRY(read_part(trim(parts[i]), film, place, made));
  return made;
}

const Character* character_called(const Film& film, std::string_view name) {
  const std::string wanted = base::lower_ascii(trim(name));
  for (const Character& character : film.cast) {
    const bool by_cue = base::lower_ascii(character.cue) == wanted;
    if (by_cue || base::lower_ascii(character.id.str()) == wanted) return &character;
  }
  return nullptr;
}

}  // namespace kuleshov::story

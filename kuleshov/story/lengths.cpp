#include "kuleshov/story/lengths.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "kuleshov/story/utf8.hpp"

namespace kuleshov::story {

namespace {

using base::Ticks;

constexpr double syllables_a_second = 4.5;
constexpr double usual_words_a_minute = 160;
constexpr double lead_s = 0.28;    // picture before the first word: seven frames
constexpr double gap_s = 0.36;     // between two speeches of one shot
constexpr double release_s = 0.4;  // after the last word, natural
constexpr double least_release_s = 0.12;
constexpr double tail = 1.25;  // with the handle that the cut may still be held for

// Read speech, syllables a second (Pellegrino, Coupé & Marsico 2011, Language 87, table 1).
// Mandarin and Japanese are left out: 4.5 characters a second, 270 a minute, are what broadcast
// speech has, and a Japanese character is no syllable.
struct Pace {
  std::string_view language;
  double syllables_a_second;
};
constexpr double english_pace = 6.19;
constexpr std::array<Pace, 4> paces{{{"fr", 7.18}, {"de", 5.97}, {"it", 6.99}, {"es", 7.82}}};

bool in(std::u32string_view set, std::uint32_t c) {
  return set.find(static_cast<char32_t>(c)) != set.npos;
}

bool ends_sentence(std::uint32_t c) { return in(U".!?…。！？", c); }
bool makes_pause(std::uint32_t c) { return in(U",;:—–，、；：", c); }

// Pauses within the line: the last sentence end belongs to the release.
double pauses(std::string_view text) {
  double seconds = 0;
  bool pending = false;
  while (!text.empty()) {
    const std::uint32_t c = take_code_point(text).value_or(' ');
    if (ends_sentence(c)) {
      pending = true;
    } else if (makes_pause(c)) {
      seconds += 0.25;
    } else if (c != ' ' && c != '\n' && pending) {
      seconds += 0.45;
      pending = false;
    }
  }
  return seconds;
}

double lines_seconds(const Shot& shot, const Film& film, const std::string& language) {
  double seconds = 0;
  for (const Line& line : shot.lines) {
    const Character* speaker = find_character(film, line.speaker);
    const Voice voice = speaker != nullptr ? speaker->voice : Voice{};
    seconds += speech_seconds(in_language(line.text, language), voice, language);
  }
  return seconds + gap_s * static_cast<double>(shot.lines.size() - 1);
}

// A shot lasts as long as its slowest language.
double lines_seconds(const Shot& shot, const Film& film) {
  double seconds = 0;
  for (const std::string& language : film.languages)
    seconds = std::max(seconds, lines_seconds(shot, film, language));
  return seconds;
}

// What a shot without speech lasts.
double silent_seconds(const Shot& shot) {
  if (!shot.action.empty()) return action_seconds(shot.action);
  if (!shot.insert.empty()) return 2.4;
  if (shot.people.empty()) return 3.2;  // the place itself
  return 2.0;                           // a reaction
}

struct Bounds {
  double shortest = 0;
  double natural = 0;
  double quiet = 0;  // nothing is said before this
};

Bounds speaking(const Shot& shot, const Film& film) {
  const double action = shot.action.empty() ? 0 : action_seconds(shot.action);
  const double lead = std::max(lead_s, std::min(0.5 * action, 3.0));
  const double end = lead + lines_seconds(shot, film);
  return {end + least_release_s, std::max(end + release_s, action), lead};
}

Bounds silent(const Shot& shot) {
  const double natural = silent_seconds(shot);
  return {std::max(1.0, 0.7 * natural), natural, 0.2 * natural + lead_s};
}

void set_in_points(Shot& shot, double quiet) {
  shot.in_points = {Ticks{}};
  const double late = std::floor((quiet - lead_s) * Ticks::frames_per_second);
  if (late < 0.6 * Ticks::frames_per_second) return;
  shot.in_points.push_back(Ticks::frames(static_cast<std::int64_t>(late)));
}

}  // namespace

double words(std::string_view text) {
  double count = 0;
  bool in_word = false;
  while (!text.empty()) {
    const std::uint32_t c = take_code_point(text).value_or(' ');
    if (is_cjk(c)) count += 2.0 / 3.0;
    const bool letter = !is_cjk(c) && c > ' ' && !ends_sentence(c) && !makes_pause(c);
    if (letter && !in_word) count += 1;
    in_word = letter;
  }
  return count;
}

double pace_of(std::string_view language) {
  for (const Pace& pace : paces)
    if (language.starts_with(pace.language)) return pace.syllables_a_second / english_pace;
  return 1;
}

double speech_seconds(std::string_view text, const Voice& voice, std::string_view language) {
  const double rate =
      syllables_a_second * pace_of(language) * voice.rate_wpm / usual_words_a_minute;
  return syllables(text, language) / rate + pauses(text);
}

double action_seconds(std::string_view action) {
  return std::clamp(1.2 + 0.28 * words(action), 1.6, 12.0);
}

void estimate_lengths(Shot& shot, const Film& film) {
  const Bounds bounds = shot.lines.empty() ? silent(shot) : speaking(shot, film);
  if (!shot.clip.empty() &&
      shot.longest > Ticks{}) {  // footage is shown whole, and may be tightened
    shot.natural = shot.longest;
    shot.shortest = std::max(Ticks::frames(1), Ticks::frames(shot.longest.whole_frames() * 6 / 10));
    shot.in_points = {Ticks{}};
    return;
  }
  shot.shortest = Ticks::seconds_on_frame(bounds.shortest) + Ticks::frames(1);
  shot.natural = std::max(shot.shortest, Ticks::seconds_on_frame(bounds.natural));
  shot.longest = Ticks::seconds_on_frame(shot.natural.seconds() * tail);
  set_in_points(shot, bounds.quiet);
}

}  // namespace kuleshov::story

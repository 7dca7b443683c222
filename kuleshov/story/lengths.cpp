#include "kuleshov/story/lengths.hpp"

#include <algorithm>
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

bool is_cjk(std::uint32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x20000 && c <= 0x2FFFF);
}
bool is_latin(std::uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F);
}
bool is_cyrillic(std::uint32_t c) { return c >= 0x400 && c <= 0x4FF; }
bool is_greek(std::uint32_t c) { return c >= 0x370 && c <= 0x3FF; }
bool is_other_letter(std::uint32_t c) {
  return c >= 0x500 && !is_cjk(c) && !(c >= 0x2000 && c <= 0x206F) &&
         !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xFF00 && c <= 0xFFEF);
}

bool in(std::u32string_view set, std::uint32_t c) {
  return set.find(static_cast<char32_t>(c)) != set.npos;
}

bool is_vowel(std::uint32_t c) {
  return in(U"aeiouyAEIOUY", c) || (c >= 0xC0 && c <= 0x24F && !in(U"çÇñÑßšŠžŽčČřŘðÐþÞłŁ", c)) ||
         in(U"аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ", c) || in(U"αεηιουωάέήίόύώΑΕΗΙΟΥΩ", c);
}

// Counts the syllables of words that are fed to it letter by letter.
class SyllableCounter {
 public:
  void feed(std::uint32_t c) {
    if (is_latin(c) || is_cyrillic(c) || is_greek(c)) return letter(c);
    end_word();
    if (is_cjk(c))
      total_ += 1;
    else if (is_other_letter(c))
      total_ += 0.5;
    else if (c >= '0' && c <= '9')
      total_ += 1.5;  // a digit is read out
  }
  double finish() {
    end_word();
    return total_;
  }

 private:
  void letter(std::uint32_t c) {
    const bool vowel = is_vowel(c);
    if (vowel && !in_group_) ++groups_;
    silent_e_ = (c == 'e') && !in_group_;
    in_group_ = vowel;
    ++letters_;
  }
  void end_word() {
    if (letters_ == 0) return;
    if (silent_e_ && groups_ > 1) --groups_;
    total_ += std::max(1, groups_);
    letters_ = groups_ = 0;
    in_group_ = silent_e_ = false;
  }
  double total_ = 0;
  int letters_ = 0;
  int groups_ = 0;
  bool in_group_ = false;
  bool silent_e_ = false;
};

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
    seconds += speech_seconds(in_language(line.text, language), voice);
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

double syllables(std::string_view text) {
  SyllableCounter counter;
  while (!text.empty()) counter.feed(take_code_point(text).value_or(' '));
  return counter.finish();
}

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

double speech_seconds(std::string_view text, const Voice& voice) {
  const double rate = syllables_a_second * voice.rate_wpm / usual_words_a_minute;
  return syllables(text) / rate + pauses(text);
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

#include "kuleshov/story/syllables.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "kuleshov/story/utf8.hpp"

namespace kuleshov::story {

namespace {

bool is_latin(std::uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F);
}
bool is_cyrillic(std::uint32_t c) { return c >= 0x400 && c <= 0x4FF; }
bool is_greek(std::uint32_t c) { return c >= 0x370 && c <= 0x3FF; }
bool is_other_letter(std::uint32_t c) {
  return c >= 0x500 && !is_cjk(c) && !(c >= 0x2000 && c <= 0x206F) &&
         !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xFF00 && c <= 0xFFEF);
}
bool is_apostrophe(std::uint32_t c) { return c == '\'' || c == 0x2019; }

bool in(std::u32string_view set, std::uint32_t c) {
  return set.find(static_cast<char32_t>(c)) != set.npos;
}
bool is_vowel(std::uint32_t c) {
  return in(U"aeiouyAEIOUY", c) || (c >= 0xC0 && c <= 0x24F && !in(U"çÇñÑßšŠžŽčČřŘðÐþÞłŁ", c)) ||
         in(U"аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ", c) || in(U"αεηιουωάέήίόύώΑΕΗΙΟΥΩ", c);
}

// ---- silent letters -------------------------------------------------------------------------

bool vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }
bool one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
// The letter `back` places before the end, 1 the last; a blank before its beginning.
char from_end(std::string_view word, std::size_t back) {
  return word.size() >= back ? word[word.size() - back] : ' ';
}
// A consonant stands there.
bool solid(std::string_view word, std::size_t back) {
  return word.size() >= back && !vowel(from_end(word, back));
}

// Vowel groups at the end that are not heard: "make", "walked", "makes"; but "table", "wanted",
// "boxes".
int silent_end(std::string_view word) {
  if (word.size() < 3) return 0;
  const bool after_l = from_end(word, 3) == 'l' && solid(word, 4) && from_end(word, 4) != 'l';
  if (word.ends_with('e') && solid(word, 2))
    return from_end(word, 2) == 'l' && word.size() > 3 && solid(word, 3) ? 0 : 1;
  if (word.ends_with("ed") && solid(word, 3) && !one_of(from_end(word, 3), "td"))
    return after_l && from_end(word, 4) != 'r' ? 0 : 1;
  const bool hisses =
      one_of(from_end(word, 3), "sxzcg") || word.ends_with("ches") || word.ends_with("shes");
  if (word.ends_with("es") && solid(word, 3) && !hisses) return after_l ? 0 : 1;
  return 0;
}

// "lonely", "movement", "something": an "e" before what was put behind it.
int silent_inside(std::string_view word) {
  constexpr std::array<std::string_view, 9> ends{"ely",    "ement", "ements", "eless", "eful",
                                                 "ething", "eone",  "ewhat",  "etimes"};
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) {
                       return word.size() > end.size() + 1 && word.ends_with(end) &&
                              solid(word, end.size() + 1);
                     })
             ? 1
             : 0;
}

int groups_of(std::string_view letters) {
  int groups = 0;
  bool inside = false;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const bool sounds = vowel(letters[i]) && !(i == 0 && letters[i] == 'y');
    groups += sounds && !inside ? 1 : 0;
    inside = sounds;
  }
  return groups;
}

// Two vowels that are two syllables: "violin", "museum", "actual", "being"; but "nation", "quote".
int apart(std::string_view word) {
  constexpr std::array<std::string_view, 6> pairs{"ia", "io", "iu", "eo", "ua", "uo"};
  int more = 0;
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    const char before = i > 0 ? word[i - 1] : ' ';
    const std::string_view pair = word.substr(i, 2);
    if (std::find(pairs.begin(), pairs.end(), pair) == pairs.end()) continue;
    const bool soft = pair[0] == 'i' && one_of(before, "tcsgxr") && i + 2 < word.size();
    const bool after_q = pair[0] == 'u' && one_of(before, "qg");
    if (!soft && !after_q && !word.substr(i).starts_with("eople")) ++more;
  }
  const bool being =
      word.ends_with("ing") && word.size() > 3 && one_of(from_end(word, 4), "aeiouy");
  const bool idea = word.ends_with("eum") ||
                    (word.ends_with("ea") && groups_of(word.substr(0, word.size() - 2)) > 0);
  return more + (being ? 1 : 0) + (idea ? 1 : 0) + (word.ends_with("sm") ? 1 : 0);
}

// Lower case, with its apostrophes.
int english(const std::string& word) {
  std::string stem = word;
  int more = 0;
  if (stem.ends_with("'s") || stem.ends_with("'d")) {
    more = stem.ends_with("'s") && one_of(from_end(stem, 3), "sxz") ? 1 : 0;
    stem.resize(stem.size() - 2);
  }
  if (word.size() > 4 && word.ends_with("n't") && solid(word, 4) && from_end(word, 4) != 'r')
    more += 1;
  std::erase(stem, '\'');
  if (word.ends_with("ren't")) more -= 1;
  const int silent = silent_end(stem) + silent_inside(stem);
  return std::max(1, groups_of(stem) - silent + apart(stem) + more);
}

// ---- texts ----------------------------------------------------------------------------------

// Counts the syllables of words that are fed to it letter by letter.
class SyllableCounter {
 public:
  explicit SyllableCounter(std::string_view language)
      : english_(language.starts_with("en")), french_(language.starts_with("fr")) {}

  void feed(std::uint32_t c) {
    if (is_latin(c) || is_cyrillic(c) || is_greek(c)) return letter(c);
    if (is_apostrophe(c) && letters_ > 0) return mark();
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
    const bool sounds = is_vowel(c);
    if (sounds && !in_group_) ++groups_;
    in_group_ = sounds;
    ++letters_;
    plain_ = plain_ && c < 0x80;
    if (c < 0x80) word_ += static_cast<char>(c | 0x20);
  }
  void mark() {
    word_ += '\'';
    in_group_ = false;
  }
  void end_word() {
    if (letters_ == 0) return;
    while (word_.ends_with('\'')) word_.pop_back();
    total_ += english_ && plain_ ? english(word_) : by_groups();
    letters_ = groups_ = 0;
    in_group_ = false;
    plain_ = true;
    word_.clear();
  }
  [[nodiscard]] int by_groups() const {
    const bool silent = french_ && plain_ && (word_.ends_with('e') || word_.ends_with("es")) &&
                        solid(word_, word_.ends_with('e') ? 2 : 3);
    return std::max(1, groups_ - (silent ? 1 : 0));
  }

  bool english_;
  bool french_;
  double total_ = 0;
  std::string word_;  // its letters without marks over them, in lower case
  bool plain_ = true;
  int letters_ = 0;
  int groups_ = 0;
  bool in_group_ = false;
};

}  // namespace

double syllables(std::string_view text, std::string_view language) {
  SyllableCounter counter(language);
  while (!text.empty()) counter.feed(take_code_point(text).value_or(' '));
  return counter.finish();
}

}  // namespace kuleshov::story

// Letters to rough speech sounds, for lines that have no voice yet.
#include <array>
#include <string>
#include <utility>

#include "kuleshov/face/lips.hpp"

namespace kuleshov::face {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 34> spellings{{
    {"sch", "ʃ"}, {"tch", "tʃ"}, {"sh", "ʃ"},   {"ch", "tʃ"}, {"th", "θ"},  {"ph", "f"},
    {"ng", "ŋ"},  {"qu", "w"},   {"ee", "i"},   {"oo", "u"},  {"ou", "aʊ"}, {"ow", "oʊ"},
    {"ai", "eɪ"}, {"ay", "eɪ"},  {"igh", "aɪ"}, {"wh", "w"},  {"ck", "k"},  {"mb", "m"},
    {"a", "æ"},   {"e", "ɛ"},    {"i", "ɪ"},    {"o", "ɔ"},   {"u", "ʌ"},   {"y", "i"},
    {"c", "k"},   {"j", "dʒ"},   {"x", "s"},    {"q", "k"},   {"w", "w"},   {"h", "h"},
    {"r", "ɹ"},   {"g", "g"},    {"v", "v"},    {"z", "z"},
}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_vowel(std::string_view symbol) {
  return std::string_view("æɛɪɔʌiuaeo").find(symbol.substr(0, 1)) != std::string_view::npos &&
         symbol != "ɹ" && symbol != "ʃ" && symbol != "ŋ";
}

class Speller {
 public:
  Speller(std::string_view text, double start, double words_per_minute)
      : text_(text), time_(start), sound_s_(60 / words_per_minute / 4.6) {}

  std::vector<Phoneme> spell() {
    std::size_t at = 0;
    while (at < text_.size()) at += step(at);
    return std::move(out_);
  }

 private:
  std::size_t step(std::size_t at) {
    const char c = text_[at];
    if (is_letter(c)) return letters(at);
    word_begins_ = true;
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xC0) return other_script(at);
    time_ += c == ' ' ? 0.02 : (c == '.' || c == '?' || c == '!' ? 0.35 : 0.16);
    return 1;
  }

  std::size_t letters(std::size_t at) {
    for (const auto& [spelling, symbol] : spellings) {
      if (matches(at, spelling)) {
        push(std::string(symbol));
        return spelling.size();
      }
    }
    push(std::string(1, lower(text_[at])));
    return 1;
  }

  [[nodiscard]] bool matches(std::size_t at, std::string_view spelling) const {
    if (at + spelling.size() > text_.size()) return false;
    for (std::size_t i = 0; i < spelling.size(); ++i) {
      if (lower(text_[at + i]) != spelling[i]) return false;
    }
    return true;
  }

  // Nothing is known of the sound: one open syllable for a character.
  std::size_t other_script(std::size_t at) {
    static constexpr std::array<std::string_view, 4> vowels{"a", "ə", "i", "o"};
    std::size_t bytes = 1;
    while (at + bytes < text_.size() &&
           (static_cast<unsigned char>(text_[at + bytes]) & 0xC0U) == 0x80U) {
      ++bytes;
    }
    push("t");
    push(std::string(vowels[static_cast<unsigned char>(text_[at + bytes - 1]) % 4]));
    return bytes;
  }

  void push(const std::string& symbol) {
    const bool vowel = is_vowel(symbol);
    const double length = sound_s_ * (vowel ? 1.3 : 0.8);
    out_.push_back({time_, time_ + length, symbol, vowel && word_begins_});
    if (vowel) word_begins_ = false;
    time_ += length;
  }

  std::string_view text_;
  double time_;
  double sound_s_;
  bool word_begins_ = true;
  std::vector<Phoneme> out_;
};

}  // namespace

std::vector<Phoneme> phonemes_from_text(std::string_view text, double start_s,
                                        double words_per_minute) {
  return Speller(text, start_s, words_per_minute).spell();
}

}  // namespace kuleshov::face

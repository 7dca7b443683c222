#include "kuleshov/write/voice.hpp"

#include <array>
#include <cctype>
#include <utility>

#include "kuleshov/write/grammar.hpp"

namespace kuleshov::write {

namespace {

constexpr std::array<std::pair<const char*, const char*>, 26> contractions{
    {{"can't", "cannot"},         {"won't", "will not"},     {"shan't", "shall not"},
     {"don't", "do not"},         {"doesn't", "does not"},   {"didn't", "did not"},
     {"isn't", "is not"},         {"aren't", "are not"},     {"wasn't", "was not"},
     {"weren't", "were not"},     {"haven't", "have not"},   {"hasn't", "has not"},
     {"hadn't", "had not"},       {"wouldn't", "would not"}, {"couldn't", "could not"},
     {"shouldn't", "should not"}, {"mustn't", "must not"},   {"I'm", "I am"},
     {"you're", "you are"},       {"they're", "they are"},   {"we're", "we are"},
     {"I've", "I have"},          {"you've", "you have"},    {"we've", "we have"},
     {"I'll", "I will"},          {"you'll", "you will"}}};

bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

void replace_word(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    const bool starts = at == 0 || !letter(text[at - 1]);
    const bool ends = at + from.size() == text.size() || !letter(text[at + from.size()]);
    if (starts && ends) text.replace(at, from.size(), to);
  }
}

// A tag question keeps its contraction: "isn't it?" has no plain full form.
bool tag_question(const std::string& text) {
  return text.find("n't it?") != std::string::npos || text.find("n't you?") != std::string::npos;
}

// Only words that open a sentence and are no names may lose their capital.
bool may_lose_capital(const std::string& text) {
  for (const char* word :
       {"It",  "You", "That", "There", "We",     "They",   "He ",   "She ", "What", "Where",
        "How", "Who", "The ", "A ",    "Nobody", "No one", "Don't", "Go ",  "Give", "Take"})
    if (text.starts_with(word)) return true;
  return text.starts_with("I ") || text.starts_with("I'");
}

std::string lowered(std::string text) {
  if (!text.starts_with("I ") && !text.starts_with("I'")) text[0] = static_cast<char>(text[0] + 32);
  return text;
}

// "Indeed." and "I see." take up what was said; "Well," and "Oh," answer anything.
bool may_open(const std::string& opener, Before before) {
  if (opener.starts_with("Look")) return true;
  return opener.ends_with(". ") ? before == Before::statement : before != Before::nothing;
}

std::string opened(const std::string& text, const Entry& voice, Before before,
                   base::Random& random) {
  const auto& openers = voice.all("openers");
  if (openers.empty() || text.size() < 12 || text.find('?') != std::string::npos ||
      !may_lose_capital(text))
    return text;
  if (!random.chance(voice.number("opener_rate", 0))) return text;
  const std::string& opener = openers[random.below(openers.size())];
  const bool sentence = opener.ends_with(". ");
  // A guess fits a statement about things, not an order, nor one about oneself or the other.
  const bool guess = opener.starts_with("Maybe") || opener.starts_with("I suppose");
  const bool about_things = text.starts_with("It") || text.starts_with("There");
  if ((guess && !about_things) || !may_open(opener, before)) return text;
  return opener + (sentence ? text : lowered(text));
}

}  // namespace

std::string without_contractions(std::string text) {
  if (tag_question(text)) return text;
  for (const auto& [from, to] : contractions) {
    replace_word(text, from, to);
    replace_word(text, capitalised(from), capitalised(to));
  }
  return text;
}

std::string clipped(const std::string& text) {
  if (text.find('?') != std::string::npos) return text;
  // Of "I don't" only what cannot be heard as an order. "It's" stays: "The one I had." answers
  // nothing.
  for (const char* start : {"I don't know", "I don't think", "I don't see", "I don't remember",
                            "I didn't ", "I can't ", "I won't ", "I wasn't ", "I couldn't "})
    if (text.starts_with(start)) return capitalised(text.substr(2));
  if (text.starts_with("I'm not ")) return capitalised(text.substr(4));
  return text;
}

std::string in_voice(const std::string& text, const Entry& voice, Before before,
                     base::Random& random) {
  if (text.empty() || text.front() == '"') return text;
  std::string out = text;
  if (voice.first("contractions") == "full") out = without_contractions(std::move(out));
  if (random.chance(voice.number("clip", 0))) out = clipped(out);
  return opened(out, voice, before, random);
}

}  // namespace kuleshov::write

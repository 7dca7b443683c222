#include "kuleshov/write/left_out.hpp"

#include <algorithm>
#include <array>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/premise.hpp"
#include "kuleshov/write/source.hpp"

namespace kuleshov::write {

namespace {

// What ends a noun phrase; before the first kind stands a verb: "a clown finds the letter".
constexpr std::array after_verbs{"a",    "an",   "the", "his",  "her",     "their",
                                 "its",  "he",   "she", "it",   "they",    "him",
                                 "them", "what", "how", "why",  "himself", "up",
                                 "out",  "down", "off", "away", "back",    "herself"};
constexpr std::array after_nouns{"about",  "and",     "or",      "but",  "who",   "that",   "which",
                                 "whose",  "in",      "on",      "at",   "of",    "to",     "with",
                                 "from",   "for",     "by",      "over", "under", "into",   "after",
                                 "before", "between", "is",      "was",  "has",   "had",    "as",
                                 "when",   "where",   "without", "than", "near",  "during", "set"};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<const char*, N>& all) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

struct Token {
  std::string word;
  bool ends_phrase = false;  // punctuation follows
};

std::vector<Token> tokens_of(std::string_view premise) {
  std::vector<Token> tokens;
  const std::string text = base::lower_ascii(premise);
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t from = text.find_first_not_of(" \t\n,.;:!?()\"", at);
    if (from == text.npos) break;
    at = std::min(text.find_first_of(" \t\n,.;:!?()\"", from), text.size());
    tokens.push_back({text.substr(from, at - from), at == text.size() || text[at] > ' '});
  }
  return tokens;
}

// The last word of the phrase that begins at `at`, without the verb behind it.
std::string head_at(const std::vector<Token>& tokens, std::size_t at) {
  std::vector<std::string> phrase;
  for (; at < tokens.size(); ++at) {
    const bool verb_before = one_of(tokens[at].word, after_verbs);
    if (verb_before && phrase.size() > 1) phrase.pop_back();
    if (verb_before || one_of(tokens[at].word, after_nouns)) break;
    phrase.push_back(tokens[at].word);
    if (tokens[at].ends_phrase) break;
  }
  return phrase.empty() ? "" : phrase.back();
}

// "drama" of "a family drama", where "family" was enough.
bool reads_by(const Library& library, const std::string& thing) {
  for (const auto& [field, lists] : library.premise)
    for (const auto& [id, words] : lists)
      if (!longest_match(thing, words).empty()) return true;
  return false;
}

}  // namespace

std::vector<std::string> things_named(std::string_view premise) {
  const std::vector<Token> tokens = tokens_of(premise);
  std::vector<std::string> things;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].ends_phrase || (tokens[i].word != "a" && tokens[i].word != "an")) continue;
    const std::string head = head_at(tokens, i + 1);
    if (!head.empty() && std::find(things.begin(), things.end(), head) == things.end())
      things.push_back(head);
  }
  return things;
}

std::vector<std::string> left_out(const Draft& draft, const Library& library) {
  std::string taken = draft.title + "\n" + draft.logline + "\n" + fountain(draft);
  for (const std::string& what : draft.reading.understood) taken += "\n" + what;
  std::vector<std::string> things = things_named(draft.brief.premise);
  std::erase_if(things, [&](const std::string& thing) {
    return !longest_match(taken, {thing}).empty() || reads_by(library, thing);
  });
  return things;
}

}  // namespace kuleshov::write

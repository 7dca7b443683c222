#include "kuleshov/write/asks.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/symbols.hpp"
#include "kuleshov/write/trim.hpp"
#include "kuleshov/write/voice.hpp"
#include "kuleshov/write/weave_edit.hpp"

namespace kuleshov::write {

namespace {

using base::Result;

std::string understood() {
  return "shorter, longer, warmer, colder, funnier, more silence, more formal, less formal, or "
         "\"name the boat Petrel\"";
}

// "name the boat Petrel", "call the dog Rufus".
bool read_name(const std::string& part, Ask& ask) {
  for (const char* start : {"name the ", "call the "}) {
    if (!base::lower_ascii(part).starts_with(start)) continue;
    const std::string rest = part.substr(std::string_view(start).size());
    const auto space = rest.find(' ');
    if (space == std::string::npos) return false;
    ask = {"name", rest.substr(0, space), std::string(base::trim(rest.substr(space + 1)))};
    return !ask.name.empty();
  }
  return false;
}

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  for (const std::string_view by_comma : base::split(text, ',')) {
    std::string rest(by_comma);
    for (auto at = rest.find(" and "); at != std::string::npos; at = rest.find(" and ")) {
      parts.push_back(rest.substr(0, at));
      rest.erase(0, at + 5);
    }
    parts.push_back(rest);
  }
  for (std::string& part : parts) part = std::string(base::trim(part));
  std::erase(parts, "");
  return parts;
}

// Everything one change may need.
struct Hand {
  Draft& draft;
  DraftScene& scene;
  const Library& library;
  Grammar grammar;
  base::Random& random;

  [[nodiscard]] std::map<char, char> roles() const;
  std::string drawn(const std::string& kind);
  void put_between(const std::string& action);
};

// A and B: the first two who speak here, else the two the event names.
std::map<char, char> Hand::roles() const {
  std::vector<char> who;
  const auto add = [&](char role) {
    if (std::find(who.begin(), who.end(), role) == who.end()) who.push_back(role);
  };
  for (const Passage& passage : scene.passages)
    if (passage.kind == Passage::Kind::line) add(passage.role[0]);
  for (const std::string& role : draft.weave.knots[scene.knot].event->who) add(role[0]);
  return {{'A', who.front()}, {'B', who.size() > 1 ? who[1] : who.front()}};
}

std::string Hand::drawn(const std::string& kind) {
  std::vector<std::string> fitting;
  const auto cast = roles();
  for (const std::string& text : library.asks.all(kind))
    if (cast.at('A') != cast.at('B') || text.find("{B") == std::string::npos)
      fitting.push_back(text);
  if (fitting.empty()) return {};
  Event event;
  event.texts = {fitting[random.below(fitting.size())]};
  std::string text = grammar.expand(cast_as(event, cast).texts.front());
  while (text.ends_with('\n')) text.pop_back();
  return capitalised(text);
}

// Before the line that stands nearest to two thirds of the scene.
void Hand::put_between(const std::string& action) {
  if (action.empty()) return;
  std::size_t at = scene.passages.size() * 2 / 3;
  while (at < scene.passages.size() && scene.passages[at].kind != Passage::Kind::line) ++at;
  Passage passage;
  passage.text = action;
  scene.passages.insert(scene.passages.begin() + static_cast<std::ptrdiff_t>(at), passage);
}

bool cold(const std::string& emotion) {
  for (const char* term : {"anger", "contempt", "suspicion", "distrust", "disgust", "guardedness"})
    if (emotion == term) return true;
  return false;
}
bool warm(const std::string& emotion) {
  for (const char* term : {"tenderness", "gratitude", "amusement", "joy", "relief", "hope"})
    if (emotion == term) return true;
  return false;
}

// What a face shows while nothing is named.
bool unmarked(const std::string& emotion) {
  for (const char* term : {"interest", "calm", "tense", "fear", "neutral"})
    if (emotion == term) return true;
  return false;
}

// Lines that are said with the feeling that is wanted less are said lower; the mildest goes.
template <class Unwanted>
void lower(DraftScene& scene, Unwanted unwanted, const std::string& instead) {
  bool one_gone = false;
  std::erase_if(scene.passages, [&](const Passage& p) {
    const bool goes = !one_gone && p.kind == Passage::Kind::line && unwanted(p.emotion) &&
                      p.intensity < 0.5 && p.text.find('?') == std::string::npos;
    one_gone = one_gone || goes;
    return goes;
  });
  for (Passage& p : scene.passages) {
    if (p.kind != Passage::Kind::line) continue;
    if (unwanted(p.emotion) || unmarked(p.emotion)) p.emotion = instead;
  }
}

// Two exchanges or lines that nothing leans on; else the first line after the opening one.
void shorten(DraftScene& scene) {
  const std::size_t before = scene.passages.size();
  for (int i = 0; i < 2; ++i)
    if (!drop_exchange(scene)) drop_line(scene);
  if (scene.passages.size() < before) return;
  const auto own = [](const Passage& p) {
    return p.kind == Passage::Kind::line && p.source != "person";
  };
  auto line = std::find_if(scene.passages.begin(), scene.passages.end(), own);
  if (line == scene.passages.end()) return;
  line = std::find_if(line + 1, scene.passages.end(), own);
  if (line != scene.passages.end()) scene.passages.erase(line);
}

void more_silence(Hand& hand) {
  shorten(hand.scene);
  auto& passages = hand.scene.passages;
  for (std::size_t i = 1; i + 1 < passages.size(); ++i) {
    const bool answered = passages[i - 1].kind == Passage::Kind::line &&
                          passages[i - 1].text.ends_with('?') &&
                          passages[i].kind == Passage::Kind::line;
    if (!answered) continue;
    Passage silence;
    silence.text = hand.grammar.expand("{silence}");
    passages.insert(passages.begin() + static_cast<std::ptrdiff_t>(i), silence);
    return;
  }
  hand.put_between(hand.grammar.expand("{silence}"));
}

void longer(Hand& hand) {
  const auto cast = hand.roles();
  const bool alone = cast.at('A') == cast.at('B');
  std::vector<const Event*> fitting;
  for (const Event& event : hand.library.aftermaths)
    if ((event.who.size() == 1) == alone) fitting.push_back(&event);
  hand.random.shuffle(fitting);
  Realiser realiser(hand.library, hand.draft.reading, hand.draft.cast, hand.grammar, hand.random);
  realiser.remember(hand.draft);
  for (Passage& passage : realiser.passages(cast_as(*fitting.front(), cast)))
    hand.scene.passages.push_back(std::move(passage));
}

const std::vector<std::pair<std::string, std::string>>& short_forms() {
  static const std::vector<std::pair<std::string, std::string>> forms{
      {"I am ", "I'm "},       {"I have ", "I've "},       {"I will ", "I'll "},
      {"do not ", "don't "},   {"does not ", "doesn't "},  {"did not ", "didn't "},
      {"is not ", "isn't "},   {"cannot ", "can't "},      {"will not ", "won't "},
      {"You are ", "You're "}, {"It is ", "It's "},        {"That is ", "That's "},
      {"We are ", "We're "},   {"would not ", "wouldn't "}};
  return forms;
}

void formal(DraftScene& scene, bool more) {
  for (Passage& passage : scene.passages) {
    if (passage.kind != Passage::Kind::line || passage.source == "person") continue;
    if (more) {
      passage.text = without_contractions(passage.text);
      continue;
    }
    for (const auto& [from, to] : short_forms())
      for (auto at = passage.text.find(from); at != std::string::npos; at = passage.text.find(from))
        passage.text.replace(at, from.size(), to);
  }
}

Result<void> name_thing(DraftScene& scene, const Ask& ask) {
  const std::string thing = "the " + ask.thing;
  for (Passage& passage : scene.passages) {
    if (passage.kind != Passage::Kind::action && passage.kind != Passage::Kind::line) continue;
    const auto at = base::lower_ascii(passage.text).find(thing);
    if (at == std::string::npos) continue;
    const std::size_t end = at + thing.size();
    if (end < passage.text.size() &&
        std::isalnum(static_cast<unsigned char>(passage.text[end])) != 0)
      continue;
    const bool closes = end < passage.text.size() &&
                        std::ispunct(static_cast<unsigned char>(passage.text[end])) != 0;
    passage.text.insert(end, ", " + ask.name + (closes ? "" : ","));
    return {};
  }
  return base::fail("scene '" + scene.id + "' holds no '" + ask.thing + "' to be named",
                    "name a thing that stands in the scene");
}

}  // namespace

Result<std::vector<Ask>> read_asks(const std::string& text, const Library& library) {
  std::vector<Ask> asks;
  for (const std::string& part : parts_of(text)) {
    Ask ask;
    if (!read_name(part, ask)) {
      const std::string low = base::lower_ascii(part);
      std::size_t longest = 0;
      for (const auto& [key, words] : library.asks.words) {
        if (!key.starts_with("match.")) continue;
        const std::string found = longest_match(low, words);
        if (found.size() > longest) longest = found.size(), ask.kind = key.substr(6);
      }
      if (low.starts_with("less formal")) ask.kind = "informal";
    }
    if (ask.kind.empty())
      return base::fail("'" + part + "' needs a language model",
                        "give --llm URL --model NAME, or ask for: " + understood());
    asks.push_back(ask);
  }
  return asks;
}

Result<void> follow(const Ask& ask, Draft& draft, std::size_t index, const Library& library,
                    std::uint64_t seed) {
  DraftScene& scene = draft.scenes[index];
  base::Random random(seed, "ask " + ask.kind);
  base::Random symbol_random(draft.brief.seed, "symbols");
  Hand hand{draft, scene, library, Grammar(random), random};
  define_symbols(hand.grammar, draft.reading, *draft.weave.plot, draft.cast, library,
                 motif_kinds(draft.weave, draft.places), symbol_random);
  if (ask.kind == "shorter") shorten(scene);
  if (ask.kind == "longer") longer(hand);
  if (ask.kind == "silence") more_silence(hand);
  if (ask.kind == "formal" || ask.kind == "informal") formal(scene, ask.kind == "formal");
  if (ask.kind == "warmer") lower(scene, cold, "tenderness");
  if (ask.kind == "colder") lower(scene, warm, "guardedness");
  if (ask.kind == "warmer" || ask.kind == "colder" || ask.kind == "funnier")
    hand.put_between(hand.drawn(ask.kind));
  if (ask.kind == "name") return name_thing(scene, ask);
  return {};
}

}  // namespace kuleshov::write

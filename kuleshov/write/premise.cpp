#include "kuleshov/write/premise.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <optional>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/premise_hints.hpp"

namespace kuleshov::write {

namespace {

using base::Random;
using base::Result;

bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool latin(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool holds_word(const std::string& text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    if (!latin(word)) return true;
    const std::size_t end = at + word.size();
    const bool plural = end < text.size() && text[end] == 's';
    const std::size_t after = plural ? end + 1 : end;
    if ((at == 0 || !letter(text[at - 1])) && (after >= text.size() || !letter(text[after])))
      return true;
  }
  return false;
}

struct Match {
  std::string id;
  std::string word;
};

Match best_in(const std::string& text,
              const std::map<std::string, std::vector<std::string>>& lists) {
  Match best;
  for (const auto& [id, words] : lists) {
    const std::string word = longest_match(text, words);
    if (word.size() > best.word.size()) best = {id, word};
  }
  return best;
}

Match best_in(const std::string& text, const Table& table) {
  Match best;
  for (const Entry& entry : table) {
    const std::string word = longest_match(text, entry.all("match"));
    if (word.size() > best.word.size()) best = {entry.id, word};
  }
  return best;
}

const std::string& pick(const std::vector<std::string>& list, Random& random) {
  return list[random.below(list.size())];
}

// One field: asked for by flag, else said in the premise, else assumed.
struct Reader {
  const Brief& brief;
  const Library& library;
  Random& random;
  Reading out;
  std::string text;

  void understood(const std::string& what, const Match& match) {
    out.understood.push_back(what + ": " + match.id + " (said: " + match.word + ")");
  }
  std::string assumed(const std::string& what, const std::string& value) {
    out.assumed.push_back(what + ": " + value);
    return value;
  }
  // Asked for by flag: must be known.
  template <class Lists>
  Result<std::string> asked(const std::string& what, const std::string& value, const Lists& lists) {
    const Match match = best_in(base::lower_ascii(value), lists);
    if (match.id.empty())
      return base::fail("unknown " + what + " '" + value + "'",
                        "see data/genres and docs/formats/genre.md");
    understood(what, match);
    return match.id;
  }
};

std::map<std::string, std::vector<std::string>> with_ids(
    std::map<std::string, std::vector<std::string>> lists) {
  for (auto& [id, words] : lists) words.push_back(id);
  return lists;
}

Table with_ids(Table table) {
  for (Entry& entry : table) entry.words["match"].push_back(entry.id);
  return table;
}

Result<void> read_genre(Reader& reader) {
  const auto lists = with_ids(reader.library.premise.at("genre"));
  if (!reader.brief.genre.empty()) {
    reader.out.genre = TRY(reader.asked("genre", reader.brief.genre, lists));
    return {};
  }
  // What it calls itself, before what it is about: a farce about a funeral is a farce.
  Match match = best_in(reader.text, lists);
  if (match.id.empty()) match = best_in(reader.text, reader.library.premise.at("topic"));
  if (!match.id.empty()) {
    reader.out.genre = match.id;
    reader.understood("genre", match);
    return {};
  }
  std::vector<std::string> all;
  for (const Plot& plot : reader.library.plots)
    if (std::find(all.begin(), all.end(), plot.genre) == all.end()) all.push_back(plot.genre);
  reader.out.genre = reader.assumed("genre", pick(all, reader.random));
  return {};
}

Result<void> read_ending(Reader& reader) {
  const auto lists = with_ids(reader.library.premise.at("ending"));
  if (!reader.brief.ending.empty()) {
    reader.out.ending = TRY(reader.asked("ending", reader.brief.ending, lists));
    return {};
  }
  const Match match = best_in(reader.text, lists);
  if (!match.id.empty()) {
    reader.out.ending = match.id;
    reader.understood("ending", match);
    return {};
  }
  reader.out.ending = reader.assumed(
      "ending", pick(reader.library.defaults.at(reader.out.genre).all("ending"), reader.random));
  return {};
}

// Words for people ("violinist") speak of the protagonist; words for places ("library") do not.
bool names_a_person(std::string_view word) {
  for (const std::string_view end : {"er",        "or",
                                     "ist",       "ian",
                                     "man",       "woman",
                                     "wife",      "cook",
                                     "chef",      "pilot",
                                     "judge",     "spy",
                                     "guard",     "poet",
                                     "general",   "knight",
                                     "samurai",   "veteran",
                                     "agent",     "surgeon",
                                     "nurse",     "medic",
                                     "astronaut", "cosmonaut",
                                     "captain",   "detective",
                                     "student",   "scribe",
                                     "actress",   "ant",
                                     "physicist", "shepherd",
                                     "professor", "lighthouse keeper",
                                     "scientist", "midwife",
                                     "peasant"})
    if (word.ends_with(end)) return true;
  return false;
}

bool suits(const Plot& plot, const std::string& trade) {
  const bool wanted = plot.trades.empty() ||
                      std::find(plot.trades.begin(), plot.trades.end(), trade) != plot.trades.end();
  return wanted &&
         std::find(plot.not_trades.begin(), plot.not_trades.end(), trade) == plot.not_trades.end();
}

// `text` without the words that named the genre: in "a detective mystery about a potter" nobody is
// a detective.
std::string without_genre(const Reader& reader) {
  std::string text = reader.text;
  for (const std::string& word : reader.library.premise.at("genre").at(reader.out.genre)) {
    const std::string low = base::lower_ascii(word);
    for (auto at = text.find(low); at != std::string::npos; at = text.find(low, at))
      text.replace(at, low.size(), " ");
  }
  return text;
}

// Of the words for people ("cook"), else of any ("ship").
Match trade_in(const std::string& text, const Table& trades) {
  Table people = trades;
  for (Entry& entry : people)
    std::erase_if(entry.words["match"],
                  [](const std::string& word) { return !names_a_person(word); });
  const Match person = best_in(text, people);
  return person.id.empty() ? best_in(text, trades) : person;
}

void read_trade(Reader& reader) {
  Match match = trade_in(without_genre(reader), reader.library.trades);
  if (match.id.empty()) match = trade_in(reader.text, reader.library.trades);
  Reading& out = reader.out;
  if (!match.id.empty()) {
    out.trade = match.id;
    reader.understood("protagonist", match);
  } else {
    out.trade =
        reader.assumed("protagonist's trade",
                       pick(reader.library.defaults.at(out.genre).all("trades"), reader.random));
  }
  const Entry* trade = find(reader.library.trades, out.trade);
  out.noun = names_a_person(match.word) ? match.word : trade->first("noun");
}

constexpr int short_film = 8;  // minutes

Result<void> read_plot_choice(Reader& reader) {
  std::vector<const Plot*> candidates;
  for (const Plot& plot : reader.library.plots)
    if (plot.genre == reader.out.genre && suits(plot, reader.out.trade))
      candidates.push_back(&plot);
  if (candidates.empty())
    for (const Plot& plot : reader.library.plots)
      if (plot.genre == reader.out.genre) candidates.push_back(&plot);
  if (candidates.empty())
    return base::fail("no plot for the genre '" + reader.out.genre + "'",
                      "add one under data/genres");
  if (reader.brief.minutes > 0 && reader.brief.minutes < short_film) keep_the_short(candidates);
  const auto said = [&](const Plot* plot) {
    return !longest_match(reader.text, plot->match).empty();
  };
  const auto fits = std::find_if(candidates.begin(), candidates.end(), said);
  const Plot* plot =
      fits != candidates.end() ? *fits : candidates[reader.random.below(candidates.size())];
  reader.out.plot = plot->id;
  return {};
}

Result<void> read_culture(Reader& reader) {
  const Table cultures = with_ids(reader.library.cultures);
  if (!reader.brief.culture.empty()) {
    Table by_pack = cultures;
    for (Entry& entry : by_pack)
      for (const std::string& pack : entry.all("packs")) entry.words["match"].push_back(pack);
    reader.out.culture = TRY(reader.asked("culture", reader.brief.culture, by_pack));
    return {};
  }
  const Match match = best_in(reader.text, cultures);
  if (!match.id.empty()) {
    reader.out.culture = match.id;
    reader.understood("culture", match);
    return {};
  }
  if (const std::string place = place_named(reader.brief.premise); !place.empty())
    reader.out.assumed.push_back("culture: nothing is known of '" + place +
                                 "', so another stands for it (--culture; data/cultures)");
  // Assume one that the house knows more of than names.
  std::vector<std::string> known;
  for (const Entry& entry : cultures)
    if (!pack_of(entry, reader.library).empty()) known.push_back(entry.id);
  if (known.empty())
    for (const Entry& entry : cultures) known.push_back(entry.id);
  reader.out.culture = reader.assumed("culture", pick(known, reader.random));
  return {};
}

void read_weather(Reader& reader) {
  const Table moods = with_ids(reader.library.weathers);
  const Match asked = best_in(base::lower_ascii(reader.brief.mood), moods);
  const Match match = asked.id.empty() ? best_in(reader.text, moods) : asked;
  if (!match.id.empty()) {
    reader.out.weather = match.id;
    reader.understood("mood", match);
    return;
  }
  // Nothing that does not fall there.
  auto skies = reader.library.defaults.at(reader.out.genre).all("weather");
  const auto& never = find(reader.library.cultures, reader.out.culture)->all("never");
  std::erase_if(skies, [&](const std::string& sky) {
    return std::find(never.begin(), never.end(), sky) != never.end();
  });
  reader.out.weather = reader.assumed("mood", pick(skies, reader.random));
}

void read_relation(Reader& reader, const Plot& plot) {
  Table allowed;
  for (const Entry& entry : reader.library.relations)
    if (std::find(plot.relations.begin(), plot.relations.end(), entry.id) != plot.relations.end())
      allowed.push_back(entry);
  const Match match = best_in(reader.text, allowed);
  if (!match.id.empty()) {
    reader.out.relation = match.id;
    reader.understood("the other", match);
  } else {
    reader.out.relation = reader.assumed("the other", pick(plot.relations, reader.random));
  }
}

void read_person(Reader& reader) {
  const auto& premise = reader.library.premise;
  const Match gender = best_in(reader.text, premise.at("gender"));
  if (!gender.id.empty()) reader.understood("gender", gender);
  reader.out.hero_gender = gender.id;
  const Match age = best_in(reader.text, premise.at("age"));
  if (!age.id.empty()) reader.understood("age", age);
  reader.out.hero_age = age.id;
  for (const std::string_view sign : {"named ", "called "}) {
    const auto at = reader.brief.premise.find(sign);
    if (at == std::string::npos) continue;
    const std::string_view rest = std::string_view(reader.brief.premise).substr(at + sign.size());
    const std::string name(rest.substr(0, rest.find_first_of(" ,.;!?")));
    if (!name.empty() && std::isupper(static_cast<unsigned char>(name[0])) != 0) {
      reader.out.hero_name = name;
      reader.understood("name", {name, name});
    }
  }
}

// How it is told; --form may name a telling, too.
Result<void> read_telling(Reader& reader) {
  const auto lists = with_ids(reader.library.premise.at("telling"));
  if (!reader.brief.telling.empty()) {
    reader.out.telling = TRY(reader.asked("telling", reader.brief.telling, lists));
    return {};
  }
  const Match by_form = best_in(base::lower_ascii(reader.brief.form), lists);
  const Match match = by_form.id.empty() ? best_in(reader.text, lists) : by_form;
  reader.out.telling = match.id.empty() ? "linear" : match.id;
  if (!match.id.empty()) reader.understood("telling", match);
  return {};
}

Result<void> read_form(Reader& reader) {
  std::map<std::string, std::vector<std::string>> forms;
  for (const Structure& structure : reader.library.structures) {
    forms[structure.id] = structure.match;
    forms[structure.id].push_back(structure.id);
  }
  const bool names_a_telling =
      !best_in(base::lower_ascii(reader.brief.form), reader.library.premise.at("telling"))
           .id.empty();
  if (!reader.brief.form.empty() && !names_a_telling) {
    reader.out.form = TRY(reader.asked("form", reader.brief.form, forms));
    return {};
  }
  forms.erase("mystery");  // these two words name a genre in a premise, not a form
  forms.erase("romance");
  const Match match = best_in(reader.text, forms);
  if (!match.id.empty()) {
    reader.out.form = match.id;
    reader.understood("form", match);
  } else if (reader.out.ending == "tragic") {
    reader.out.form = reader.assumed("form", "tragedy");
  } else {
    reader.out.form = reader.assumed(
        "form", reader.library.defaults.at(reader.out.genre).first("form", "three-act"));
  }
  return {};
}

}  // namespace

std::string longest_match(std::string_view text, const std::vector<std::string>& words) {
  const std::string low = base::lower_ascii(text);
  std::string best;
  for (const std::string& word : words)
    if (word.size() > best.size() && holds_word(low, base::lower_ascii(word))) best = word;
  return best;
}

Result<Reading> read_premise(const Brief& brief, const Library& library, Random& random) {
  Reader reader{brief,
                library,
                random,
                {},
                base::lower_ascii(brief.premise + " " + brief.theme + " " + brief.style + " " +
                                  brief.storyline)};
  TRY(read_genre(reader));
  TRY(read_ending(reader));
  read_trade(reader);
  TRY(read_plot_choice(reader));
  TRY(read_culture(reader));
  read_weather(reader);
  const auto plot = std::find_if(library.plots.begin(), library.plots.end(),
                                 [&](const Plot& p) { return p.id == reader.out.plot; });
  read_relation(reader, *plot);
  read_person(reader);
  TRY(read_telling(reader));
  TRY(read_form(reader));
  const Match theme = best_in(reader.text, library.premise.at("theme"));
  reader.out.theme = theme.id;
  if (!theme.id.empty()) reader.understood("theme", theme);
  reader.out.ways = brief.ways;
  return reader.out;
}

}  // namespace kuleshov::write

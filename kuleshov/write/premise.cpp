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
  void unknown(const std::string& what, const std::string& value, const std::string& known) {
    out.unknown.push_back(what + ": " + value + " (known: " + known + ")");
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
      return base::fail("unknown " + what + " '" + value + "'", "one of: " + ids_of(lists), {},
                        base::ErrorKind::bad_input);
    understood(what, match);
    return match.id;
  }
};

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

std::vector<const Plot*> plots_for(const Reader& reader, const std::string& trade) {
  std::vector<const Plot*> all;
  for (const Plot& plot : reader.library.plots)
    if (plot.genre == reader.out.genre && suits(plot, trade)) all.push_back(&plot);
  return all;
}

// Plots in which those whom the writer named may be what they are to each other; for that a trade
// that nobody asked for is changed.
void keep_those_for_people(Reader& reader, std::vector<const Plot*>& plots) {
  const auto& relations = reader.library.relations;
  if (keep_those_for(plots, relations, reader.out.people)) return;
  auto& assumed = reader.out.assumed;
  const std::string said = "protagonist's trade: ";
  const auto entry = std::find(assumed.begin(), assumed.end(), said + reader.out.trade);
  if (entry == assumed.end()) return;
  for (const std::string& trade : reader.library.defaults.at(reader.out.genre).all("trades")) {
    auto others = plots_for(reader, trade);
    if (others.empty() || !keep_those_for(others, relations, reader.out.people)) continue;
    plots = std::move(others);
    reader.out.trade = trade;
    reader.out.noun = find(reader.library.trades, trade)->first("noun");
    *entry = said + trade;
    return;
  }
}

Result<void> read_plot_choice(Reader& reader) {
  std::vector<const Plot*> candidates = plots_for(reader, reader.out.trade);
  if (candidates.empty())
    for (const Plot& plot : reader.library.plots)
      if (plot.genre == reader.out.genre) candidates.push_back(&plot);
  if (candidates.empty())
    return base::fail("no plot for the genre '" + reader.out.genre + "'",
                      "add one under data/genres");
  if (reader.brief.minutes > 0 && reader.brief.minutes < short_film) keep_the_short(candidates);
  keep_those_for_people(reader, candidates);
  if (!reader.brief.theme.empty()) keep_those_about(candidates, reader.out.theme);
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
  if (!reader.brief.mood.empty() && asked.id.empty())
    reader.unknown("mood", reader.brief.mood, moods_known(moods));
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
  const auto suiting = relations_for(plot, reader.library.relations, reader.out.people);
  Table allowed;
  for (const Entry& entry : reader.library.relations)
    if (std::find(suiting.begin(), suiting.end(), entry.id) != suiting.end())
      allowed.push_back(entry);
  const Match match = best_in(reader.text, allowed);
  if (!match.id.empty()) {
    reader.out.relation = match.id;
    reader.understood("the other", match);
  } else {
    reader.out.relation = reader.assumed("the other", pick(suiting, reader.random));
  }
}

// Of the premise alone: in a storyline "her last page" says nothing of the protagonist.
void read_person(Reader& reader) {
  const auto& premise = reader.library.premise;
  const std::string text = base::lower_ascii(reader.brief.premise);
  const Match gender = best_in(text, premise.at("gender"));
  reader.out.hero_gender = gender.id;
  const auto& people = reader.out.people;
  if (!people.empty() && !people.front().gender.empty())
    reader.out.hero_gender = people.front().gender;
  else if (!gender.id.empty())
    reader.understood("gender", gender);
  const Match age = best_in(text, premise.at("age"));
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

// What was asked for before what the premise says.
void read_theme(Reader& reader) {
  const auto& themes = reader.library.premise.at("theme");
  const Match asked = best_in(base::lower_ascii(reader.brief.theme), themes);
  const Match match = asked.id.empty() ? best_in(reader.text, themes) : asked;
  reader.out.theme = match.id;
  if (!match.id.empty()) reader.understood("theme", match);
  if (!reader.brief.theme.empty() && asked.id.empty())
    reader.unknown("theme", reader.brief.theme, ids_of(themes));
}

void read_style(Reader& reader) {
  if (reader.brief.style.empty()) return;
  const Table styles = with_ids(reader.library.styles);
  const Match match = best_in(base::lower_ascii(reader.brief.style), styles);
  reader.out.style = match.id;
  if (match.id.empty())
    reader.unknown("style", reader.brief.style, ids_of(styles));
  else
    reader.understood("style", match);
}

}  // namespace

Result<Reading> read_premise(const Brief& brief, const Library& library, Random& random,
                             const std::vector<Named>& people) {
  Reader reader{brief,
                library,
                random,
                {},
                base::lower_ascii(brief.premise + " " + brief.theme + " " + brief.style + " " +
                                  brief.storyline)};
  reader.out.people = people;
  TRY(read_genre(reader));
  TRY(read_ending(reader));
  read_trade(reader);
  read_theme(reader);
  read_style(reader);
  TRY(read_plot_choice(reader));
  TRY(read_culture(reader));
  read_weather(reader);
  const auto plot = std::find_if(library.plots.begin(), library.plots.end(),
                                 [&](const Plot& p) { return p.id == reader.out.plot; });
  read_relation(reader, *plot);
  read_person(reader);
  TRY(read_telling(reader));
  TRY(read_form(reader));
  reader.out.ways = brief.ways;
  return reader.out;
}

}  // namespace kuleshov::write

#include "kuleshov/write/symbols.hpp"

#include <algorithm>

#include "kuleshov/base/text.hpp"

namespace kuleshov::write {

namespace {

using base::Random;

void define_person(Grammar& grammar, const Person& person) {
  const bool she = person.gender == "female";
  const std::string& r = person.role;
  grammar.define(r, {person.name});
  grammar.define(r + ".s", {she ? "she" : "he"});
  grammar.define(r + ".o", {she ? "her" : "him"});
  grammar.define(r + ".p", {she ? "her" : "his"});
  grammar.define(r + ".hers", {she ? "hers" : "his"});
  grammar.define(r + ".r", {she ? "herself" : "himself"});
  grammar.define(r + ".age", {std::to_string(person.age)});
  grammar.define(r + ".man", {she ? "woman" : "man"});
  grammar.define(r + ".boy", {she ? "girl" : "boy"});
  grammar.define(r + ".sir", {she ? "madam" : "sir"});
  grammar.define(r + ".parent", {she ? "mother" : "father"});
  grammar.define(r + ".child", {she ? "daughter" : "son"});
  grammar.define(r + ".kid", {she ? "sister" : "brother"});
  grammar.define(r + ".surname", {person.surname});
  grammar.define(r + ".full", {person.family_first ? person.surname + " " + person.name
                                                   : person.name + " " + person.surname});
  grammar.define(r + ".last_first", {person.surname + ", " + person.name});
}

std::string plural_of(const Entry& relation, const Cast& cast) {
  if (relation.first("class") != "kin") return relation.first("plural", "family");
  const bool same = cast[0].gender == cast[1].gender;
  if (!same) return "brother and sister";
  return cast[0].gender == "female" ? "sisters" : "brothers";
}

void define_relation(Grammar& grammar, const Entry& relation, const Cast& cast) {
  grammar.define("r.noun", {relation.first("noun")});
  grammar.define("r.plural", {plural_of(relation, cast)});
  grammar.define("r.was", {relation.first("was")});
}

void define_entry(Grammar& grammar, const std::string& prefix, const Entry& entry, bool shuffled) {
  for (const auto& [key, phrases] : entry.words)
    if (key != "match" && key != "class" && key != "where")
      grammar.define(prefix + key, phrases, shuffled);
}

std::string noun_for(const Reading& reading, const Cast& cast) {
  std::string noun = reading.noun;
  const bool she = cast.front().gender == "female";
  if (she && noun.ends_with("man") && !noun.ends_with("woman"))
    noun.replace(noun.size() - 3, 3, "woman");
  return noun;
}

// A running image or memory is this film's alone: one of each is drawn.
const Entry& draw(const Table& table, Random& random) { return table[random.below(table.size())]; }

const Entry& draw_memory(const Library& library, const Entry& relation, Random& random) {
  Table fitting;
  const std::string kind = relation.first("class");
  for (const Entry& memory : library.memories) {
    const auto& kinds = memory.all("class");
    if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) fitting.push_back(memory);
  }
  const Entry& drawn = draw(fitting.empty() ? library.memories : fitting, random);
  return *find(library.memories, drawn.id);
}

// Words of the culture: {c.street}, {c.drink} ...; its rooms are the rooms of the film. A trade
// that is worked far from any street has its own: "c.home", "weather.night".
void define_particulars(Grammar& grammar, const Entry& culture, const Entry& trade) {
  for (const auto& [key, phrases] : culture.words)
    if (key.starts_with("c.")) grammar.define(key, phrases, true);
  for (const auto& [key, phrases] : trade.words)
    if (key.starts_with("c.") || key.starts_with("weather.")) grammar.define(key, phrases, true);
  if (!culture.all("c.home").empty()) grammar.define("place.home.air", {"{c.home}"});
}

// Images that may be seen wherever this film's scenes call them up: what somebody wears may be seen
// anywhere, what stands in a room only there.
const Entry& draw_motif(const Library& library, const std::set<std::string>& where,
                        Random& random) {
  Table fitting;
  for (const Entry& motif : library.motifs)
    if (where.contains(motif.first("where", "fixed"))) fitting.push_back(motif);
  const Entry& drawn = draw(fitting.empty() ? library.motifs : fitting, random);
  return *find(library.motifs, drawn.id);
}

// A man's name that nobody in the film has: of somebody who is only spoken of.
std::string lost_name(const Entry& culture, const Cast& cast) {
  for (const std::string& name : culture.all("male"))
    if (std::none_of(cast.begin(), cast.end(),
                     [&](const Person& p) { return p.name[0] == name[0]; }))
      return name;
  return culture.first("male", "Sam");
}

void define_by_ending(Grammar& grammar, const Reading& reading, const Entry& memory) {
  const bool dark = reading.ending == "tragic";
  grammar.define("mem.last", {memory.first(dark ? "last_dark" : "last_light")});
}

}  // namespace

void define_symbols(Grammar& grammar, const Reading& reading, const Plot& plot, const Cast& cast,
                    const Library& library, const std::set<std::string>& motifs, Random& random) {
  for (const Person& person : cast) define_person(grammar, person);
  const Entry& relation = *find(library.relations, reading.relation);
  define_relation(grammar, relation, cast);
  define_entry(grammar, "t.", *find(library.trades, reading.trade), true);
  grammar.define("t.noun", {noun_for(reading, cast)});
  define_entry(grammar, "weather.", *find(library.weathers, reading.weather), true);
  define_entry(grammar, "motif.", draw_motif(library, motifs, random), false);
  const Entry& memory = draw_memory(library, relation, random);
  define_entry(grammar, "mem.", memory, false);
  define_by_ending(grammar, reading, memory);
  define_entry(grammar, "place.", library.settings, true);
  define_particulars(grammar, *find(library.cultures, reading.culture),
                     *find(library.trades, reading.trade));
  grammar.define("present", library.settings.all("present"), true);
  grammar.define("silence", library.settings.all("silence"), true);
  const Entry& culture = *find(library.cultures, reading.culture);
  grammar.define("food", culture.all("food"), true);
  grammar.define("ending", {reading.ending});
  grammar.define("lost", {lost_name(culture, cast)});
  for (const auto& [key, phrases] : plot.words) grammar.define("x." + key, phrases, true);
}

}  // namespace kuleshov::write

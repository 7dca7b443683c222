#include "kuleshov/write/promises.hpp"

#include <algorithm>
#include <map>

#include "kuleshov/story/check.hpp"
#include "kuleshov/write/source.hpp"
#include "kuleshov/write/weave_edit.hpp"

namespace kuleshov::write {

namespace {

using base::Result;

struct Word {
  const char* said;
  const char* id;
};
constexpr Word genres[] = {
    {"science fiction", ""}, {"a romantic comedy", ""},   {"a detective mystery", ""},
    {"a family drama", ""},  {"a suspense thriller", ""}, {"a folk tale", ""},
    {"a farce", ""}};
constexpr Word people[] = {{"a lighthouse keeper", "lighthouse-keeper"},
                           {"an old baker", "baker"},
                           {"a violinist", "musician"},
                           {"a doctor", "doctor"},
                           {"a woman who repairs clocks", "clockmaker"},
                           {"a station master", "railway"},
                           {"a young librarian", "librarian"},
                           {"a potter", "artist"},
                           {"an astronaut", "astronaut"},
                           {"a teacher", "teacher"},
                           {"a ship's cook", "cook"}};
constexpr Word cultures[] = {{"in Ireland", "irish"},  {"in Kyoto", "japanese"},
                             {"in Lagos", "yoruba"},   {"in Suzhou", "jiangnan"},
                             {"in Oaxaca", "mexican"}, {"in Bengal", "bengali"},
                             {"in Cusco", "andean"},   {"in Korea", "korean"},
                             {"in Norway", "nordic"},  {"", ""}};
constexpr Word moods[] = {{"hopeful", "clear"},
                          {"melancholy", "rain"},
                          {"dark", "storm"},
                          {"mysterious", "fog"},
                          {"cold", "snow"}};
constexpr const char* themes[] = {"forgiveness", "memory",     "duty",  "home",
                                  "truth",       "loneliness", "change"};
constexpr const char* styles[] = {"spare", "lyrical", "dry humour", "documentary", "theatrical"};
constexpr const char* endings[] = {"tragic", "happy", "bittersweet", "open"};

bool said_by(const Draft& draft, std::size_t knot, const std::string& role) {
  const auto& passages = draft.scenes[knot].passages;
  return std::any_of(passages.begin(), passages.end(), [&](const Passage& p) {
    return p.kind == Passage::Kind::line && p.role == role;
  });
}

bool only_for(const Event& event, const std::string& ending) {
  return std::find(event.endings.begin(), event.endings.end(), ending) != event.endings.end();
}

bool ending_kept(const Draft& draft, const std::string& ending) {
  bool climax = false;
  for (const Knot& knot : draft.weave.knots) {
    if (knot.next.empty() && !only_for(*knot.event, ending)) return false;
    if (knot.event->does == "climax") climax = only_for(*knot.event, ending);
  }
  return climax && draft.reading.ending == ending;
}

bool cast_kept(const Draft& draft, const Premise& premise) {
  if (!premise.trade.empty() && draft.reading.trade != premise.trade) return false;
  if (!premise.relation.empty() && draft.reading.relation != premise.relation) return false;
  std::size_t hero = 0;
  std::size_t other = 0;
  for (std::size_t i = 0; i < draft.scenes.size(); ++i) {
    hero += said_by(draft, i, "H") ? 1U : 0U;
    other += said_by(draft, i, "O") ? 1U : 0U;
  }
  return 3 * hero >= draft.scenes.size() && other >= 3;
}

bool setting_kept(const Draft& draft, const Premise& premise, const Library& library) {
  if (premise.trade.empty()) return true;
  const Entry& trade = *find(library.trades, premise.trade);
  bool work = false;
  for (const DraftScene& scene : draft.scenes) {
    if (draft.weave.plot->places.contains(scene.place)) continue;  // the plot's own street
    const std::string place = trade.first(scene.place + ".heading");
    if (place.empty() || scene.heading.find(place) == std::string::npos) return false;
    work = work || scene.place == "work";
  }
  return work;
}

bool culture_kept(const Draft& draft, const story::Film& film, const Premise& premise,
                  const Library& library) {
  if (premise.culture.empty()) return true;
  const Entry& culture = *find(library.cultures, premise.culture);
  if (draft.reading.culture != premise.culture || film.culture != pack_of(culture, library))
    return false;
  return std::all_of(draft.cast.begin(), draft.cast.end(), [&](const Person& person) {
    const auto& names = culture.all(person.gender);
    return std::find(names.begin(), names.end(), person.name) != names.end();
  });
}

// On some path: ways that exclude each other may share a line.
std::size_t repeated_lines(const Draft& draft) {
  std::map<std::string, std::vector<std::size_t>> said;
  std::size_t twice = 0;
  for (std::size_t i = 0; i < draft.scenes.size(); ++i)
    for (const Passage& passage : draft.scenes[i].passages) {
      if (passage.kind != Passage::Kind::line) continue;
      auto& scenes = said[passage.text];
      twice += std::any_of(scenes.begin(), scenes.end(),
                           [&](std::size_t at) { return leads_to(draft.weave, at, i); })
                   ? 1U
                   : 0U;
      scenes.push_back(i);
    }
  return twice;
}

// "{lost}", "{^O.s}", "{a:t.noun}": nothing filled it.
bool has_symbol(const std::string& text) {
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    const std::size_t end =
        text.find_first_not_of("^:._-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", at + 1);
    if (end != std::string::npos && end > at + 1 && text[end] == '}') return true;
  }
  return false;
}

}  // namespace

Premise premise_at(std::size_t i) {
  Premise premise;
  const Word& person = people[i % std::size(people)];
  const Word& culture = cultures[(i * 3 + i / 11) % std::size(cultures)];
  const Word& mood = moods[(i * 2 + i / 7) % std::size(moods)];
  Brief& brief = premise.brief;
  brief.premise = std::string(genres[i % std::size(genres)].said) + ", " + person.said;
  if (*culture.said != 0) brief.premise += std::string(" ") + culture.said;
  premise.ending = endings[(i + i / 4) % std::size(endings)];
  brief.ending = premise.ending;
  brief.mood = mood.said;
  brief.theme = themes[(i * 5) % std::size(themes)];
  brief.style = styles[(i / 3) % std::size(styles)];
  brief.seed = 1000 + i;
  premise.culture = culture.id;
  premise.trade = person.id;
  premise.weather = mood.id;
  return premise;
}

void Promises::add(const Promises& other) {
  films += other.films;
  checks += other.checks;
  ending += other.ending;
  cast += other.cast;
  setting += other.setting;
  culture += other.culture;
  mood += other.mood;
  repeated += other.repeated;
  decisions += other.decisions;
  unexplained += other.unexplained;
  symbols += other.symbols;
  matters += other.matters;
}

Result<Promises> keep_count(const Premise& premise, const Library& library,
                            const base::Path& folder) {
  const Draft draft = TRY(make_draft(premise.brief, library));
  TRY(write_source(draft, folder));
  const story::Film film = TRY(story::read_film(folder.string()));
  const story::Graph graph = TRY(story::Graph::compile(film));
  const story::CheckReport report = story::check(graph);
  Promises kept;
  kept.films = 1;
  kept.checks = report.holds && report.complete ? 1 : 0;
  kept.ending = ending_kept(draft, premise.ending) ? 1 : 0;
  kept.cast = cast_kept(draft, premise) ? 1 : 0;
  kept.setting = setting_kept(draft, premise, library) ? 1 : 0;
  kept.culture = culture_kept(draft, film, premise, library) ? 1 : 0;
  kept.mood = draft.reading.weather == premise.weather ? 1 : 0;
  kept.repeated = repeated_lines(draft);
  for (const auto& [event, explained] : draft.reasons.events)
    kept.decisions += explained.reasons.size();
  kept.unexplained = draft.reasons.unexplained.size();
  kept.symbols = has_symbol(film_yaml(draft) + fountain(draft) + plan_json(draft)) ? 1 : 0;
  kept.matters = draft.intrigue != nullptr ? 1 : 0;
  return kept;
}

}  // namespace kuleshov::write

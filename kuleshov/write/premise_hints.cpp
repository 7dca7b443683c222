#include "kuleshov/write/premise_hints.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "kuleshov/base/text.hpp"

namespace kuleshov::write {

namespace {

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

double words_of_an_event(const Plot& plot) {
  double words = 0;
  for (const Event& event : plot.events)
    for (const std::string& text : event.texts)
      words += static_cast<double>(std::count(text.begin(), text.end(), ' '));
  return words / static_cast<double>(std::max<std::size_t>(plot.events.size(), 1));
}

}  // namespace

void keep_the_short(std::vector<const Plot*>& plots) {
  double least = 1e9;
  for (const Plot* plot : plots) least = std::min(least, words_of_an_event(*plot));
  std::erase_if(plots, [&](const Plot* plot) { return words_of_an_event(*plot) > 1.15 * least; });
}

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

std::string longest_match(std::string_view text, const std::vector<std::string>& words) {
  const std::string low = base::lower_ascii(text);
  std::string best;
  for (const std::string& word : words)
    if (word.size() > best.size() && holds_word(low, base::lower_ascii(word))) best = word;
  return best;
}

std::string ids_of(const std::map<std::string, std::vector<std::string>>& lists) {
  std::string all;
  for (const auto& [id, words] : lists) all += (all.empty() ? "" : " ") + id;
  return all;
}
std::string ids_of(const Table& table) {
  std::string all;
  for (const Entry& entry : table) all += (all.empty() ? "" : " ") + entry.id;
  return all;
}

std::map<std::string, std::vector<std::string>> with_ids(
    std::map<std::string, std::vector<std::string>> lists) {
  for (auto& [id, words] : lists) words.push_back(id);
  return lists;
}

Table with_ids(Table table) {
  for (Entry& entry : table) entry.words["match"].push_back(entry.id);
  return table;
}

std::string moods_known(const Table& moods) {
  std::string all;
  for (const Entry& mood : moods)
    all += (all.empty() ? "" : " ") + mood.first("match") + " (" + mood.id + ")";
  return all;
}

std::string place_named(std::string_view premise) {
  for (auto at = premise.find(" in "); at != std::string_view::npos;
       at = premise.find(" in ", at)) {
    at += 4;
    const std::string_view name =
        premise.substr(at, std::min(premise.size(), premise.find_first_of(" ,.;!?", at)) - at);
    if (!name.empty() && std::isupper(static_cast<unsigned char>(name[0])) != 0)
      return std::string(name);
  }
  return {};
}

namespace {

enum class Ages { fit, any };

// Whether whom the writer named for H and O may be this to each other.
bool fits(const Entry& relation, const std::vector<Named>& people, Ages ages) {
  if (people.size() < 2) return true;
  const Named& hero = people[0];
  const Named& other = people[1];
  const std::string gender = relation.first("gender");
  if (!gender.empty() && !other.gender.empty() && gender != other.gender) return false;
  const auto& range = relation.all("age");
  if (ages == Ages::any || hero.age == 0 || other.age == 0 || range.size() != 2) return true;
  constexpr int slack = 10;  // years beyond what the relation has by itself
  const int apart = other.age - hero.age;
  return apart >= std::atoi(range[0].c_str()) - slack &&
         apart <= std::atoi(range[1].c_str()) + slack;
}

}  // namespace

std::vector<std::string> relations_for(const Plot& plot, const Table& relations,
                                       const std::vector<Named>& people) {
  for (const Ages ages : {Ages::fit, Ages::any}) {
    std::vector<std::string> all;
    for (const std::string& id : plot.relations)
      if (const Entry* relation = find(relations, id);
          relation != nullptr && fits(*relation, people, ages))
        all.push_back(id);
    if (!all.empty()) return all;
  }
  return plot.relations;
}

bool keep_those_for(std::vector<const Plot*>& plots, const Table& relations,
                    const std::vector<Named>& people) {
  std::vector<const Plot*> kept;
  for (const Plot* plot : plots)
    if (std::any_of(plot->relations.begin(), plot->relations.end(), [&](const std::string& id) {
          const Entry* relation = find(relations, id);
          return relation != nullptr && fits(*relation, people, Ages::fit);
        }))
      kept.push_back(plot);
  if (kept.empty()) return false;
  plots = std::move(kept);
  return true;
}

void keep_those_about(std::vector<const Plot*>& plots, const std::string& theme) {
  std::vector<const Plot*> kept;
  for (const Plot* plot : plots)
    if (std::find(plot->themes.begin(), plot->themes.end(), theme) != plot->themes.end())
      kept.push_back(plot);
  if (!kept.empty()) plots = std::move(kept);
}

}  // namespace kuleshov::write

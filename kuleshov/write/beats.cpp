#include "kuleshov/write/beats.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "kuleshov/base/text.hpp"
#include "kuleshov/text/fountain.hpp"

namespace kuleshov::write {

namespace {

using text::Element;
using text::ElementType;

constexpr std::size_t most_beats = 24;

bool upper_letter(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80 || c == '-' || c == '\'';
}

// "- ", "* ", "3. ", "12) ": the length of the mark, 0 if there is none.
std::size_t bullet(std::string_view line) {
  if (line.starts_with("- ") || line.starts_with("* ")) return 2;
  if (line.starts_with("• ")) return std::string_view("• ").size();
  std::size_t digits = 0;
  while (digits < line.size() && std::isdigit(static_cast<unsigned char>(line[digits])) != 0)
    ++digits;
  if (digits == 0 || digits > 3 || digits + 1 >= line.size()) return 0;
  return (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ' ? digits + 2 : 0;
}

Beat plain_beat(const std::string& text) { return {text, {}, {{{}, {}, {}, text}}, {}}; }

std::vector<Beat> plain_beats(std::string_view text) {
  std::vector<std::string_view> lines = base::lines(text);
  std::erase_if(lines, [](std::string_view line) { return base::trim(line).starts_with('#'); });
  const bool items = std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
    return bullet(base::trim(line)) > 0;
  });
  std::vector<std::string> paragraphs{""};
  for (const std::string_view raw : lines) {
    const std::string_view line = base::trim(raw);
    const std::size_t mark = bullet(line);
    if (line.empty() || (items && mark > 0)) paragraphs.emplace_back();
    if (!line.empty())
      paragraphs.back() += (paragraphs.back().empty() ? "" : " ") + std::string(line.substr(mark));
  }
  std::vector<Beat> beats;
  for (const std::string& paragraph : paragraphs)
    if (!paragraph.empty()) beats.push_back(plain_beat(paragraph));
  return beats;
}

bool fountain_like(const text::Script& script) {
  return std::any_of(script.elements.begin(), script.elements.end(), [](const Element& e) {
    return e.type == ElementType::scene_heading || e.type == ElementType::synopsis;
  });
}

void add_part(Beat& beat, const Element& element) {
  if (element.type == ElementType::action)
    beat.parts.push_back({Beat::Part::Kind::action, {}, {}, element.text});
  if (element.type == ElementType::character)
    beat.parts.push_back({Beat::Part::Kind::line, element.key, {}, {}});
  if (beat.parts.empty() || beat.parts.back().kind != Beat::Part::Kind::line) return;
  if (element.type == ElementType::parenthetical) beat.parts.back().parenthetical = element.text;
  if (element.type == ElementType::dialogue)
    beat.parts.back().text += (beat.parts.back().text.empty() ? "" : " ") + element.text;
}

std::vector<Beat> fountain_beats(const text::Script& script) {
  std::vector<Beat> beats;
  bool in_scene = false;
  for (const Element& element : script.elements) {
    if (element.type == ElementType::scene_heading) {
      beats.push_back({{}, element.text, {}, {}});
      in_scene = true;
    } else if (element.type == ElementType::section) {
      in_scene = false;
    } else if (element.type == ElementType::synopsis) {
      if (in_scene && beats.back().text.empty())
        beats.back().text = element.text;
      else
        beats.push_back(plain_beat(element.text));
    } else if (in_scene) {
      add_part(beats.back(), element);
    }
  }
  for (Beat& beat : beats) {
    if (beat.text.empty() && !beat.parts.empty()) beat.text = beat.parts.front().text;
    if (beat.parts.empty()) beat.parts.push_back({{}, {}, {}, beat.text});
  }
  std::erase_if(beats, [](const Beat& beat) { return beat.text.empty(); });
  return beats;
}

const std::set<std::string>& no_names() {
  static const std::set<std::string> words{
      "A",         "An",        "The",      "I",         "He",     "She",     "They",
      "It",        "We",        "You",      "His",       "Her",    "Their",   "In",
      "On",        "At",        "When",     "After",     "Then",   "But",     "And",
      "Or",        "So",        "If",       "Before",    "While",  "As",      "One",
      "Two",       "Three",     "Night",    "Morning",   "Day",    "Nobody",  "Everyone",
      "Someone",   "There",     "This",     "That",      "God",    "Monday",  "Tuesday",
      "Wednesday", "Thursday",  "Friday",   "Saturday",  "Sunday", "January", "February",
      "March",     "April",     "May",      "June",      "July",   "August",  "September",
      "October",   "November",  "December", "Christmas", "Easter", "Finally", "Years",
      "Later",     "Meanwhile", "Now",      "What",      "Who",    "Why",     "Where",
      "How",       "No",        "Yes"};
  return words;
}

struct Sighting {
  std::size_t first = 0;
  int inside = 0;  // with a capital although no sentence begins there
  int placed = 0;  // of these, after "in", "at", "near": a place
  int starts = 0;
  int acts = 0;  // of these, before a word such as "lies": somebody does something
};

// "lies" of "Bruno lies about the key."
bool verb_follows(const std::string& text, std::size_t end) {
  if (end + 3 >= text.size() || text[end] != ' ' || text[end + 1] < 'a' || text[end + 1] > 'z')
    return false;
  std::size_t last = end + 1;
  while (last < text.size() && word_byte(text[last])) ++last;
  const std::string_view word = std::string_view(text).substr(end + 1, last - end - 1);
  return word.size() > 1 && word.ends_with('s') && word != "as" && word != "this";
}

// Words with a capital and where they stand; what also occurs without one is no name.
void sight(const std::string& text, std::map<std::string, Sighting>& seen, std::size_t& clock,
           std::set<std::string>& small) {
  bool begins = true;
  bool after_where = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!word_byte(text[i])) {
      if (text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == ':' || text[i] == '"')
        begins = true;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && word_byte(text[end])) ++end;
    std::string word = text.substr(i, end - i);
    if (word.ends_with("'s")) word.resize(word.size() - 2);
    if (upper_letter(word[0]) && word.size() > 1 && !no_names().contains(word)) {
      auto [found, fresh] = seen.try_emplace(word);
      if (fresh) found->second.first = clock++;
      ++(begins ? found->second.starts : found->second.inside);
      found->second.acts += begins && verb_follows(text, i + word.size()) ? 1 : 0;
      found->second.placed += after_where ? 1 : 0;
    } else if (!upper_letter(word[0])) {
      small.insert(base::lower_ascii(word));
    }
    begins = false;
    after_where = word == "in" || word == "at" || word == "near" || word == "into";
    i = end - 1;
  }
}

std::string gender_of(const std::string& name, const Library& library) {
  for (const char* gender : {"female", "male"})
    if (const auto names = library.given_names.find(gender);
        names != library.given_names.end() && names->second.contains(name))
      return gender;
  return {};
}

std::string title_case(const std::string& cue) {
  std::string out = base::lower_ascii(cue);
  if (!out.empty()) out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

// "her" of "her father", not of "Ada loves her.": whoever is loved is another.
bool owns(std::string_view word, std::string_view next) {
  return (word == "his" || word == "her") && !next.empty() && word_byte(next.front());
}

// Beats that hold only this person: which pronoun goes with them?
std::string gender_by_pronouns(const std::string& name, const std::vector<Beat>& beats) {
  int balance = 0;
  for (const Beat& beat : beats) {
    if (beat.people.size() != 1 || beat.people.front() != name) continue;
    const std::string low = base::lower_ascii(beat.text);
    const auto words = base::split(low, ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::string_view word = words[i];
      const bool ends = !word.empty() && !word_byte(word.back());
      while (!word.empty() && !word_byte(word.back())) word.remove_suffix(1);
      const bool own = !ends && owns(word, i + 1 < words.size() ? words[i + 1] : "");
      if (word == "she" || word == "herself" || (own && word == "her")) ++balance;
      if (word == "he" || word == "himself" || (own && word == "his")) --balance;
    }
  }
  return balance > 0 ? "female" : balance < 0 ? "male" : "";
}

bool speaks_of(const Beat& beat, const std::string& name) {
  const auto cue = [&](const Beat::Part& part) { return title_case(part.cue) == title_case(name); };
  if (std::any_of(beat.parts.begin(), beat.parts.end(), cue)) return true;
  std::string all = beat.text;
  for (const Beat::Part& part : beat.parts) all += " " + part.text;
  for (std::size_t at = all.find(name); at != std::string::npos; at = all.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !word_byte(all[at - 1])) &&
        (end == all.size() || !word_byte(all[end]) || all.compare(end, 2, "'s") == 0))
      return true;
  }
  return false;
}

}  // namespace

base::Result<std::vector<Beat>> read_beats(std::string_view text) {
  const text::Script script = text::parse_fountain(text);
  std::vector<Beat> beats = fountain_like(script) ? fountain_beats(script) : plain_beats(text);
  if (beats.empty())
    return base::fail("the storyline holds no beat",
                      "write one beat a paragraph, or Fountain synopses (= ...)");
  if (beats.size() > most_beats)
    return base::fail("the storyline holds " + std::to_string(beats.size()) + " beats, more than " +
                          std::to_string(most_beats),
                      "write separate paragraphs only where something happens");
  return beats;
}

std::vector<Named> people_in(std::vector<Beat>& beats, const Library& library) {
  std::map<std::string, Sighting> seen;
  std::set<std::string> small;
  std::size_t clock = 0;
  for (const Beat& beat : beats) {
    sight(beat.text, seen, clock, small);
    for (const Beat::Part& part : beat.parts) {
      if (part.text != beat.text) sight(part.text, seen, clock, small);
      if (part.cue.empty()) continue;
      auto [found, fresh] = seen.try_emplace(title_case(part.cue));
      if (fresh) found->second.first = clock++;
      found->second.inside += 2;
    }
  }
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [word, sighting] : seen) {
    const bool known = !gender_of(word, library).empty();
    const auto nobody = library.given_names.find("nobody");
    if (nobody != library.given_names.end() && nobody->second.contains(word)) continue;
    const bool name = sighting.inside > sighting.placed || known || sighting.starts > 1 ||
                      (sighting.acts > 0 && sighting.placed == 0);
    if (name && !small.contains(base::lower_ascii(word))) order.emplace_back(sighting.first, word);
  }
  std::sort(order.begin(), order.end());
  std::vector<Named> people;
  for (const auto& [first, name] : order) {
    for (Beat& beat : beats)
      if (speaks_of(beat, name)) beat.people.push_back(name);
    people.push_back({name, gender_of(name, library), 0});
  }
  for (Named& person : people)
    if (person.gender.empty()) person.gender = gender_by_pronouns(person.name, beats);
  return people;
}

base::Result<std::vector<Named>> read_cast(std::string_view text) {
  std::vector<Named> people;
  for (const std::string_view item : base::split(text, ',')) {
    Named person;
    for (const std::string_view raw : base::split(base::trim(item), ' ')) {
      const std::string word(base::trim(raw));
      if (word.empty()) continue;
      if (word == "female" || word == "woman" || word == "male" || word == "man")
        person.gender = word == "female" || word == "woman" ? "female" : "male";
      else if (std::isdigit(static_cast<unsigned char>(word[0])) != 0)
        person.age = std::atoi(word.c_str());
      else if (person.name.empty())
        person.name = word;
      else
        return base::fail("'" + std::string(base::trim(item)) + "' is no person",
                          "write: --cast \"Mara 61 female, Tomas 58 male\"");
    }
    if (person.name.empty() || person.age < 0 || person.age > 120)
      return base::fail("'" + std::string(base::trim(item)) + "' is no person",
                        "write: --cast \"Mara 61 female, Tomas 58 male\"");
    people.push_back(person);
  }
  return people;
}

}  // namespace kuleshov::write

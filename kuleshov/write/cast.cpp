#include "kuleshov/write/cast.hpp"

#include <algorithm>
#include <array>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"

namespace kuleshov::write {

namespace {

using base::Random;

const std::string& pick(const std::vector<std::string>& list, Random& random) {
  return list[random.below(list.size())];
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

// Names in a script are told apart by their first letters.
std::string fresh_name(const std::vector<std::string>& names, const Cast& cast,
                       const std::vector<Named>& named, Random& random) {
  std::vector<std::string> free;
  for (const std::string& name : names)
    if (std::none_of(cast.begin(), cast.end(),
                     [&](const Person& p) { return p.name[0] == name[0]; }) &&
        std::none_of(named.begin(), named.end(),
                     [&](const Named& p) { return p.name[0] == name[0]; }))
      free.push_back(name);
  return free.empty() ? pick(names, random) : pick(free, random);
}

// Names that are somebody's in any case.
std::vector<Named> taken(const Reading& reading) {
  std::vector<Named> all = reading.people;
  for (const auto& [role, person] : reading.company) all.push_back(person);
  return all;
}

struct Maker {
  const Reading& reading;
  const Plot& plot;
  const Library& library;
  Random& random;
  const Entry& culture;
  const Entry& relation;
  Cast cast;

  [[nodiscard]] const Named* named(const std::string& role) const;
  [[nodiscard]] const Named* kept(const std::string& role) const;
  std::string gender_of(const std::string& role);
  int age_of(const std::string& role, const Role& wanted);
  std::string unlike(const char* trait, const std::vector<std::string>& choices);
  [[nodiscard]] bool styled() const;
  [[nodiscard]] std::vector<std::string> of_the_style(const std::vector<std::string>& free) const;
  void look(Person& person);
  void voice(Person& person);
  void name(Person& person);
};

std::string Maker::gender_of(const std::string& role) {
  const auto wanted = plot.roles.find(role);
  if (const Named* person = named(role); person != nullptr && !person->gender.empty())
    return person->gender;
  if (role == "H" && !reading.hero_gender.empty()) return reading.hero_gender;
  if (role == "O" && !relation.first("gender").empty()) return relation.first("gender");
  if (wanted != plot.roles.end() && !wanted->second.gender.empty()) return wanted->second.gender;
  if (role == "O" && relation.first("class") == "love")
    return cast.front().gender == "female" ? "male" : "female";
  if (const Named* person = kept(role); person != nullptr) return person->gender;
  return random.chance(0.5) ? "female" : "male";
}

int Maker::age_of(const std::string& role, const Role& wanted) {
  if (const Named* person = named(role); person != nullptr && person->age > 0) return person->age;
  int low = wanted.age_low;
  int high = wanted.age_high;
  if (role == "H" && reading.hero_age == "old") low = std::max(low, 58), high = std::max(high, 74);
  if (role == "H" && reading.hero_age == "young") low = 24, high = 34;
  const auto between = [&] {
    return low + static_cast<int>(random.below(static_cast<std::uint64_t>(high) -
                                               static_cast<std::uint64_t>(low) + 1));
  };
  int age = between();
  if (role == "O" && relation.all("age").size() == 2) {
    low = cast.front().age + std::atoi(relation.all("age")[0].c_str());
    high = cast.front().age + std::atoi(relation.all("age")[1].c_str());
    age = std::max(19, between());
  }
  const Named* again = kept(role);
  return again != nullptr && again->age >= low && again->age <= high ? again->age : age;
}

// Who had the role in the film as it is; null if nobody, or nobody of this culture.
const Named* Maker::kept(const std::string& role) const {
  const auto found = reading.company.find(role);
  if (found == reading.company.end()) return nullptr;
  const auto& names = culture.all(found->second.gender);
  const bool theirs = std::find(names.begin(), names.end(), found->second.name) != names.end();
  return theirs ? &found->second : nullptr;
}

// Whom the writer named for a role; null if nobody.
const Named* Maker::named(const std::string& role) const {
  static const std::string order = "HOYP";
  const std::size_t at = order.find(role);
  return at < reading.people.size() ? &reading.people[at] : nullptr;
}

void Maker::name(Person& person) {
  const Named* by_writer = named(person.role);
  const Named* again = kept(person.role);
  if (by_writer != nullptr)
    person.name = by_writer->name;
  else if (person.role == "H" && !reading.hero_name.empty())
    person.name = reading.hero_name;
  else if (again != nullptr && again->gender == person.gender)
    person.name = again->name;
  else
    person.name = fresh_name(culture.all(person.gender), cast, taken(reading), random);
  const bool kin = person.role == "O" &&
                   (relation.first("class") == "kin" || relation.first("class") == "child" ||
                    relation.first("class") == "parent");
  person.surname = kin ? cast.front().surname : pick(culture.all("surname"), random);
  person.family_first = culture.first("family_first") == "true";
  person.id = base::slug(person.name);
  person.cue = upper(person.name);
}

// People on a screen are told apart before their faces are seen: by colour, hair, glasses.
std::string Maker::unlike(const char* trait, const std::vector<std::string>& choices) {
  std::vector<std::string> free;
  for (const std::string& choice : choices)
    if (std::none_of(cast.begin(), cast.end(),
                     [&](const Person& p) { return p.look.at(trait) == choice; }))
      free.push_back(choice);
  return pick(free.empty() ? choices : free, random);
}

void Maker::look(Person& person) {
  static const std::vector<std::string> women{"long", "bun", "bob", "curly", "braids"};
  static const std::vector<std::string> young_men{"short", "cropped"};
  static const std::vector<std::string> men{"short", "cropped", "bald"};
  static const std::vector<std::string> beards{"none", "stubble", "moustache", "full"};
  // Eight hues apart, dull enough to stand together in one frame.
  static const std::vector<std::string> cloths{"#2f5068", "#7d3f32", "#626a38", "#5c456e",
                                               "#9a7436", "#3b3f4c", "#3f6a5c", "#85586a"};
  const bool woman = person.gender == "female";
  auto& look = person.look;
  look["skin"] = pick(culture.all("skin"), random);
  const bool grey = person.age > 56;
  look["hair_colour"] = grey ? "#9a9893" : pick(culture.all("hair"), random);
  look["hair_style"] = unlike("hair_style", woman ? women : person.age < 35 ? young_men : men);
  look["beard"] = woman ? "none" : unlike("beard", beards);
  // The others wear what their culture's pack has for everyday.
  if (person.role == "P") look["dress"] = "suit";
  look["dress_colour"] = unlike("dress_colour", cloths);
  look["accent_colour"] = person.role == "H" ? "#c8a45c" : "#b08d57";
  look["build"] = person.role == "Y" ? "slight" : random.chance(0.4) ? "broad" : "medium";
  look["height_m"] = woman ? "1.65" : "1.76";
  const bool others = std::any_of(cast.begin(), cast.end(),
                                  [](const Person& p) { return p.look.at("glasses") == "true"; });
  look["glasses"] = random.chance(0.3) && !others ? "true" : "false";
}

bool Maker::styled() const { return find(library.styles, reading.style) != nullptr; }

// Ways of talking that the film's style has; any, where they are all taken.
std::vector<std::string> Maker::of_the_style(const std::vector<std::string>& free) const {
  const Entry* style = find(library.styles, reading.style);
  if (style == nullptr) return free;
  std::vector<std::string> own;
  for (const std::string& voice : style->all("voices"))
    if (std::find(free.begin(), free.end(), voice) != free.end()) own.push_back(voice);
  return own.empty() ? free : own;
}

void Maker::voice(Person& person) {
  if (person.voice_kind.empty()) {
    std::vector<std::string> free;
    for (const Entry& voice : library.voices)
      if (voice.id != "formal" && std::none_of(cast.begin(), cast.end(), [&](const Person& p) {
            return p.voice_kind == voice.id;
          }))
        free.push_back(voice.id);
    person.voice_kind = pick(of_the_style(free), random);
  }
  const Entry* kind = find(library.voices, person.voice_kind);
  const double female = person.gender == "female" ? 0.58 : 0.36;
  person.pitch =
      base::quantise(female + random.uniform(-0.06, 0.06) - (person.age > 55 ? 0.05 : 0), 2);
  person.rate_wpm = kind->number("rate_wpm", 160) + static_cast<double>(random.below(9));
  person.range = kind->number("range", 0.5);
  person.personality["extraversion"] = base::quantise(person.range * 2 - 1, 2);
  person.personality["neuroticism"] = base::quantise(random.uniform(-0.5, 0.5), 2);
}

std::string describe(const Person& person, const Reading& reading, const Entry& relation,
                     const Cast& cast, const Role& role) {
  if (!role.is.empty()) return role.is;
  if (person.role == "H") return "The " + reading.noun + ".";
  if (person.role == "O") return cast.front().name + "'s " + relation.first("noun") + ".";
  if (person.role == "P") return "Has come with a leather case and a deadline.";
  return "Young, watching, learns faster than is comfortable.";
}

}  // namespace

const Person* in_role(const Cast& cast, std::string_view role) {
  const auto found =
      std::find_if(cast.begin(), cast.end(), [&](const Person& p) { return p.role == role; });
  return found == cast.end() ? nullptr : &*found;
}

std::map<std::string, Named> company_in(const Cast& cast) {
  std::map<std::string, Named> all;
  for (const Person& person : cast) all[person.role] = {person.name, person.gender, person.age};
  return all;
}

Cast make_cast(const Reading& reading, const Plot& plot, const Library& library, Random& random) {
  Maker maker{reading,
              plot,
              library,
              random,
              *find(library.cultures, reading.culture),
              *find(library.relations, reading.relation),
              {}};
  // The hero first: the others' ages and names are relative to the hero's.
  for (const std::string role : {"H", "O", "P", "Y"}) {
    const auto wanted = plot.roles.find(role);
    if (wanted == plot.roles.end()) continue;
    Person person;
    person.role = role;
    person.gender = maker.gender_of(role);
    person.age = maker.age_of(role, wanted->second);
    if (wanted->second.board) person.voice_kind = "formal";
    if (role == "H" && !maker.styled()) person.voice_kind = random.chance(0.6) ? "dry" : "careful";
    maker.name(person);
    maker.look(person);
    maker.voice(person);
    const auto wants = plot.wants.find(role);
    if (wants != plot.wants.end()) person.wants = wants->second;
    person.description = describe(person, reading, maker.relation, maker.cast, wanted->second);
    maker.cast.push_back(std::move(person));
  }
  return maker.cast;
}

}  // namespace kuleshov::write

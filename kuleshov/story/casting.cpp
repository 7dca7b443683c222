#include "kuleshov/story/casting.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/base/text.hpp"

namespace kuleshov::story {

namespace {

using base::Json;
using Words = std::vector<std::string>;
using WordSet = std::set<std::string, std::less<>>;

struct Table {
  WordSet female, male, female_names, male_names;
  std::map<std::string, int, std::less<>> ages;
  std::map<std::string, Words, std::less<>> looks;
};

std::optional<Table> read_table() {
  const auto json = base::read_json(base::data_folder() / "casting" / "people.json");
  if (!json) return std::nullopt;
  Table table;
  json->at("female").get_to(table.female);
  json->at("male").get_to(table.male);
  json->at("female_names").get_to(table.female_names);
  json->at("male_names").get_to(table.male_names);
  json->at("ages").get_to(table.ages);
  const Json& looks = json->at("looks");
  for (const auto& [name, words] : looks.items()) {
    table.looks[name] = words.is_array() ? words.get<Words>() : Words{words.get<std::string>()};
  }
  return table;
}

const std::optional<Table>& people() {
  static const std::optional<Table> table = read_table();
  return table;
}

constexpr const char* sentence_end = ".";

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

// Lower-case words, and a "." where a sentence ends.
Words words_of(std::string_view text) {
  Words words;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : base::lower_ascii(text)) {
    if (is_word_byte(c)) {
      word += c;
      continue;
    }
    close();
    if (c == '.' || c == '!' || c == '?') words.emplace_back(sentence_end);
  }
  close();
  return words;
}

bool is_pronoun(std::string_view word) {
  static const WordSet pronouns{"she", "her", "hers", "herself", "he", "him", "his", "himself"};
  return pronouns.contains(word);
}

// "34", "60s" (their middle); nothing for other words.
std::optional<int> age_in(std::string_view word) {
  int years = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), years);
  if (fault != std::errc{} || years < 1 || years > 105) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(word.data() + word.size() - end));
  if (rest.empty()) return years;
  return rest == "s" && years % 10 == 0 ? std::optional(years + 5) : std::nullopt;
}

class Reader {
 public:
  Reader(const text::Script& script, const Table& table) : table_(table) {
    for (const text::Element& element : script.elements) {
      if (element.type == text::ElementType::action) actions_.push_back(words_of(element.text));
      if (element.type != text::ElementType::character || element.key.empty()) continue;
      if (std::ranges::find(cues_, element.key) == cues_.end()) cues_.push_back(element.key);
    }
    for (const std::string& cue : cues_) names_[cue] = names_in(cue);
  }

  std::map<std::string, Casting> read() {
    std::map<std::string, Casting> cast;
    for (const std::string& cue : cues_) cast[cue] = casting_of(cue);
    return cast;
  }

 private:
  // What remains of a cue without "OLD", "MRS" and the like; all of it where nothing remains.
  [[nodiscard]] Words names_in(const std::string& cue) const {
    const Words all = words_of(cue);
    Words names;
    for (const std::string& word : all) {
      const bool title = table_.female.contains(word) || table_.male.contains(word) ||
                         table_.ages.contains(word) || word == sentence_end;
      if (!title) names.push_back(word);
    }
    return names.empty() ? all : names;
  }

  [[nodiscard]] bool names(const std::string& cue, const std::string& word) const {
    return std::ranges::find(names_.at(cue), word) != names_.at(cue).end();
  }

  Casting casting_of(const std::string& cue) {
    const Words near = introduction(cue);
    Casting casting;
    casting.gender = gender_of(cue, near);
    casting.age = age_of(cue, near);
    casting.appearance = look_of(cue, casting);
    return casting;
  }

  // The words around the first mention, within its sentence.
  [[nodiscard]] Words introduction(const std::string& cue) const {
    constexpr std::ptrdiff_t before = 3;
    constexpr std::ptrdiff_t after = 8;
    for (const Words& action : actions_) {
      const auto at =
          std::ranges::find_if(action, [&](const std::string& w) { return names(cue, w); });
      if (at == action.end()) continue;
      auto first = at;
      while (first != action.begin() && at - first < before && *(first - 1) != sentence_end)
        --first;
      auto last = at;
      while (last != action.end() && last - at <= after && *last != sentence_end) ++last;
      return {first, last};
    }
    return {};
  }

  [[nodiscard]] int age_of(const std::string& cue, const Words& near) const {
    for (const std::string& word : near) {
      if (const auto years = age_in(word)) return *years;
    }
    for (const Words& words : {words_of(cue), near}) {
      for (const std::string& word : words) {
        if (const auto known = table_.ages.find(word); known != table_.ages.end())
          return known->second;
      }
    }
    return Casting{}.age;
  }

  [[nodiscard]] std::string gender_of(const std::string& cue, const Words& near) const {
    for (const Words& words : {words_of(cue), near}) {
      const std::string said = gender_in(words);
      if (!said.empty()) return said;
    }
    return gender_by_pronouns(cue);
  }

  // By a title, a kin word or a given name; pronouns beside a name may be another's.
  [[nodiscard]] std::string gender_in(const Words& words) const {
    for (const std::string& word : words) {
      if (is_pronoun(word)) continue;
      if (table_.female.contains(word) || table_.female_names.contains(word)) return "female";
      if (table_.male.contains(word) || table_.male_names.contains(word)) return "male";
    }
    return "";
  }

  // In paragraphs that name nobody else.
  [[nodiscard]] std::string gender_by_pronouns(const std::string& cue) const {
    int balance = 0;
    for (const Words& action : actions_) {
      if (!is_only_one_in(cue, action)) continue;
      for (const std::string& word : action) {
        if (!is_pronoun(word)) continue;
        balance += table_.female.contains(word) ? 1 : -1;
      }
    }
    if (balance == 0) return "";
    return balance > 0 ? "female" : "male";
  }

  [[nodiscard]] bool is_only_one_in(const std::string& cue, const Words& action) const {
    const auto named = [&](const std::string& who) {
      return std::ranges::any_of(action, [&](const std::string& w) { return names(who, w); });
    };
    return named(cue) && std::ranges::none_of(cues_, [&](const std::string& other) {
             return other != cue && named(other);
           });
  }

  // The least used of a list, from a place in it that is the cue's own.
  const std::string& pick(const std::string& cue, const std::string& list) {
    const Words& words = table_.looks.find(list)->second;
    const std::size_t from = base::stable_hash(cue + list) % words.size();
    std::size_t best = from;
    for (std::size_t k = 1; k < words.size(); ++k) {
      const std::size_t i = (from + k) % words.size();
      if (used_[list + words[i]] < used_[list + words[best]]) best = i;
    }
    ++used_[list + words[best]];
    return words[best];
  }

  Appearance look_of(const std::string& cue, const Casting& casting) {
    const bool child = casting.age < 13;
    const bool old = casting.age > 58;
    const bool woman =
        casting.gender.empty() ? base::stable_hash(cue) % 2 == 0 : casting.gender == "female";
    const std::string side = woman ? "female" : "male";
    Appearance look;
    look.skin = pick(cue, "skin");
    look.hair_style = pick(cue, woman && child  ? "girl_hair"
                                : !woman && old ? "old_male_hair"
                                                : side + "_hair");
    look.hair_colour = pick(cue, old ? "grey_hair" : "hair_colour");
    if (!woman && casting.age > 19) look.beard = pick(cue, "beard");
    look.dress = child ? "shirt" : pick(cue, side + "_dress");
    look.dress_colour = pick(cue, "dress_colour");
    look.build = child ? "slight" : pick(cue, "build");
    const double own = static_cast<double>(base::stable_hash(cue) % 10) / 100;
    look.height_m = child ? 0.85 + 0.05 * casting.age : (woman ? 1.60 : 1.71) + own;
    look.glasses = casting.age > 30 && base::stable_hash(cue + "glasses") % 5 == 0;
    return look;
  }

  const Table& table_;
  std::vector<Words> actions_;
  std::vector<std::string> cues_;
  std::map<std::string, Words> names_;
  std::map<std::string, int> used_;
};

}  // namespace

std::map<std::string, Casting> cast_script(const text::Script& script) {
  if (!people()) return {};
  return Reader(script, *people()).read();
}

}  // namespace kuleshov::story

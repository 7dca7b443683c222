#include "kuleshov/face/context.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "kuleshov/base/text.hpp"
#include "kuleshov/culture/pack.hpp"
#include "kuleshov/culture/yaml.hpp"

namespace kuleshov::face {

namespace {

struct EventWords {
  std::vector<std::string> words;
  Checks checks;
};

struct Lexicon {
  std::vector<std::pair<std::string, std::vector<std::string>>> relations;
  std::vector<std::string> in_public, in_private;
  std::vector<EventWords> events;
  std::map<std::string, std::vector<std::pair<int, double>>> predictions;
};

std::vector<std::pair<int, double>> units_of(const YAML::Node& node) {
  std::vector<std::pair<int, double>> out;
  for (const auto& unit : node) out.emplace_back(unit.first.as<int>(), unit.second.as<double>());
  return out;
}

Lexicon lexicon_of(const YAML::Node& root) {
  Lexicon out;
  for (const auto& item : root["relations"]) {
    const std::string name = item.first.Scalar();
    out.relations.emplace_back(name, culture::texts(root["relations"], name.c_str()));
  }
  out.in_public = culture::texts(root, "public");
  out.in_private = culture::texts(root, "private");
  for (const auto& item : root["events"]) {
    const auto v = culture::numbers(item["checks"]);
    if (v.size() != 5) continue;
    out.events.push_back({culture::texts(item, "words"), {v[0], v[1], v[2], v[3], v[4]}});
  }
  for (const auto& item : root["predictions"]) {
    if (item.second.IsMap()) out.predictions[item.first.Scalar()] = units_of(item.second);
  }
  return out;
}

base::Result<const Lexicon*> lexicon() {
  static std::mutex lock;
  static std::unique_ptr<const Lexicon> loaded;
  const std::scoped_lock guard(lock);
  if (loaded) return loaded.get();
  const base::Path path = base::data_folder() / "face" / "context.yaml";
  const YAML::Node root = TRY(culture::load_yaml(path));
  try {
    loaded = std::make_unique<Lexicon>(lexicon_of(root));
  } catch (const YAML::Exception& error) {
    return base::fail("a section is missing: " + error.msg, "compare with the file that ships",
                      {path.string(), 0, 0, 0});
  }
  return loaded.get();
}

bool letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= 'a' && text[at] <= 'z';
}

// The word goes on: a letter, or won't.
bool goes_on(std::string_view text, std::size_t at) {
  const auto rest = text.substr(std::min(at, text.size()));
  return letter_at(text, at) || rest.starts_with("'t") || rest.starts_with("\u2019t");
}

// At the beginning of a word; "strange " with its blank is the whole word only.
bool has_word(std::string_view text, std::string_view word) {
  const bool whole = word.ends_with(' ');
  if (whole) word.remove_suffix(1);
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !letter_at(text, at - 1);
    if (begins && (!whole || !goes_on(text, at + word.size()))) return true;
  }
  return false;
}

// "relation: friend" is said in so many words: key and value, or two empty texts.
std::pair<std::string, std::string> key_and_value(std::string_view part) {
  const auto colon = part.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string key(base::trim(part.substr(0, colon)));
  for (const std::string_view known :
       {"relation", "public", "publicness", "novelty", "pleasant", "conducive", "power", "norm"}) {
    if (key == known) return {key, std::string(base::trim(part.substr(colon + 1)))};
  }
  return {};
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\n;"), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

class Reader {
 public:
  explicit Reader(const Lexicon& lexicon) : lexicon_(lexicon) {}

  base::Result<Context> read(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> said;
    for (const auto part : parts_of(text)) {
      auto pair = key_and_value(part);
      if (pair.first.empty()) {
        text_.append(part).append("\n");
      } else {
        said.push_back(std::move(pair));
      }
    }
    find_relation();
    find_publicness();
    find_events();
    for (const auto& [key, value] : said) TRY(take(key, value));
    return std::move(out_);
  }

 private:
  void find_relation() {
    for (const auto& [relation, words] : lexicon_.relations) {
      for (const auto& word : words) {
        if (!has_word(text_, word)) continue;
        out_.evidence.push_back(word + ": relation " + relation);
        if (out_.occasion.relation == "any" || relation == "opponent") {
          out_.occasion.relation = relation;
        }
      }
    }
    if (out_.occasion.relation == "alone") out_.occasion.publicness = 0;
  }

  void find_publicness() {
    for (const auto& word : lexicon_.in_public) {
      if (has_word(text_, word)) out_.occasion.publicness = 0.9;
    }
    for (const auto& word : lexicon_.in_private) {
      if (has_word(text_, word)) out_.occasion.publicness = 0.1;
    }
  }

  void find_events() {
    int found = 0;
    for (const EventWords& event : lexicon_.events) {
      const auto word = std::ranges::find_if(
          event.words, [this](const std::string& w) { return has_word(text_, w); });
      if (word == event.words.end()) continue;
      out_.evidence.push_back(*word + ": event");
      add(event.checks);
      ++found;
    }
    if (found == 0) return;
    scale(1.0 / found);
    out_.appraised = true;
  }

  void add(const Checks& c) {
    out_.checks.novelty = std::max(out_.checks.novelty, c.novelty);
    out_.checks.pleasant += c.pleasant;
    out_.checks.conducive += c.conducive;
    out_.checks.power += c.power;
    out_.checks.norm += c.norm;
  }

  void scale(double k) {
    out_.checks.pleasant *= k;
    out_.checks.conducive *= k;
    out_.checks.power *= k;
    out_.checks.norm *= k;
  }

  base::Result<void> take(const std::string& key, const std::string& value) {
    if (key == "relation") return take_relation(value);
    if (key.starts_with("public")) return take_publicness(value);
    for (const auto& [name, check] : checks_by_name()) {
      if (key == name) out_.checks.*check = TRY(number(key, value, -1));
    }
    out_.appraised = true;
    return {};
  }

  base::Result<void> take_relation(const std::string& value) {
    const auto& known = culture::relations();
    if (value != "any" && std::ranges::find(known, value) == known.end()) {
      std::string list;
      for (const auto& name : known) list += (list.empty() ? "" : ", ") + name;
      return base::fail("'" + value + "' is not a relation", "use one of " + list);
    }
    out_.occasion.relation = value;
    if (value == "alone") out_.occasion.publicness = 0;
    return {};
  }

  base::Result<void> take_publicness(const std::string& value) {
    const bool said = value == "yes" || value == "no";
    out_.occasion.publicness = said ? (value == "yes" ? 1 : 0) : TRY(number("public", value, 0));
    return {};
  }

  static base::Result<double> number(const std::string& key, const std::string& value,
                                     double least) {
    char* end = nullptr;
    const double read = std::strtod(value.c_str(), &end);
    const bool fine = end != value.c_str() && *end == 0 && read >= least && read <= 1;
    if (fine) return read;
    return base::fail(
        "'" + key + ": " + value + "' is no number from " + (least < 0 ? "-1" : "0") + " to 1",
        key == "public" ? "write public: yes, no or a number" : "write a number");
  }

  static const std::vector<std::pair<std::string, double Checks::*>>& checks_by_name() {
    static const std::vector<std::pair<std::string, double Checks::*>> names{
        {"novelty", &Checks::novelty},
        {"pleasant", &Checks::pleasant},
        {"conducive", &Checks::conducive},
        {"power", &Checks::power},
        {"norm", &Checks::norm}};
    return names;
  }

  const Lexicon& lexicon_;
  std::string text_;  // what is told in words
  Context out_;
};

void append(const Lexicon& words, const char* outcome, double strength,
            std::vector<std::pair<int, double>>& out) {
  const auto at = words.predictions.find(outcome);
  if (strength <= 0.25 || at == words.predictions.end()) return;
  for (const auto& [unit, level] : at->second) out.emplace_back(unit, level * strength);
}

double squared_distance(const Checks& a, const Checks& b) {
  const auto square = [](double x) { return x * x; };
  return 0.8 * square(a.novelty - b.novelty) + square(a.pleasant - b.pleasant) +
         square(a.conducive - b.conducive) + square(a.power - b.power) + square(a.norm - b.norm);
}

}  // namespace

base::Result<Context> read_context(std::string_view text) {
  return Reader(*TRY(lexicon())).read(base::lower_ascii(text));
}

base::Result<std::vector<std::pair<int, double>>> predicted_units(const Checks& checks) {
  const Lexicon& words = *TRY(lexicon());
  std::vector<std::pair<int, double>> out;
  append(words, "novelty_high", checks.novelty, out);
  append(words, "pleasant_low", -checks.pleasant, out);
  append(words, "pleasant_high", checks.pleasant, out);
  append(words, "conducive_low", -checks.conducive, out);
  append(words, "power_high", checks.power, out);
  append(words, "power_low", -checks.power, out);
  append(words, "norm_low", -checks.norm, out);
  return out;
}

std::vector<std::pair<const Term*, double>> terms_by_appraisal(const Tables& tables,
                                                               const Context& context) {
  std::vector<std::pair<const Term*, double>> out;
  double total = 0;
  for (const Term& term : tables.terms) {
    const double weight = std::exp(-squared_distance(term.checks, context.checks) / 0.5);
    out.emplace_back(&term, weight);
    total += weight;
  }
  for (auto& [term, weight] : out) weight /= total;
  std::ranges::stable_sort(out, std::ranges::greater{},
                           [](const auto& item) { return item.second; });
  return out;
}

}  // namespace kuleshov::face

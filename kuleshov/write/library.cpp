#include "kuleshov/write/library.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "kuleshov/base/text.hpp"
#include "kuleshov/write/library_scenes.hpp"
#include "kuleshov/write/yaml.hpp"

namespace kuleshov::write {

const std::vector<std::string>& Entry::all(const std::string& key) const {
  static const std::vector<std::string> none;
  const auto found = words.find(key);
  return found == words.end() ? none : found->second;
}

std::string Entry::first(const std::string& key, const std::string& otherwise) const {
  const auto& list = all(key);
  return list.empty() ? otherwise : list.front();
}

double Entry::number(const std::string& key, double otherwise) const {
  const std::string text = first(key);
  return text.empty() ? otherwise : std::strtod(text.c_str(), nullptr);
}

std::string pack_of(const Entry& culture, const Library& library) {
  for (const std::string& pack : culture.all("packs"))
    if (library.packs.contains(pack)) return pack;
  return {};
}

const Entry* find(const Table& table, std::string_view id) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Entry& e) { return e.id == id; });
  return found == table.end() ? nullptr : &*found;
}

base::Result<Condition> parse_condition(std::string_view text) {
  text = base::trim(text);
  if (text.starts_with('!')) return Condition{std::string(text.substr(1)), {}, 0};
  const auto at = text.find_first_of("<>=");
  if (at == std::string_view::npos) return Condition{std::string(text), {}, 1};
  const std::string name(base::trim(text.substr(0, at)));
  const std::string_view sign = text.substr(at, 2);
  if (text.size() < at + 3)
    return base::fail("no number in the condition '" + std::string(text) + "'");
  const int value = std::atoi(std::string(text.substr(at + 2)).c_str());
  if (sign == ">=") return Condition{name, Condition::Compare::at_least, value};
  if (sign == "<=") return Condition{name, Condition::Compare::at_most, value};
  if (sign == "==") return Condition{name, Condition::Compare::equal, value};
  return base::fail("'" + std::string(text) + "' is no condition", "use >=, <= or ==");
}

base::Result<Change> parse_change(std::string_view text) {
  text = base::trim(text);
  if (text.starts_with('!')) return Change{std::string(text.substr(1)), false, 0};
  const auto at = text.find_first_of("+-");
  // A hyphen inside a name ("old-love") is no sign: a digit must follow.
  if (at == std::string_view::npos || at + 1 >= text.size() || text[at + 1] < '0' ||
      text[at + 1] > '9')
    return Change{std::string(text), false, 1};
  return Change{std::string(text.substr(0, at)), true,
                std::atoi(std::string(text.substr(at)).c_str())};
}

namespace {

using base::Path;
using base::Result;

Result<Table> read_table(const Path& path) {
  const YAML::Node root = TRY(load_yaml(path));
  Table table;
  for (const auto& item : root) {
    if (!item.second.IsMap())
      return base::fail("'" + item.first.Scalar() + "' is no map", "", {path.string()});
    table.push_back({item.first.Scalar(), strings_map(item.second)});
  }
  return table;
}

Result<std::vector<Condition>> conditions(const YAML::Node& node) {
  std::vector<Condition> all;
  for (const std::string& text : strings(node)) all.push_back(TRY(parse_condition(text)));
  return all;
}

Result<std::vector<Change>> changes(const YAML::Node& node) {
  std::vector<Change> all;
  for (const std::string& text : strings(node)) all.push_back(TRY(parse_change(text)));
  return all;
}

Result<Event> read_event(const YAML::Node& node) {
  Event event;
  event.id = scalar(node["id"]);
  event.does = scalar(node["does"]);
  event.who = strings(node["who"]);
  event.place = scalar(node["place"], "work");
  event.time = scalar(node["time"], "day");
  event.times = strings(node["times"]);
  event.between = strings(node["between"]);
  event.weather = scalar(node["weather"]);
  event.endings = strings(node["endings"]);
  event.needs = TRY(conditions(node["requires"]));
  event.changes = TRY(changes(node["changes"]));
  for (const std::string& number : strings(node["arc"]))
    event.arc.push_back(std::strtod(number.c_str(), nullptr));
  event.arc.resize(4, 0);
  event.label = scalar(node["label"]);
  event.felt = scalar(node["felt"]);
  event.when = scalar(node["when"]);
  event.core = scalar(node["core"]);
  event.motive = string_map(node["motive"]);
  event.belief = scalar(node["belief"]);
  event.hides = strings(node["hides"]);
  event.acts = strings(node["acts"]);
  event.achieves = strings(node["achieves"]);
  event.texts = strings(node["text"]);
  event.shape = scalar(node["shape"]);
  if (event.id.empty() || event.texts.empty() || event.who.empty())
    return base::fail("event '" + event.id + "' needs id, who and text");
  return event;
}

Fluent read_fluent(const std::string& name, const YAML::Node& node) {
  Fluent fluent;
  fluent.name = name;
  fluent.low = std::atoi(scalar(node["low"], "0").c_str());
  fluent.high = std::atoi(scalar(node["high"], "1").c_str());
  fluent.start = std::atoi(scalar(node["start"], "0").c_str());
  fluent.film = scalar(node["film"]) == "true";
  fluent.says = scalar(node["says"]);
  return fluent;
}

Role read_role(const YAML::Node& node) {
  Role role;
  const auto age = strings(node["age"]);
  if (age.size() == 2) {
    role.age_low = std::atoi(age[0].c_str());
    role.age_high = std::atoi(age[1].c_str());
  }
  role.board = scalar(node["board"]) == "true";
  role.gender = scalar(node["gender"]);
  role.is = scalar(node["is"]);
  return role;
}

bool names_only_known_fluents(const Plot& plot, const Event& event) {
  const auto known = [&](const std::string& name) {
    return std::any_of(plot.fluents.begin(), plot.fluents.end(),
                       [&](const Fluent& f) { return f.name == name; });
  };
  return std::all_of(event.needs.begin(), event.needs.end(),
                     [&](const Condition& c) { return known(c.fluent); }) &&
         std::all_of(event.changes.begin(), event.changes.end(),
                     [&](const Change& c) { return known(c.fluent); });
}

void read_plot_words(const YAML::Node& root, Plot& plot) {
  plot.titles = strings(root["titles"]);
  plot.loglines = strings(root["loglines"]);
  plot.theme = scalar(root["theme"]);
  plot.themes = strings(root["themes"]);
  plot.relations = strings(root["relations"]);
  plot.trades = strings(root["trades"]);
  plot.not_trades = strings(root["not_trades"]);
  plot.match = strings(root["match"]);
  plot.wants = string_map(root["wants"]);
  plot.secrets = string_map(root["secrets"]);
  plot.questions = string_map(root["questions"]);
  plot.family = string_map(root["family"]);
  plot.words = strings_map(root["words"]);
  plot.places = string_map(root["places"]);
  plot.no_interludes = strings(root["no_interludes"]);
  plot.no_matter = strings(root["no_matter"]);
}

using Goals = std::map<std::string, std::map<std::string, int>>;

Result<Goals> read_goals(const YAML::Node& node, const Plot& plot, const Path& path) {
  Goals goals;
  for (const auto& role : node)
    for (const auto& [goal, worth] : string_map(role.second)) {
      const int value = std::atoi(worth.c_str());
      const Condition condition = TRY(parse_condition(goal));
      const bool known =
          std::any_of(plot.fluents.begin(), plot.fluents.end(),
                      [&](const Fluent& f) { return f.name == condition.fluent; }) ||
          std::any_of(plot.events.begin(), plot.events.end(), [&](const Event& event) {
            return std::find(event.achieves.begin(), event.achieves.end(), condition.fluent) !=
                   event.achieves.end();
          });
      if (!known || value == 0)
        return base::fail("the goal '" + goal + "' of " + role.first.Scalar() +
                              " is no fact of the plot, or is worth nothing",
                          "declare it under fluents:, or let an event achieve it", {path.string()});
      goals[role.first.Scalar()][goal] = value;
    }
  return goals;
}

Result<Plot> read_plot(const Path& path) {
  const YAML::Node root = TRY(load_yaml(path));
  Plot plot;
  plot.id = scalar(root["plot"]);
  plot.genre = scalar(root["genre"]);
  read_plot_words(root, plot);
  for (const auto& item : root["roles"]) plot.roles[item.first.Scalar()] = read_role(item.second);
  for (const auto& item : root["fluents"])
    plot.fluents.push_back(read_fluent(item.first.Scalar(), item.second));
  for (const YAML::Node& node : root["events"]) {
    auto event = read_event(node);
    if (!event) return base::fail(event.error().what, event.error().remedy, {path.string()});
    if (!names_only_known_fluents(plot, *event))
      return base::fail("event '" + event->id + "' names a fluent that is not declared",
                        "declare it under fluents:", {path.string()});
    plot.events.push_back(std::move(*event));
  }
  plot.goals = TRY(read_goals(root["goals"], plot, path));
  return plot;
}

std::vector<Path> yaml_files(const Path& folder) {
  std::vector<Path> files;
  std::error_code ignored;
  for (const auto& item : std::filesystem::recursive_directory_iterator(folder, ignored))
    if (item.path().extension() == ".yaml") files.push_back(item.path());
  std::sort(files.begin(), files.end());
  return files;
}

// Those of given_names.yaml and of every culture.
Result<std::map<std::string, std::set<std::string>>> read_given_names(const Path& path,
                                                                      const Library& library) {
  std::map<std::string, std::set<std::string>> names;
  const YAML::Node root = TRY(load_yaml(path));
  for (const auto& [gender, list] : strings_map(root))
    names[gender].insert(list.begin(), list.end());
  for (const Entry& culture : library.cultures)
    for (const char* gender : {"female", "male"})
      names[gender].insert(culture.all(gender).begin(), culture.all(gender).end());
  return names;
}

// Goals of plots that have none of their own: data/domains/aims/*.yaml.
Result<void> read_aims(const Path& folder, Library& library) {
  for (const Path& path : yaml_files(folder)) {
    const YAML::Node root = TRY(load_yaml(path));
    for (const auto& item : root) {
      const auto plot = std::find_if(library.plots.begin(), library.plots.end(),
                                     [&](const Plot& p) { return p.id == item.first.Scalar(); });
      if (plot == library.plots.end() || !plot->goals.empty()) continue;
      const auto achieves = strings_map(item.second["achieves"]);
      for (Event& event : plot->events)
        if (const auto found = achieves.find(event.id); found != achieves.end())
          event.achieves = found->second;
      plot->goals = TRY(read_goals(item.second["goals"], *plot, path));
    }
  }
  return {};
}

Result<void> read_plots(const Path& folder, Library& library) {
  for (const Path& path : yaml_files(folder)) {
    if (path.parent_path() == folder) continue;
    library.plots.push_back(TRY(read_plot(path)));
  }
  if (library.plots.empty())
    return base::fail("no plot under " + folder.string(), "see docs/formats/genre.md",
                      {folder.string()}, base::ErrorKind::not_found);
  return {};
}

Result<void> read_structures(const Path& path, Library& library) {
  const YAML::Node root = TRY(load_yaml(path));
  for (const auto& item : root) {
    Structure structure{
        item.first.Scalar(), strings(item.second["match"]), strings(item.second["slots"]), {}};
    for (const std::string& number : strings(item.second["tension"]))
      structure.tension.push_back(std::strtod(number.c_str(), nullptr));
    library.structures.push_back(std::move(structure));
  }
  return {};
}

Result<void> read_premise_words(const Path& path, Library& library) {
  const YAML::Node root = TRY(load_yaml(path));
  for (const auto& section : root) {
    const std::string name = section.first.Scalar();
    if (name == "defaults") {
      for (const auto& item : section.second)
        library.defaults[item.first.Scalar()] = {item.first.Scalar(), strings_map(item.second)};
    } else {
      library.premise[name] = strings_map(section.second);
    }
  }
  return {};
}

// The face room's vocabulary: a sequence of {id|term: NAME} or a map of terms.
void read_face_terms(const Path& path, Library& library) {
  const auto root = load_yaml(path);
  if (!root) return;
  const YAML::Node terms = (*root)["terms"]      ? (*root)["terms"]
                           : (*root)["emotions"] ? (*root)["emotions"]
                                                 : *root;
  for (const auto& item : terms) {
    if (terms.IsMap()) {
      library.face_terms.insert(item.first.Scalar());
    } else if (item.IsMap()) {
      library.face_terms.insert(scalar(item["id"], scalar(item["term"], scalar(item["name"]))));
    }
  }
}

}  // namespace

Result<Event> event_from(const YAML::Node& node) { return read_event(node); }

Result<Library> read_library(const Path& data) {
  Library library;
  const Path genres = data / "genres";
  library.trades = TRY(read_table(genres / "trades.yaml"));
  library.relations = TRY(read_table(genres / "relations.yaml"));
  library.memories = TRY(read_table(genres / "memories.yaml"));
  library.motifs = TRY(read_table(genres / "motifs.yaml"));
  library.weathers = TRY(read_table(genres / "weather.yaml"));
  library.voices = TRY(read_table(genres / "voices.yaml"));
  library.cultures = TRY(read_table(genres / "names.yaml"));
  library.styles = TRY(read_table(genres / "styles.yaml"));
  library.given_names = TRY(read_given_names(genres / "given_names.yaml", library));
  library.settings = {"settings", strings_map(TRY(load_yaml(genres / "settings.yaml")))};
  library.emotions = strings_map(TRY(load_yaml(genres / "emotions.yaml")));
  TRY(read_premise_words(genres / "premise.yaml", library));
  TRY(read_structures(data / "structures" / "structures.yaml", library));
  library.beat_words = {"beats", strings_map(TRY(load_yaml(data / "structures" / "beats.yaml")))};
  TRY(read_plots(genres, library));
  TRY(read_aims(data / "domains" / "aims", library));
  TRY(read_scenes(genres, library));
  library.domains = TRY(read_domains(data / "domains"));
  read_face_terms(data / "face" / "vocabulary.yaml", library);
  std::error_code ignored;
  for (const auto& item : std::filesystem::directory_iterator(data / "cultures", ignored))
    if (item.is_directory()) library.packs.insert(item.path().filename().string());
  return library;
}

}  // namespace kuleshov::write

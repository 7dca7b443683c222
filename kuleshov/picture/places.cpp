#include "kuleshov/picture/places.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/picture/site.hpp"

namespace kuleshov::picture {

namespace {

using Words = std::map<std::string, std::string>;
struct Table {
  std::map<std::string, Recipe> inside, outside;
  Words same, inside_same, outside_same, things, inserts;
};

Recipe read_recipe(const std::string& kind, const YAML::Node& node) {
  Recipe r;
  r.kind = kind;
  const auto word = [&](const char* key, std::string& into) {
    if (node[key]) into = node[key].as<std::string>();
  };
  const auto list = [&](const char* key, std::vector<std::string>& into) {
    if (node[key]) into = node[key].as<std::vector<std::string>>();
  };
  const auto flag = [&](const char* key) { return node[key] && node[key].as<bool>(); };
  const auto colour = [&](const char* key) {
    return node[key] ? hex(node[key].as<std::string>()) : hex("#8a8478");
  };
  word("wall", r.wall), word("floor", r.floor), word("ceiling", r.ceiling),
      word("window", r.window);
  word("ground", r.ground), word("water", r.water), word("row", r.row), word("front", r.front);
  list("far", r.far), list("middle", r.middle), list("things", r.things);
  r.wall_colour = colour("colour"), r.floor_colour = colour("floor_colour");
  r.deep = flag("deep"), r.space = flag("space"), r.waves = flag("waves"),
  r.near_row = flag("near_row");
  return r;
}

void read_recipes(const YAML::Node& node, std::map<std::string, Recipe>& into) {
  for (const auto& entry : node) {
    const auto kind = entry.first.as<std::string>();
    into[kind] = read_recipe(kind, entry.second);
  }
}

base::Result<Table> read_table() {
  const base::Path path = base::data_folder() / "picture" / "places.yaml";
  const std::string text = TRY(base::read_file(path));
  try {
    const YAML::Node root = YAML::Load(text);
    Table table;
    read_recipes(root["inside"], table.inside);
    read_recipes(root["outside"], table.outside);
    table.same = root["same"].as<Words>();
    table.inside_same = root["inside_same"].as<Words>();
    table.outside_same = root["outside_same"].as<Words>();
    table.things = root["things"].as<Words>();
    table.inserts = root["inserts"].as<Words>();
    return table;
  } catch (const std::exception& error) {
    return base::fail(std::string("the table of places cannot be read: ") + error.what(),
                      "restore data/picture/places.yaml", {path.string()});
  }
}

const base::Result<Table>& table() {
  static const base::Result<Table> read = read_table();
  return read;
}

const Recipe* look_up(const std::string& word, bool interior) {
  const auto& own = interior ? table()->inside : table()->outside;
  const auto& first = interior ? table()->inside_same : table()->outside_same;
  const auto by = [&](const std::string& kind) {
    const auto it = own.find(kind);
    return it == own.end() ? nullptr : &it->second;
  };
  if (const Recipe* recipe = by(word)) return recipe;
  if (const auto it = first.find(word); it != first.end()) return by(it->second);
  const auto it = table()->same.find(word);
  if (it == table()->same.end()) return nullptr;
  if (const Recipe* recipe = by(it->second)) return recipe;
  const auto again = first.find(it->second);
  return again == first.end() ? nullptr : by(again->second);
}

// The kind as a whole, then its words from the last to the first, then those of the heading.
const Recipe& best(const story::Setting& setting) {
  for (const std::string& text : {setting.kind, setting.id.str(), setting.heading}) {
    const std::string name = base::slug(text);
    if (const Recipe* recipe = look_up(name, setting.interior)) return *recipe;
    const auto words = base::split(name, '-');
    for (auto word = words.rbegin(); word != words.rend(); ++word) {
      if (const Recipe* recipe = look_up(std::string(*word), setting.interior)) return *recipe;
    }
  }
  return setting.interior ? table()->inside.at("room") : table()->outside.at("field");
}

bool names(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// What the words of the architecture change in a room.
void take_architecture(Recipe& r, const std::string& architecture) {
  if (names(architecture, "spaceship") || names(architecture, "station-orbital"))
    r.wall = "metal", r.floor = "metal", r.ceiling = "pipes", r.space = true,
    r.wall_colour = hex("#56616c"), r.floor_colour = hex("#3b444d");
  if (names(architecture, "stone")) r.wall = "stone", r.wall_colour = hex("#a0968a");
  if (names(architecture, "japan") || names(architecture, "machiya"))
    r.wall = "paper", r.window = "paper", r.wall_colour = hex("#d9cfb4");
  if (names(architecture, "jiangnan") || names(architecture, "siheyuan") ||
      names(architecture, "chinese"))
    r.wall = "lattice", r.window = "lattice", r.wall_colour = hex("#7a5638");
  if (names(architecture, "brick") || names(architecture, "tenement"))
    r.wall = "brick", r.wall_colour = hex("#8d6250");
  if (names(architecture, "timber") || names(architecture, "log"))
    r.wall = "planks", r.wall_colour = hex("#8a6a48");
  if (names(architecture, "adobe") || names(architecture, "desert"))
    r.wall_colour = hex("#c99a6c"), r.window = "arched";
  if (names(architecture, "lighthouse") && r.wall != "glass")
    r.wall = "stone", r.wall_colour = hex("#b0aa9c"), r.window = "round";
}

// Boats and bridges belong to water: they go to the middle distance, and where a place has none
// (a town with a bridge), a canal runs through it.
void float_what_floats(Recipe& r) {
  const auto afloat = [](const std::string& word) {
    return word == "boat" || word == "sampan" || word == "ship" || word == "bridge";
  };
  std::vector<std::string> ashore;
  for (const std::string& word : r.things) {
    const bool known = std::find(r.middle.begin(), r.middle.end(), word) != r.middle.end();
    if (!afloat(word)) ashore.push_back(word);
    if (afloat(word) && !known) r.middle.push_back(word);
  }
  r.things = ashore;
  if (!r.water.empty() || std::none_of(r.middle.begin(), r.middle.end(), afloat)) return;
  r.water = r.row.empty() ? "river" : "canal";
  if (!r.row.empty()) r.ground = "quay";
}

}  // namespace

base::Result<std::string> thing_named(const std::string& word) {
  if (!table()) return std::unexpected(table().error());
  std::string name = base::slug(word);
  for (int step = 0; step < 3; ++step) {
    if (elements().contains(name)) return name;
    const auto it = table()->things.find(name);
    if (it != table()->things.end()) {
      name = it->second;
      continue;
    }
    const std::size_t cut = name.rfind('-');  // "brass lamp": try its last word
    if (cut == std::string::npos) break;
    name = name.substr(cut + 1);
  }
  return elements().contains(name) ? name : std::string{};
}

base::Result<std::string> other_insert_word(const std::string& word) {
  if (!table()) return std::unexpected(table().error());
  const auto it = table()->inserts.find(word);
  return it == table()->inserts.end() ? std::string{} : it->second;
}

base::Result<Recipe> recipe_for(const story::Setting& setting) {
  if (!table()) return std::unexpected(table().error());
  Recipe recipe = best(setting);
  if (setting.interior && !setting.architecture.empty())
    take_architecture(recipe, base::slug(setting.architecture));
  std::vector<std::string> own;
  for (const std::string& word : setting.elements) {
    const std::string thing = TRY(thing_named(word));
    if (!thing.empty()) own.push_back(thing);
    if (base::slug(word) == "window" && recipe.window == "none") recipe.window = "sash";
  }
  const std::vector<std::string> given = own;  // a room's own things come on top, some twice
  for (const std::string& thing : recipe.things) {
    const bool is_given = std::find(given.begin(), given.end(), thing) != given.end();
    if (own.size() < 7 && !is_given) own.push_back(thing);
  }
  recipe.things = own;
  if (!setting.interior) float_what_floats(recipe);
  return recipe;
}

base::Result<std::vector<std::string>> recipe_names(bool interior) {
  if (!table()) return std::unexpected(table().error());
  std::vector<std::string> found;
  for (const auto& [kind, recipe] : interior ? table()->inside : table()->outside)
    found.push_back(kind);
  return found;
}

}  // namespace kuleshov::picture

#include "kuleshov/picture/places.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/picture/site.hpp"
#include "kuleshov/story/place_words.hpp"

namespace kuleshov::picture {

namespace {

using Words = std::map<std::string, std::string>;
struct Table {
  std::map<std::string, Recipe> inside, outside;
  Words same, inside_same, outside_same, things, inserts;
  std::vector<std::string> homes;  // rooms that people live in: a culture shows there
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
    table.homes = root["homes"].as<std::vector<std::string>>();
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

const Recipe& best(const story::Setting& setting) {
  for (const std::string& word : story::place_words(setting)) {
    if (const Recipe* recipe = look_up(word, setting.interior)) return *recipe;
  }
  return setting.interior ? table()->inside.at("room") : table()->outside.at("field");
}

using culture::Traits;

struct Way {  // a way of building
  std::vector<std::string> words;
  Traits house, room;
};

base::Result<std::vector<Way>> read_ways() {
  const base::Path path = base::data_folder() / "picture" / "architecture.yaml";
  const std::string text = TRY(base::read_file(path));
  try {
    std::vector<Way> ways;
    for (const auto& node : YAML::Load(text)) {
      Way way{node["words"].as<std::vector<std::string>>(), {}, {}};
      if (node["house"]) way.house = node["house"].as<Traits>();
      if (node["room"]) way.room = node["room"].as<Traits>();
      ways.push_back(std::move(way));
    }
    return ways;
  } catch (const std::exception& error) {
    return base::fail(std::string("the ways of building cannot be read: ") + error.what(),
                      "restore data/picture/architecture.yaml", {path.string()});
  }
}

const base::Result<std::vector<Way>>& ways() {
  static const base::Result<std::vector<Way>> read = read_ways();
  return read;
}

// The first whose word is part of `architecture`; null if none is, or nothing is said.
const Way* way_of(const std::string& architecture) {
  const std::string name = base::slug(architecture);
  for (const Way& way : *ways()) {
    for (const std::string& word : way.words) {
      if (name.find(word) != std::string::npos) return &way;
    }
  }
  return nullptr;
}

void take_room(Recipe& r, const Traits& words) {
  const auto at = [&](const char* key) -> const std::string* {
    const auto found = words.find(key);
    return found == words.end() ? nullptr : &found->second;
  };
  if (const std::string* but = at("but"); but != nullptr && r.wall == *but) return;
  const auto word = [&](const char* key, std::string& into) {
    if (const std::string* value = at(key)) into = *value;
  };
  const auto colour = [&](const char* key, Colour& into) {
    if (const std::string* value = at(key)) into = hex(*value);
  };
  word("wall", r.wall), word("floor", r.floor), word("ceiling", r.ceiling);
  word("window", r.window);
  colour("colour", r.wall_colour), colour("floor_colour", r.floor_colour), colour("dado", r.dado);
  if (const std::string* high = at("dado_m")) r.dado_m = std::strtod(high->c_str(), nullptr);
  if (at("space") != nullptr) r.space = true;
}

bool is_home(const std::string& kind) {
  return std::find(table()->homes.begin(), table()->homes.end(), kind) != table()->homes.end();
}

void take_drawing(Recipe& r, const story::Setting& setting, const culture::Drawing& drawing) {
  const auto instead = [&](std::string& word) {
    const auto at = drawing.instead.find(word);
    if (at != drawing.instead.end()) word = at->second;
  };
  instead(r.ground);
  for (auto* list : {&r.things, &r.middle, &r.far}) {
    for (std::string& word : *list) instead(word);
  }
  if (!r.row.empty()) instead(r.row);
  if (!setting.interior || !is_home(r.kind)) return;
  if (setting.architecture.empty()) take_room(r, drawing.room);
  const auto things = drawing.things.find(r.kind);
  const auto any = drawing.things.find("room");
  if (things != drawing.things.end())
    r.things = things->second;
  else if (any != drawing.things.end())
    r.things = any->second;
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

base::Result<Built> built_for(const story::Setting& setting, const culture::Drawing* drawing) {
  if (!ways()) return std::unexpected(ways().error());
  Built built;
  const Way* way = way_of(setting.architecture);
  if (way != nullptr && !way->house.empty()) take_traits(built.house, way->house);
  if (drawing == nullptr) return built;
  if (way == nullptr || way->house.empty()) take_traits(built.house, drawing->house);
  for (const auto& [ground, colour] : drawing->grounds) built.grounds[ground] = hex(colour);
  for (const auto& colour : drawing->accents) built.accents.push_back(hex(colour));
  return built;
}

base::Result<Recipe> recipe_for(const story::Setting& setting, const culture::Drawing* drawing) {
  if (!table()) return std::unexpected(table().error());
  if (!ways()) return std::unexpected(ways().error());
  Recipe recipe = best(setting);
  if (drawing != nullptr) take_drawing(recipe, setting, *drawing);
  const Way* way = way_of(setting.architecture);
  if (setting.interior && way != nullptr) take_room(recipe, way->room);
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

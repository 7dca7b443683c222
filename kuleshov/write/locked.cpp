#include "kuleshov/write/locked.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "kuleshov/base/json.hpp"
#include "kuleshov/write/script.hpp"
#include "kuleshov/write/yaml.hpp"

namespace kuleshov::write {

namespace {

using base::Result;

// Every locked scene by its number.
std::map<std::string, std::string> locked_blocks(const Source& film) {
  const std::set<std::string> also = locked_in_yaml(film.yaml);
  std::map<std::string, std::string> all;
  for (const Block& block : blocks_of(film.script))
    if (!block.id.empty() && (block.locked || also.contains(block.id))) all[block.id] = block.text;
  return all;
}

Result<void> expect_scenes(const std::map<std::string, std::string>& locked,
                           std::string_view script) {
  std::set<std::string> there;
  for (const Block& block : blocks_of(script)) there.insert(block.id);
  for (const auto& [id, text] : locked)
    if (!there.contains(id))
      return base::fail("scene '" + id + "' is locked, and the new draft has no such scene",
                        "take another draft, ask for a longer film, or take the lock out");
  return {};
}

// The end of the line that `at` is in, and of those after it that are indented deeper.
std::size_t end_of(const std::string& yaml, std::size_t at, const std::string& deeper) {
  auto end = yaml.find('\n', at);
  while (end != std::string::npos && yaml.compare(end + 1, deeper.size(), deeper) == 0)
    end = yaml.find('\n', end + 1);
  return end == std::string::npos ? yaml.size() : end + 1;
}

// `  mara:` and what belongs to it, as it stands; empty if not there.
std::string entry_of(const std::string& yaml, const std::string& section, const std::string& id) {
  const auto list = yaml.find("\n" + section + ":\n");
  const auto from = list == std::string::npos ? list : yaml.find("\n  " + id + ":", list);
  if (from == std::string::npos) return {};
  return yaml.substr(from + 1, end_of(yaml, from + 1, "   ") - from - 1);
}

void add_entry(std::string& yaml, const std::string& section, const std::string& entry) {
  const auto at = yaml.find("\n" + section + ":\n");
  if (at != std::string::npos) yaml.insert(end_of(yaml, at + 1, " "), entry);
}

// Ids of a section, each with the value that the screenplay knows it by.
std::map<std::string, std::string> ids_in(const std::string& yaml, const char* section,
                                          const char* value) {
  std::map<std::string, std::string> all;
  try {
    const YAML::Node list = YAML::Load(yaml)[section];
    for (const auto& item : list) all[item.first.Scalar()] = scalar(item.second[value]);
  } catch (const YAML::Exception&) {
    return {};
  }
  return all;
}

bool names(const std::string& text, const std::string& id) {
  return renamed(text, {{id, ""}}) != text;
}

// Whoever a locked scene names, and wherever it plays, is still in the film.
void keep_people(std::string& yaml, const std::string& older, const std::string& text) {
  const auto there = ids_in(yaml, "cast", "cue");
  for (const auto& [id, cue] : ids_in(older, "cast", "cue"))
    if (!there.contains(id) && (names(text, id) || names(text, cue)))
      add_entry(yaml, "cast", entry_of(older, "cast", id));
}

void keep_places(std::string& yaml, const std::string& older, const std::string& text) {
  std::set<std::string> headings;
  const auto there = ids_in(yaml, "places", "heading");
  for (const auto& [id, heading] : there) headings.insert(heading);
  for (const auto& [id, heading] : ids_in(older, "places", "heading")) {
    if (headings.contains(heading) || text.find(" " + heading + " - ") == std::string::npos)
      continue;
    std::string entry = entry_of(older, "places", id);
    std::string free = id;
    while (there.contains(free)) free += "-before";
    add_entry(yaml, "places", "  " + free + entry.substr(2 + id.size()));
  }
}

}  // namespace

Result<Source> with_locked_scenes(Source newer, const base::Path& folder) {
  const auto script = base::read_file(folder / "screenplay.fountain");
  if (!script) return newer;
  const Source older{*script, base::read_file(folder / "film.yaml").value_or("")};
  const auto locked = locked_blocks(older);
  TRY(expect_scenes(locked, newer.script));
  const std::set<std::string> by_yaml = locked_in_yaml(older.yaml);
  newer.script = with_locked(newer.script, older.script, by_yaml);
  newer.yaml = lock_in_yaml(newer.yaml, by_yaml);
  std::string text;
  for (const auto& [id, block] : locked) text += block;
  keep_people(newer.yaml, older.yaml, text);
  keep_places(newer.yaml, older.yaml, text);
  return newer;
}

std::map<std::string, Named> company_of_locked(const base::Path& film) {
  const auto script = base::read_file(film / "screenplay.fountain");
  const auto yaml = base::read_file(film / "film.yaml");
  const auto plan = base::read_json(film / "plan.json");
  std::map<std::string, Named> all;
  if (!script || !yaml || !plan || locked_blocks({*script, *yaml}).empty()) return all;
  try {
    const YAML::Node cast = YAML::Load(*yaml)["cast"];
    const base::Json roles = plan->value("roles", base::Json::object());
    for (const auto& [role, id] : roles.items()) {
      const YAML::Node person = cast[id.get<std::string>()];
      if (!person) continue;
      all[role] = {scalar(person["name"]), scalar(person["gender"]),
                   std::atoi(scalar(person["age"]).c_str())};
    }
  } catch (const std::exception&) {  // a file that somebody is in the middle of editing
    return {};
  }
  return all;
}

}  // namespace kuleshov::write

#include "kuleshov/story/outline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kuleshov/base/text.hpp"
#include "kuleshov/text/fountain.hpp"

namespace kuleshov::story {

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string effects(const std::vector<std::pair<std::string, std::string>>& set) {
  std::string out;
  for (const auto& [name, value] : set)
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", name, quoted(value));
  return "{" + out + "}";
}

std::string way_yaml(const OutlineWay& way, const std::string& id) {
  std::string out = fmt::format("to: {}", quoted(way.to));
  if (!id.empty()) out += fmt::format(", id: {}", quoted(id));
  if (!way.label.empty()) out += fmt::format(", label: {}", quoted(way.label));
  if (!way.when.empty()) out += fmt::format(", when: {}", quoted(way.when));
  if (!way.set.empty()) out += fmt::format(", set: {}", effects(way.set));
  return "{" + out + "}";
}

std::string id_of(const OutlineScene& scene, std::size_t way) {
  if (way < scene.ways.size() && !scene.ways[way].id.empty()) return scene.ways[way].id;
  return fmt::format("{}.{}", scene.id, way + 1);
}

std::string board_yaml(const OutlineScene& scene) {
  std::string out;
  for (const std::string& tag : scene.tags) out += (out.empty() ? "" : ", ") + quoted(tag);
  if (!out.empty()) out = fmt::format("    tags: [{}]\n", out);
  if (scene.position.size() == 2)
    out += fmt::format("    position: [{}, {}]\n", scene.position[0], scene.position[1]);
  return out;
}

std::string scene_yaml(const OutlineScene& scene) {
  std::string out = fmt::format("  {}:\n    arc: [[0, 0, 0]]\n", quoted(scene.id));
  out += board_yaml(scene);
  if (!scene.set.empty()) out += fmt::format("    set: {}\n", effects(scene.set));
  if (scene.ending) return out + "    ending: true\n";
  if (scene.ways.empty()) return out;
  if (!scene.choice) {
    out += "    routes:\n";
    for (const OutlineWay& way : scene.ways)
      out += fmt::format("      - {}\n", way_yaml(way, way.id));
    return out;
  }
  out += "    key_point:\n";
  if (!scene.question.empty()) out += fmt::format("      question: {}\n", quoted(scene.question));
  out += fmt::format("      default: {}\n      ways:\n", quoted(id_of(scene, scene.default_way)));
  for (std::size_t w = 0; w < scene.ways.size(); ++w) {
    out += fmt::format("        - {}\n", way_yaml(scene.ways[w], id_of(scene, w)));
  }
  return out;
}

std::string variable_yaml(const OutlineVariable& variable) {
  if (variable.number) {
    return fmt::format("  {}: {{type: integer, low: {}, high: {}, start: {}}}\n", variable.id,
                       variable.low, variable.high, variable.start);
  }
  if (variable.values.empty()) {
    return fmt::format("  {}: {{type: boolean, start: {}}}\n", variable.id,
                       variable.start == "true" ? "true" : "false");
  }
  std::string values;
  for (const std::string& value : variable.values)
    values += (values.empty() ? "" : ", ") + quoted(value);
  return fmt::format("  {}: {{type: enumeration, values: [{}], start: {}}}\n", variable.id, values,
                     quoted(variable.start));
}

// As action whatever it looks like: every paragraph is forced, marks of notes are taken out.
std::string as_action(std::string_view text) {
  std::string out;
  for (const std::string_view line : base::lines(text)) {
    std::string kept(base::trim(line));
    for (const char* mark : {"[[", "]]", "/*", "*/"}) {
      for (std::size_t at = kept.find(mark); at != kept.npos; at = kept.find(mark))
        kept.replace(at, 2, " ");
    }
    if (!base::trim(kept).empty()) out += "!" + std::string(base::trim(kept)) + "\n\n";
  }
  return out;
}

// A title that is a heading whatever it looks like: no marks of Fountain in it.
std::string heading_of(const OutlineScene& scene) {
  std::string title;
  for (const char c : scene.title) {
    const bool mark = std::string_view("#[]*").find(c) != std::string_view::npos;
    title += mark || static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  std::string_view kept = base::trim(title);
  while (!kept.empty() && !text::forces_heading(kept.front())) kept.remove_prefix(1);
  return kept.empty() ? scene.id : std::string(kept);
}

}  // namespace

ScriptSource source_from_outline(const Outline& outline) {
  ScriptSource source;
  std::string& yaml = source.film_yaml;
  yaml = fmt::format("film: 1\ntitle: {}\nending_family: an ending of the story\n",
                     quoted(outline.title));
  if (!outline.variables.empty()) yaml += "variables:\n";
  for (const OutlineVariable& variable : outline.variables) yaml += variable_yaml(variable);
  std::string core = quoted(outline.opening);
  for (const std::string& scene : outline.core)
    if (scene != outline.opening) core += ", " + quoted(scene);
  yaml += fmt::format("core: [{}]\nscenes:\n", core);
  for (const OutlineScene& scene : outline.scenes) {
    yaml += scene_yaml(scene);
    source.screenplay += fmt::format(".{} #{}#\n\n", heading_of(scene), scene.id);
    if (!scene.clip.empty()) source.screenplay += fmt::format("[[clip: {}]]\n\n", scene.clip);
    source.screenplay += as_action(scene.text.empty() ? scene.title : scene.text);
  }
  return source;
}

std::string scene_name(std::string_view text, std::map<std::string, std::string>& taken) {
  const auto known = taken.find(std::string(text));
  if (known != taken.end()) return known->second;
  const std::string slug = base::slug(text);
  const std::string wanted = slug.empty() ? fmt::format("scene-{}", taken.size() + 1) : slug;
  std::string name = wanted;
  const auto used = [&] {
    return std::any_of(taken.begin(), taken.end(),
                       [&](const auto& pair) { return pair.second == name; });
  };
  for (int n = 2; used(); ++n) name = fmt::format("{}-{}", wanted, n);
  taken.emplace(text, name);
  return name;
}

}  // namespace kuleshov::story

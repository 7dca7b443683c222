// `explain FILM`: for each scene its causes, the wants it serves, what is learned, what is hidden.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "verb.hpp"

namespace kuleshov::app {
namespace {

struct Options {
  std::string film;
  std::string scene;
  bool json = false;
};

std::vector<std::string> list(const base::Json& json, const char* key) {
  std::vector<std::string> all;
  const auto items = json.value(key, base::Json::array());
  for (const auto& item : items)
    all.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  return all;
}

std::string text(const base::Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

// Scenes by their ids, in a sentence each.
using Titles = std::map<std::string, std::string>;

// The cast's ids are their names in small letters.
std::string name_of(std::string id) {
  if (!id.empty()) id[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(id[0])));
  return id;
}

std::vector<std::string> names(const base::Json& json, const char* key) {
  auto all = list(json, key);
  for (std::string& id : all) id = name_of(id);
  return all;
}

void print_line(const char* label, const std::string& line) {
  fmt::print("  {:<9} {}\n", label, line);
}

std::string titled(const std::string& scene, const Titles& titles) {
  const auto found = titles.find(scene);
  return found == titles.end() ? scene : scene + " (" + found->second + ")";
}

// "to be asked", "not to be asked".
std::string wanted(const std::string& motive) {
  return motive.starts_with("not ") ? "not to " + motive.substr(4) : "to " + motive;
}

void print_wants(const base::Json& scene) {
  const auto serves = scene.value("serves", base::Json::object());
  const auto motives = scene.value("motives", base::Json::object());
  for (const auto& [who, motive] : motives.items()) {
    const std::string beneath =
        serves.contains(who) ? "; beneath it, " + serves[who].get<std::string>() : "";
    print_line("wants", name_of(who) + " " + wanted(motive.get<std::string>()) + beneath);
  }
}

void print_motive(const base::Json& motive) {
  const auto steps = motive.contains("says") ? list(motive, "says") : list(motive, "plan");
  const int gain = motive.value("after", 0) - motive.value("before", 0);
  print_line("reason",
             fmt::format("{} has in mind: {} (worth {} to {})", name_of(text(motive, "character")),
                         fmt::join(steps, ", then "), gain, name_of(text(motive, "character"))));
}

void print_planned(const base::Json& planned, const Titles& titles) {
  for (const auto& motive : planned.value("motives", base::Json::array())) print_motive(motive);
  for (const std::string& loser : names(planned, "worse_off"))
    print_line("clash", loser + " is worse off by it");
  if (const auto unaware = names(planned, "unaware"); !unaware.empty())
    print_line("hidden", fmt::format("from {}", fmt::join(unaware, ", ")));
  if (planned.contains("reveal"))
    print_line("reveal", name_of(text(planned["reveal"], "to")) + " learns what was planted in " +
                             titled(text(planned["reveal"], "planted"), titles));
}

void print(const base::Json& scene, const Titles& titles) {
  fmt::print("{}  {} ({})\n", text(scene, "scene"), titles.at(text(scene, "scene")),
             text(scene, "function"));
  auto causes = list(scene, "causes");
  for (std::string& cause : causes) cause = titled(cause, titles);
  if (!causes.empty()) print_line("because", fmt::format("of {}", fmt::join(causes, ", ")));
  print_wants(scene);
  if (const auto belief = text(scene, "belief"); !belief.empty()) print_line("learned", belief);
  for (const std::string& hidden : list(scene, "hides")) print_line("hidden", hidden);
  if (scene.contains("planned")) print_planned(scene["planned"], titles);
}

base::Result<Exit> run(const Options& options) {
  const base::Path path = base::Path(options.film) / "plan.json";
  const auto plan = TRY(base::read_json(path));
  base::Json shown = base::Json::array();
  const auto scenes = plan.value("scenes", base::Json::array());
  Titles titles;
  for (const auto& scene : scenes) {
    const auto said = text(scene, "says");
    titles[text(scene, "scene")] = said.empty() ? text(scene, "event") : said;
  }
  for (const auto& scene : scenes)
    if (options.scene.empty() || text(scene, "scene") == options.scene) shown.push_back(scene);
  if (shown.empty())
    return base::fail("no scene '" + options.scene + "' in the plan",
                      "see the list without --scene", {path.string()});
  if (options.json) {
    fmt::print("{}\n", shown.dump(1));
    return Exit::fine;
  }
  for (const auto& scene : shown) print(scene, titles);
  return Exit::fine;
}

Action set_up(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("FILM", options->film, "a film source that `write` made")->required();
  command.add_option("--scene", options->scene, "this scene only");
  command.add_flag("--json", options->json, "as one JSON document");
  return [options] {
    const auto result = run(*options);
    return result ? *result : report(result.error());
  };
}

const RegisterVerb registered{
    {"explain", "why each scene of a written film happens, and what is hidden in it", set_up}};

}  // namespace
}  // namespace kuleshov::app

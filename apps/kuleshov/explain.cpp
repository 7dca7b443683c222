// `explain FILM`: for each scene its causes, the wants it serves, what is learned, what is hidden.
#include <fmt/format.h>
#include <fmt/ranges.h>

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

void print_lines(const char* label, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) fmt::print("  {:<9} {}\n", label, line);
}

void print_wants(const base::Json& scene) {
  const auto serves = scene.value("serves", base::Json::object());
  const auto motives = scene.value("motives", base::Json::object());
  for (const auto& [who, motive] : motives.items())
    fmt::print("  wants     {} to {}{}\n", who, motive.get<std::string>(),
               serves.contains(who) ? "; beneath it, " + serves[who].get<std::string>() : "");
}

void print_planned(const base::Json& planned) {
  const auto motives = planned.value("motives", base::Json::array());
  for (const auto& motive : motives)
    fmt::print("  reason    {} has in mind: {} ({} -> {})\n", text(motive, "character"),
               fmt::join(list(motive, "plan"), ", "), motive.value("before", 0),
               motive.value("after", 0));
  print_lines("clash", list(planned, "worse_off"));
  if (planned.contains("reveal"))
    fmt::print("  reveal    to {}, planted in {}\n", text(planned["reveal"], "to"),
               text(planned["reveal"], "planted"));
}

void print(const base::Json& scene) {
  fmt::print("{}  {} ({})\n", text(scene, "scene"), text(scene, "event"), text(scene, "function"));
  const auto causes = list(scene, "causes");
  if (!causes.empty()) fmt::print("  because   of {}\n", fmt::join(causes, ", "));
  print_wants(scene);
  if (const auto belief = text(scene, "belief"); !belief.empty()) print_lines("learned", {belief});
  print_lines("hidden", list(scene, "hides"));
  if (scene.contains("planned")) print_planned(scene["planned"]);
}

base::Result<Exit> run(const Options& options) {
  const base::Path path = base::Path(options.film) / "plan.json";
  const auto plan = TRY(base::read_json(path));
  base::Json shown = base::Json::array();
  const auto scenes = plan.value("scenes", base::Json::array());
  for (const auto& scene : scenes)
    if (options.scene.empty() || text(scene, "scene") == options.scene) shown.push_back(scene);
  if (shown.empty())
    return base::fail("no scene '" + options.scene + "' in the plan",
                      "see the list without --scene", {path.string()});
  if (options.json) {
    fmt::print("{}\n", shown.dump(1));
    return Exit::fine;
  }
  for (const auto& scene : shown) print(scene);
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

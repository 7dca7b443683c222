#include "kuleshov/cut/path.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/direct/watch.hpp"

namespace kuleshov::cut {

namespace {

using base::Json;

// One line of a log, as far as it says what was played.
struct Step {
  double time_s = 0;
  std::string shot;
  double in_s = 0;
  double length_s = 0;
  std::string way;
  direct::ScorePlan score;
  bool ends = false;
};

double number(const Json& object, const char* name) {
  return object.contains(name) && object[name].is_number() ? object[name].get<double>() : 0;
}

std::string text(const Json& object, const char* name) {
  return object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : "";
}

direct::ScorePlan score_of(const Json& json) {
  direct::ScorePlan score;
  if (!json.is_object()) return score;
  if (json.contains("levels") && json["levels"].is_array()) {
    for (const Json& level : json["levels"]) {
      if (level.is_number()) score.levels.push_back(level.get<double>());
    }
  }
  score.mode = text(json, "mode");
  score.gain_db = number(json, "gain_db");
  return score;
}

base::Result<Step> step_of(const Json& json, const base::Place& place) {
  if (!json.is_object() || !json.contains("t") || !json.contains("cut")) {
    return base::fail("this line is no decision of a showing",
                      "export a log that `watch --log` wrote", place);
  }
  Step step;
  step.time_s = number(json, "t");
  step.way = text(json, "way");
  step.ends = json["cut"].is_null();
  if (step.ends) return step;
  step.shot = text(json["cut"], "shot");
  step.in_s = number(json["cut"], "in_s");
  step.length_s = number(json["cut"], "length_s");
  if (json.contains("score")) step.score = score_of(json["score"]);
  return step;
}

struct Log {
  std::string film;
  std::vector<Step> steps;
};

base::Result<Log> read_log(std::string_view bytes, const std::string& file) {
  Log log;
  std::size_t number = 0;
  for (const std::string_view line : base::lines(bytes)) {
    ++number;
    if (base::trim(line).empty()) continue;
    const base::Place place{file, number};
    auto json = base::parse_json(line, file);
    if (!json)
      return base::fail("this line is not JSON", "export a log that `watch --log` wrote", place);
    if (json->is_object() && json->contains("showing")) log.film = text((*json)["showing"], "film");
    log.steps.push_back(TRY(step_of(*json, place)));
  }
  if (log.steps.empty()) return base::fail("the log is empty", "watch the film to its end", {file});
  return log;
}

// The opening shot is on before the first decision; each decision says what comes next.
base::Result<void> fill(PlayedPath& path, const std::vector<Step>& steps) {
  const auto add = [&](const Step& step, const std::string& shot, double in_s,
                       double length_s) -> base::Result<void> {
    const ShotEntry* entry = find_shot(path.manifest, story::ShotId(shot));
    if (entry == nullptr || !entry->ready) {
      return base::fail(fmt::format("the package has no shot {} that is made", shot),
                        "make the package, from the same film source", {path.package.string()});
    }
    PlayedCut cut{entry,
                  base::Ticks::seconds_on_frame(in_s),
                  base::Ticks::seconds_on_frame(length_s),
                  path.length,
                  step.way,
                  step.score};
    if (cut.length.count() <= 0 || cut.in.count() < 0 || cut.in + cut.length > entry->duration) {
      return base::fail(fmt::format("shot {} is not as long as the log says", shot),
                        "make the package from the film source that was watched",
                        {path.package.string()});
    }
    path.length += cut.length;
    path.cuts.push_back(std::move(cut));
    return {};
  };
  const SceneEntry* opening = nullptr;
  for (const SceneEntry& scene : path.manifest.scenes) {
    if (opening == nullptr || scene.core) opening = &scene;
    if (scene.core) break;
  }
  if (opening != nullptr && !opening->shots.empty() && steps.front().time_s > 0) {
    Step first = steps.front();
    first.way.clear();
    TRY(add(first, opening->shots.front().str(), 0, steps.front().time_s));
  }
  for (const Step& step : steps) {
    if (!step.ends) TRY(add(step, step.shot, step.in_s, step.length_s));
  }
  return {};
}

base::Result<std::vector<Step>> directors_cut(const base::Path& package) {
  const auto plan = TRY(direct::open_plan(package.string()));
  const auto nobody = TRY(direct::viewer_named("none", 1));
  direct::Policy policy;
  policy.adapt_plot = policy.adapt_cut = policy.adapt_score = false;
  policy.explore = direct::Explore::none;
  std::vector<Step> steps;
  const auto head = direct::log_head(*plan, policy, 1, "none");
  const auto note = [&](const std::string&,
                        const direct::Decision& decision) -> base::Result<void> {
    steps.push_back({decision.at.seconds(), decision.cut.shot.str(), decision.cut.in.seconds(),
                     decision.cut.length.seconds(), decision.way ? decision.way->str() : "",
                     decision.score, decision.film_ends});
    return {};
  };
  TRY(direct::watch(plan, head, *nobody, note));
  return steps;
}

base::Result<base::Path> package_of(const base::Path& log, const std::string& film,
                                    const base::Path& wanted) {
  if (!wanted.empty()) return wanted;
  for (const base::Path& folder : {log.parent_path(), base::Path(".")}) {
    base::Path guess = folder / (film + ".film");
    std::error_code ignored;
    if (std::filesystem::exists(guess / "manifest.json", ignored)) return guess;
  }
  return base::fail("the package of \"" + film + "\" is not beside the log",
                    "name it: --set package=P.film", {log.string()}, base::ErrorKind::not_found);
}

}  // namespace

base::Result<PlayedPath> open_path(const base::Path& input, const base::Path& package) {
  PlayedPath path;
  std::vector<Step> steps;
  std::error_code ignored;
  if (std::filesystem::is_directory(input, ignored)) {
    path.package = input;
    path.manifest = TRY(read_manifest(input));
    steps = TRY(directors_cut(input));
  } else {
    const std::string bytes = TRY(base::read_file(input, std::size_t{1} << 28));
    Log log = TRY(read_log(bytes, input.string()));
    steps = std::move(log.steps);
    path.package = TRY(package_of(input, log.film, package));
    path.manifest = TRY(read_manifest(path.package));
  }
  const base::Path film = path.package / "film.json";
  const std::string film_json = TRY(base::read_file(film));
  const story::Film made = TRY(story::film_from_json(film_json, film.string()));
  path.style = made.style;
  TRY(fill(path, steps));
  return path;
}

}  // namespace kuleshov::cut

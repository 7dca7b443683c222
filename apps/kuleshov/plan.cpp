// `plan PROBLEM`: a story in which everyone acts for a reason, or the check of one.
#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/write/planner/search.hpp"
#include "verb.hpp"

namespace kuleshov::app {
namespace {

namespace planner = write::planner;

struct Options {
  std::string problem;
  std::string solution;
  int goal = 0;
  planner::Limits limits;
  bool json = false;
};

base::Json json_of(const planner::Task& task, const planner::Plan& plan) {
  base::Json steps = base::Json::array();
  const auto action_name = [&](std::int32_t a) {
    return task.actions[static_cast<std::size_t>(a)].name;
  };
  const auto character_name = [&](std::int32_t c) {
    return task.characters[static_cast<std::size_t>(c)];
  };
  for (const auto& step : plan.steps) {
    base::Json motives = base::Json::array();
    for (const auto& motive : step.motives) {
      base::Json imagined = base::Json::array();
      for (const auto a : motive.plan) imagined.push_back(action_name(a));
      motives.push_back({{"character", character_name(motive.character)},
                         {"plan", imagined},
                         {"utility_before", motive.utility_before},
                         {"utility_after", motive.utility_after}});
    }
    base::Json unaware = base::Json::array();
    for (const auto c : step.unaware) unaware.push_back(character_name(c));
    steps.push_back({{"action", action_name(step.action)},
                     {"motives", motives},
                     {"causes", step.causes},
                     {"unaware", unaware},
                     {"beliefs", step.beliefs}});
  }
  return {
      {"steps", steps}, {"author_before", plan.author_before}, {"author_after", plan.author_after}};
}

void print(const planner::Task& task, const planner::Plan& plan) {
  for (const auto& step : plan.steps) {
    fmt::print("{}\n", task.actions[static_cast<std::size_t>(step.action)].name);
    for (const auto& motive : step.motives) {
      const auto& who = task.characters[static_cast<std::size_t>(motive.character)];
      const auto& last = task.actions[static_cast<std::size_t>(motive.plan.back())].name;
      fmt::print("  {}: {} -> {}, in {} steps, by {}\n", who, motive.utility_before,
                 motive.utility_after, motive.plan.size(), last);
    }
  }
}

base::Result<Exit> validate(const planner::Task& task, const Options& options) {
  const std::string text = TRY(base::read_file(options.solution));
  planner::Search search(task, options.limits);
  const auto plan = search.validate(planner::read_solution(text));
  if (options.json) {
    base::Json out{{"valid", plan.has_value()}};
    if (plan)
      out.update(json_of(task, *plan));
    else
      out["reason"] = plan.error().what;
    fmt::print("{}\n", out.dump(1));
  } else {
    fmt::print("{}\n", plan ? "valid" : "not valid: " + plan.error().what);
  }
  return plan ? Exit::fine : Exit::refuted;
}

Exit solve(const planner::Task& task, const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  planner::Search search(task, options.limits);
  const int goal =
      options.goal > 0 ? options.goal : search.author_utility(search.worlds().initial()) + 1;
  const auto outcome = search.solve(goal);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (options.json) {
    base::Json out{{"solved", outcome.plan.has_value()},
                   {"complete", outcome.complete},
                   {"visited", outcome.visited},
                   {"generated", outcome.generated},
                   {"seconds", base::quantise(seconds)}};
    if (outcome.plan) out.update(json_of(task, *outcome.plan));
    fmt::print("{}\n", out.dump(1));
  } else if (outcome.plan) {
    print(task, *outcome.plan);
  } else {
    fmt::print("{}\n", outcome.complete ? "there is no such story within the limits"
                                        : "not found before a limit was hit");
  }
  return outcome.plan ? Exit::fine : Exit::refuted;
}

base::Result<Exit> run(const Options& options) {
  const std::string text = TRY(base::read_file(options.problem));
  const auto problem = TRY(planner::parse_problem(text, options.problem));
  const auto task = TRY(planner::ground(problem));
  if (!options.solution.empty()) return validate(task, options);
  return solve(task, options);
}

Action set_up(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("PROBLEM", options->problem, "a planning problem in Sabre's language")
      ->required();
  command.add_option("--goal", options->goal,
                     "the author's utility to reach (default: one more than at the start)");
  command.add_option("--validate", options->solution,
                     "check the story in this solution file instead");
  command.add_option("--author-limit", options->limits.author_length, "most steps of the story")
      ->capture_default_str();
  command
      .add_option("--character-limit", options->limits.character_length,
                  "most steps a character thinks ahead")
      ->capture_default_str();
  command
      .add_option("--epistemic-limit", options->limits.epistemic,
                  "how deep characters think about others' thoughts")
      ->check(CLI::Range(0, 5))
      ->capture_default_str();
  command.add_option("--seconds", options->limits.seconds, "stop after this time (0: never)")
      ->capture_default_str();
  command.add_option("--nodes", options->limits.nodes, "stop after reaching this many worlds")
      ->capture_default_str();
  command.add_flag("--json", options->json, "as one JSON document");
  return [options] {
    const auto result = run(*options);
    return result ? *result : report(result.error());
  };
}

const RegisterVerb registered{
    {"plan", "find or check a story in which everyone acts for a reason", set_up}};

}  // namespace
}  // namespace kuleshov::app

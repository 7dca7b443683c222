#include "kuleshov/direct/watch.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "kuleshov/base/file.hpp"
#include "kuleshov/direct/rehearse.hpp"
#include "kuleshov/direct/save.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Arguments {
  std::string film;
  std::string viewer = "none";
  std::string log;
  std::string policy;
  std::string audience;
  std::string model;
  std::string from;
  std::string explore = "thompson";
  std::uint64_t seed = 1;
  double ceiling = 1;
  double explore_share = 0.1;
  double steadiness = 0.15;
  bool quiet = false;
};

base::Result<direct::Policy> policy_of(const Arguments& arguments, const story::Film& film) {
  direct::Policy policy;
  const std::string arc =
      arguments.policy.empty() ? std::string(direct::name_of(film.policy)) : arguments.policy;
  policy.arc = TRY(direct::arc_policy_named(arc));
  policy.explore = TRY(direct::explore_named(arguments.explore));
  policy.explore_share = arguments.explore_share;
  policy.intensity_ceiling = arguments.ceiling;
  policy.steadiness = arguments.steadiness;
  return policy;
}

void tell(const direct::Decision& decision) {
  if (decision.ways.empty()) return;
  fmt::print("{:7.2f} s  {:6} {}", decision.at.seconds(), decision.scene.str(),
             decision.way->str());
  for (const direct::Reason& reason : decision.reasons)
    if (reason.kind == "policy" || reason.kind == "explore" || reason.kind == "default") {
      fmt::print("  {}", reason.sentence);
      break;
    }
  fmt::print("\n");
}

// How the story came to where a rehearsal begins, and with which values.
void tell_state(const story::StoryState& state, const direct::Plan& plan) {
  std::string path;
  for (const int scene : state.path) path += (path.empty() ? "" : " ") + plan.scene_id(scene).str();
  fmt::print("rehearsal: by {}\n", path);
  for (std::size_t v = 0; v < state.variables.size(); ++v) {
    const story::Variable& variable = plan.film().variables[v];
    fmt::print("           {} = {}\n", variable.id.str(),
               story::value_text(variable, state.variables[v]));
  }
}

base::Result<void> watch(const Arguments& arguments) {
  const auto plan = TRY(direct::open_plan(arguments.film, arguments.audience));
  const auto viewer = TRY(direct::viewer_named(arguments.viewer, arguments.seed, arguments.model));
  const direct::Policy policy = TRY(policy_of(arguments, plan->film()));
  const auto head = direct::log_head(*plan, policy, arguments.seed, arguments.viewer);
  const sense::ShotLooks looks = TRY(sense::read_looks(arguments.film));
  std::string log;
  const story::SceneId from(arguments.from);
  if (!from.empty() && !arguments.quiet)
    tell_state(TRY(direct::story_state_at(*plan, from)), *plan);
  double length_s = 0;
  TRY(direct::watch(
      plan, head, *viewer,
      [&](const std::string& line, const direct::Decision& decision) {
        log += line + "\n";
        length_s = decision.at.seconds();
        if (!arguments.quiet) tell(decision);
        return base::Result<void>{};
      },
      looks, from));
  if (!arguments.quiet) fmt::print("{:7.2f} s  end\n", length_s);
  if (arguments.log.empty()) return {};
  return base::write_file(arguments.log, log);
}

Action set_up_watch(CLI::App& command) {
  auto a = std::make_shared<Arguments>();
  command.add_option("film", a->film, "film package or source")->required();
  command.add_option("--viewer", a->viewer, "none, simulated:NAME or a recording")
      ->capture_default_str();
  command.add_option("--model", a->model, "a learned model of heart and skin (sense train)");
  command.add_option("--seed", a->seed, "of the showing and of a simulated viewer")
      ->capture_default_str();
  command.add_option("--from", a->from,
                     "rehearse: begin at this scene, in a state that can occur there");
  command.add_option("--log", a->log, "where to write one JSON line a decision");
  command.add_option("--policy", a->policy, "follow, counter, mirror or ignore; the film's own");
  command.add_option("--audience", a->audience, "what earlier audiences taught (arcs --learn)");
  command.add_option("--explore", a->explore, "none, thompson or lin-ucb")->capture_default_str();
  command.add_option("--explore-share", a->explore_share, "bound on trying another way")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--ceiling", a->ceiling, "the viewer's limit on intensity, 0 to 1")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--steadiness", a->steadiness, "standard deviations a new way must lead by")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 10.0));
  command.add_flag("--quiet", a->quiet, "print nothing");
  return [a] {
    const auto done = watch(*a);
    return done ? Exit::fine : report(done.error());
  };
}

const RegisterVerb watch_verb{
    {"watch", "show a film without a browser and log every decision", set_up_watch}};
}  // namespace
}  // namespace kuleshov::app

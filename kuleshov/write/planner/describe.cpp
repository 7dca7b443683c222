#include <fmt/format.h>

#include <algorithm>

#include "kuleshov/write/planner/search.hpp"

namespace kuleshov::write::planner {

base::Result<Plan> Search::validate(const std::vector<std::string>& steps) {
  std::vector<std::int32_t> actions;
  World world = worlds_.initial();
  for (const std::string& step : steps) {
    const auto found = std::find_if(task_.actions.begin(), task_.actions.end(),
                                    [&](const GroundEvent& a) { return a.name == step; });
    if (found == task_.actions.end())
      return base::fail("there is no action " + step, "check its name and arguments");
    const auto action = static_cast<std::int32_t>(found - task_.actions.begin());
    if (!worlds_.possible(action, world))
      return base::fail(step + " is not possible there", "check the steps before it");
    for (const std::int32_t who : found->consenting) {
      if (motive(action, world, who).empty()) {
        return base::fail(fmt::format("{} has no reason for {}",
                                      task_.characters[static_cast<std::size_t>(who)], step),
                          exhausted_ ? "the search was cut short: raise the limits"
                                     : "nothing they can imagine from it helps them");
      }
    }
    actions.push_back(action);
    world = worlds_.after(action, world);
  }
  Plan plan = describe(actions);
  if (plan.author_after <= plan.author_before)
    return base::fail("the story does not raise the author's utility", "add what it lacks");
  return plan;
}

// A step's causes: earlier steps without which it would not be possible.
std::vector<std::int32_t> Search::causes_of(const std::vector<std::int32_t>& actions,
                                            std::size_t at) {
  std::vector<std::int32_t> causes;
  for (std::size_t left_out = 0; left_out < at; ++left_out) {
    World world = worlds_.initial();
    for (std::size_t i = 0; i < at; ++i) {
      const bool works = i != left_out && worlds_.possible(actions[i], world);
      if (works) world = worlds_.after(actions[i], world);
    }
    if (!worlds_.possible(actions[at], world))
      causes.push_back(static_cast<std::int32_t>(left_out));
  }
  if (causes.empty()) causes.push_back(-1);
  return causes;
}

namespace {

std::string said(const Task& task, std::size_t fluent, Value value) {
  if (value == nothing) return "?";
  if (task.kinds[fluent] == Kind::boolean) return value == 1 ? "True" : "False";
  if (task.kinds[fluent] == Kind::entity) return task.entities[static_cast<std::size_t>(value)];
  return task.scale == 1 ? std::to_string(value)
                         : fmt::format("{:g}", static_cast<double>(value) / task.scale);
}

}  // namespace

std::vector<std::string> Search::new_beliefs(World before, World after) const {
  std::vector<std::string> all;
  for (std::size_t c = 0; c < task_.characters.size(); ++c) {
    const auto then = worlds_.values(worlds_.belief(before, static_cast<std::int32_t>(c)));
    const auto since = worlds_.values(worlds_.belief(after, static_cast<std::int32_t>(c)));
    for (std::size_t f = 0; f < then.size(); ++f) {
      if (then[f] == since[f]) continue;
      all.push_back(fmt::format("{} believes {} = {}", task_.characters[c], task_.fluents[f],
                                said(task_, f, since[f])));
    }
  }
  return all;
}

Plan Search::describe(const std::vector<std::int32_t>& actions) {
  Plan plan;
  World world = worlds_.initial();
  plan.author_before = author_utility(world);
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const GroundEvent& event = task_.actions[static_cast<std::size_t>(actions[i])];
    Step step;
    step.action = actions[i];
    for (const std::int32_t who : event.consenting) {
      const World believed = worlds_.belief(world, who);
      Motive reason{who, motive(actions[i], world, who),
                    worlds_.evaluate(task_.wants[static_cast<std::size_t>(who)], believed), 0};
      World end = believed;
      for (const std::int32_t a : reason.plan) end = worlds_.after(a, end);
      reason.utility_after = worlds_.evaluate(task_.wants[static_cast<std::size_t>(who)], end);
      step.motives.push_back(std::move(reason));
    }
    for (std::size_t c = 0; c < task_.characters.size(); ++c) {
      if (!worlds_.sees(event, static_cast<std::int32_t>(c), world))
        step.unaware.push_back(static_cast<std::int32_t>(c));
    }
    step.causes = causes_of(actions, i);
    const World next = worlds_.after(actions[i], world);
    step.beliefs = new_beliefs(world, next);
    plan.steps.push_back(std::move(step));
    world = next;
  }
  plan.author_after = author_utility(world);
  return plan;
}

}  // namespace kuleshov::write::planner

#include "kuleshov/write/planner/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace kuleshov::write::planner {

namespace {
// Time bounds the search only; it never changes what is found within the bound.
double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
}  // namespace

// The author thinks of a character (one level), who thinks `epistemic` levels further.
Search::Search(const Task& task, const Limits& limits)
    : task_(task), limits_(limits), worlds_(task, limits.epistemic + 1), relaxed_(task) {
  if (limits.seconds > 0) stop_at_ = now() + limits.seconds;
}

bool Search::out_of_budget() {
  if (generated_ > limits_.nodes) exhausted_ = true;
  if (stop_at_ > 0 && generated_ % 256 == 0 && now() > stop_at_) exhausted_ = true;
  return exhausted_;
}

const std::vector<std::int32_t>& Search::possible(World world) {
  const auto [it, fresh] = possible_.try_emplace(world);
  if (!fresh) return it->second;
  for (std::size_t a = 0; a < task_.actions.size(); ++a) {
    if (worlds_.possible(task_.actions[a], world))
      it->second.push_back(static_cast<std::int32_t>(a));
  }
  return it->second;
}

std::vector<std::int32_t> Search::path_to(const std::vector<Reached>& reached,
                                          std::size_t at) const {
  std::vector<std::int32_t> path;
  for (auto i = static_cast<std::int32_t>(at);
       i >= 0 && reached[static_cast<std::size_t>(i)].action >= 0;
       i = reached[static_cast<std::size_t>(i)].parent) {
    path.push_back(reached[static_cast<std::size_t>(i)].action);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

// No part of the plan, played without the rest, does as well.
bool Search::needed(const std::vector<std::int32_t>& plan, World from, std::int32_t character,
                    int reached) {
  const Code utility =
      character < 0 ? task_.author : task_.wants[static_cast<std::size_t>(character)];
  const std::size_t n = plan.size();
  if (n > 16) return true;
  for (std::uint32_t kept = 0; kept + 1 < (1U << n); ++kept) {
    World world = from;
    bool works = true;
    for (std::size_t i = 0; works && i < n; ++i) {
      if ((kept >> i & 1U) == 0) continue;
      works = worlds_.possible(task_.actions[static_cast<std::size_t>(plan[i])], world) &&
              others_agree(plan[i], world, character);
      if (works) world = worlds_.after(plan[i], world);
    }
    if (works && worlds_.evaluate(utility, world) >= reached) return false;
  }
  return true;
}

bool Search::others_agree(std::int32_t action, World world, std::int32_t except) {
  for (const std::int32_t who : task_.actions[static_cast<std::size_t>(action)].consenting) {
    if (who != except && motive(action, world, who).empty()) return false;
  }
  return true;
}

bool Search::explained(std::int32_t action, World world) { return others_agree(action, world, -1); }

const std::vector<std::int32_t>& Search::motive(std::int32_t action, World world,
                                                std::int32_t character) {
  static const std::vector<std::int32_t> no_motive;
  const Code wish = task_.wants[static_cast<std::size_t>(character)];
  if (wish == none || worlds_.level(world) < 1) return no_motive;  // beyond the epistemic limit
  const World believed = worlds_.belief(world, character);
  const std::uint64_t key = (std::uint64_t{believed} << 32) |
                            (static_cast<std::uint64_t>(action) << 8) |
                            static_cast<std::uint64_t>(character);
  if (const auto found = motives_.find(key); found != motives_.end()) return found->second;
  auto plan = imagine(action, believed, character);
  return motives_[key] = std::move(plan);
}

// A bound from below on the steps until `character` (-1: the author) could have `target`.
int Search::distance(World world, std::int32_t character, int target, int most) {
  const std::uint64_t block = worlds_.values_number(world);
  const std::uint64_t who = static_cast<std::uint64_t>(character + 1);
  const std::uint64_t key = (block << 32) | (who << 24) |
                            static_cast<std::uint64_t>((target + (1 << 15)) & 0xFFFF) << 8 |
                            static_cast<std::uint64_t>(most);
  const auto [it, fresh] = distance_.try_emplace(key, 0);
  if (fresh) {
    const Code utility =
        character < 0 ? task_.author : task_.wants[static_cast<std::size_t>(character)];
    it->second = relaxed_.steps(worlds_.values(world), utility, target, most);
  }
  return it->second;
}

// Worlds reached from `from`, nearest to `target` first; `first` (-1: any) is the first action.
std::vector<std::int32_t> Search::explore(World from, std::int32_t first, std::int32_t character,
                                          int target, int most) {
  const Code utility =
      character < 0 ? task_.author : task_.wants[static_cast<std::size_t>(character)];
  std::vector<Reached> reached{{from, -1, -1, 0}};
  std::unordered_map<World, int> best{{from, 0}};
  std::vector<std::vector<std::size_t>> queue(static_cast<std::size_t>(most) + 1);
  const auto push = [&](World world, std::size_t parent, std::int32_t action) {
    const int length = reached[parent].length + 1;
    ++generated_;
    const auto [it, fresh] = best.try_emplace(world, length);
    if (!fresh && it->second <= length) return;
    it->second = length;
    const int left = distance(world, character, target, most);
    if (length + left > most) return;
    queue[static_cast<std::size_t>(length + left)].push_back(reached.size());
    reached.push_back({world, static_cast<std::int32_t>(parent), action, length});
  };
  const auto expand = [&](std::size_t at) {
    const Reached here = reached[at];
    if (here.length >= most) return;
    for (const std::int32_t next : possible(here.world)) {
      const World world = worlds_.after(next, here.world);
      if (here.length + 1 + distance(world, character, target, most) > most) continue;
      if (others_agree(next, here.world, character)) push(world, at, next);
    }
  };
  if (first >= 0)
    push(worlds_.after(first, from), 0, first);
  else
    expand(0);
  for (std::size_t bucket = 0; bucket < queue.size(); ++bucket) {
    for (std::size_t at = 0; at < queue[bucket].size() && !out_of_budget(); ++at) {
      const std::size_t index = queue[bucket][at];
      const Reached here = reached[index];
      if (best[here.world] < here.length) continue;
      ++visited_;
      const int reached_utility = worlds_.evaluate(utility, here.world);
      if (reached_utility >= target) {
        auto plan = path_to(reached, index);
        if (needed(plan, from, character, reached_utility)) return plan;
      }
      expand(index);
    }
  }
  return {};
}

std::vector<std::int32_t> Search::imagine(std::int32_t action, World believed,
                                          std::int32_t character) {
  if (!worlds_.possible(task_.actions[static_cast<std::size_t>(action)], believed)) return {};
  const int before = worlds_.evaluate(task_.wants[static_cast<std::size_t>(character)], believed);
  return explore(believed, action, character, before + 1, limits_.character_length);
}

Outcome Search::solve(int goal) {
  Outcome outcome;
  const World start = worlds_.initial();
  const auto path = explore(start, -1, -1, goal, limits_.author_length);
  if (!path.empty() || author_utility(start) >= goal) outcome.plan = describe(path);
  outcome.complete = !exhausted_;
  outcome.visited = visited_;
  outcome.generated = generated_;
  return outcome;
}

base::Result<Plan> Search::validate(const std::vector<std::string>& steps) {
  std::vector<std::int32_t> actions;
  World world = worlds_.initial();
  for (const std::string& step : steps) {
    const auto found = std::find_if(task_.actions.begin(), task_.actions.end(),
                                    [&](const GroundEvent& a) { return a.name == step; });
    if (found == task_.actions.end())
      return base::fail("there is no action " + step, "check its name and arguments");
    const auto action = static_cast<std::int32_t>(found - task_.actions.begin());
    if (!worlds_.possible(*found, world))
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
  const GroundEvent& event = task_.actions[static_cast<std::size_t>(actions[at])];
  for (std::size_t left_out = 0; left_out < at; ++left_out) {
    World world = worlds_.initial();
    for (std::size_t i = 0; i < at; ++i) {
      const bool works =
          i != left_out &&
          worlds_.possible(task_.actions[static_cast<std::size_t>(actions[i])], world);
      if (works) world = worlds_.after(actions[i], world);
    }
    if (!worlds_.possible(event, world)) causes.push_back(static_cast<std::int32_t>(left_out));
  }
  if (causes.empty()) causes.push_back(-1);
  return causes;
}

std::vector<std::string> Search::new_beliefs(World before, World after) const {
  std::vector<std::string> all;
  const auto name = [&](Value value) {
    if (value == nothing) return std::string("?");
    const auto index = static_cast<std::size_t>(value);
    return value >= 0 && index < task_.entities.size() ? task_.entities[index]
                                                       : std::to_string(value);
  };
  for (std::size_t c = 0; c < task_.characters.size(); ++c) {
    const auto then = worlds_.values(worlds_.belief(before, static_cast<std::int32_t>(c)));
    const auto since = worlds_.values(worlds_.belief(after, static_cast<std::int32_t>(c)));
    for (std::size_t f = 0; f < then.size(); ++f) {
      if (then[f] == since[f]) continue;
      const bool number = task_.defaults[f] != nothing;
      all.push_back(fmt::format("{} believes {} = {}", task_.characters[c], task_.fluents[f],
                                number ? std::to_string(since[f]) : name(since[f])));
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

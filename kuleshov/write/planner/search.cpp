#include "kuleshov/write/planner/search.hpp"

#include <algorithm>
#include <chrono>

namespace kuleshov::write::planner {

namespace {

// Beyond this many steps not every part of a plan is tried on its own.
constexpr std::size_t longest_tested = 16;

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
  if (fresh) worlds_.possible(world, it->second);
  return it->second;
}

int Search::utility(World world, std::int32_t character) const {
  return worlds_.evaluate(
      character < 0 ? task_.author : task_.wants[static_cast<std::size_t>(character)], world);
}

bool Search::others_agree(std::int32_t action, World world, std::int32_t except) {
  for (const std::int32_t who : task_.actions[static_cast<std::size_t>(action)].consenting) {
    if (who != except && motive(action, world, who).empty()) return false;
  }
  return true;
}

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

std::vector<std::int32_t> Search::imagine(std::int32_t action, World believed,
                                          std::int32_t character) {
  if (!worlds_.possible(action, believed)) return {};
  return explore(
      {believed, action, character, utility(believed, character) + 1, limits_.character_length});
}

// A bound from below on the steps until `character` (-1: the author) could have `target`.
int Search::distance(World world, std::int32_t character, int target) {
  const int most = character < 0 ? limits_.author_length : limits_.character_length;
  const std::uint64_t block = worlds_.values_number(world);
  const auto who = static_cast<std::uint64_t>(static_cast<std::int64_t>(character) + 1);
  const std::uint64_t key =
      (block << 32) | (who << 24) | static_cast<std::uint64_t>((target + (1 << 15)) & 0xFFFF);
  if (const auto found = distance_.find(key); found != FlatMap::missing)
    return static_cast<int>(found);
  const Code wish = character < 0 ? task_.author : task_.wants[static_cast<std::size_t>(character)];
  const int steps = relaxed_.steps(worlds_.values(world), wish, target, most);
  distance_.insert(key, static_cast<std::uint32_t>(steps));
  return steps;
}

// ---- one search ----

// What was reached, nearest to the target first. Whether the others agree to a step is asked when
// the step is about to be built on, not when it is thought of: most steps never are.
class Search::Exploration {
 public:
  Exploration(Search& search, const Quest& quest) : search_(search), quest_(quest) {
    queue_.resize(static_cast<std::size_t>(quest.most) + 1);
    for (auto& by_distance : queue_) by_distance.resize(static_cast<std::size_t>(quest.most) + 1);
    reached_.push_back(
        {quest.from, quest.first < 0 ? no_world : quest.from, -1, -1, 0, quest.target - 1});
  }

  std::vector<std::int32_t> run() {
    if (quest_.first >= 0)
      push(0, quest_.first);
    else
      expand(0);
    for (auto& by_distance : queue_) {
      for (std::size_t nearest = 0; nearest < by_distance.size();) {
        auto& bucket = by_distance[nearest];
        if (bucket.empty()) {
          ++nearest;
          continue;
        }
        if (search_.out_of_budget()) return {};
        const std::size_t at = bucket.back();
        bucket.pop_back();
        if (visit(at)) return path_to(at);
        nearest = 0;
      }
    }
    return {};
  }

 private:
  static constexpr World no_world = 0xFFFF'FFFF;

  // `shadow`: the world had the first step been left out; no_world once that is not possible.
  // `bar`: a part of the path is known to do as well as this; a plan must do better.
  struct Reached {
    World world = 0;
    World shadow = no_world;
    std::int32_t parent = -1;
    std::int32_t action = -1;
    int length = 0;
    int bar = 0;
  };
  struct Seen {
    int length = 0;
    int bar = 0;
  };

  [[nodiscard]] int left(World world, int bar) {
    return search_.distance(world, quest_.character, bar + 1);
  }

  void push(std::size_t parent, std::int32_t action) {
    const Reached& from = reached_[parent];
    ++search_.generated_;
    const World world = search_.worlds_.after(action, from.world);
    const int length = from.length + 1;
    const int distance = left(world, from.bar);
    if (length + distance > quest_.most) return;
    reached_.push_back(
        {world, from.shadow, static_cast<std::int32_t>(parent), action, length, from.bar});
    const auto left_to_go = static_cast<std::size_t>(distance);
    queue_[static_cast<std::size_t>(length) + left_to_go][left_to_go].push_back(reached_.size() -
                                                                                1);
  }

  // Whether this is the end of a plan. Otherwise what can follow is queued.
  bool visit(std::size_t at) {
    if ((quest_.first < 0 && known(reached_[at])) || !agreed(at)) return false;
    follow_shadow(at);
    Reached& here = reached_[at];
    if (here.shadow == here.world || known(here)) return false;
    seen_[key(here)] = {here.length, here.bar};
    ++search_.visited_;
    const int utility = search_.utility(here.world, quest_.character);
    if (utility > here.bar) {
      if (search_.needed(path_to(at), quest_.from, quest_.character, utility)) return true;
      reached_[at].bar = utility;
    }
    if (reached_[at].length + left(reached_[at].world, reached_[at].bar) > quest_.most)
      return false;
    expand(at);
    return false;
  }

  void expand(std::size_t at) {
    if (reached_[at].length >= quest_.most) return;
    const auto& actions = search_.possible(reached_[at].world);
    for (auto it = actions.rbegin(); it != actions.rend(); ++it) push(at, *it);
  }

  [[nodiscard]] bool agreed(std::size_t at) {
    const Reached& here = reached_[at];
    if (here.parent < 0 || (here.length == 1 && quest_.first >= 0)) return true;
    const World before = reached_[static_cast<std::size_t>(here.parent)].world;
    return search_.others_agree(here.action, before, quest_.character);
  }

  void follow_shadow(std::size_t at) {
    Reached& here = reached_[at];
    if (here.length <= 1 || here.shadow == no_world) return;
    const World shadow = reached_[static_cast<std::size_t>(here.parent)].shadow;
    here.shadow = no_world;
    if (shadow == no_world || !search_.worlds_.possible(here.action, shadow) ||
        !search_.others_agree(here.action, shadow, quest_.character))
      return;
    here.shadow = search_.worlds_.after(here.action, shadow);
    here.bar = std::max(here.bar, search_.utility(here.shadow, quest_.character));
  }

  static std::uint64_t key(const Reached& here) {
    return (std::uint64_t{here.shadow} << 32) | here.world;
  }
  [[nodiscard]] bool known(const Reached& here) const {
    const auto found = seen_.find(key(here));
    return found != seen_.end() && found->second.length <= here.length &&
           found->second.bar <= here.bar;
  }

  [[nodiscard]] std::vector<std::int32_t> path_to(std::size_t at) const {
    std::vector<std::int32_t> path;
    for (const Reached* here = &reached_[at]; here->parent >= 0;
         here = &reached_[static_cast<std::size_t>(here->parent)])
      path.push_back(here->action);
    std::reverse(path.begin(), path.end());
    return path;
  }

  Search& search_;
  const Quest& quest_;
  std::vector<Reached> reached_;
  std::unordered_map<std::uint64_t, Seen> seen_;
  std::vector<std::vector<std::vector<std::size_t>>> queue_;  // by length + distance, by distance
};

std::vector<std::int32_t> Search::explore(const Quest& quest) {
  return Exploration(*this, quest).run();
}

// ---- no step too many ----

bool Search::agreed_in_turn(const std::vector<std::int32_t>& plan, World from,
                            std::int32_t character) {
  World world = from;
  for (const std::int32_t action : plan) {
    if (!others_agree(action, world, character)) return false;
    world = worlds_.after(action, world);
  }
  return true;
}

// Whether a part of `plan`, from step `at` on and after `kept`, does as well as the whole.
bool Search::part_does(const std::vector<std::int32_t>& plan, std::size_t at, World from,
                       World world, std::int32_t character, int reached,
                       std::vector<std::int32_t>& kept) {
  const auto steps = static_cast<int>(plan.size() - at);
  if (distance(world, character, reached) > steps) return false;
  if (at == plan.size()) {
    return kept.size() < plan.size() && utility(world, character) >= reached &&
           agreed_in_turn(kept, from, character);
  }
  if (part_does(plan, at + 1, from, world, character, reached, kept)) return true;
  if (!worlds_.possible(plan[at], world)) return false;
  kept.push_back(plan[at]);
  const bool does =
      part_does(plan, at + 1, from, worlds_.after(plan[at], world), character, reached, kept);
  kept.pop_back();
  return does;
}

bool Search::needed(const std::vector<std::int32_t>& plan, World from, std::int32_t character,
                    int reached) {
  if (plan.size() > longest_tested) return true;
  std::vector<std::int32_t> kept;
  return !part_does(plan, 0, from, from, character, reached, kept);
}

Outcome Search::solve(int goal) {
  Outcome outcome;
  const World start = worlds_.initial();
  const auto path = explore({start, -1, -1, goal * task_.scale, limits_.author_length});
  if (!path.empty() || author_utility(start) >= goal) outcome.plan = describe(path);
  outcome.complete = !exhausted_;
  outcome.visited = visited_;
  outcome.generated = generated_;
  return outcome;
}

}  // namespace kuleshov::write::planner

// Searching for stories: plans in which the author gets what they want and every character acts for
// a reason of their own.
//
// An action is explained when each character who consents to it can imagine, in the world they
// believe in, a plan that begins with it, is possible, raises their utility, in which every action
// of others is explained too, and from which no action can be left out without losing utility (Ware
// & Siler 2021, definitions 4 and 5). Search is breadth-first over interned worlds, so the plan
// found is a shortest one among those with different outcomes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "kuleshov/write/planner/relaxed.hpp"
#include "kuleshov/write/planner/worlds.hpp"

namespace kuleshov::write::planner {

struct Limits {
  int author_length = 10;         // steps of the story
  int character_length = 6;       // steps of what a character imagines
  int epistemic = 1;              // how deep characters think about what others think
  std::size_t nodes = 5'000'000;  // worlds reached in all
  double seconds = 0;             // 0: no limit
};

// Why a character takes part in a step: the plan they have in mind and what it brings them.
struct Motive {
  std::int32_t character = 0;
  std::vector<std::int32_t> plan;  // actions, the step itself first
  int utility_before = 0;
  int utility_after = 0;
};

struct Step {
  std::int32_t action = 0;
  std::vector<Motive> motives;       // one for each who consents
  std::vector<std::int32_t> causes;  // earlier steps that made this one possible; -1: the beginning
  std::vector<std::int32_t> unaware;  // characters who do not see it happen
  std::vector<std::string> beliefs;   // "Hero now believes at(Money) = Bank"
};

struct Plan {
  std::vector<Step> steps;
  int author_before = 0;
  int author_after = 0;
};

struct Outcome {
  std::optional<Plan> plan;
  bool complete = true;  // false: a limit on nodes or time was hit, so "no plan" is not proved
  std::size_t visited = 0;
  std::size_t generated = 0;
};

class Search {
 public:
  Search(const Task& task, const Limits& limits);

  // A shortest explained story after which the author's utility is at least `goal`.
  Outcome solve(int goal);

  // Whether the steps (as in a solution file) make an explained story that raises the author's
  // utility; an error names the first step that fails and why.
  base::Result<Plan> validate(const std::vector<std::string>& steps);

  [[nodiscard]] int author_utility(World world) const {
    return worlds_.evaluate(task_.author, world) / task_.scale;
  }
  [[nodiscard]] Worlds& worlds() { return worlds_; }

  // The plan that `character` has in mind when taking part in `action` in `world`; empty: none.
  const std::vector<std::int32_t>& reason(std::int32_t action, World world,
                                          std::int32_t character) {
    return motive(action, world, character);
  }

 private:
  // From a world, the first step given (-1: any), to a utility of `target` for `character` (-1: the
  // author) within `most` steps.
  struct Quest {
    World from = 0;
    std::int32_t first = -1;
    std::int32_t character = -1;
    int target = 0;
    int most = 0;
  };
  class Exploration;

  // The plan that `character` has in mind when taking part in `action` in `world`; empty: none.
  const std::vector<std::int32_t>& motive(std::int32_t action, World world, std::int32_t character);
  std::vector<std::int32_t> imagine(std::int32_t action, World believed, std::int32_t character);
  std::vector<std::int32_t> explore(const Quest& quest);
  bool others_agree(std::int32_t action, World world, std::int32_t except);
  // Whether no part of the plan, explained without the rest, does as well for `character` (-1: the
  // author).
  bool needed(const std::vector<std::int32_t>& plan, World from, std::int32_t character,
              int reached);
  bool part_does(const std::vector<std::int32_t>& plan, std::size_t at, World from, World world,
                 std::int32_t character, int reached, std::vector<std::int32_t>& kept);
  bool agreed_in_turn(const std::vector<std::int32_t>& plan, World from, std::int32_t character);
  const std::vector<std::int32_t>& possible(World world);
  [[nodiscard]] int utility(World world, std::int32_t character) const;
  int distance(World world, std::int32_t character, int target);
  bool out_of_budget();
  Plan describe(const std::vector<std::int32_t>& actions);
  std::vector<std::int32_t> causes_of(const std::vector<std::int32_t>& actions, std::size_t at);
  [[nodiscard]] std::vector<std::string> new_beliefs(World before, World after) const;

  const Task& task_;
  Limits limits_;
  Worlds worlds_;
  Relaxed relaxed_;
  FlatMap distance_;
  std::unordered_map<std::uint64_t, std::vector<std::int32_t>> motives_;
  std::unordered_map<World, std::vector<std::int32_t>> possible_;
  std::size_t visited_ = 0;
  std::size_t generated_ = 0;
  double stop_at_ = 0;
  bool exhausted_ = false;
};

}  // namespace kuleshov::write::planner

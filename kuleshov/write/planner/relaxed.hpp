// How soon could it happen at best? A relaxed problem in which nothing ever becomes untrue and
// every belief can be held gives a bound from below on the steps that a goal needs (the h-max of
// Bonet & Geffner 2001, over sets of values, so that numbers and conditional effects count too).
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "kuleshov/write/planner/worlds.hpp"

namespace kuleshov::write::planner {

class Relaxed {
 public:
  explicit Relaxed(const Task& task);

  // The fewest steps after which `utility` could be at least `target`, seen from these values;
  // `most` + 1 when it could not within `most` steps. Never more than a real plan needs.
  int steps(std::span<const Value> values, Code utility, int target, int most);

 private:
  struct Interval {
    int low = 0;
    int high = 0;
  };
  // An event without its effects on beliefs.
  struct Part {
    Code precondition = none;
    std::vector<const Assignment*> effects;
    bool constant = true;
  };
  using Values = std::vector<Value>;  // sorted, what a fluent could be

  // Bit 0: could be false; bit 1: could be true.
  [[nodiscard]] unsigned could(Code code) const;
  [[nodiscard]] unsigned could_equal(Code left, Code right) const;
  [[nodiscard]] Interval range(Code code) const;
  bool add(std::int32_t fluent, Value value);
  void add_effects(const Part& part);
  bool layer(const std::vector<Part>& parts, std::vector<char>& done);

  const Task& task_;
  std::vector<Part> actions_;
  std::vector<Part> triggers_;
  std::vector<char> actions_done_;
  std::vector<char> triggers_done_;
  std::vector<Values> now_;
  std::vector<std::pair<std::int32_t, Value>> pending_;
};

}  // namespace kuleshov::write::planner

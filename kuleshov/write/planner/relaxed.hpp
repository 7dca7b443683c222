// How soon could it happen at best? A relaxed problem in which nothing ever becomes untrue and
// every belief can be held gives a bound from below on the steps that a goal needs (the h-max of
// Bonet & Geffner 2001, over sets of values, so that numbers and conditional effects count too).
#pragma once

#include <cstdint>
#include <vector>

#include "kuleshov/write/planner/abstract.hpp"

namespace kuleshov::write::planner {

class Relaxed {
 public:
  explicit Relaxed(const Task& task);

  // The fewest steps after which `utility` could be at least `target`, seen from these values;
  // `most` + 1 when it could not within `most` steps. Never more than a real plan needs.
  int steps(std::span<const Value> values, Code utility, int target, int most);

 private:
  // An event without its effects on beliefs.
  struct Part {
    std::vector<Literal> needs;
    std::vector<const Assignment*> effects;
    bool constant = true;  // adds the same values whenever it happens
  };
  // Parts to be tried: those never tried, those woken by a change, those that may add more.
  struct Kind_of_part {
    std::vector<Part> parts;
    std::vector<std::int32_t> next;
    std::vector<std::int32_t> tried;
    std::vector<std::vector<std::int32_t>>
        waiting;  // by fluent: parts that it keeps from happening
  };

  void prepare(const std::vector<GroundEvent>& events, Kind_of_part& kind) const;
  void start(Kind_of_part& kind) const;
  bool layer(Kind_of_part& kind);
  bool happens(Kind_of_part& kind, std::int32_t part);
  void wake(std::int32_t fluent);

  const Task& task_;
  Abstract could_;
  Kind_of_part actions_;
  Kind_of_part triggers_;
  std::vector<const Assignment*> pending_;
};

}  // namespace kuleshov::write::planner

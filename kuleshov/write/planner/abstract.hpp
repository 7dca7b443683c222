// What could be: for each fluent all the values it could have. Whatever is possible in a world that
// is among these is possible here, never the other way round; beliefs could be anything.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kuleshov/write/planner/condition.hpp"

namespace kuleshov::write::planner {

class Abstract {
 public:
  struct Interval {
    int low = 0;
    int high = 0;
  };

  explicit Abstract(const Task& task);

  void reset(std::span<const Value> values);  // exactly these
  // Whether it was not possible before.
  bool add(std::int32_t fluent, Value value);
  // All that the expression could be.
  bool add_all(std::int32_t fluent, Code expression);

  [[nodiscard]] bool could_hold(const Literal& literal) const;
  [[nodiscard]] bool could_hold(Code condition) const {
    return condition == none || (could(condition) & 2U) != 0;
  }
  [[nodiscard]] Interval range(Code expression) const;

 private:
  // Bit 0: could be false; bit 1: could be true.
  [[nodiscard]] unsigned could(Code code) const;
  [[nodiscard]] unsigned could_compare(Op op, Code left, Code right) const;
  [[nodiscard]] bool counts(Code code) const;
  [[nodiscard]] std::uint64_t mask(Code code) const;
  [[nodiscard]] Interval of(std::int32_t fluent) const;

  const Task& task_;
  std::vector<std::uint64_t> masks_;  // of entities and truths: a bit a value
  std::vector<Interval> intervals_;   // of numbers
};

}  // namespace kuleshov::write::planner

// Elapsed time in conditions, brought to one form: since(scene) > a number of ticks. Inside the
// room only.
#pragma once

#include <cstdint>
#include <vector>

#include "kuleshov/story/graph.hpp"

namespace kuleshov::story {

// since(tracked) > than.
struct Longer {
  int tracked = 0;
  std::int64_t than = 0;
  auto operator<=>(const Longer&) const = default;
};

// since(tracked) OP constant as tests: `first` alone or inverted; "==" is `first` and not `second`.
struct TimeTest {
  Longer first;
  bool inverted = false;  // of the whole
  bool exact = false;     // an equality: since > constant - 1 and not since > constant
  [[nodiscard]] Longer second() const { return {first.tracked, first.than + 1}; }
};

TimeTest time_test(int tracked, Op op, std::int64_t constant);
// The comparison with its sides exchanged: 5s < since(a) is since(a) > 5s.
Op exchanged(Op op);

// Every test that the film's expressions need, sorted: of two on one scene the longer implies the
// shorter.
std::vector<Longer> time_tests_of(const Graph& graph);

}  // namespace kuleshov::story

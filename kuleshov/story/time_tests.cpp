#include "kuleshov/story/time_tests.hpp"

#include <algorithm>

#include "kuleshov/story/model_parts.hpp"

namespace kuleshov::story {

namespace {

// [since][constant][comparison], or the other way round, as the last of three instructions.
void gather(const Instruction& left, const Instruction& right, Op op, std::vector<Longer>& out) {
  if (op < Op::less || op > Op::not_equal) return;
  const bool after = left.op == Op::since && right.op == Op::constant;
  const bool before = left.op == Op::constant && right.op == Op::since;
  if (!after && !before) return;
  const TimeTest test = after ? time_test(left.value, op, right.value)
                              : time_test(right.value, exchanged(op), left.value);
  out.push_back(test.first);
  if (test.exact) out.push_back(test.second());
}

}  // namespace

TimeTest time_test(int tracked, Op op, std::int64_t constant) {
  switch (op) {
    case Op::greater:
      return {{tracked, constant}, false, false};
    case Op::less_equal:
      return {{tracked, constant}, true, false};
    case Op::greater_equal:
      return {{tracked, constant - 1}, false, false};
    case Op::less:
      return {{tracked, constant - 1}, true, false};
    case Op::equal:
      return {{tracked, constant - 1}, false, true};
    default:
      return {{tracked, constant - 1}, true, true};
  }
}

Op exchanged(Op op) {
  if (op == Op::less) return Op::greater;
  if (op == Op::less_equal) return Op::greater_equal;
  if (op == Op::greater) return Op::less;
  return op == Op::greater_equal ? Op::less_equal : op;
}

std::vector<Longer> time_tests_of(const Graph& graph) {
  std::vector<Longer> tests;
  for_each_code(graph, [&](const Code& code) {
    const auto& all = code.instructions;
    for (std::size_t i = 2; i < all.size(); ++i) gather(all[i - 2], all[i - 1], all[i].op, tests);
  });
  std::sort(tests.begin(), tests.end());
  tests.erase(std::unique(tests.begin(), tests.end()), tests.end());
  return tests;
}

}  // namespace kuleshov::story

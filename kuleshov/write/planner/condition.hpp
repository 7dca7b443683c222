// A condition taken apart: literals that must all hold, each a comparison of two plain operands
// where it can be, so that most conditions are tested without walking an expression.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "kuleshov/write/planner/task.hpp"

namespace kuleshov::write::planner {

// A constant (fluent == -1), a fluent of the world (who == -1), or of what `who` believes.
struct Operand {
  std::int32_t who = -1;
  std::int32_t fluent = -1;
  Value constant = 0;
};

struct Literal {
  Op op = Op::equal;  // equal unequal less at_most greater at_least
  Operand left;       // a fluent, always
  Operand right;
  Code code = none;  // not none: an expression that is no such comparison; it must be 1
};

std::vector<Literal> literals_of(const Task& task, Code condition);

bool compared(Op op, Value left, Value right);

// One step of arithmetic or comparison; numbers stay within +-30000, and nothing stays nothing.
Value combined(Op op, Value left, Value right, int scale);

// The fluents that an expression reads: of the world, and of what characters believe.
struct Reads {
  std::vector<std::int32_t> plain;
  std::vector<std::pair<std::int32_t, std::int32_t>> believed;  // character, fluent
  std::vector<std::int32_t> deep;  // characters in whose minds other minds are read
};
void collect_reads(const Task& task, Code code, Reads& out);

}  // namespace kuleshov::write::planner

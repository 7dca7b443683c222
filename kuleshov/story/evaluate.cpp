#include <algorithm>

#include "kuleshov/story/expression.hpp"

namespace kuleshov::story {

namespace {

constexpr std::int64_t largest = std::int64_t{1} << 40;

std::int64_t bounded(std::int64_t value) { return std::clamp(value, -largest, largest); }

// Operands stay within +-2^40, so sums fit and products saturate before they are taken.
std::int64_t product(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (!__builtin_mul_overflow(a, b, &result)) return bounded(result);
  return (a < 0) == (b < 0) ? largest : -largest;
}

std::int64_t load(const Instruction& instruction, const Values& values) {
  const auto index = static_cast<std::size_t>(instruction.value);
  switch (instruction.op) {
    case Op::variable:
      return values.variables[index];
    case Op::seen:
      return values.visits[index] > 0 ? 1 : 0;
    case Op::times:
      return values.visits[index];
    case Op::since:
      return values.visits[index] > 0 ? (values.now - values.entered[index]).count() : never_seen;
    case Op::viewer:
      return values.conditions[index].holds ? 1 : 0;
    default:
      return instruction.value;
  }
}

std::int64_t combine(Op op, std::int64_t a, std::int64_t b) {
  switch (op) {
    case Op::add:
      return bounded(a + b);
    case Op::subtract:
      return bounded(a - b);
    case Op::multiply:
      return product(a, b);
    case Op::least:
      return std::min(a, b);
    case Op::greatest:
      return std::max(a, b);
    case Op::less:
      return a < b ? 1 : 0;
    case Op::less_equal:
      return a <= b ? 1 : 0;
    case Op::greater:
      return a > b ? 1 : 0;
    case Op::greater_equal:
      return a >= b ? 1 : 0;
    case Op::equal:
      return a == b ? 1 : 0;
    case Op::not_equal:
      return a != b ? 1 : 0;
    case Op::conjunction:
      return a != 0 && b != 0 ? 1 : 0;
    default:
      return a != 0 || b != 0 ? 1 : 0;  // disjunction
  }
}

}  // namespace

std::int64_t evaluate(const Code& code, const Values& values) {
  std::int64_t stack[deepest_expression + 1];
  int top = -1;
  for (const Instruction& instruction : code.instructions) {
    if (instruction.op <= Op::viewer) {
      stack[++top] = load(instruction, values);
    } else if (instruction.op == Op::negate) {
      stack[top] = -stack[top];
    } else if (instruction.op == Op::negation) {
      stack[top] = stack[top] == 0 ? 1 : 0;
    } else {
      --top;
      stack[top] = combine(instruction.op, stack[top], stack[top + 1]);
    }
  }
  return top < 0 ? 1 : stack[0];
}

}  // namespace kuleshov::story

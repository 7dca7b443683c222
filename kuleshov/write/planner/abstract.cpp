#include "kuleshov/write/planner/abstract.hpp"

#include <algorithm>
#include <bit>

namespace kuleshov::write::planner {

namespace {

constexpr unsigned maybe = 3;
constexpr std::uint64_t anything = ~std::uint64_t{0};

// Entities beyond the 62nd share bits, which only makes more things look possible.
std::uint64_t bit_of(Value value) {
  return std::uint64_t{1} << (value == nothing ? 63 : static_cast<unsigned>(value) % 63);
}

unsigned flipped(unsigned mask) { return ((mask & 1U) << 1) | ((mask & 2U) >> 1); }

unsigned truth(bool can, bool cannot) { return (can ? 2U : 0U) | (cannot ? 1U : 0U); }

unsigned compare(Op op, Abstract::Interval x, Abstract::Interval y) {
  switch (op) {
    case Op::equal:
      return truth(x.low <= y.high && y.low <= x.high,
                   x.low != x.high || y.low != y.high || x.low != y.low);
    case Op::unequal:
      return flipped(compare(Op::equal, x, y));
    case Op::less:
      return truth(x.low < y.high, x.high >= y.low);
    case Op::at_most:
      return truth(x.low <= y.high, x.high > y.low);
    case Op::greater:
      return truth(x.high > y.low, x.low <= y.high);
    default:
      return truth(x.high >= y.low, x.low < y.high);
  }
}

// Shared bits make "equal" look possible; "the same for certain" needs one value with its own bit.
unsigned compare(Op op, std::uint64_t x, std::uint64_t y) {
  const bool meet = (x & y) != 0;
  const bool same = meet && std::has_single_bit(x) && x == y;
  const unsigned equal = truth(meet, !same);
  return op == Op::equal ? equal : op == Op::unequal ? flipped(equal) : maybe;
}

}  // namespace

Abstract::Abstract(const Task& task)
    : task_(task), masks_(task.fluents.size()), intervals_(task.fluents.size()) {}

void Abstract::reset(std::span<const Value> values) {
  for (std::size_t f = 0; f < values.size(); ++f) {
    masks_[f] = bit_of(values[f]);
    intervals_[f] = {values[f], values[f]};
  }
}

bool Abstract::add(std::int32_t fluent, Value value) {
  const auto f = static_cast<std::size_t>(fluent);
  if (task_.kinds[f] != Kind::number) {
    const std::uint64_t before = masks_[f];
    masks_[f] |= bit_of(value);
    return masks_[f] != before;
  }
  Interval& interval = intervals_[f];
  if (value >= interval.low && value <= interval.high) return false;
  interval = {std::min<int>(interval.low, value), std::max<int>(interval.high, value)};
  return true;
}

bool Abstract::add_all(std::int32_t fluent, Code expression) {
  const auto f = static_cast<std::size_t>(fluent);
  if (task_.kinds[f] != Kind::number) {
    const std::uint64_t before = masks_[f];
    masks_[f] |= mask(expression);
    return masks_[f] != before;
  }
  const Interval wider = range(expression);
  const auto bound = [](int value) {
    return static_cast<Value>(std::clamp(value, -30'000, 30'000));
  };
  const bool down = add(fluent, bound(wider.low));
  return add(fluent, bound(wider.high)) || down;
}

Abstract::Interval Abstract::of(std::int32_t fluent) const {
  const auto f = static_cast<std::size_t>(fluent);
  if (task_.kinds[f] == Kind::number) return intervals_[f];
  if (task_.kinds[f] == Kind::entity) return {nothing, -(nothing + 1)};
  return {(masks_[f] & 1U) != 0 ? 0 : 1, (masks_[f] & 2U) != 0 ? 1 : 0};
}

bool Abstract::could_hold(const Literal& literal) const {
  if (literal.code != none) return could_hold(literal.code);
  if (literal.left.who >= 0 || literal.right.who >= 0) return true;
  const auto f = static_cast<std::size_t>(literal.left.fluent);
  const bool constant = literal.right.fluent < 0;
  if (task_.kinds[f] == Kind::number) {
    const Interval right = constant ? Interval{literal.right.constant, literal.right.constant}
                                    : of(literal.right.fluent);
    return (compare(literal.op, intervals_[f], right) & 2U) != 0;
  }
  const std::uint64_t right = constant ? bit_of(literal.right.constant)
                                       : masks_[static_cast<std::size_t>(literal.right.fluent)];
  return (compare(literal.op, masks_[f], right) & 2U) != 0;
}

bool Abstract::counts(Code code) const {
  const Node& node = task_.nodes[static_cast<std::size_t>(code)];
  switch (node.op) {
    case Op::property:
      return task_.kinds[static_cast<std::size_t>(node.a)] == Kind::number;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
      return true;
    case Op::branch:
    case Op::believes:
      return counts(node.b);
    default:
      return false;
  }
}

std::uint64_t Abstract::mask(Code code) const {
  const Node& node = task_.nodes[static_cast<std::size_t>(code)];
  if (node.op == Op::number) return bit_of(node.value);
  if (node.op == Op::property) return masks_[static_cast<std::size_t>(node.a)];
  if (node.op == Op::branch) return mask(node.b) | mask(node.c);
  if (node.op == Op::believes) return anything;
  return could(code);  // a truth: bits 0 and 1
}

unsigned Abstract::could_compare(Op op, Code left, Code right) const {
  if (counts(left) || counts(right)) return compare(op, range(left), range(right));
  return compare(op, mask(left), mask(right));
}

Abstract::Interval Abstract::range(Code code) const {
  const Node& node = task_.nodes[static_cast<std::size_t>(code)];
  switch (node.op) {
    case Op::number:
      return {node.value, node.value};
    case Op::property:
      return of(node.a);
    case Op::believes:
      return {-30'000, 30'000};
    case Op::add: {
      const Interval x = range(node.a);
      const Interval y = range(node.b);
      return {x.low + y.low, x.high + y.high};
    }
    case Op::subtract: {
      const Interval x = range(node.a);
      const Interval y = range(node.b);
      return {x.low - y.high, x.high - y.low};
    }
    case Op::multiply: {
      const Interval x = range(node.a);
      const Interval y = range(node.b);
      const auto [low, high] =
          std::minmax({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high});
      return {low / task_.scale - 1, high / task_.scale + 1};
    }
    case Op::divide:
      return {-30'000, 30'000};
    case Op::branch: {
      const unsigned condition = could(node.a);
      if (condition == 2) return range(node.b);
      if (condition == 1) return range(node.c);
      const Interval yes = range(node.b);
      const Interval no = range(node.c);
      return {std::min(yes.low, no.low), std::max(yes.high, no.high)};
    }
    default: {
      const unsigned bits = could(code);
      return {(bits & 1U) != 0 ? 0 : 1, (bits & 2U) != 0 ? 1 : 0};
    }
  }
}

unsigned Abstract::could(Code code) const {
  const Node& node = task_.nodes[static_cast<std::size_t>(code)];
  switch (node.op) {
    case Op::number:
      return node.value == 1 ? 2 : 1;
    case Op::property: {
      const std::uint64_t bits = masks_[static_cast<std::size_t>(node.a)];
      return truth((bits & 2U) != 0, (bits & ~std::uint64_t{2}) != 0);
    }
    case Op::negation:
      return flipped(could(node.a));
    case Op::conjunction: {
      const unsigned x = could(node.a);
      if ((x & 2U) == 0) return 1;
      const unsigned y = could(node.b);
      return (x & y & 2U) | ((x | y) & 1U);
    }
    case Op::disjunction: {
      const unsigned x = could(node.a);
      const unsigned y = could(node.b);
      return ((x | y) & 2U) | (x & y & 1U);
    }
    case Op::branch: {
      const unsigned condition = could(node.a);
      return ((condition & 2U) != 0 ? could(node.b) : 0U) |
             ((condition & 1U) != 0 ? could(node.c) : 0U);
    }
    case Op::believes:
      return maybe;
    case Op::equal:
    case Op::unequal:
    case Op::less:
    case Op::at_most:
    case Op::greater:
    case Op::at_least:
      return could_compare(node.op, node.a, node.b);
    default:
      return maybe;
  }
}

}  // namespace kuleshov::write::planner

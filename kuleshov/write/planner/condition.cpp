#include "kuleshov/write/planner/condition.hpp"

#include <algorithm>
#include <optional>

namespace kuleshov::write::planner {

namespace {

Value clamped(int value) { return static_cast<Value>(std::clamp(value, -30'000, 30'000)); }

const Node& node_of(const Task& task, Code code) {
  return task.nodes[static_cast<std::size_t>(code)];
}

std::optional<Operand> operand_of(const Task& task, Code code, std::int32_t who) {
  const Node& node = node_of(task, code);
  if (node.op == Op::number) return Operand{-1, -1, node.value};
  if (node.op == Op::property) return Operand{who, node.a, 0};
  if (node.op == Op::believes && who < 0) return operand_of(task, node.b, node.a);
  return std::nullopt;
}

bool is_comparison(Op op) {
  return op == Op::equal || op == Op::unequal || op == Op::less || op == Op::at_most ||
         op == Op::greater || op == Op::at_least;
}

Op opposite(Op op) {
  switch (op) {
    case Op::equal:
      return Op::unequal;
    case Op::unequal:
      return Op::equal;
    case Op::less:
      return Op::at_least;
    case Op::at_most:
      return Op::greater;
    case Op::greater:
      return Op::at_most;
    default:
      return Op::less;
  }
}

Op mirrored(Op op) {
  switch (op) {
    case Op::less:
      return Op::greater;
    case Op::at_most:
      return Op::at_least;
    case Op::greater:
      return Op::less;
    case Op::at_least:
      return Op::at_most;
    default:
      return op;
  }
}

struct Splitter {
  const Task& task;
  std::vector<Literal>& out;

  // Whether the part was split; `who`: it is what this character believes (-1: it is so).
  bool split(Code code, bool wanted, std::int32_t who) {
    const Node& node = node_of(task, code);
    if (node.op == Op::negation) return split(node.a, !wanted, who);
    if (node.op == (wanted ? Op::conjunction : Op::disjunction))
      return split(node.a, wanted, who) && split(node.b, wanted, who);
    if (node.op == Op::believes && who < 0) return split(node.b, wanted, node.a);
    if (node.op == Op::property) {
      out.push_back({wanted ? Op::equal : Op::unequal, {who, node.a, 0}, {-1, -1, 1}, none});
      return true;
    }
    return is_comparison(node.op) && comparison(node, wanted, who);
  }

  bool comparison(const Node& node, bool wanted, std::int32_t who) {
    auto left = operand_of(task, node.a, who);
    auto right = operand_of(task, node.b, who);
    if (!left || !right) return false;
    Op op = wanted ? node.op : opposite(node.op);
    if (left->fluent < 0) {
      std::swap(left, right);
      op = mirrored(op);
    }
    if (left->fluent < 0) return false;
    out.push_back({op, *left, *right, none});
    return true;
  }
};

void flatten(const Task& task, Code code, std::vector<Literal>& out) {
  const Node& node = node_of(task, code);
  if (node.op == Op::conjunction) {
    flatten(task, node.a, out);
    flatten(task, node.b, out);
    return;
  }
  const std::size_t before = out.size();
  if (Splitter{task, out}.split(code, true, -1)) return;
  out.resize(before);
  out.push_back({Op::equal, {}, {}, code});
}

}  // namespace

std::vector<Literal> literals_of(const Task& task, Code condition) {
  std::vector<Literal> out;
  if (condition != none) flatten(task, condition, out);
  return out;
}

bool compared(Op op, Value left, Value right) {
  switch (op) {
    case Op::equal:
      return left == right;
    case Op::unequal:
      return left != right;
    case Op::less:
      return left < right;
    case Op::at_most:
      return left <= right;
    case Op::greater:
      return left > right;
    default:
      return left >= right;
  }
}

Value combined(Op op, Value left, Value right, int scale) {
  switch (op) {
    case Op::conjunction:
      return left == 1 && right == 1 ? 1 : 0;
    case Op::disjunction:
      return left == 1 || right == 1 ? 1 : 0;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
      break;
    default:
      return compared(op, left, right) ? 1 : 0;
  }
  if (left == nothing || right == nothing) return nothing;
  if (op == Op::add) return clamped(left + right);
  if (op == Op::subtract) return clamped(left - right);
  if (op == Op::multiply) return clamped(left * right / scale);
  return right == 0 ? nothing : clamped(left * scale / right);
}

void collect_reads(const Task& task, Code code, Reads& out) {
  if (code == none) return;
  const Node& node = node_of(task, code);
  if (node.op == Op::number) return;
  if (node.op == Op::property) {
    out.plain.push_back(node.a);
  } else if (node.op == Op::believes) {
    Reads inner;
    collect_reads(task, node.b, inner);
    for (const std::int32_t fluent : inner.plain) out.believed.emplace_back(node.a, fluent);
    if (!inner.believed.empty()) out.deep.push_back(node.a);
  } else {
    for (const Code child : {node.a, node.b, node.c}) collect_reads(task, child, out);
  }
}

}  // namespace kuleshov::write::planner

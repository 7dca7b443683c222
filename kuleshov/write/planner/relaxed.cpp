#include "kuleshov/write/planner/relaxed.hpp"

#include <algorithm>

namespace kuleshov::write::planner {

namespace {
constexpr std::size_t most_values = 24;  // of one fluent; beyond it numbers only count up slower
constexpr unsigned maybe = 3;

unsigned flipped(unsigned mask) { return ((mask & 1U) << 1) | ((mask & 2U) >> 1); }
}  // namespace

Relaxed::Interval Relaxed::range(Code code) const {
  const Node& node = task_.nodes[static_cast<std::size_t>(code)];
  switch (node.op) {
    case Op::number:
      return {node.value, node.value};
    case Op::property: {
      const Values& values = now_[static_cast<std::size_t>(node.a)];
      return {values.front(), values.back()};
    }
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
      return {low, high};
    }
    case Op::branch: {
      const unsigned condition = could(node.a);
      const Interval yes = range(node.b);
      const Interval no = range(node.c);
      if (condition == 2) return yes;
      if (condition == 1) return no;
      return {std::min(yes.low, no.low), std::max(yes.high, no.high)};
    }
    default: {
      const unsigned mask = could(code);
      return {(mask & 1U) != 0 ? 0 : 1, (mask & 2U) != 0 ? 1 : 0};
    }
  }
}

unsigned Relaxed::could_equal(Code left, Code right) const {
  const Node& x = task_.nodes[static_cast<std::size_t>(left)];
  const Node& y = task_.nodes[static_cast<std::size_t>(right)];
  const auto values_of = [&](const Node& node, Values& single) -> const Values* {
    if (node.op == Op::property) return &now_[static_cast<std::size_t>(node.a)];
    if (node.op != Op::number) return nullptr;
    single = {node.value};
    return &single;
  };
  Values one;
  Values two;
  const Values* a = values_of(x, one);
  const Values* b = values_of(y, two);
  if (a == nullptr || b == nullptr) return maybe;
  const bool meet = std::any_of(
      a->begin(), a->end(), [&](Value v) { return std::binary_search(b->begin(), b->end(), v); });
  const bool same_only = a->size() == 1 && b->size() == 1 && meet;
  return (meet ? 2U : 0U) | (same_only ? 0U : 1U);
}

unsigned Relaxed::could(Code code) const {
  if (code == none) return 2;
  const Node& node = task_.nodes[static_cast<std::size_t>(code)];
  const auto by_order = [&](bool can, bool cannot) { return (can ? 2U : 0U) | (cannot ? 1U : 0U); };
  switch (node.op) {
    case Op::number:
      return node.value == 1 ? 2 : 1;
    case Op::property: {
      const Values& values = now_[static_cast<std::size_t>(node.a)];
      const bool yes = std::binary_search(values.begin(), values.end(), Value{1});
      return by_order(yes, !yes || values.size() > 1);
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
    case Op::equal:
      return could_equal(node.a, node.b);
    case Op::unequal:
      return flipped(could_equal(node.a, node.b));
    case Op::believes:
      return maybe;
    default:
      break;
  }
  const Interval x = range(node.a);
  const Interval y = range(node.b);
  switch (node.op) {
    case Op::less:
      return by_order(x.low < y.high, x.high >= y.low);
    case Op::at_most:
      return by_order(x.low <= y.high, x.high > y.low);
    case Op::greater:
      return by_order(x.high > y.low, x.low <= y.high);
    case Op::at_least:
      return by_order(x.high >= y.low, x.low < y.high);
    default:
      return maybe;
  }
}

bool Relaxed::add(std::int32_t fluent, Value value) {
  Values& values = now_[static_cast<std::size_t>(fluent)];
  const auto at = std::lower_bound(values.begin(), values.end(), value);
  if ((at != values.end() && *at == value) || values.size() >= most_values) return false;
  values.insert(at, value);
  return true;
}

// What can only ever add the same values is done with after its first time.
Relaxed::Relaxed(const Task& task) : task_(task) {
  const auto prepare = [&](const std::vector<GroundEvent>& events, std::vector<Part>& parts) {
    for (const GroundEvent& event : events) {
      Part part{event.precondition, {}, true};
      for (const Assignment& effect : event.effects) {
        if (!effect.path.empty()) continue;
        part.effects.push_back(&effect);
        part.constant &= effect.condition == none &&
                         task_.nodes[static_cast<std::size_t>(effect.value)].op == Op::number;
      }
      if (!part.effects.empty()) parts.push_back(std::move(part));
    }
  };
  prepare(task.actions, actions_);
  prepare(task.triggers, triggers_);
}

void Relaxed::add_effects(const Part& part) {
  for (const Assignment* effect : part.effects) {
    if ((could(effect->condition) & 2U) == 0) continue;
    const Node& value = task_.nodes[static_cast<std::size_t>(effect->value)];
    if (value.op == Op::number) {
      pending_.emplace_back(effect->fluent, value.value);
    } else if (value.op == Op::property) {
      for (const Value v : now_[static_cast<std::size_t>(value.a)])
        pending_.emplace_back(effect->fluent, v);
    } else {
      const Interval interval = range(effect->value);
      for (int v = interval.low; v <= std::min(interval.high, interval.low + 20); ++v) {
        pending_.emplace_back(effect->fluent, static_cast<Value>(v));
      }
    }
  }
}

bool Relaxed::layer(const std::vector<Part>& parts, std::vector<char>& done) {
  pending_.clear();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (done[i] != 0 || (could(parts[i].precondition) & 2U) == 0) continue;
    add_effects(parts[i]);
    done[i] = parts[i].constant ? 1 : 0;
  }
  bool grown = false;
  for (const auto& [fluent, value] : pending_) grown |= add(fluent, value);
  return grown;
}

int Relaxed::steps(std::span<const Value> values, Code utility, int target, int most) {
  now_.resize(values.size());
  for (std::size_t f = 0; f < values.size(); ++f) now_[f].assign(1, values[f]);
  actions_done_.assign(actions_.size(), 0);
  triggers_done_.assign(triggers_.size(), 0);
  for (int step = 0; step <= most; ++step) {
    if (range(utility).high >= target) return step;
    if (step == most || !layer(actions_, actions_done_)) return most + 1;
    for (int round = 0; round < 8 && layer(triggers_, triggers_done_); ++round) {
    }
  }
  return most + 1;
}

}  // namespace kuleshov::write::planner

#include "kuleshov/write/planner/simplify.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "kuleshov/write/planner/abstract.hpp"

namespace kuleshov::write::planner {

namespace {

constexpr int widen_after = 40;  // rounds after which a number that still grows may be anything

const Node& node_of(const Task& task, Code code) {
  return task.nodes[static_cast<std::size_t>(code)];
}

// Fluents that no event sets and about which nobody is wrong at the start.
std::vector<char> unchanging(const Task& task) {
  std::vector<char> still(task.fluents.size(), 1);
  const auto moves = [&](const Assignment& a) { still[static_cast<std::size_t>(a.fluent)] = 0; };
  for (const auto* events : {&task.actions, &task.triggers})
    for (const GroundEvent& event : *events)
      std::for_each(event.effects.begin(), event.effects.end(), moves);
  for (const Assignment& assignment : task.initial)
    if (!assignment.path.empty() || node_of(task, assignment.value).op != Op::number)
      moves(assignment);
  return still;
}

class Simplifier {
 public:
  explicit Simplifier(const Task& task) : task_(task), still_(unchanging(task)) {
    values_ = task.defaults;
    for (const Assignment& assignment : task.initial)
      if (assignment.path.empty() && still_[static_cast<std::size_t>(assignment.fluent)] != 0)
        values_[static_cast<std::size_t>(assignment.fluent)] =
            node_of(task, assignment.value).value;
  }

  Task run() {
    out_.scale = task_.scale;
    out_.entities = task_.entities;
    out_.characters = task_.characters;
    number_fluents();
    for (const Assignment& a : task_.initial) keep(a, out_.initial);
    for (const GroundEvent& event : task_.actions) keep(event, out_.actions);
    for (const GroundEvent& event : task_.triggers) keep(event, out_.triggers);
    out_.author = fold(task_.author);
    for (const Code want : task_.wants) out_.wants.push_back(want == none ? none : fold(want));
    return std::move(out_);
  }

 private:
  void number_fluents() {
    number_.assign(task_.fluents.size(), -1);
    for (std::size_t f = 0; f < task_.fluents.size(); ++f) {
      if (still_[f] != 0) continue;
      number_[f] = static_cast<std::int32_t>(out_.fluents.size());
      out_.fluents.push_back(task_.fluents[f]);
      out_.kinds.push_back(task_.kinds[f]);
      out_.defaults.push_back(task_.defaults[f]);
    }
  }

  bool is(Code code, Value value) const {
    const Node& node = node_of(out_, code);
    return node.op == Op::number && node.value == value;
  }
  [[nodiscard]] bool constant(Code code) const { return node_of(out_, code).op == Op::number; }
  [[nodiscard]] Value value(Code code) const { return node_of(out_, code).value; }

  Code add(Node node) {
    const auto key = std::tuple(node.op, node.value, node.a, node.b, node.c);
    const auto [it, fresh] = codes_.try_emplace(key, static_cast<Code>(out_.nodes.size()));
    if (fresh) out_.nodes.push_back(node);
    return it->second;
  }
  Code number(Value v) { return add({Op::number, v, none, none, none}); }

  Code fold(Code code) {
    if (const auto found = folded_.find(code); found != folded_.end()) return found->second;
    return folded_[code] = folded(node_of(task_, code));
  }

  Code folded(const Node& node) {
    switch (node.op) {
      case Op::number:
        return number(node.value);
      case Op::property: {
        const auto f = static_cast<std::size_t>(node.a);
        return still_[f] != 0 ? number(values_[f]) : add({Op::property, 0, number_[f], none, none});
      }
      case Op::believes: {
        const Code inner = fold(node.b);
        return constant(inner) ? inner : add({Op::believes, 0, node.a, inner, none});
      }
      case Op::negation: {
        const Code inner = fold(node.a);
        return constant(inner) ? number(value(inner) == 1 ? 0 : 1)
                               : add({Op::negation, 0, inner, none, none});
      }
      case Op::branch: {
        const Code condition = fold(node.a);
        if (constant(condition)) return fold(value(condition) == 1 ? node.b : node.c);
        return add({Op::branch, 0, condition, fold(node.b), fold(node.c)});
      }
      default:
        return both(node.op, fold(node.a), fold(node.b));
    }
  }

  Code both(Op op, Code left, Code right) {
    if (constant(left) && constant(right))
      return number(combined(op, value(left), value(right), task_.scale));
    if (op == Op::conjunction) {
      if (is(left, 1)) return right;
      if (is(right, 1)) return left;
      if (constant(left) || constant(right)) return number(0);
    }
    if (op == Op::disjunction) {
      if (is(left, 1) || is(right, 1)) return number(1);
      if (constant(left)) return right;
      if (constant(right)) return left;
    }
    return add({op, 0, left, right, none});
  }

  void keep(const Assignment& a, std::vector<Assignment>& out) {
    const std::int32_t fluent = number_[static_cast<std::size_t>(a.fluent)];
    Code condition = a.condition == none ? none : fold(a.condition);
    if (fluent < 0 || (condition != none && constant(condition) && !is(condition, 1))) return;
    if (condition != none && constant(condition)) condition = none;
    out.push_back({condition, a.path, fluent, fold(a.value)});
  }

  void keep(const GroundEvent& event, std::vector<GroundEvent>& out) {
    GroundEvent kept{event.name, event.precondition, {}, event.consenting, {}};
    if (kept.precondition != none) kept.precondition = fold(kept.precondition);
    if (kept.precondition != none && constant(kept.precondition)) {
      if (!is(kept.precondition, 1)) return;
      kept.precondition = none;
    }
    for (const Assignment& effect : event.effects) keep(effect, kept.effects);
    for (const Code code : event.observing) kept.observing.push_back(fold(code));
    out.push_back(std::move(kept));
  }

  const Task& task_;
  Task out_;
  std::vector<char> still_;
  std::vector<Value> values_;
  std::vector<std::int32_t> number_;
  std::map<std::tuple<Op, Value, std::int32_t, std::int32_t, std::int32_t>, Code> codes_;
  std::map<Code, Code> folded_;
};

// Everything that could ever be so, in the world or in anybody's mind.
class Reach {
 public:
  explicit Reach(Task& task) : task_(task), could_(task) {
    could_.reset(task.defaults);
    for (const Assignment& a : task.initial) could_.add_all(a.fluent, a.value);
    // Who learns that a thing is not where it was believed to be may know of no place at all.
    for (std::size_t f = 0; f < task.fluents.size(); ++f)
      if (task.kinds[f] == Kind::entity) could_.add(static_cast<std::int32_t>(f), nothing);
  }

  void run() {
    for (int round = 0; grow(round); ++round) {
    }
    drop(task_.actions);
    drop(task_.triggers);
  }

 private:
  [[nodiscard]] bool possible(const GroundEvent& event) const {
    return could_.could_hold(event.precondition);
  }

  bool grow(int round) {
    bool grown = false;
    for (const auto* events : {&task_.actions, &task_.triggers})
      for (const GroundEvent& event : *events)
        if (possible(event)) grown |= apply(event, round);
    return grown;
  }

  bool apply(const GroundEvent& event, int round) {
    bool grown = false;
    for (const Assignment& effect : event.effects) {
      if (!could_.could_hold(effect.condition) || !could_.add_all(effect.fluent, effect.value))
        continue;
      grown = true;
      if (round < widen_after) continue;
      could_.add(effect.fluent, 30'000);
      could_.add(effect.fluent, -30'000);
    }
    return grown;
  }

  void drop(std::vector<GroundEvent>& events) const {
    std::erase_if(events, [&](const GroundEvent& event) { return !possible(event); });
  }

  Task& task_;
  Abstract could_;
};

}  // namespace

Task simplified(const Task& task) {
  Task out = Simplifier(task).run();
  Reach(out).run();
  return out;
}

}  // namespace kuleshov::write::planner

#include "kuleshov/story/symbolic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kuleshov::story {

namespace {

// A value that depends on the state: a condition, a number case by case, or a duration.
struct Symbol {
  enum class Kind { condition, number, duration };
  Kind kind = Kind::condition;
  Bdd condition = BddTable::none;
  std::map<std::int64_t, Bdd> cases;  // number; a constant duration has one
  int since = -1;                     // duration: of this tracked scene, else constant
};

Symbol condition(Bdd value) { return {Symbol::Kind::condition, value, {}, -1}; }

bool compares(Op op, std::int64_t a, std::int64_t b) {
  switch (op) {
    case Op::less:
      return a < b;
    case Op::less_equal:
      return a <= b;
    case Op::greater:
      return a > b;
    case Op::greater_equal:
      return a >= b;
    case Op::equal:
      return a == b;
    default:
      return a != b;
  }
}

std::int64_t computes(Op op, std::int64_t a, std::int64_t b) {
  // The evaluator itself, so that both agree on saturation.
  Code code;
  const auto fits = [](std::int64_t v) { return v >= INT32_MIN && v <= INT32_MAX; };
  if (!fits(a) || !fits(b)) return op == Op::subtract ? a - b : a + b;
  code.instructions = {{Op::constant, static_cast<std::int32_t>(a)},
                       {Op::constant, static_cast<std::int32_t>(b)},
                       {op, 0}};
  return evaluate(code, {});
}

class Interpreter {
 public:
  explicit Interpreter(Model& model) : model_(model), table_(model.table) {}

  Symbol run(const Code& code) {
    for (const Instruction& instruction : code.instructions) {
      if (model_.exhausted() || !model_.limit_hit().empty()) return condition(BddTable::none);
      step(instruction);
    }
    return stack_.empty() ? condition(BddTable::all) : stack_.back();
  }

 private:
  void step(const Instruction& instruction) {
    if (instruction.op <= Op::viewer) return push(load(instruction));
    if (instruction.op == Op::negation) return push(condition(table_.inverse(pop().condition)));
    if (instruction.op == Op::negate) return push(negated(pop()));
    const Symbol right = pop();
    const Symbol left = pop();
    push(combined(instruction.op, left, right));
  }

  void push(Symbol symbol) { stack_.push_back(std::move(symbol)); }
  Symbol pop() {
    Symbol symbol = std::move(stack_.back());
    stack_.pop_back();
    return symbol;
  }

  Symbol load(const Instruction& instruction) {
    const auto index = static_cast<std::size_t>(instruction.value);
    switch (instruction.op) {
      case Op::variable:
        return variable(index);
      case Op::seen:
        return condition(table_.inverse(model_.has_value(model_.visit_variable[index], 0)));
      case Op::times:
        return number_of(model_.visit_variable[index]);
      case Op::since:
        return {Symbol::Kind::duration, 0, {}, instruction.value};
      case Op::viewer:
        return condition(model_.input(static_cast<std::uint32_t>(index)));
      default:
        return {Symbol::Kind::number, BddTable::none, {{instruction.value, BddTable::all}}, -1};
    }
  }

  Symbol variable(std::size_t index) {
    const int model_variable = model_.story_variable[index];
    if (model_.graph.film().variables[index].type == VariableType::boolean) {
      return condition(model_.has_value(model_variable, 1));
    }
    return number_of(model_variable);
  }

  Symbol number_of(int model_variable) {
    const ModelVariable& variable = model_.variables[static_cast<std::size_t>(model_variable)];
    Symbol symbol{Symbol::Kind::number, BddTable::none, {}, -1};
    if (variable.high - variable.low >= model_.limits.most_values) {
      model_.give_up("a number has more values than the checker follows");
      return symbol;
    }
    for (int value = variable.low; value <= variable.high; ++value) {
      symbol.cases.emplace(value, model_.has_value(model_variable, value));
    }
    return symbol;
  }

  static Symbol negated(const Symbol& symbol) {
    Symbol out{Symbol::Kind::number, BddTable::none, {}, -1};
    for (const auto& [value, when] : symbol.cases) out.cases.emplace(-value, when);
    return out;
  }

  // Constants are numbers to the evaluator; beside a condition they are conditions.
  Bdd as_condition(const Symbol& symbol) {
    if (symbol.kind == Symbol::Kind::condition) return symbol.condition;
    Bdd yes = BddTable::none;
    for (const auto& [value, when] : symbol.cases) {
      if (value != 0) yes = table_.either(yes, when);
    }
    return yes;
  }

  Symbol combined(Op op, const Symbol& left, const Symbol& right) {
    if (op == Op::conjunction)
      return condition(table_.both(as_condition(left), as_condition(right)));
    if (op == Op::disjunction)
      return condition(table_.either(as_condition(left), as_condition(right)));
    if (left.since >= 0 || right.since >= 0) return condition(compared_times(op, left, right));
    const bool conditions =
        left.kind == Symbol::Kind::condition || right.kind == Symbol::Kind::condition;
    if (conditions) {
      const Bdd same = table_.same(as_condition(left), as_condition(right));
      return condition(op == Op::equal ? same : table_.inverse(same));
    }
    if (op >= Op::less && op <= Op::not_equal) return condition(compared(op, left, right));
    return computed(op, left, right);
  }

  Bdd compared(Op op, const Symbol& left, const Symbol& right) {
    Bdd yes = BddTable::none;
    for (const auto& [a, when_a] : left.cases) {
      for (const auto& [b, when_b] : right.cases) {
        if (compares(op, a, b)) yes = table_.either(yes, table_.both(when_a, when_b));
      }
    }
    return yes;
  }

  Symbol computed(Op op, const Symbol& left, const Symbol& right) {
    Symbol out{Symbol::Kind::number, BddTable::none, {}, -1};
    for (const auto& [a, when_a] : left.cases) {
      for (const auto& [b, when_b] : right.cases) {
        const Bdd when = table_.both(when_a, when_b);
        if (when == BddTable::none) continue;
        Bdd& known = out.cases.emplace(computes(op, a, b), BddTable::none).first->second;
        known = table_.either(known, when);
      }
      if (static_cast<int>(out.cases.size()) > model_.limits.most_values) {
        model_.give_up("an expression has more values than the checker follows");
        return out;
      }
    }
    return out;
  }

  // Elapsed time may be anything, except of a scene never seen; of one scene it is one time.
  Bdd compared_times(Op op, const Symbol& left, const Symbol& right) {
    if (left.since >= 0 && right.since < 0 && right.cases.size() == 1)
      return tested(time_test(left.since, op, right.cases.begin()->first));
    if (right.since >= 0 && left.since < 0 && left.cases.size() == 1)
      return tested(time_test(right.since, exchanged(op), left.cases.begin()->first));
    return compared_with_each_other(op, left, right);
  }

  Bdd tested(const TimeTest& test) {
    const Bdd unseen = table_.inverse(seen_of(test.first.tracked));
    Bdd holds = table_.either(unseen, model_.longer(test.first));
    if (test.exact)
      holds = table_.without(holds, table_.either(unseen, model_.longer(test.second())));
    return test.inverted ? table_.inverse(holds) : holds;
  }

  Bdd compared_with_each_other(Op op, const Symbol& left, const Symbol& right) {
    const auto constant = [](const Symbol& s) {
      return s.cases.empty() ? 0 : s.cases.begin()->first;
    };
    const std::string name = fmt::format("{}:{}:{}:{}:{}", static_cast<int>(op), left.since,
                                         right.since, constant(left), constant(right));
    Bdd seen = BddTable::all;
    for (const Symbol* side : {&left, &right}) {
      if (side->since >= 0) seen = table_.both(seen, seen_of(side->since));
    }
    const Bdd any = model_.input(model_.time_input(name));
    // Not both seen: one side is longer than any duration, or both are.
    Bdd otherwise = BddTable::none;
    const auto when_unseen = [&](bool left_unseen, bool right_unseen) {
      const std::int64_t a = left_unseen ? never_seen : constant(left);
      const std::int64_t b = right_unseen ? never_seen : constant(right);
      if (!compares(op, a, b)) return;
      Bdd here = BddTable::all;
      if (left.since >= 0)
        here = left_unseen ? table_.without(here, seen_of(left.since))
                           : table_.both(here, seen_of(left.since));
      if (right.since >= 0)
        here = right_unseen ? table_.without(here, seen_of(right.since))
                            : table_.both(here, seen_of(right.since));
      otherwise = table_.either(otherwise, here);
    };
    if (left.since >= 0) when_unseen(true, false);
    if (right.since >= 0) when_unseen(false, true);
    if (left.since >= 0 && right.since >= 0) when_unseen(true, true);
    return table_.either(table_.both(seen, any), table_.without(otherwise, seen));
  }

  Bdd seen_of(int tracked) {
    const int variable = model_.visit_variable[static_cast<std::size_t>(tracked)];
    return table_.inverse(model_.has_value(variable, 0));
  }

  Model& model_;
  BddTable& table_;
  std::vector<Symbol> stack_;

 public:
  std::map<std::int64_t, Bdd> cases_of(const Symbol& symbol) {
    if (symbol.kind == Symbol::Kind::number) return symbol.cases;
    const Bdd yes = as_condition(symbol);
    return {{0, table_.inverse(yes)}, {1, yes}};
  }
  Bdd condition_of(const Symbol& symbol) { return as_condition(symbol); }
};

}  // namespace

Bdd symbolic_condition(Model& model, const Code& code) {
  if (code.instructions.empty()) return BddTable::all;
  Interpreter interpreter(model);
  const Symbol symbol = interpreter.run(code);
  return interpreter.condition_of(symbol);
}

std::vector<ModelEffect::Case> symbolic_value(Model& model, const Code& code, int variable) {
  const Variable& bounds = model.graph.film().variables[static_cast<std::size_t>(variable)];
  Interpreter interpreter(model);
  const Symbol symbol = interpreter.run(code);
  std::map<int, Bdd> kept;
  for (const auto& [value, when] : interpreter.cases_of(symbol)) {
    if (when == BddTable::none) continue;
    const auto bounded = static_cast<int>(std::clamp<std::int64_t>(value, bounds.low, bounds.high));
    Bdd& known = kept.emplace(bounded, BddTable::none).first->second;
    known = model.table.either(known, when);
  }
  std::vector<ModelEffect::Case> cases;
  for (const auto& [value, when] : kept) cases.push_back({value, when});
  return cases;
}

std::vector<int> reads_of(const Model& model, const Code& code) {
  std::vector<int> reads;
  for (const Instruction& instruction : code.instructions) {
    const auto index = static_cast<std::size_t>(instruction.value);
    if (instruction.op == Op::variable) reads.push_back(model.story_variable[index]);
    const bool memory =
        instruction.op == Op::seen || instruction.op == Op::times || instruction.op == Op::since;
    if (memory) reads.push_back(model.visit_variable[index]);
  }
  std::sort(reads.begin(), reads.end());
  reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
  return reads;
}

}  // namespace kuleshov::story

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "kuleshov/write/planner/fractions.hpp"
#include "kuleshov/write/planner/simplify.hpp"
#include "kuleshov/write/planner/task.hpp"
#include "kuleshov/write/planner/universe.hpp"

namespace kuleshov::write::planner {

namespace {

using Binding = std::map<std::string, std::string>;

Kind kind_of(const std::string& type) {
  return type == "number" ? Kind::number : type == "boolean" ? Kind::boolean : Kind::entity;
}

class Grounder {
 public:
  Grounder(const Problem& problem, std::size_t most) : problem_(problem), most_(most) {}

  base::Result<Task> run() {
    universe_ = TRY(Universe::of(problem_));
    task_.entities = universe_.entities();
    task_.characters = universe_.characters();
    task_.scale = scale_of(problem_);
    TRY(make_fluents());
    for (const auto& statement : problem_.initial)
      TRY(add_effects(*statement, {}, none, {}, task_.initial));
    TRY(ground_all(problem_.actions, task_.actions));
    TRY(ground_all(problem_.triggers, task_.triggers));
    TRY(read_utilities());
    return std::move(task_);
  }

 private:
  template <class Place>
  static std::unexpected<base::Error> unknown(const std::string& what, const std::string& name,
                                              const Place& place) {
    return base::fail("no " + what + " is called '" + name + "'", "declare it, or mend the name",
                      place);
  }

  // Calls `visit` with every way to fill the parameters.
  base::Result<void> each_binding(const std::vector<Parameter>& parameters,
                                  const base::Place& place,
                                  const std::function<base::Result<void>(const Binding&)>& visit,
                                  Binding binding = {}, std::size_t at = 0) {
    if (at == parameters.size()) return visit(binding);
    const Parameter& parameter = parameters[at];
    std::vector<std::string> values{parameter.name};
    if (!parameter.type.empty())
      values = TRY(universe_.members(parameter.type, place));
    else if (universe_.entity(parameter.name) < 0)
      return unknown("entity", parameter.name, place);
    for (const auto& value : values) {
      binding[parameter.name] = value;
      TRY(each_binding(parameters, place, visit, binding, at + 1));
    }
    return {};
  }

  // ---- fluents ----

  base::Result<void> make_fluents() {
    const base::Place place{problem_.file};
    for (const auto& property : problem_.properties) {
      const bool counted = kind_of(property.type) != Kind::entity;
      TRY(each_binding(
          property.parameters, place, [&](const Binding& binding) -> base::Result<void> {
            std::vector<std::string> arguments;
            for (const auto& parameter : property.parameters)
              arguments.push_back(binding.at(parameter.name));
            const std::string name = call_name(property.name, arguments);
            if (fluent_.emplace(name, static_cast<int>(task_.fluents.size())).second) {
              task_.fluents.push_back(name);
              task_.defaults.push_back(counted ? Value{0} : nothing);
              task_.kinds.push_back(kind_of(property.type));
            }
            if (task_.fluents.size() > most_)
              return base::fail("the problem has too many facts", "make its types smaller", place);
            return {};
          }));
    }
    return {};
  }

  static std::string call_name(const std::string& name, const std::vector<std::string>& arguments) {
    return fmt::format("{}({})", name, fmt::join(arguments, ", "));
  }

  // ---- expressions ----

  Code add(Node node) {
    task_.nodes.push_back(node);
    return static_cast<Code>(task_.nodes.size()) - 1;
  }
  Code constant(int value) {
    return add({Op::number, static_cast<Value>(value), none, none, none});
  }
  [[nodiscard]] bool is_constant(Code code) const {
    return task_.nodes[static_cast<std::size_t>(code)].op == Op::number;
  }
  [[nodiscard]] Value constant_of(Code code) const {
    return task_.nodes[static_cast<std::size_t>(code)].value;
  }

  base::Result<std::string> entity_name(const Expression& e, const Binding& binding) const {
    if (e.op != Op::name)
      return base::fail("expected the name of an entity", "use a name or a parameter", e.place);
    const auto bound = binding.find(e.text);
    const std::string& name = bound == binding.end() ? e.text : bound->second;
    if (universe_.entity(name) < 0) return unknown("entity or parameter", name, e.place);
    return name;
  }

  base::Result<int> character(const Expression& e, const Binding& binding) const {
    const std::string name = TRY(entity_name(e, binding));
    const int number = universe_.character(name);
    if (number < 0)
      return base::fail("'" + name + "' is not a character", "give it the type character", e.place);
    return number;
  }

  base::Result<int> fluent(const Expression& e, const Binding& binding) const {
    std::vector<std::string> arguments;
    for (const auto& child : e.children) arguments.push_back(TRY(entity_name(*child, binding)));
    const std::string name = call_name(e.text, arguments);
    const auto found = fluent_.find(name);
    if (found == fluent_.end()) return unknown("property", name, e.place);
    return found->second;
  }

  base::Result<Code> compile(const Expression& e, const Binding& binding) {
    switch (e.op) {
      case Op::unknown:
        return constant(nothing);
      case Op::number:
        return constant(e.value * task_.scale + e.thousandths * task_.scale / 1000);
      case Op::name: {
        if (e.text == "True" || e.text == "true") return constant(1);
        if (e.text == "False" || e.text == "false") return constant(0);
        const std::string name = TRY(entity_name(e, binding));
        return constant(universe_.entity(name));
      }
      case Op::property: {
        const int index = TRY(fluent(e, binding));
        return add({Op::property, 0, index, none, none});
      }
      case Op::believes: {
        const int who = TRY(character(*e.children[0], binding));
        const Code what = TRY(compile(*e.children[1], binding));
        return add({Op::believes, 0, who, what, none});
      }
      case Op::is_type: {
        const std::string name = TRY(entity_name(*e.children[0], binding));
        return constant(universe_.is_of(name, e.text) ? 1 : 0);
      }
      case Op::exists:
      case Op::for_all:
      case Op::sum:
      case Op::product:
        return quantified(e, binding);
      case Op::branch:
        return branch(e, binding);
      case Op::negation: {
        const Code inner = TRY(compile(*e.children[0], binding));
        if (is_constant(inner)) return constant(constant_of(inner) == 0 ? 1 : 0);
        return add({Op::negation, 0, inner, none, none});
      }
      case Op::assign:
        return binary(Op::equal, e, binding);  // '=' where a condition is meant
      default:
        return binary(e.op, e, binding);
    }
  }

  base::Result<Code> binary(Op op, const Expression& e, const Binding& binding) {
    const Code left = TRY(compile(*e.children[0], binding));
    const Code right = TRY(compile(*e.children[1], binding));
    if (is_constant(left) && is_constant(right)) {
      const Value x = constant_of(left);
      const Value y = constant_of(right);
      if (op == Op::equal) return constant(x == y ? 1 : 0);
      if (op == Op::unequal) return constant(x != y ? 1 : 0);
    }
    if (op == Op::conjunction) {
      if (is_constant(left)) return constant_of(left) != 0 ? right : left;
      if (is_constant(right)) return constant_of(right) != 0 ? left : right;
    }
    if (op == Op::disjunction) {
      if (is_constant(left)) return constant_of(left) != 0 ? left : right;
      if (is_constant(right)) return constant_of(right) != 0 ? right : left;
    }
    return add({op, 0, left, right, none});
  }

  base::Result<Code> branch(const Expression& e, const Binding& binding) {
    const Code condition = TRY(compile(*e.children[0], binding));
    const Code yes = TRY(compile(*e.children[1], binding));
    const Code no = e.children.size() > 2 ? TRY(compile(*e.children[2], binding)) : constant(1);
    return add({Op::branch, 0, condition, yes, no});
  }

  base::Result<Code> quantified(const Expression& e, Binding binding) {
    const Op op = e.op == Op::exists    ? Op::disjunction
                  : e.op == Op::for_all ? Op::conjunction
                  : e.op == Op::product ? Op::multiply
                                        : Op::add;
    Code all = none;
    for (const auto& name : TRY(universe_.members(e.type, e.place))) {
      binding[e.text] = name;
      const Code one = TRY(compile(*e.children[0], binding));
      all = all == none ? one : add({op, 0, all, one, none});
    }
    if (all != none) return all;
    return constant(e.op == Op::for_all ? 1 : e.op == Op::product ? task_.scale : 0);
  }

  // ---- effects ----

  base::Result<void> add_effects(const Expression& e, const Binding& binding, Code condition,
                                 std::vector<std::int32_t> path, std::vector<Assignment>& out) {
    switch (e.op) {
      case Op::conjunction:
        TRY(add_effects(*e.children[0], binding, condition, path, out));
        return add_effects(*e.children[1], binding, condition, path, out);
      case Op::for_all: {
        Binding inner = binding;
        for (const auto& name : TRY(universe_.members(e.type, e.place))) {
          inner[e.text] = name;
          TRY(add_effects(*e.children[0], inner, condition, path, out));
        }
        return {};
      }
      case Op::branch:
        return add_branch(e, binding, condition, path, out);
      case Op::believes: {
        path.push_back(TRY(character(*e.children[0], binding)));
        return add_effects(*e.children[1], binding, condition, path, out);
      }
      case Op::property:
        return add_assignment(e, constant(1), binding, condition, path, out);
      case Op::negation:
        return add_negated(*e.children[0], binding, condition, path, out);
      case Op::assign:
      case Op::equal: {
        const Code value = TRY(compile(*e.children[1], binding));
        return add_assignment(*e.children[0], value, binding, condition, path, out);
      }
      default:
        return base::fail("this is not an effect", "write FLUENT = VALUE, joined by &", e.place);
    }
  }

  base::Result<void> add_negated(const Expression& e, const Binding& binding, Code condition,
                                 std::vector<std::int32_t> path, std::vector<Assignment>& out) {
    return add_assignment(e, constant(0), binding, condition, std::move(path), out);
  }

  base::Result<void> add_branch(const Expression& e, const Binding& binding, Code condition,
                                const std::vector<std::int32_t>& path,
                                std::vector<Assignment>& out) {
    const Code test = TRY(compile(*e.children[0], binding));
    const auto both = [&](Code more) {
      return condition == none ? more : add({Op::conjunction, 0, condition, more, none});
    };
    TRY(add_effects(*e.children[1], binding, both(test), path, out));
    if (e.children.size() < 3) return {};
    const Code otherwise = add({Op::negation, 0, test, none, none});
    return add_effects(*e.children[2], binding, both(otherwise), path, out);
  }

  // `target` is a fluent, perhaps inside believes(...).
  base::Result<void> add_assignment(const Expression& target, Code value, const Binding& binding,
                                    Code condition, std::vector<std::int32_t> path,
                                    std::vector<Assignment>& out) {
    if (target.op == Op::believes) {
      path.push_back(TRY(character(*target.children[0], binding)));
      return add_assignment(*target.children[1], value, binding, condition, std::move(path), out);
    }
    if (target.op != Op::property)
      return base::fail("only a property can be set", "write FLUENT = VALUE", target.place);
    const int index = TRY(fluent(target, binding));
    out.push_back({condition, std::move(path), index, value});
    return {};
  }

  // ---- events ----

  base::Result<void> ground_all(const std::vector<Event>& events, std::vector<GroundEvent>& out) {
    for (const Event& event : events) {
      TRY(each_binding(event.parameters, event.place,
                       [&](const Binding& binding) { return ground_one(event, binding, out); }));
    }
    return {};
  }

  base::Result<void> ground_one(const Event& event, const Binding& binding,
                                std::vector<GroundEvent>& out) {
    GroundEvent ground;
    if (event.precondition) ground.precondition = TRY(compile(*event.precondition, binding));
    if (ground.precondition != none && is_constant(ground.precondition)) {
      if (constant_of(ground.precondition) == 0) return {};
      ground.precondition = none;
    }
    std::vector<std::string> arguments;
    for (const auto& parameter : event.parameters) arguments.push_back(binding.at(parameter.name));
    ground.name = call_name(event.name, arguments);
    if (event.effect) TRY(add_effects(*event.effect, binding, none, {}, ground.effects));
    std::set<int> consenting;
    for (const auto& who : event.consenting) consenting.insert(TRY(character(*who, binding)));
    ground.consenting.assign(consenting.begin(), consenting.end());
    for (const auto& name : task_.characters) {
      if (!event.observing) break;
      Binding inner = binding;
      inner[event.observer] = name;
      ground.observing.push_back(TRY(compile(*event.observing, inner)));
    }
    out.push_back(std::move(ground));
    if (out.size() > most_)
      return base::fail("the problem has too many events", "make its types smaller", event.place);
    return {};
  }

  // A wish that is true or false counts one when true.
  [[nodiscard]] bool is_truth(Code code) const {
    const Node& node = task_.nodes[static_cast<std::size_t>(code)];
    switch (node.op) {
      case Op::number:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
        return false;
      case Op::property:
        return task_.kinds[static_cast<std::size_t>(node.a)] == Kind::boolean;
      case Op::branch:
      case Op::believes:
        return is_truth(node.b);
      default:
        return true;
    }
  }

  base::Result<void> read_utilities() {
    task_.wants.assign(task_.characters.size(), none);
    for (const auto& utility : problem_.utilities) {
      Code code = TRY(compile(*utility.value, {}));
      if (is_truth(code)) code = add({Op::branch, 0, code, constant(task_.scale), constant(0)});
      if (utility.character.empty()) {
        task_.author = code;
      } else {
        const int who = universe_.character(utility.character);
        if (who < 0) return unknown("character", utility.character, base::Place{problem_.file});
        task_.wants[static_cast<std::size_t>(who)] = code;
      }
    }
    if (task_.author == none)
      return base::fail("the author wants nothing", "add utility(): ...", {problem_.file});
    return {};
  }

  const Problem& problem_;
  std::size_t most_;
  Task task_;
  Universe universe_;
  std::map<std::string, int> fluent_;
};

}  // namespace

base::Result<Task> ground(const Problem& problem, std::size_t most) {
  return simplified(TRY(Grounder(problem, most).run()));
}

}  // namespace kuleshov::write::planner

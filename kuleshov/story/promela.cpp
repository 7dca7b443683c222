#include "kuleshov/story/promela.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kuleshov/story/model.hpp"
#include "kuleshov/story/signs.hpp"

namespace kuleshov::story {

namespace {

using base::Result;

constexpr std::size_t most_inputs = 12;

std::size_t index_of(int value) { return static_cast<std::size_t>(value); }

// Promela's own words for "and" and "or"; the rest it writes as everybody does.
std::string_view promela_sign(Op op) {
  if (op == Op::conjunction) return "&&";
  return op == Op::disjunction ? "||" : sign_of(op);
}

// A part of an expression; `since`: the tracked scene whose elapsed time it is, else -1.
struct Part {
  std::string text = {};
  int since = -1;
  std::int64_t constant = 0;
};

class Writer {
 public:
  explicit Writer(const Graph& graph) : graph_(graph), film_(graph.film()), model_(graph, {}) {}

  Result<std::string> run() {
    for (std::size_t s = 0; s < film_.scenes.size(); ++s) TRY(write_scene(static_cast<int>(s)));
    std::string begin;
    for (std::size_t v = 0; v < film_.variables.size(); ++v)
      begin += fmt::format("    {} = {};\n", variable(v), film_.variables[v].start);
    begin += TRY(entering(graph_.opening()));
    return fmt::format(
        "/* {}: a film graph for SPIN; see spin -a -D DEAD_END|CORE|ORDER|ENDING */\n"
        "active proctype film() {{\n  bit always = 1;\n{}  atomic {{\n{}    goto {}\n  "
        "}};\n{}done: skip\n}}\n",
        film_.id.str(), declarations(), begin, label(graph_.opening()), body_);
  }

 private:
  // ---- names ----
  static std::string variable(std::size_t index) { return fmt::format("v{}", index); }
  static std::string visits(std::size_t tracked) { return fmt::format("visits{}", tracked); }
  static std::string core(std::size_t rank) { return fmt::format("core{}", rank); }
  static std::string input(std::size_t index) { return fmt::format("in{}", index); }
  static std::string label(int scene) { return fmt::format("accept_s{}", scene); }

  [[nodiscard]] std::string name_of(const ModelVariable& of) const {
    const std::size_t index = index_of(of.index);
    if (of.kind == ModelVariable::Kind::story) return variable(index);
    if (of.kind == ModelVariable::Kind::visits) return visits(index);
    return of.kind == ModelVariable::Kind::core ? core(index) : "";
  }

  std::string declarations() {
    std::string out;
    for (const ModelVariable& v : model_.variables) {
      const std::string name = name_of(v);
      if (name.empty()) continue;
      const bool small = v.low >= 0 && v.high <= 255;
      const char* type = v.low >= 0 && v.high <= 1 ? "bit" : small ? "byte" : "int";
      out += fmt::format("  {} {}; /* {} */\n", type, name, meaning(v));
    }
    for (std::size_t i = 0; i < inputs_; ++i) out += fmt::format("  bit {};\n", input(i));
    return out;
  }

  [[nodiscard]] std::string meaning(const ModelVariable& of) const {
    const std::size_t index = index_of(of.index);
    if (of.kind == ModelVariable::Kind::story) return film_.variables[index].id.str();
    if (of.kind == ModelVariable::Kind::core) return film_.core[index].str();
    return film_.scenes[index_of(graph_.tracked()[index])].id.str();
  }

  // ---- expressions ----
  Result<std::string> expression(const Code& code) {
    std::vector<Part> stack;
    for (const Instruction& i : code.instructions) {
      if (i.op <= Op::viewer) {
        stack.push_back(load(i));
      } else if (i.op == Op::negate || i.op == Op::negation) {
        stack.back() = {fmt::format("({}{})", i.op == Op::negate ? "-" : "!", stack.back().text)};
      } else {
        const Part right = std::move(stack.back());
        stack.pop_back();
        stack.back() = {TRY(combined(i.op, stack.back(), right))};
      }
    }
    return stack.empty() ? std::string("true") : stack.back().text;
  }

  Part load(const Instruction& i) {
    const std::size_t index = index_of(i.value);
    switch (i.op) {
      case Op::variable:
        return {variable(index)};
      case Op::seen:
        return {fmt::format("({} > 0)", visits(index))};
      case Op::times:
        return {visits(index)};
      case Op::since:
        return {"", i.value, 0};
      case Op::viewer:
        return {input(input_of({i.value, {}}))};
      default:
        return {fmt::format("{}", i.value), -1, i.value};
    }
  }

  Result<std::string> combined(Op op, const Part& left, const Part& right) {
    if (op == Op::least || op == Op::greatest)
      return fmt::format("(({0}) {2} ({1}) -> ({0}) : ({1}))", left.text, right.text,
                         op == Op::least ? "<" : ">");
    if (left.since < 0 && right.since < 0)
      return fmt::format("({} {} {})", left.text, promela_sign(op), right.text);
    if (left.since >= 0 && right.since >= 0)
      return base::fail("elapsed times of two scenes are compared", "SPIN's model has no times",
                        {film_.id.str(), 0, 0, 0});
    return left.since >= 0 ? tested(time_test(left.since, op, right.constant))
                           : tested(time_test(right.since, exchanged(op), left.constant));
  }

  std::string tested(const TimeTest& test) {
    std::string text = longer(test.first);
    if (test.exact) text = fmt::format("({} && !{})", text, longer(test.second()));
    return test.inverted ? "(!" + text + ")" : text;
  }

  // Elapsed time may be anything; of a scene never seen it is longer than any duration.
  std::string longer(const Longer& test) {
    if (test.than < 0) return "true";
    return fmt::format("({} == 0 || {})", visits(index_of(test.tracked)),
                       input(input_of({-1, test})));
  }

  // What a scene's triggers ask for beyond the story: a condition of the graph, or a time.
  struct Input {
    int condition = -1;
    Longer time;
    bool operator==(const Input&) const = default;
  };

  // The inputs of the scene that is being written, in order of first use.
  std::size_t input_of(const Input& wanted) {
    const auto known = std::find(asked_.begin(), asked_.end(), wanted);
    const auto index = static_cast<std::size_t>(known - asked_.begin());
    if (known == asked_.end()) asked_.push_back(wanted);
    inputs_ = std::max(inputs_, asked_.size());
    return index;
  }

  // ---- effects ----
  Result<std::string> effects(const std::vector<CompiledEffect>& all) {
    std::string out;
    for (const CompiledEffect& effect : all) {
      const Variable& v = film_.variables[index_of(effect.variable)];
      const std::string value = TRY(expression(effect.value));
      const bool constant =
          effect.value.instructions.size() == 1 && effect.value.instructions[0].op == Op::constant;
      const std::string name = variable(index_of(effect.variable));
      if (constant || v.type != VariableType::integer)
        out += fmt::format("    {} = {};\n", name, value);
      else
        out += fmt::format("    {0} = (({1}) < {2} -> {2} : (({1}) > {3} -> {3} : ({1})));\n", name,
                           value, v.low, v.high);
    }
    return out;
  }

  Result<std::string> entering(int scene) {
    std::string out;
    const GraphScene& compiled = graph_.scenes()[index_of(scene)];
    if (compiled.core_rank >= 0) out += order_of(index_of(compiled.core_rank));
    for (std::size_t i = 0; i < graph_.tracked().size(); ++i) {
      if (graph_.tracked()[i] != scene) continue;
      const int high = model_.variables[index_of(model_.visit_variable[i])].high;
      out += fmt::format("    {0} = ({0} < {1} -> {0} + 1 : {1});\n", visits(i), high);
    }
    out += TRY(effects(compiled.on_enter));
    return out + forgetting(scene);
  }

  [[nodiscard]] std::string order_of(std::size_t rank) const {
    std::string later;
    for (std::size_t r = rank + 1; r < film_.core.size(); ++r)
      later += fmt::format("{}{}", later.empty() ? "" : " || ", core(r));
    std::string out = fmt::format("    {} = 1;\n", core(rank));
    if (later.empty()) return out;
    return out + fmt::format("#ifdef ORDER\n    assert(!({}));\n#endif\n", later);
  }

  std::string forgetting(int scene) {
    const ModelScene& here = model_.scenes[index_of(scene)];
    std::string out;
    for (const ModelVariable& v : model_.variables) {
      const bool dead =
          std::find(here.dead.begin(), here.dead.end(), v.first_bit) != here.dead.end();
      const std::string name = name_of(v);
      if (dead && !name.empty()) out += fmt::format("    {} = 0;\n", name);
    }
    return out;
  }

  // ---- scenes ----
  Result<void> write_scene(int scene) {
    asked_.clear();
    body_ += fmt::format("{}: /* {} */\n", label(scene), film_.scenes[index_of(scene)].id.str());
    if (film_.scenes[index_of(scene)].ending) {
      write_ending();
      return {};
    }
    const std::string ways = TRY(ways_of(scene));
    if (asked_.size() > most_inputs)
      return base::fail("a scene asks for more than twelve things about the viewer",
                        "SPIN would have to try them all", film_.scenes[index_of(scene)].place);
    body_ += "  atomic {\n" + choosing() + "    if\n" + ways +
             "    :: else ->\n#ifdef DEAD_END\n      assert(false);\n#endif\n" + clearing() +
             "      goto done\n    fi\n  };\n";
    return {};
  }

  void write_ending() {
    std::string all;
    for (std::size_t r = 0; r < film_.core.size(); ++r)
      all += fmt::format("{}{}", all.empty() ? "" : " && ", core(r));
    body_ += "  atomic {\n";
    if (!all.empty()) body_ += fmt::format("#ifdef CORE\n    assert({});\n#endif\n", all);
    body_ += "    goto done\n  };\n";
  }

  Result<std::string> ways_of(int scene) {
    std::string out;
    std::string earlier;
    const bool key_point = film_.scenes[index_of(scene)].key_point;
    for (const GraphWay& way : graph_.scenes()[index_of(scene)].ways) {
      const std::string trigger = TRY(expression(way.trigger));
      const std::string guard =
          key_point || earlier.empty() ? trigger : fmt::format("({}) && !({})", trigger, earlier);
      earlier += (earlier.empty() ? "" : " || ") + trigger;
      if (way.to < 0) continue;
      const std::string set = TRY(effects(way.effects));
      // SPIN takes a way from a scene to itself that is always open for a mistake.
      const char* open = way.to == scene ? " && always" : "";
      out += fmt::format("    :: (({}){}) ->\n{}{}{}      goto {}\n", guard, open, set,
                         TRY(entering(way.to)), clearing(), label(way.to));
    }
    return out;
  }

  // Every combination of inputs that can hold together is one option.
  std::string choosing() {
    if (asked_.empty()) return "";
    std::string out = "    if\n";
    for (std::size_t bits = 0; bits < std::size_t{1} << asked_.size(); ++bits) {
      if (!consistent(bits)) continue;
      out += "    ::";
      for (std::size_t i = 0; i < asked_.size(); ++i)
        out += fmt::format("{} {} = {}", i > 0 ? ";" : "", input(i), bits >> i & 1U);
      out += "\n";
    }
    return out + "    fi;\n";
  }

  [[nodiscard]] bool consistent(std::size_t bits) const {
    for (std::size_t a = 0; a < asked_.size(); ++a) {
      for (std::size_t b = 0; b < asked_.size(); ++b) {
        if (a != b && (bits >> a & 1U) != 0 && clash(asked_[a], asked_[b], (bits >> b & 1U) != 0))
          return false;
      }
    }
    return true;
  }

  // Whether `first` holding forbids that `second` holds, or does not.
  [[nodiscard]] bool clash(const Input& first, const Input& second, bool second_holds) const {
    const bool times = first.condition < 0 && second.condition < 0;
    if (times)
      return !second_holds && first.time.tracked == second.time.tracked &&
             first.time.than > second.time.than;
    if (first.condition < 0 || second.condition < 0) return false;
    const ViewerCondition& a = graph_.conditions()[index_of(first.condition)];
    const ViewerCondition& b = graph_.conditions()[index_of(second.condition)];
    return second_holds ? exclude(a, b) : implies(a, b);
  }

  [[nodiscard]] std::string clearing() const {
    std::string out;
    for (std::size_t i = 0; i < asked_.size(); ++i) out += fmt::format("      {} = 0;\n", input(i));
    return out;
  }

  const Graph& graph_;
  const Film& film_;
  Model model_;
  std::string body_;
  std::vector<Input> asked_;  // by the scene being written
  std::size_t inputs_ = 0;
};

}  // namespace

Result<std::string> promela_from_graph(const Graph& graph) { return Writer(graph).run(); }

}  // namespace kuleshov::story

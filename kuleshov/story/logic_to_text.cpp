#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/story/json_logic.hpp"
#include "kuleshov/story/logic_text.hpp"

namespace kuleshov::story {

namespace {

using base::Json;

constexpr int deepest = 40;  // expressions nested deeper are refused by the trigger language

// How strongly a text binds, loosest first; weaker parts are bracketed.
enum Binding { by_or, by_and, by_not, by_comparison, by_sum, by_product, atom };

struct Text {
  enum class Kind { condition, number, word };
  Kind kind = Kind::condition;
  std::string text;
  Binding binding = atom;
  const LogicVariable* variable = nullptr;  // where it is one, alone
};
using Found = std::optional<Text>;

bool is_literal(const Json& rule) {
  if (rule.is_array()) return std::all_of(rule.begin(), rule.end(), is_literal);
  if (!rule.is_object()) return true;
  if (rule.size() != 1 || rule.begin().key() == "var") return false;
  return is_literal(rule.begin().value());
}

std::string within(const Text& part, Binding binding) {
  return part.binding < binding ? "(" + part.text + ")" : part.text;
}

class Translator {
 public:
  Translator(const LogicVariables& known, std::string& why) : known_(known), why_(why) {}

  Found condition(const Json& rule) {
    Found found = any(rule);
    if (!found || found->kind == Text::Kind::condition) return found;
    if (found->kind == Text::Kind::number)
      return Text{Text::Kind::condition, within(*found, by_sum) + " != 0", by_comparison, nullptr};
    return fail("a word stands where a condition should");
  }

  Found value(const Json& rule, const LogicVariable& target) {
    if (target.kind == LogicVariable::Kind::word && rule.is_string())
      return word(rule.get<std::string>(), target);
    if (target.kind == LogicVariable::Kind::boolean) return condition(rule);
    Found found = any(rule);
    if (found && target.kind == LogicVariable::Kind::number && found->kind != Text::Kind::number)
      return fail("a number is set to something else");
    return found;
  }

 private:
  std::nullopt_t fail(std::string why) {
    if (why_.empty()) why_ = std::move(why);
    return std::nullopt;
  }

  static Text truth(bool value) {
    return {Text::Kind::condition, value ? "true" : "false", atom, nullptr};
  }

  Found word(const std::string& value, const LogicVariable& of) {
    const auto known = of.words.find(value);
    if (known == of.words.end())
      return fail(fmt::format("\"{}\" is no value of {}", value, of.text));
    return Text{Text::Kind::word, known->second, atom, nullptr};
  }

  Found literal(const Json& value) {
    if (value.is_boolean()) return truth(value.get<bool>());
    if (value.is_null()) return truth(false);
    if (!value.is_number()) return fail("a text stands alone");
    const double number = value.get<double>();
    if (number != std::floor(number) || std::abs(number) > 1e9)
      return fail("a number is no whole number");
    return Text{Text::Kind::number, fmt::format("{}", static_cast<std::int64_t>(number)),
                number < 0 ? by_product : atom, nullptr};
  }

  Found any(const Json& rule) {
    if (++depth_ > deepest) return fail("the rule is nested too deep");
    const Found found = rule_of(rule);
    --depth_;
    return found;
  }

  Found rule_of(const Json& rule) {
    if (is_literal(rule) && rule.is_structured()) {
      const JsonLogicResult result = json_logic(rule, Json::object());
      if (!result.error.empty() || result.value.is_structured()) return fail("a rule has no value");
      return literal(result.value);
    }
    if (!rule.is_structured()) return literal(rule);
    if (!rule.is_object() || rule.size() != 1) return fail("a list stands where a rule should");
    const std::string& op = rule.begin().key();
    const Json& raw = rule.begin().value();
    return operation(op, raw.is_array() ? raw : Json::array({raw}));
  }

  Found operation(const std::string& op, const Json& arguments) {
    if (op == "var") return variable(arguments);
    if (op == "and" || op == "or") return joined(arguments, op);
    if (op == "!" || op == "!!") return negation(arguments, op == "!");
    if (op == "if" || op == "?:") return choice(arguments);
    if (op == "in") return member(arguments);
    const bool comparison = op == "==" || op == "===" || op == "!=" || op == "!==" || op == "<" ||
                            op == "<=" || op == ">" || op == ">=";
    if (comparison) return compared(arguments, op.substr(0, op[0] == '=' || op[0] == '!' ? 2 : 3));
    if (op == "+" || op == "-" || op == "*" || op == "min" || op == "max")
      return arithmetic(arguments, op);
    return fail(fmt::format("the operator \"{}\"", op));
  }

  Found variable(const Json& arguments) {
    if (arguments.empty() || !arguments[0].is_string()) return fail("a variable without a name");
    const std::string name = arguments[0].get<std::string>();
    const auto found = known_.find(name);
    if (found == known_.end()) return fail(fmt::format("the variable \"{}\"", name));
    const LogicVariable& known = found->second;
    using Kind = LogicVariable::Kind;
    const bool condition = known.kind == Kind::boolean || known.kind == Kind::condition;
    const auto kind = condition                  ? Text::Kind::condition
                      : known.kind == Kind::word ? Text::Kind::word
                                                 : Text::Kind::number;
    return Text{kind, known.text, known.kind == Kind::condition ? by_comparison : atom, &known};
  }

  Found joined(const Json& arguments, const std::string& op) {
    if (arguments.empty()) return fail("an empty \"" + op + "\"");
    const Binding binding = op == "and" ? by_and : by_or;
    if (arguments.size() == 1) return condition(arguments[0]);
    std::string out;
    for (const Json& argument : arguments) {
      const Found part = condition(argument);
      if (!part) return part;
      // To the left it may bind as strongly, to the right more: nested rules stay as they were.
      const auto least = static_cast<Binding>(out.empty() ? binding : binding + 1);
      out += (out.empty() ? "" : " " + op + " ") + within(*part, least);
    }
    return Text{Text::Kind::condition, out, binding, nullptr};
  }

  Found negation(const Json& arguments, bool inverts) {
    if (arguments.size() != 1) return fail("a \"!\" of several things");
    Found part = condition(arguments[0]);
    if (!part || !inverts) return part;
    return Text{Text::Kind::condition, "not " + within(*part, by_not), by_not, nullptr};
  }

  // if a then x else y: (a and x) or (not a and y).
  Found choice(const Json& arguments) {
    if (arguments.size() != 3) return fail("an \"if\" of other than three parts");
    const Json yes = {{"and", Json::array({arguments[0], arguments[1]})}};
    const Json other = {{"!", Json::array({arguments[0]})}};
    const Json no = {{"and", Json::array({other, arguments[2]})}};
    return joined(Json::array({yes, no}), "or");
  }

  Found member(const Json& arguments) {
    if (arguments.size() != 2 || !arguments[1].is_array() || arguments[1].empty())
      return fail("an \"in\" other than of a list");
    Json any_of = Json::array();
    for (const Json& one : arguments[1])
      any_of.push_back({{"==", Json::array({arguments[0], one})}});
    return joined(any_of, "or");
  }

  Found compared(const Json& arguments, const std::string& op) {
    if (arguments.size() == 3) {
      const Json low = {{op, Json::array({arguments[0], arguments[1]})}};
      const Json high = {{op, Json::array({arguments[1], arguments[2]})}};
      return joined(Json::array({low, high}), "and");
    }
    if (arguments.size() != 2) return fail("a comparison of other than two things");
    const Found left = side(arguments[0], arguments[1]);
    const Found right = side(arguments[1], arguments[0]);
    if (!left || !right) return std::nullopt;
    if (left->kind != right->kind) return fail("things of different kinds are compared");
    const bool ordered = op != "==" && op != "!=";
    if (ordered && left->kind != Text::Kind::number) return fail("an order of other than numbers");
    return Text{Text::Kind::condition,
                fmt::format("{} {} {}", within(*left, by_sum), op, within(*right, by_sum)),
                by_comparison, nullptr};
  }

  // One side of a comparison: a literal means what the variable on the other side makes of it.
  Found side(const Json& rule, const Json& other) {
    const Found beside = rule.is_structured() ? std::nullopt : plain_variable(other);
    if (!beside) return any(rule);
    using Kind = LogicVariable::Kind;
    const Kind kind = beside->variable->kind;
    if (kind == Kind::word && rule.is_string())
      return word(rule.get<std::string>(), *beside->variable);
    const bool yes_or_no = kind == Kind::boolean || kind == Kind::condition;
    if (yes_or_no && (rule == 0 || rule == 1)) return truth(rule == 1);
    if (yes_or_no && (rule == "true" || rule == "false")) return truth(rule == "true");
    return any(rule);
  }

  Found plain_variable(const Json& rule) {
    if (!rule.is_object() || rule.size() != 1 || rule.begin().key() != "var") return std::nullopt;
    const Json& raw = rule.begin().value();
    return variable(raw.is_array() ? raw : Json::array({raw}));
  }

  Found arithmetic(const Json& arguments, const std::string& op) {
    if (arguments.empty()) return fail("an empty \"" + op + "\"");
    std::vector<Text> parts;
    for (const Json& argument : arguments) {
      Found part = any(argument);
      if (!part) return part;
      if (part->kind != Text::Kind::number) return fail("\"" + op + "\" of other than numbers");
      parts.push_back(*part);
    }
    if (op == "min" || op == "max") return extreme(parts, op);
    if (parts.size() == 1 && op == "-")
      return Text{Text::Kind::number, "-" + within(parts[0], atom), by_product, nullptr};
    const Binding binding = op == "*" ? by_product : by_sum;
    std::string out;
    for (const Text& part : parts) {
      const auto least = static_cast<Binding>(out.empty() ? binding : binding + 1);
      out += (out.empty() ? "" : " " + op + " ") + within(part, least);
    }
    return Text{Text::Kind::number, out, parts.size() == 1 ? parts[0].binding : binding, nullptr};
  }

  static Found extreme(const std::vector<Text>& parts, const std::string& op) {
    std::string out = parts.back().text;
    for (std::size_t i = parts.size() - 1; i-- > 0;)
      out = fmt::format("{}({}, {})", op, parts[i].text, out);
    return Text{Text::Kind::number, out, atom, nullptr};
  }

  const LogicVariables& known_;
  std::string& why_;
  int depth_ = 0;
};

}  // namespace

std::optional<std::string> trigger_from_logic(const Json& rule, const LogicVariables& known,
                                              std::string& why) {
  why.clear();
  const Found found = Translator(known, why).condition(rule);
  if (!found) return std::nullopt;
  return found->text == "true" ? std::string() : found->text;
}

std::optional<std::string> value_from_logic(const Json& rule, const LogicVariables& known,
                                            const LogicVariable& variable, std::string& why) {
  why.clear();
  const Found found = Translator(known, why).value(rule, variable);
  if (!found) return std::nullopt;
  return found->text;
}

}  // namespace kuleshov::story

#include <fmt/format.h>

#include <algorithm>

#include "kuleshov/story/logic_text.hpp"
#include "kuleshov/story/signs.hpp"
#include "kuleshov/story/story_state.hpp"

namespace kuleshov::story {

namespace {

using base::Json;

std::string text_of(const ViewerCondition& condition) {
  std::string text = fmt::format("{} {} {}", name_of(condition.quantity),
                                 condition.above ? ">" : "<", condition.threshold);
  if (condition.surely != 0.5) text += fmt::format(" surely {}", condition.surely);
  if (condition.held > base::Ticks{}) text += fmt::format(" for {}s", condition.held.seconds());
  return text;
}

// "arousal > -0.3" becomes arousal_above_minus0_3: different conditions have different names.
std::string variable_name(std::string_view text) {
  static const std::map<char, std::string_view> signs{
      {'>', "above"}, {'<', "below"}, {'=', "equal"}, {'!', "not"}, {'-', "minus"}};
  std::string name;
  for (const char c : text) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const auto sign = signs.find(c);
    if (kept)
      name += c;
    else if (sign != signs.end())
      name += sign->second;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  return name;
}

struct Part {
  Json rule;
  const Variable* variable = nullptr;  // a plain variable: its constants are told by its type
  bool constant = false;
  std::string time = {};  // a duration, as the trigger language writes it
  bool truth = false;     // a condition: a constant beside it is true or false
};

// What a constant means beside the variable it is compared with or given to.
Json value_of(const Variable& variable, std::int64_t value) {
  if (variable.type == VariableType::boolean) return value != 0;
  if (variable.type == VariableType::enumeration)
    return value_text(variable, static_cast<int>(value));
  return value;
}

class Translator {
 public:
  Translator(const Graph& graph, LogicExtras& extras) : graph_(graph), extras_(extras) {}

  Part run(const Code& code) {
    std::vector<Part> stack;
    for (const Instruction& i : code.instructions) {
      if (i.op <= Op::viewer) {
        stack.push_back(load(i));
        stack.back().truth = i.op == Op::seen || i.op == Op::viewer;
      } else if (i.op == Op::negate || i.op == Op::negation) {
        stack.back() = {{{i.op == Op::negate ? "-" : "!", Json::array({stack.back().rule})}}};
        stack.back().truth = i.op == Op::negation;
      } else {
        const Part right = std::move(stack.back());
        stack.pop_back();
        stack.back() = {combined(i.op, stack.back(), right)};
        stack.back().truth = i.op >= Op::less;
      }
    }
    if (stack.empty()) return {{{"==", {1, 1}}}};
    return std::move(stack.back());
  }

 private:
  Part load(const Instruction& i) {
    const auto index = static_cast<std::size_t>(i.value);
    switch (i.op) {
      case Op::variable: {
        const Variable& variable = graph_.film().variables[index];
        return {{{"var", variable.id.str()}}, &variable};
      }
      case Op::seen:
        return {{{">", {count(i.value), 0}}}};
      case Op::times:
        return {count(i.value)};
      case Op::since:
        return {{}, nullptr, false, fmt::format("since({})", scene_name(i.value))};
      case Op::viewer:
        return {condition(text_of(graph_.conditions()[index]))};
      default:
        return {i.value, nullptr, true, fmt::format("{}s", base::Ticks(i.value).seconds())};
    }
  }

  [[nodiscard]] std::string scene_name(int tracked) const {
    const int scene = graph_.tracked()[static_cast<std::size_t>(tracked)];
    return graph_.film().scenes[static_cast<std::size_t>(scene)].id.str();
  }

  Json count(int tracked) {
    const std::string name = visits_name(graph_, tracked);
    extras_.visits[name] = tracked;
    return {{"var", name}};
  }

  Json condition(const std::string& text) {
    const std::string name = "viewer_" + variable_name(text);
    extras_.conditions[name] = text;
    return {{"var", name}};
  }

  Json combined(Op op, const Part& left, const Part& right) {
    const bool times = left.rule.is_null() || right.rule.is_null();  // since() is no rule
    if (times) return condition(fmt::format("{} {} {}", left.time, sign_of(op), right.time));
    Json a = left.rule;
    Json b = right.rule;
    if (right.constant) b = beside(left, b);
    if (left.constant) a = beside(right, a);
    return {{std::string(sign_of(op)), Json::array({std::move(a), std::move(b)})}};
  }

  // What a constant means beside `other`.
  static Json beside(const Part& other, const Json& constant) {
    if (other.variable != nullptr) return value_of(*other.variable, constant);
    return other.truth ? Json(constant != 0) : constant;
  }

  const Graph& graph_;
  LogicExtras& extras_;
};

// max(low, min(high, ...)) already?
bool bounded(const Json& rule, const Variable& variable) {
  if (!rule.is_object() || !rule.contains("max") || rule["max"].size() != 2) return false;
  const Json& inner = rule["max"][1];
  return rule["max"][0] == variable.low && inner.is_object() && inner.contains("min") &&
         inner["min"].size() == 2 && inner["min"][0] == variable.high;
}

}  // namespace

std::string visits_name(const Graph& graph, int tracked) {
  const int scene = graph.tracked()[static_cast<std::size_t>(tracked)];
  return "times_" + graph.film().scenes[static_cast<std::size_t>(scene)].id.str();
}

Json logic_from_code(const Graph& graph, const Code& code, LogicExtras& extras) {
  return Translator(graph, extras).run(code).rule;
}

Json logic_from_value(const Graph& graph, const Code& code, const Variable& variable,
                      LogicExtras& extras) {
  const Part part = Translator(graph, extras).run(code);
  if (part.constant) {
    const std::int64_t value = part.rule.get<std::int64_t>();
    return value_of(variable, std::clamp<std::int64_t>(value, variable.low, variable.high));
  }
  if (variable.type != VariableType::integer || bounded(part.rule, variable)) return part.rule;
  const Json high = {{"min", {variable.high, part.rule}}};
  return {{"max", Json::array({variable.low, high})}};
}

}  // namespace kuleshov::story

#include "kuleshov/story/json_logic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <expected>
#include <functional>
#include <optional>
#include <vector>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/json_value.hpp"

namespace kuleshov::story {

namespace {

using namespace json_value;  // NOLINT(google-build-using-namespace): its words only

class Machine {
 public:
  explicit Machine(const Json& data) : scopes_{data} {}

  Value run(const Json& rule) {
    if (++depth_ > 200) {
      --depth_;
      return invalid();
    }
    Value value = run_rule(rule);
    --depth_;
    return value;
  }

 private:
  Value run_rule(const Json& rule) {
    if (rule.is_array()) return run_all(rule);
    if (!rule.is_object() || rule.empty()) return rule;
    if (rule.size() > 1) return thrown("Unknown Operator");
    return operation(rule.begin().key(), rule.begin().value());
  }

  Value run_all(const Json& rules) {
    Json out = Json::array();
    for (const Json& rule : rules) {
      Value value = run(rule);
      if (!value) return value;
      out.push_back(std::move(*value));
    }
    return out;
  }

  // The arguments, evaluated; a single one stands for a list of one.
  Value arguments(const Json& raw) {
    Value all = run(raw);
    if (!all || all->is_array()) return all;
    return Json::array({*all});
  }

  Value operation(const std::string& op, const Json& raw) {
    if (op == "preserve") return raw;
    static const std::vector<std::string> lazy{
        "if",   "?:", "and", "or", "map", "filter", "reduce", "all", "some",
        "none", "<",  "<=",  ">",  ">=",  "==",     "!=",     "===", "!=="};
    if (std::find(lazy.begin(), lazy.end(), op) != lazy.end())
      return raw.is_array() ? lazy_operation(op, raw) : invalid();
    if (op == "try") return attempt(raw.is_array() ? raw : Json::array({raw}));
    if (op == "??") return coalesce(raw.is_array() ? raw : Json::array({raw}));
    if (op == "val") return val(raw);
    const Value all = arguments(raw);
    if (!all) return all;
    return plain_operation(op, *all);
  }

  Value lazy_operation(const std::string& op, const Json& raw) {
    if (op == "if" || op == "?:") return choose(raw);
    if (op == "and" || op == "or") return join(raw, op == "and");
    if (op == "map" || op == "filter" || op == "all" || op == "some" || op == "none")
      return iterate(op, raw);
    if (op == "reduce") return reduce(raw);
    return compare(op, raw);
  }

  Value choose(const Json& raw) {
    std::size_t i = 0;
    for (; i + 1 < raw.size(); i += 2) {
      const Value condition = run(raw[i]);
      if (!condition) return condition;
      if (truthy(*condition)) return run(raw[i + 1]);
    }
    return i < raw.size() ? run(raw[i]) : Value(Json());
  }

  Value join(const Json& raw, bool conjunction) {
    Value value = Json(false);
    for (const Json& rule : raw) {
      value = run(rule);
      if (!value || truthy(*value) != conjunction) return value;
    }
    return value;
  }

  Value compare(const std::string& op, const Json& raw) {
    if (raw.size() < 2) return invalid();
    Value left = run(raw[0]);
    for (std::size_t i = 1; i < raw.size(); ++i) {
      if (!left) return left;
      Value right = run(raw[i]);
      if (!right) return right;
      const Value holds = compare_pair(op, *left, *right);
      if (!holds || !holds->get<bool>()) return holds;
      left = std::move(right);
    }
    return Json(true);
  }

  static Value compare_pair(const std::string& op, const Json& a, const Json& b) {
    if (op == "===" || op == "!==") return Json(identical(a, b) == (op == "==="));
    const auto compared = order(a, b);
    if (!compared) return not_a_number();
    if (op == "==") return Json(*compared == 0);
    if (op == "!=") return Json(*compared != 0);
    if (op == "<") return Json(*compared < 0);
    if (op == "<=") return Json(*compared <= 0);
    return Json(op == ">" ? *compared > 0 : *compared >= 0);
  }

  // ---- iteration: the item stands above a scope with its index ----
  Value in_scope(const Json& below, const Json& item, const Json& rule) {
    scopes_.push_back(below);
    scopes_.push_back(item);
    Value value = run(rule);
    scopes_.resize(scopes_.size() - 2);
    return value;
  }

  Value items_of(const Json& raw, bool missing_is_empty) {
    if (raw.size() < 2) return invalid();
    Value items = run(raw[0]);
    if (!items || items->is_array()) return items;
    if (items->is_null() && missing_is_empty) return Json::array();
    return invalid();
  }

  Value iterate(const std::string& op, const Json& raw) {
    const bool makes_list = op == "map" || op == "filter";
    if (makes_list && (raw.size() < 2 || raw[0].is_null() || raw[1].is_null())) return invalid();
    const Value items = items_of(raw, makes_list);
    if (!items) return items;
    Json out = Json::array();
    std::size_t yes = 0;
    for (std::size_t i = 0; i < items->size(); ++i) {
      Value value = in_scope({{"index", i}}, (*items)[i], raw[1]);
      if (!value) return value;
      const bool holds = truthy(*value);
      yes += holds ? 1 : 0;
      if (op == "all" && !holds) return Json(false);
      if (op == "some" && holds) return Json(true);
      if (op == "none" && holds) return Json(false);
      if (op == "map") out.push_back(std::move(*value));
      if (op == "filter" && holds) out.push_back((*items)[i]);
    }
    if (op == "all") return Json(!items->empty());
    if (op == "some") return Json(false);
    if (op == "none") return Json(yes == 0);
    return out;
  }

  Value reduce(const Json& raw) {
    const Value items = items_of(raw, true);
    if (!items) return items;
    Value sum = raw.size() > 2 ? run(raw[2]) : Value(Json());
    std::size_t i = 0;
    if (raw.size() == 2 && !items->empty()) sum = (*items)[i++];
    for (; sum && i < items->size(); ++i) {
      sum = in_scope({{"index", i}}, {{"accumulator", *sum}, {"current", (*items)[i]}}, raw[1]);
    }
    return sum;
  }

  Value attempt(const Json& raw) {
    if (raw.empty()) return Json();
    Value value = run(raw[0]);
    for (std::size_t i = 1; !value && i < raw.size(); ++i)
      value = in_scope(Json(), Json(value.error()), raw[i]);
    return value;
  }

  Value coalesce(const Json& raw) {
    Value value = Json();
    for (const Json& rule : raw) {
      value = run(rule);
      if (!value || !value->is_null()) return value;
    }
    return value;
  }

  // ---- data ----
  static const Json* child(const Json& of, const Json& key) {
    if (of.is_array()) {
      const auto index = number_of(key);
      if (!index || *index < 0 || *index >= static_cast<double>(of.size()) ||
          *index != std::floor(*index))
        return nullptr;
      return &of[static_cast<std::size_t>(*index)];
    }
    if (!of.is_object()) return nullptr;
    const auto found = of.find(text_of(key));
    return found == of.end() ? nullptr : &*found;
  }

  static const Json* follow(const Json* at, const Json& path, std::size_t from) {
    for (std::size_t i = from; at != nullptr && i < path.size(); ++i) at = child(*at, path[i]);
    return at;
  }

  Value val(const Json& raw) {
    const Value path = arguments(raw);
    if (!path) return path;
    std::size_t from = 0;
    std::size_t up = 0;
    if (!path->empty() && (*path)[0].is_array()) {
      const Json& level = (*path)[0];
      if (level.size() != 1 || !level[0].is_number()) return invalid();
      up = static_cast<std::size_t>(std::min(1e6, std::abs(level[0].get<double>())));
      from = 1;
    }
    if (path->size() == 1 && (*path)[0].is_null()) return scopes_.back();
    if (up >= scopes_.size()) up = scopes_.size() - 1;
    const Json* found = follow(&scopes_[scopes_.size() - 1 - up], *path, from);
    return found != nullptr ? *found : Json();
  }

  // "a.b.0"
  const Json* variable(const Json& key) const {
    if (key.is_null() || (key.is_string() && key.get_ref<const std::string&>().empty()))
      return &scopes_.back();
    Json path = Json::array();
    const std::string text = text_of(key);
    for (const std::string_view part : base::split(text, '.')) path.push_back(std::string(part));
    return follow(&scopes_.back(), path, 0);
  }

  Value missing(const Json& all) const {
    const Json& keys = !all.empty() && all[0].is_array() ? all[0] : all;
    const Json no_text = "";
    Json out = Json::array();
    for (const Json& key : keys) {
      const Json* found = variable(key);
      if (found == nullptr || found->is_null() || *found == no_text) out.push_back(key);
    }
    return out;
  }

  Value plain_operation(const std::string& op, const Json& all) {
    static const Json nothing;
    const Json& first = all.empty() ? nothing : all[0];
    if (op == "!" || op == "!!") return Json(truthy(first) == (op == "!!"));
    if (op == "var") {
      const Json* found = variable(first);
      if (found != nullptr && !found->is_null()) return *found;
      return all.size() > 1 ? all[1] : Json();
    }
    if (op == "exists") return Json(follow(&scopes_.back(), all, 0) != nullptr);
    if (op == "missing") return missing(all);
    if (op == "throw") return std::unexpected(first.is_object() ? first : Json{{"type", first}});
    if (op == "cat") return cat(all);
    if (op == "in") return contains(all);
    if (op == "substr") return substr(all);
    if (op == "merge") return merge(all);
    return arithmetic(op, all);
  }

  static Value cat(const Json& all) {
    std::string out;
    for (const Json& part : all) out += text_of(part);
    return Json(out);
  }

  static Value contains(const Json& all) {
    if (all.size() < 2) return invalid();
    if (all[1].is_string())
      return Json(all[1].get_ref<const std::string&>().find(text_of(all[0])) != std::string::npos);
    if (!all[1].is_array()) return Json(false);
    return Json(std::any_of(all[1].begin(), all[1].end(),
                            [&](const Json& item) { return identical(item, all[0]); }));
  }

  static Value substr(const Json& all) {
    if (all.size() < 2) return invalid();
    const std::string text = text_of(all[0]);
    const auto size = static_cast<double>(text.size());
    const auto begin = number_of(all[1]);
    const auto length = all.size() > 2 ? number_of(all[2]) : std::optional(size);
    if (!begin || !length) return not_a_number();
    const double from = std::clamp(*begin < 0 ? size + *begin : *begin, 0.0, size);
    const double to = std::clamp(*length < 0 ? size + *length : from + *length, from, size);
    return Json(text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
  }

  static Value merge(const Json& all) {
    Json out = Json::array();
    for (const Json& part : all) {
      if (!part.is_array())
        out.push_back(part);
      else
        for (const Json& item : part) out.push_back(item);
    }
    return out;
  }

  static Value arithmetic(const std::string& op, const Json& all) {
    std::vector<double> numbers;
    for (const Json& part : all) {
      const auto value = number_of(part);
      if (!value) return not_a_number();
      numbers.push_back(*value);
    }
    if (op == "+" || op == "*") {
      double sum = op == "+" ? 0 : 1;
      for (const double n : numbers) sum = op == "+" ? sum + n : sum * n;
      return number(sum);
    }
    if (numbers.empty()) return invalid();
    if (op == "max") return number(*std::max_element(numbers.begin(), numbers.end()));
    if (op == "min") return number(*std::min_element(numbers.begin(), numbers.end()));
    if (op == "-" && numbers.size() == 1) return number(-numbers[0]);
    if (op == "/" && numbers.size() == 1) return number(1 / numbers[0]);
    if (op == "%" && numbers.size() == 1) return invalid();
    if (op != "-" && op != "/" && op != "%") return thrown("Unknown Operator");
    double value = numbers[0];
    for (std::size_t i = 1; i < numbers.size(); ++i) {
      value = op == "-"   ? value - numbers[i]
              : op == "/" ? value / numbers[i]
                          : std::fmod(value, numbers[i]);
    }
    return number(value);
  }

  std::vector<Json> scopes_;
  int depth_ = 0;
};

}  // namespace

JsonLogicResult json_logic(const Json& rule, const Json& data) {
  const Value value = Machine(data).run(rule);
  if (value) return {*value, ""};
  const Json& error = value.error();
  const bool typed = error.is_object() && error.contains("type") && error["type"].is_string();
  return {Json(), typed ? error["type"].get<std::string>() : "Error"};
}

}  // namespace kuleshov::story

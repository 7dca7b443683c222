#include "tests/conformance/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <regex>

#include "kuleshov/story/yaml_fields.hpp"

namespace kuleshov::conformance {

namespace {

using base::Json;

bool is_of(const std::string& type, const Json& value) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_boolean();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  if (type == "number") return value.is_number();
  return value.is_number() && value.get<double>() == std::floor(value.get<double>());
}

class Validator {
 public:
  explicit Validator(const Json& root) : root_(root) {}

  std::string run(const Json& schema, const Json& value, const std::string& at) const {
    for (const auto& [keyword, wanted] : schema.items()) {
      if (std::string fault = one(schema, keyword, wanted, value, at); !fault.empty()) return fault;
    }
    return "";
  }

 private:
  std::string one(const Json& schema, const std::string& keyword, const Json& wanted,
                  const Json& value, const std::string& at) const {
    static const std::vector<std::string> silent{"$schema", "title", "description", "$defs"};
    if (std::find(silent.begin(), silent.end(), keyword) != silent.end()) return "";
    if (keyword == "$ref") return run(resolve(wanted), value, at);
    if (keyword == "allOf" || keyword == "anyOf" || keyword == "oneOf" || keyword == "not")
      return combined(keyword, wanted, value, at);
    if (keyword == "type" || keyword == "enum" || keyword == "const")
      return plain(keyword, wanted, value, at);
    if (keyword == "minimum" || keyword == "maximum" || keyword == "minLength" ||
        keyword == "pattern")
      return scalar(keyword, wanted, value, at);
    if (keyword == "required" || keyword == "properties" || keyword == "additionalProperties")
      return value.is_object() ? object(schema, keyword, wanted, value, at) : "";
    if (keyword == "items" || keyword == "prefixItems" || keyword == "minItems" ||
        keyword == "maxItems")
      return value.is_array() ? array(keyword, wanted, value, at) : "";
    return fmt::format("the schema uses \"{}\"", keyword);
  }

  [[nodiscard]] const Json& resolve(const Json& reference) const {
    return root_.at(Json::json_pointer(reference.get<std::string>().substr(1)));
  }

  std::string combined(const std::string& keyword, const Json& wanted, const Json& value,
                       const std::string& at) const {
    if (keyword == "not") return run(wanted, value, at).empty() ? at + ": not allowed" : "";
    std::size_t fine = 0;
    std::string last;
    for (const Json& part : wanted) {
      std::string fault = run(part, value, at);
      fine += fault.empty() ? 1 : 0;
      if (!fault.empty()) last = std::move(fault);
    }
    if (keyword == "allOf") return fine == wanted.size() ? "" : last;
    const bool holds = keyword == "anyOf" ? fine > 0 : fine == 1;
    return holds ? "" : last.empty() ? at + ": more than one form" : last;
  }

  static std::string plain(const std::string& keyword, const Json& wanted, const Json& value,
                           const std::string& at) {
    bool holds = keyword == "const" && value == wanted;
    if (keyword == "enum") holds = std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    if (keyword == "type") {
      const Json types = wanted.is_array() ? wanted : Json::array({wanted});
      holds = std::any_of(types.begin(), types.end(),
                          [&](const Json& type) { return is_of(type.get<std::string>(), value); });
    }
    return holds ? "" : fmt::format("{}: {} {}", at, keyword, wanted.dump());
  }

  static std::string scalar(const std::string& keyword, const Json& wanted, const Json& value,
                            const std::string& at) {
    bool holds = true;
    if (keyword == "minimum") holds = !value.is_number() || value >= wanted;
    if (keyword == "maximum") holds = !value.is_number() || value <= wanted;
    if (keyword == "minLength")
      holds = !value.is_string() || value.get<std::string>().size() >= wanted;
    if (keyword == "pattern")
      holds = !value.is_string() ||
              std::regex_search(value.get<std::string>(), std::regex(wanted.get<std::string>()));
    return holds ? "" : fmt::format("{}: {} {}", at, keyword, wanted.dump());
  }

  std::string object(const Json& schema, const std::string& keyword, const Json& wanted,
                     const Json& value, const std::string& at) const {
    if (keyword == "required") {
      for (const Json& key : wanted)
        if (!value.contains(key.get<std::string>())) return at + ": no " + key.dump();
      return "";
    }
    for (const auto& [key, child] : value.items()) {
      const bool known = schema.contains("properties") && schema["properties"].contains(key);
      const bool mine = known == (keyword == "properties");
      if (!mine) continue;
      const Json& below = known ? wanted[key] : wanted;
      if (below == false) return fmt::format("{}: no key \"{}\"", at, key);
      if (below == true) continue;
      if (std::string fault = run(below, child, at + "/" + key); !fault.empty()) return fault;
    }
    return "";
  }

  std::string array(const std::string& keyword, const Json& wanted, const Json& value,
                    const std::string& at) const {
    if (keyword == "minItems" || keyword == "maxItems") {
      const bool holds = keyword == "minItems" ? value.size() >= wanted : value.size() <= wanted;
      return holds ? "" : fmt::format("{}: {} {}", at, keyword, wanted.dump());
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (keyword == "prefixItems" && i >= wanted.size()) break;
      const Json& below = keyword == "prefixItems" ? wanted[i] : wanted;
      std::string fault = run(below, value[i], fmt::format("{}/{}", at, i));
      if (!fault.empty()) return fault;
    }
    return "";
  }

  const Json& root_;
};

Json json_of_scalar(const YAML::Node& node) {
  std::string text = node.Scalar();
  std::replace(text.begin(), text.end(), '\x01', '?');  // as load_yaml hides it
  if (node.Tag() == "!") return text;
  if (text == "true" || text == "false") return text == "true";
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = fault == std::errc{} && end == text.data() + text.size() && !text.empty();
  return whole ? Json(number) : Json(text);
}

Json json_of(const YAML::Node& node) {
  if (node.IsNull()) return nullptr;
  if (node.IsScalar()) return json_of_scalar(node);
  Json out = node.IsMap() ? Json::object() : Json::array();
  for (const auto& part : node) {
    if (!node.IsMap()) {
      out.push_back(json_of(part));
      continue;
    }
    const Json key = json_of_scalar(part.first);
    out[key.is_string() ? key.get<std::string>() : part.first.Scalar()] = json_of(part.second);
  }
  return out;
}

}  // namespace

std::string fault_of(const Json& schema, const Json& value) {
  return Validator(schema).run(schema, value, "");
}

Json json_of_yaml(const std::string& text) { return json_of(story::load_yaml(text)); }

}  // namespace kuleshov::conformance

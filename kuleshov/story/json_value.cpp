#include "kuleshov/story/json_value.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "kuleshov/base/text.hpp"

namespace kuleshov::story::json_value {

std::unexpected<Json> thrown(const char* type) { return std::unexpected(Json{{"type", type}}); }
std::unexpected<Json> invalid() { return thrown("Invalid Arguments"); }
std::unexpected<Json> not_a_number() { return thrown("NaN"); }

bool truthy(const Json& v) {
  if (v.is_boolean()) return v.get<bool>();
  if (v.is_number()) return v.get<double>() != 0;
  if (v.is_string()) return !v.get_ref<const std::string&>().empty();
  if (v.is_array()) return !v.empty();
  return v.is_object();
}

std::optional<double> number_of(const Json& v) {
  if (v.is_null()) return 0;
  if (v.is_boolean()) return v.get<bool>() ? 1 : 0;
  if (v.is_number()) return v.get<double>();
  if (!v.is_string()) return std::nullopt;
  const std::string_view text = base::trim(v.get_ref<const std::string&>());
  if (text.empty()) return 0;
  double value = 0;
  const char* first = text.data() + (text.front() == '+' ? 1 : 0);
  const auto [end, fault] = std::from_chars(first, text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Value number(double value) {
  if (!std::isfinite(value)) return not_a_number();
  if (value == std::floor(value) && std::abs(value) < 9e15)
    return Json(static_cast<std::int64_t>(value));
  return Json(value);
}

std::string text_of(const Json& v) {
  if (v.is_null()) return "";
  if (v.is_string()) return v.get<std::string>();
  if (v.is_boolean()) return v.get<bool>() ? "true" : "false";
  if (v.is_number_integer()) return fmt::format("{}", v.get<std::int64_t>());
  if (v.is_number()) return fmt::format("{}", v.get<double>());
  if (v.is_object()) return "[object Object]";
  std::string out;
  for (std::size_t i = 0; i < v.size(); ++i) out += (i > 0 ? "," : "") + text_of(v[i]);
  return out;
}

std::optional<int> order(const Json& a, const Json& b) {
  if (a.is_string() && b.is_string()) {
    const int compared = a.get_ref<const std::string&>().compare(b.get_ref<const std::string&>());
    return (compared > 0) - (compared < 0);
  }
  const auto x = number_of(a);
  const auto y = number_of(b);
  if (!x || !y) return std::nullopt;
  return (*x > *y) - (*x < *y);
}

bool identical(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) return a.get<double>() == b.get<double>();
  return a.type() == b.type() && a == b;
}

}  // namespace kuleshov::story::json_value

// Values as JsonLogic takes them: truth, numbers, text and order, as its public compatibility
// tables fix them. Inside the room only.
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "kuleshov/base/json.hpp"

namespace kuleshov::story::json_value {

using base::Json;
using Value = std::expected<Json, Json>;  // or what was thrown

std::unexpected<Json> thrown(const char* type);
std::unexpected<Json> invalid();
std::unexpected<Json> not_a_number();

bool truthy(const Json& v);
std::optional<double> number_of(const Json& v);
Value number(double value);
std::string text_of(const Json& v);
// -1, 0, 1; strings by their bytes, everything else as numbers.
std::optional<int> order(const Json& a, const Json& b);
bool identical(const Json& a, const Json& b);

}  // namespace kuleshov::story::json_value

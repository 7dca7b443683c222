// JSON between machines. Keys come out sorted, so equal documents are equal bytes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::base {

using Json = nlohmann::json;

// Errors carry line and column of the first fault; `file` is named in them.
Result<Json> parse_json(std::string_view text, const std::string& file);
Result<Json> read_json(const Path& path);

// Rounds to `digits` decimals, so that logged numbers are the same bytes on every machine.
double quantise(double value, int digits = 4);

}  // namespace kuleshov::base

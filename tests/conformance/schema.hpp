// As much of JSON Schema 2020-12 as this project's schemas use; a keyword beyond that is a fault.
#pragma once

#include <string>

#include "kuleshov/base/json.hpp"

namespace kuleshov::conformance {

// The first fault of `value` under `schema`, with its JSON pointer; "" if there is none.
std::string fault_of(const base::Json& schema, const base::Json& value);

// A YAML text as JSON, by the core schema of YAML 1.2.
base::Json json_of_yaml(const std::string& text);

}  // namespace kuleshov::conformance

// JsonLogic: conditions as JSON, as object-based media and others write them (jsonlogic.com; the
// behaviour is that of the public compatibility tables, json-logic/compat-tables).
#pragma once

#include <string>

#include "kuleshov/base/json.hpp"

namespace kuleshov::story {

struct JsonLogicResult {
  base::Json value;
  std::string error;  // "NaN", "Invalid Arguments", or what the rule threw; empty: none
};

// Evaluates any rule on any data; never throws. Rules nested deeper than 200 are invalid.
JsonLogicResult json_logic(const base::Json& rule, const base::Json& data);

}  // namespace kuleshov::story

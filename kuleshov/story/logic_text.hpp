// Triggers and effects as JsonLogic rules (jsonlogic.com), and rules as triggers, for exchange with
// stories whose conditions are JsonLogic.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/base/json.hpp"
#include "kuleshov/story/graph.hpp"

namespace kuleshov::story {

// What a rule needs beside the film's own variables, by the name of the variable that stands for
// it.
struct LogicExtras {
  std::map<std::string, std::string> conditions;  // only a player knows: the trigger's text
  std::map<std::string, int> visits;              // how often a scene was entered: tracked scene
};

// The name under which visits of a tracked scene are counted.
std::string visits_name(const Graph& graph, int tracked);

// A compiled expression as a rule. Without instructions: {"==": [1, 1]}.
base::Json logic_from_code(const Graph& graph, const Code& code, LogicExtras& extras);
// The value of an effect on `variable`, kept within its bounds.
base::Json logic_from_value(const Graph& graph, const Code& code, const Variable& variable,
                            LogicExtras& extras);

// ---- and back ---------------------------------------------------------------------------------

// A variable that rules may read, as the film to be made knows it.
struct LogicVariable {
  enum class Kind { boolean, number, word, condition, count };
  Kind kind = Kind::boolean;
  std::string text;  // its name; condition: the trigger's text; count: "times(s12)"
  std::map<std::string, std::string> words;  // word: the film's word for each value
};
using LogicVariables = std::map<std::string, LogicVariable>;

// The rule in the trigger language; "" where it always holds. Nothing, with a sentence in `why`, if
// the language cannot say it.
std::optional<std::string> trigger_from_logic(const base::Json& rule, const LogicVariables& known,
                                              std::string& why);
// The same for the value of an effect on `variable`.
std::optional<std::string> value_from_logic(const base::Json& rule, const LogicVariables& known,
                                            const LogicVariable& variable, std::string& why);

}  // namespace kuleshov::story

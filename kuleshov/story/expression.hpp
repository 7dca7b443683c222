// The trigger language: conditions over story variables, memory and the viewer, and the values of
// effects. Grammar and examples: docs/formats/triggers.md. An expression is compiled once to a flat
// list of instructions and then evaluated without allocation.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kuleshov/story/film.hpp"

namespace kuleshov::story {

// ---- the viewer, as triggers see one ----------------------------------------------------------

enum class Quantity { arousal, valence, attention };
std::string_view name_of(Quantity quantity);

// What is believed of the viewer: a normal belief for each Quantity, in the order of the enum.
// Plain numbers: this room knows nothing of sensors.
struct ViewerBelief {
  double mean[3] = {0, 0, 0.6};
  double sd[3] = {0.6, 0.6, 0.3};
};

// `arousal > 0.4 surely 0.8 for 5s`
struct ViewerCondition {
  Quantity quantity = Quantity::arousal;
  bool above = true;  // > or <
  double threshold = 0;
  double surely = 0.5;  // least probability that it holds, 0..1
  base::Ticks held;     // for how long
  bool operator==(const ViewerCondition&) const = default;
};

// A condition that holds lets go only when its probability falls this far below `surely`.
inline constexpr double hysteresis = 0.15;

// P(x > threshold) or P(x < threshold) under the belief; a belief without width is certain.
double probability(const ViewerCondition& condition, const ViewerBelief& belief);

// What one condition remembers between observations.
struct ConditionMemory {
  bool above = false;  // its probability has reached `surely` and not fallen below the lower edge
  bool holds = false;  // ... for as long as was asked
  base::Ticks since;   // how long `above` has been so
  bool operator==(const ConditionMemory&) const = default;
};

// `elapsed` more film time has passed, at the end of which `belief` is held.
void observe(const ViewerCondition& condition, const ViewerBelief& belief, base::Ticks elapsed,
             ConditionMemory& memory);

// Whether `a` holding means that `b` holds, for every history of beliefs.
bool implies(const ViewerCondition& a, const ViewerCondition& b);
// Whether both can never hold at once.
bool exclude(const ViewerCondition& a, const ViewerCondition& b);

// ---- compiled expressions ---------------------------------------------------------------------

enum class Op : std::uint8_t {
  constant,
  variable,  // value: the number; the variable's index
  seen,
  times,
  since,   // value: the tracked scene's index
  viewer,  // value: the condition's index
  add,
  subtract,
  multiply,
  negate,
  least,
  greatest,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  conjunction,
  disjunction,
  negation
};

struct Instruction {
  Op op = Op::constant;
  std::int32_t value = 0;
};

struct Code {
  std::vector<Instruction> instructions;  // postfix; empty: always true
  bool uses_viewer = false;
  bool uses_time = false;  // since(...)
};

// What expressions of one film refer to, gathered while they are compiled.
struct Names {
  const Film* film = nullptr;
  std::vector<ViewerCondition> conditions;  // each once
  std::vector<int> tracked;                 // scenes (index in the film) whose visits are asked for
};

// Deepest nesting and largest stack that an expression may need.
inline constexpr int deepest_expression = 48;

// Errors point at the character within the expression's place.
base::Result<Code> compile_condition(const Expression& expression, Names& names);
// The value of an effect on `variable`: of its type, over story variables only (no viewer).
base::Result<Code> compile_value(const Expression& expression, const Variable& variable,
                                 Names& names);

// The values an expression is evaluated on. Spans are indexed as the instructions say.
struct Values {
  std::span<const std::int32_t> variables;
  std::span<const std::uint8_t> visits;  // by tracked scene, stays at 255
  std::span<const base::Ticks> entered;  // by tracked scene: when last
  base::Ticks now;
  std::span<const ConditionMemory> conditions;
};

// since() of a scene never seen: longer than any duration.
inline constexpr std::int64_t never_seen = std::int64_t{1} << 40;

// The value: conditions give 0 or 1, durations ticks. Numbers stay within +-2^40.
std::int64_t evaluate(const Code& code, const Values& values);
inline bool holds(const Code& code, const Values& values) {
  return code.instructions.empty() || evaluate(code, values) != 0;
}

}  // namespace kuleshov::story

// A problem made ready to search: everything named by number, every event's parameters filled in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/write/planner/problem.hpp"

namespace kuleshov::write::planner {

// The value of a fluent: an entity's number, a number, or 0/1; `nothing` is "?".
using Value = std::int16_t;
inline constexpr Value nothing = std::numeric_limits<Value>::min();

using Code = std::int32_t;  // an expression in Task::nodes; none = -1
inline constexpr Code none = -1;

// One node of a grounded expression. `a`, `b`, `c` are children (codes), or what `op` says.
struct Node {
  Op op = Op::number;  // number: value · property: fluent a · believes: character a, code b · ...
  Value value = 0;
  std::int32_t a = none;
  std::int32_t b = none;
  std::int32_t c = none;
};

// Sets `fluent` to `value` (evaluated in the world the event happens in) in the belief that `path`
// names: empty: the world itself; {c}: what c believes; {c, d}: what c believes that d believes.
struct Assignment {
  Code condition = none;
  std::vector<std::int32_t> path;
  std::int32_t fluent = 0;
  Code value = none;
};

struct GroundEvent {
  std::string name;  // "steal(Villain, Money, Bank)"
  Code precondition = none;
  std::vector<Assignment> effects;
  std::vector<std::int32_t> consenting;  // characters
  std::vector<Code> observing;           // by character; empty: everybody sees it
};

enum class Kind : std::uint8_t { entity, boolean, number };

struct Task {
  int scale = 1;  // numbers are counted in 1/scale: 10, 100 or 1000 where a problem has fractions
  std::vector<std::string> entities;
  std::vector<std::string> characters;
  std::vector<std::string> fluents;
  std::vector<Kind> kinds;      // by fluent
  std::vector<Value> defaults;  // before the initial state is written: false, 0 or nothing
  std::vector<Node> nodes;
  std::vector<Assignment> initial;
  std::vector<GroundEvent> actions;
  std::vector<GroundEvent> triggers;
  Code author = none;
  std::vector<Code> wants;  // by character; none: no wish
};

// Errors: a name nobody declared, a type that does not exist, more than `most` ground events.
base::Result<Task> ground(const Problem& problem, std::size_t most = 200'000);

}  // namespace kuleshov::write::planner

// A narrative planning problem as its author wrote it: who and what there is, what can be true,
// what can be done, by whose consent, seen by whom, and what each wants. The language is the one of
// the Sabre planner (Ware & Siler 2021, "Sabre: A narrative planner supporting intention and deep
// theory of mind", AIIDE), so that its public problems can be read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::write::planner {

enum class Op {
  unknown,   // ?
  number,    // `value` and `thousandths`
  name,      // an entity, a parameter or True/False: `text`
  property,  // `text`(children...): a fluent, or an action's name in a plan
  believes,  // child 0 a character, child 1 what is believed
  is_type,   // child 0 : `text`
  negation,
  conjunction,
  disjunction,
  equal,
  unequal,
  less,
  at_most,
  greater,
  at_least,
  add,
  subtract,
  multiply,
  divide,
  assign,  // effects and initial state
  branch,  // children: condition, then, else (else may be missing in effects)
  exists,
  for_all,
  sum,      // variable `text` of type `type`; child 0 the body
  product,  // likewise
};

struct Expression;
using ExpressionRef = std::shared_ptr<const Expression>;

struct Expression {
  Op op = Op::unknown;
  int value = 0;
  std::string text;
  std::string type;
  std::vector<ExpressionRef> children;
  base::Place place;
  int thousandths = 0;  // of a number that is not whole, beside `value`
};

struct Parameter {
  std::string name;
  std::string type;  // empty: `name` is an entity itself
};

struct PropertyDeclaration {
  std::string name;
  std::vector<Parameter> parameters;
  std::string type;
};

struct Event {  // an action, or a trigger (no consent, happens whenever it can)
  std::string name;
  std::vector<Parameter> parameters;
  ExpressionRef precondition;  // null: always
  ExpressionRef effect;
  std::vector<ExpressionRef> consenting;
  std::string observer;  // the variable of `observing`; empty: everybody observes
  ExpressionRef observing;
  base::Place place;
};

struct Utility {
  std::string character;  // empty: the author's
  ExpressionRef value;
};

struct TypeDeclaration {
  std::string name;
  std::vector<std::string> parents;
};

struct EntityDeclaration {
  std::string name;
  std::vector<std::string> types;
};

struct Problem {
  std::string file;
  std::vector<TypeDeclaration>
      types;  // declared ones; entity, character, boolean, number are built in
  std::vector<EntityDeclaration> entities;
  std::vector<PropertyDeclaration> properties;
  std::vector<ExpressionRef> initial;
  std::vector<Event> actions;
  std::vector<Event> triggers;
  std::vector<Utility> utilities;
};

// Errors: line and column of the first fault.
base::Result<Problem> parse_problem(std::string_view text, const std::string& file);

// The steps of a solution file: its lines that begin at the margin, but for the goal.
// "steal(Villain, Money, Bank)".
std::vector<std::string> read_solution(std::string_view text);

}  // namespace kuleshov::write::planner

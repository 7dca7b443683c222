// Context first: who is there, what happened, and what that means to the person.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/culture/display.hpp"
#include "kuleshov/face/tables.hpp"

namespace kuleshov::face {

struct Context {
  culture::Occasion occasion;
  Checks checks;                      // of the event, by its words; all zero: nothing known
  bool appraised = false;             // an event word was found or a check was given
  std::vector<std::string> evidence;  // the words that were understood
};

// Reads a context: "relation: friend", "public: yes|no|0..1" and "novelty|pleasant|conducive|power|
// norm: -1..1" where they are written, each on a line of its own or between semicolons, and the
// words of everything else (data/face/context.yaml). Never fails on words it does not know; errors:
// a relation that is none, a value that is no number, or the table is missing.
base::Result<Context> read_context(std::string_view text);

// What the outcomes of the checks predict by themselves: action unit and intensity.
base::Result<std::vector<std::pair<int, double>>> predicted_units(const Checks& checks);

// Terms of the vocabulary by how near their appraisal is to the event's, nearest first, as a
// probability over all terms (softmax of squared distance).
std::vector<std::pair<const Term*, double>> terms_by_appraisal(const Tables& tables,
                                                               const Context& context);

}  // namespace kuleshov::face

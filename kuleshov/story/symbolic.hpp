// Expressions over sets of states. Inside the room only.
#pragma once

#include "kuleshov/story/model.hpp"

namespace kuleshov::story {

// The states (and inputs) in which the condition holds.
Bdd symbolic_condition(Model& model, const Code& code);

// The value of an effect on story variable `variable`, kept within its bounds, case by case.
std::vector<ModelEffect::Case> symbolic_value(Model& model, const Code& code, int variable);

// Model variables that the expression reads, each once.
std::vector<int> reads_of(const Model& model, const Code& code);

}  // namespace kuleshov::story

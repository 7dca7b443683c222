// How operators are written. Inside the room only.
#pragma once

#include <string_view>

#include "kuleshov/story/expression.hpp"

namespace kuleshov::story {

// As the trigger language and JsonLogic write an operator of two sides: "+" "<=" "and" "min".
std::string_view sign_of(Op op);

}  // namespace kuleshov::story

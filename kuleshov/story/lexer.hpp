// Words of the trigger language. Inside the room only.
#pragma once

#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::story {

struct Token {
  enum class Kind { name, number, duration, sign, end };
  Kind kind = Kind::end;
  std::string_view text;   // of a duration without its unit
  double number = 0;       // duration: seconds
  std::size_t offset = 0;  // in bytes from the start of the expression
};

// `known` decides whether "half-out" is one name; ends with a token of kind end.
base::Result<std::vector<Token>> lex(std::string_view text,
                                     const std::vector<std::string_view>& known,
                                     const base::Place& place);

// The place of an offset within an expression that begins at `place`.
base::Place at_offset(base::Place place, std::string_view text, std::size_t offset);

}  // namespace kuleshov::story

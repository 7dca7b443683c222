// A problem's text cut into names, numbers and signs; comments are left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kuleshov::write::planner {

struct Token {
  std::string text;  // empty: the end
  std::size_t line = 1;
  std::size_t column = 1;
};

bool is_word(char c);  // part of a name or number

// Never empty: the last token is the end.
std::vector<Token> tokens_of(std::string_view text);

}  // namespace kuleshov::write::planner

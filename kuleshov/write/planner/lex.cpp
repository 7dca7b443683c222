#include "kuleshov/write/planner/lex.hpp"

#include <array>
#include <cctype>

namespace kuleshov::write::planner {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

namespace {

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> tokens() {
    std::vector<Token> all;
    for (skip(); at_ < text_.size(); skip()) all.push_back(next());
    all.push_back({"", line_, column_});
    return all;
  }

 private:
  void step() {
    if (text_[at_++] == '\n') {
      ++line_;
      column_ = 1;
    } else {
      ++column_;
    }
  }

  void skip() {
    while (at_ < text_.size()) {
      if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0)
        step();
      else if (text_.substr(at_, 2) == "//")
        skip_to("\n");
      else if (text_.substr(at_, 2) == "/*")
        skip_to("*/");
      else
        return;
    }
  }

  void skip_to(std::string_view end) {
    const std::size_t found = text_.find(end, at_ + 2);
    const std::size_t stop = found == std::string_view::npos ? text_.size() : found + end.size();
    while (at_ < stop) step();
  }

  Token next() {
    Token token{"", line_, column_};
    const bool number = std::isdigit(static_cast<unsigned char>(text_[at_])) != 0;
    if (is_word(text_[at_])) {
      while (at_ < text_.size() && (is_word(text_[at_]) || (number && text_[at_] == '.')))
        take(token);
      return token;
    }
    static constexpr std::array pairs{"==", "!=", "<=", ">=", "->"};
    for (const std::string_view pair : pairs) {
      if (text_.substr(at_, 2) != pair) continue;
      take(token);
      take(token);
      return token;
    }
    take(token);
    return token;
  }

  void take(Token& token) {
    token.text += text_[at_];
    step();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text) { return Lexer(text).tokens(); }

}  // namespace kuleshov::write::planner

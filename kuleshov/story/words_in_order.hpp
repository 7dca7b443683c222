// The words of an expression, taken one after the other; faults point at the character. Inside the
// room only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kuleshov/story/expression.hpp"
#include "kuleshov/story/lexer.hpp"

namespace kuleshov::story {

class WordsInOrder {
 public:
  explicit WordsInOrder(const Expression& expression) : expression_(expression) {}
  base::Result<void> read(const Film& film);

  [[nodiscard]] const Token& peek() const { return tokens_[at_]; }
  void pass() { ++at_; }
  // Passes the word if it is this one.
  bool accept(std::string_view text);
  base::Result<void> expect_sign(std::string_view sign);
  std::optional<Op> comparison_sign();
  // A threshold or probability, with its sign.
  base::Result<double> number_within(double low, double high);
  base::Result<base::Ticks> duration();

  [[nodiscard]] std::unexpected<base::Error> fail_at(std::size_t offset, std::string what,
                                                     std::string remedy) const;
  [[nodiscard]] std::unexpected<base::Error> fail_here(std::string what, std::string remedy) const {
    return fail_at(peek().offset, std::move(what), std::move(remedy));
  }

 private:
  const Expression& expression_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace kuleshov::story

#include "kuleshov/story/words_in_order.hpp"

#include <fmt/format.h>

#include "kuleshov/story/signs.hpp"

namespace kuleshov::story {

using base::Result;

namespace {

std::vector<std::string_view> hyphenated_names(const Film& film) {
  std::vector<std::string_view> known;
  for (const Variable& variable : film.variables) {
    known.push_back(variable.id.str());
    known.insert(known.end(), variable.values.begin(), variable.values.end());
  }
  for (const Scene& scene : film.scenes) known.push_back(scene.id.str());
  return known;
}

}  // namespace

Result<void> WordsInOrder::read(const Film& film) {
  tokens_ = TRY(lex(expression_.text, hyphenated_names(film), expression_.place));
  return {};
}

bool WordsInOrder::accept(std::string_view text) {
  const bool is = peek().text == text && peek().kind != Token::Kind::end &&
                  peek().kind != Token::Kind::duration;
  at_ += is ? 1 : 0;
  return is;
}

std::unexpected<base::Error> WordsInOrder::fail_at(std::size_t offset, std::string what,
                                                   std::string remedy) const {
  return base::fail(std::move(what), std::move(remedy),
                    at_offset(expression_.place, expression_.text, offset));
}

Result<void> WordsInOrder::expect_sign(std::string_view sign) {
  if (accept(sign)) return {};
  return fail_here(fmt::format("\"{}\" is missing here", sign), fmt::format("add \"{}\"", sign));
}

std::optional<Op> WordsInOrder::comparison_sign() {
  for (const Op op :
       {Op::less, Op::less_equal, Op::greater, Op::greater_equal, Op::equal, Op::not_equal}) {
    if (accept(sign_of(op))) return op;
  }
  if (accept("=")) return Op::equal;
  return std::nullopt;
}

Result<double> WordsInOrder::number_within(double low, double high) {
  const double sign = accept("-") ? -1 : 1;
  const Token token = peek();
  const double value = sign * token.number;
  if (token.kind != Token::Kind::number || value < low || value > high) {
    return fail_here(fmt::format("a number from {} to {} is missing here", low, high),
                     "write it with a point: 0.4");
  }
  ++at_;
  return value;
}

Result<base::Ticks> WordsInOrder::duration() {
  const Token token = peek();
  if (token.kind != Token::Kind::duration || token.number > 12 * 3600.0) {
    return fail_here("a duration is missing here",
                     "write for example 5s, 500ms or 2min (at most 12 hours)");
  }
  ++at_;
  return base::Ticks::seconds(token.number);
}

}  // namespace kuleshov::story

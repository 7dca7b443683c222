#include "kuleshov/story/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace kuleshov::story {

namespace {

using base::Result;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool in_name(char c) { return starts_name(c) || is_digit(c) || c == '.'; }

constexpr std::array<std::string_view, 16> signs{"<=", ">=", "==", "!=", "&&", "||", "<", ">",
                                                 "=",  "+",  "-",  "*",  "(",  ")",  ",", "!"};

class Lexer {
 public:
  Lexer(std::string_view text, const std::vector<std::string_view>& known, const base::Place& place)
      : text_(text), known_(known), place_(place) {}

  Result<std::vector<Token>> run() {
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) TRY(read_token());
    tokens_.push_back({Token::Kind::end, {}, 0, text_.size()});
    return std::move(tokens_);
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
      ++at_;
  }

  Result<void> read_token() {
    if (is_digit(text_[at_])) return read_number();
    if (starts_name(text_[at_])) return read_name();
    for (const std::string_view sign : signs) {
      if (!text_.substr(at_).starts_with(sign)) continue;
      push(Token::Kind::sign, at_ + sign.size(), 0);
      return {};
    }
    return base::fail(
        fmt::format("\"{}\" is no part of the trigger language", text_.substr(at_, 1)),
        "see docs/formats/triggers.md", at_offset(place_, text_, at_));
  }

  void push(Token::Kind kind, std::size_t end, double number) {
    tokens_.push_back({kind, text_.substr(at_, end - at_), number, at_});
    at_ = end;
  }

  [[nodiscard]] std::size_t name_end(std::size_t from) const {
    while (from < text_.size() && in_name(text_[from])) ++from;
    return from;
  }

  // A name with hyphens is one name when it is known as such; otherwise "-" is minus.
  Result<void> read_name() {
    std::size_t end = name_end(at_);
    std::size_t longest = end;
    while (end + 1 < text_.size() && text_[end] == '-' && in_name(text_[end + 1])) {
      end = name_end(end + 1);
      if (std::find(known_.begin(), known_.end(), text_.substr(at_, end - at_)) != known_.end())
        longest = end;
    }
    push(Token::Kind::name, longest, 0);
    return {};
  }

  Result<void> read_number() {
    double value = 0;
    const char* first = text_.data() + at_;
    const auto [stop, fault] =
        std::from_chars(first, text_.data() + text_.size(), value, std::chars_format::fixed);
    if (fault != std::errc{}) {
      return base::fail("this number is out of range", "write a smaller one",
                        at_offset(place_, text_, at_));
    }
    const std::size_t end = at_ + static_cast<std::size_t>(stop - first);
    const std::size_t unit_end = name_end(end);
    const std::string_view unit = text_.substr(end, unit_end - end);
    if (unit.empty()) {
      push(Token::Kind::number, end, value);
      return {};
    }
    const double scale = unit == "s" ? 1 : unit == "ms" ? 0.001 : unit == "min" ? 60 : 0;
    if (scale == 0) {
      return base::fail(fmt::format("\"{}\" is not a unit of time", unit), "write ms, s or min",
                        at_offset(place_, text_, end));
    }
    push(Token::Kind::duration, unit_end, value * scale);
    return {};
  }

  std::string_view text_;
  const std::vector<std::string_view>& known_;
  const base::Place& place_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

base::Place at_offset(base::Place place, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto breaks = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  if (breaks > 0) return place;  // a folded scalar: its own columns are lost
  place.column = std::max<std::size_t>(1, place.column) + offset;
  return place;
}

Result<std::vector<Token>> lex(std::string_view text, const std::vector<std::string_view>& known,
                               const base::Place& place) {
  return Lexer(text, known, place).run();
}

}  // namespace kuleshov::story

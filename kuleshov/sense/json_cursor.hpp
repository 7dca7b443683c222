// Reads JSON (RFC 8259) in one pass without building or allocating anything, for messages that come
// many times a second. Each call takes what it names or says false; after a false `byte` tells
// where the text is wrong.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace kuleshov::sense {

class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : text_(text) {}

  // The first character of the next value, 0 at the end.
  char peek();
  // Calls member(key) for each, which must take the value.
  template <class Member>
  bool object(Member member);
  // Calls item() for each, which must take it.
  template <class Item>
  bool array(Item item);
  // A number beyond double's range is NaN.
  bool number(double& value);
  // Text without its escapes, good until the next call of text(); beyond 64 bytes it is cut.
  bool text(std::string_view& value);
  // Any value, at most 64 deep.
  bool skip() { return skip_below(64); }
  // Nothing but blanks is left.
  bool end() { return peek() == 0 && at_ == text_.size(); }
  [[nodiscard]] std::size_t byte() const { return at_; }

 private:
  bool take(char c);
  bool take_word(std::string_view word);
  bool skip_below(int depth);
  bool digits();
  bool escape();
  bool code_unit(unsigned& unit);
  void put(unsigned code_point);
  void put_byte(unsigned byte);

  std::string_view text_;
  std::size_t at_ = 0;
  std::array<char, 64> buffer_{};
  std::size_t filled_ = 0;
};

template <class Member>
bool JsonCursor::object(Member member) {
  if (!take('{')) return false;
  if (take('}')) return true;
  do {
    std::string_view key;
    if (peek() != '"' || !text(key) || !take(':') || !member(key)) return false;
  } while (take(','));
  return take('}');
}

template <class Item>
bool JsonCursor::array(Item item) {
  if (!take('[')) return false;
  if (take(']')) return true;
  do {
    if (!item()) return false;
  } while (take(','));
  return take(']');
}

}  // namespace kuleshov::sense

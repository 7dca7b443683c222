#include "kuleshov/sense/json_cursor.hpp"

#include <charconv>
#include <cmath>
#include <system_error>

namespace kuleshov::sense {

char JsonCursor::peek() {
  while (at_ < text_.size() &&
         std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
    ++at_;
  return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonCursor::take(char c) {
  if (peek() != c || at_ == text_.size()) return false;
  ++at_;
  return true;
}

bool JsonCursor::take_word(std::string_view word) {
  if (!text_.substr(at_).starts_with(word)) return false;
  at_ += word.size();
  return true;
}

bool JsonCursor::digits() {
  const std::size_t from = at_;
  while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
  return at_ > from;
}

bool JsonCursor::number(double& value) {
  peek();
  const std::size_t from = at_;
  take_word("-");
  if (!take_word("0") && !digits()) return false;
  if (take_word(".") && !digits()) return false;
  if (take_word("e") || take_word("E")) {
    if (!take_word("+")) take_word("-");
    if (!digits()) return false;
  }
  const auto [end, code] = std::from_chars(text_.data() + from, text_.data() + at_, value);
  if (code != std::errc{}) value = std::nan("");
  return end == text_.data() + at_;
}

void JsonCursor::put_byte(unsigned byte) {
  if (filled_ < buffer_.size()) buffer_[filled_++] = static_cast<char>(byte);
}

// As UTF-8 (RFC 3629).
void JsonCursor::put(unsigned code_point) {
  if (code_point < 0x80) return put_byte(code_point);
  if (code_point < 0x800) {
    put_byte(0xc0 | code_point >> 6);
  } else if (code_point < 0x10000) {
    put_byte(0xe0 | code_point >> 12);
    put_byte(0x80 | (code_point >> 6 & 0x3f));
  } else {
    put_byte(0xf0 | code_point >> 18);
    put_byte(0x80 | (code_point >> 12 & 0x3f));
    put_byte(0x80 | (code_point >> 6 & 0x3f));
  }
  put_byte(0x80 | (code_point & 0x3f));
}

bool JsonCursor::code_unit(unsigned& unit) {
  if (text_.size() - at_ < 4) return false;
  const char* from = text_.data() + at_;
  const auto [end, code] = std::from_chars(from, from + 4, unit, 16);
  if (code != std::errc{} || end != from + 4) return false;
  at_ += 4;
  return true;
}

bool JsonCursor::escape() {
  if (at_ == text_.size()) return false;
  constexpr std::string_view named = "\"\\/bfnrt";
  constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
  const char c = text_[at_++];
  if (const auto known = named.find(c); known != std::string_view::npos) {
    put_byte(static_cast<unsigned char>(meant[known]));
    return true;
  }
  unsigned unit = 0;
  if (c != 'u' || !code_unit(unit)) return false;
  if (unit >= 0xdc00 && unit < 0xe000) return false;
  if (unit < 0xd800 || unit >= 0xe000) {
    put(unit);
    return true;
  }
  unsigned low = 0;
  if (!take_word("\\u") || !code_unit(low) || low < 0xdc00 || low >= 0xe000) return false;
  put(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
  return true;
}

bool JsonCursor::text(std::string_view& value) {
  if (!take('"')) return false;
  filled_ = 0;
  while (at_ < text_.size()) {
    const auto c = static_cast<unsigned char>(text_[at_++]);
    if (c == '"') {
      value = {buffer_.data(), filled_};
      return true;
    }
    if (c < 0x20) return false;
    if (c != '\\') {
      put_byte(c);
    } else if (!escape()) {
      return false;
    }
  }
  return false;
}

bool JsonCursor::skip_below(int depth) {
  if (depth == 0) return false;
  double ignored = 0;
  std::string_view words;
  switch (peek()) {
    case '{':
      return object([&](std::string_view) { return skip_below(depth - 1); });
    case '[':
      return array([&] { return skip_below(depth - 1); });
    case '"':
      return text(words);
    case 't':
      return take_word("true");
    case 'f':
      return take_word("false");
    case 'n':
      return take_word("null");
    default:
      return number(ignored);
  }
}

}  // namespace kuleshov::sense

#include "kuleshov/text/direction.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

#include "kuleshov/text/emphasis.hpp"

namespace kuleshov::text {

namespace {

constexpr double wide = 5.0 / 3.0;

constexpr std::u32string_view closes = U"、。，．・：；？！ー）］｝〕〉》」』】〙〗〟’”…‥々";
constexpr std::u32string_view opens = U"（［｛〔〈《「『【〘〖〝‘“";

// The character that begins at byte `at`, which is moved behind it; below 0: not UTF-8.
UChar32 take(std::string_view text, std::size_t& at) {
  auto i = static_cast<std::int32_t>(at);
  UChar32 c = 0;
  // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU's macro steps over its bytes
  U8_NEXT(text.data(), i, static_cast<std::int32_t>(text.size()), c);
  at = static_cast<std::size_t>(i);
  return c;
}

bool in(std::u32string_view set, UChar32 c) {
  return set.find(static_cast<char32_t>(c)) != set.npos;
}

bool is_wide(UChar32 c) {
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool is_mark(UChar32 c) {
  const auto type = u_charType(c);
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR;
}

}  // namespace

bool right_to_left(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const UCharDirection way = u_charDirection(take(text, at));
    if (way == U_LEFT_TO_RIGHT) return false;
    if (way == U_RIGHT_TO_LEFT || way == U_RIGHT_TO_LEFT_ARABIC) return true;
  }
  return false;
}

bool right_to_left(const Script& script) {
  int balance = 0;
  for (const Element& element : script.elements) {
    const bool spoken = element.type == ElementType::action ||
                        element.type == ElementType::dialogue ||
                        element.type == ElementType::scene_heading;
    if (spoken && !element.text.empty()) balance += right_to_left(plain(element.text)) ? 1 : -1;
  }
  return balance > 0;
}

double columns(std::string_view text) {
  double all = 0;
  for (std::size_t at = 0; at < text.size();) {
    const UChar32 c = take(text, at);
    all += is_mark(c) ? 0 : is_wide(c) ? wide : 1;
  }
  return all;
}

bool breaks_between(std::string_view before, std::string_view after) {
  std::size_t last = before.size();
  while (last > 0 && (static_cast<unsigned char>(before[last - 1]) & 0xC0) == 0x80) --last;
  if (last == 0 || after.empty()) return false;
  std::size_t at = last - 1;
  const UChar32 left = take(before, at);
  const UChar32 right = take(after, at = 0);
  return (is_wide(left) || is_wide(right)) && !in(closes, right) && !in(opens, left);
}

}  // namespace kuleshov::text

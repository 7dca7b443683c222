// Code points of UTF-8 text. Inside the room only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kuleshov::story {

// Takes one code point off the front; nothing for a byte that does not belong (one byte is taken).
// `text` must not be empty.
std::optional<std::uint32_t> take_code_point(std::string_view& text);

// The offset of the first byte that is not UTF-8 (RFC 3629), if there is one.
std::optional<std::size_t> first_bad_byte(std::string_view text);

// Kana, Chinese characters and Hangul syllables (Unicode blocks; extensions included).
bool is_cjk(std::uint32_t code_point);

}  // namespace kuleshov::story

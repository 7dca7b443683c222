#include "kuleshov/story/utf8.hpp"

#include <array>

namespace kuleshov::story {

namespace {
int length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};

bool is_scalar(std::uint32_t code, int length) {
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code >= smallest[static_cast<std::size_t>(length)] && code <= 0x10FFFF && !surrogate;
}
}  // namespace

std::optional<std::uint32_t> take_code_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const int length = length_of(lead);
  std::uint32_t code = length <= 1 ? lead : lead & (0x7FU >> length);
  bool fine = length > 0 && text.size() >= static_cast<std::size_t>(length);
  for (int i = 1; fine && i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
    fine = (byte & 0xC0U) == 0x80U;
    code = (code << 6U) | (byte & 0x3FU);
  }
  fine = fine && is_scalar(code, length);
  text.remove_prefix(fine ? static_cast<std::size_t>(length) : 1);
  return fine ? std::optional(code) : std::nullopt;
}

std::optional<std::size_t> first_bad_byte(std::string_view text) {
  const std::size_t size = text.size();
  while (!text.empty()) {
    const std::size_t at = size - text.size();
    if (!take_code_point(text)) return at;
  }
  return std::nullopt;
}

bool is_cjk(std::uint32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x20000 && c <= 0x2FFFF);
}

}  // namespace kuleshov::story

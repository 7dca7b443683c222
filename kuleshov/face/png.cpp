// PNG (ISO/IEC 15948) with stored blocks (RFC 1950, 1951).
#include <array>

#include "kuleshov/face/render.hpp"

namespace kuleshov::face {

namespace {

std::uint32_t crc_of(std::string_view bytes) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> out{};
    for (std::uint32_t n = 0; n < 256; ++n) {
      std::uint32_t c = n;
      for (int k = 0; k < 8; ++k) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1) : c >> 1;
      out[n] = c;
    }
    return out;
  }();
  std::uint32_t c = 0xFFFFFFFFU;
  for (const char byte : bytes) c = table[(c ^ static_cast<unsigned char>(byte)) & 255U] ^ (c >> 8);
  return c ^ 0xFFFFFFFFU;
}

std::uint32_t adler_of(std::string_view bytes) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char byte : bytes) {
    a = (a + static_cast<unsigned char>(byte)) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

void append_u32(std::uint32_t value, std::string& out) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 255U);
}

void append_chunk(std::string_view type, const std::string& body, std::string& out) {
  append_u32(static_cast<std::uint32_t>(body.size()), out);
  const std::string typed = std::string(type) + body;
  out += typed;
  append_u32(crc_of(typed), out);
}

std::string stored(const std::string& data) {
  std::string out = "\x78\x01";
  for (std::size_t at = 0; at < data.size(); at += 65535) {
    const std::size_t size = std::min<std::size_t>(65535, data.size() - at);
    out += at + size == data.size() ? '\x01' : '\x00';
    const auto low = static_cast<unsigned>(size);
    for (const unsigned v : {low & 255U, low >> 8U, ~low & 255U, ~low >> 8U & 255U}) {
      out += static_cast<char>(v);
    }
    out.append(data, at, size);
  }
  append_u32(adler_of(data), out);
  return out;
}

}  // namespace

std::string to_png(const Picture& picture) {
  std::string rows;
  const auto w = static_cast<std::size_t>(picture.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
    rows += '\0';
    for (std::size_t x = 0; x < w; ++x) {
      for (std::size_t k = 0; k < 3; ++k) {
        rows += static_cast<char>(picture.bgra[(y * w + x) * 4 + 2 - k]);
      }
    }
  }
  std::string head;
  append_u32(static_cast<std::uint32_t>(picture.width), head);
  append_u32(static_cast<std::uint32_t>(picture.height), head);
  head += std::string("\x08\x02\x00\x00\x00", 5);
  std::string out = "\x89PNG\r\n\x1a\n";
  append_chunk("IHDR", head, out);
  append_chunk("IDAT", stored(rows), out);
  append_chunk("IEND", {}, out);
  return out;
}

}  // namespace kuleshov::face

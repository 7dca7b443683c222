#include "kuleshov/base/timecode.hpp"

#include <array>
#include <charconv>

#include "kuleshov/base/text.hpp"

namespace kuleshov::base {

namespace {

std::optional<double> part_of(std::string_view text) {
  double value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!(value >= 0 && value < 100)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<double> timecode_seconds(std::string_view code, double frames_a_second) {
  const auto texts = split(trim(code), ':');
  if (texts.size() != 4) return std::nullopt;
  std::array<double, 4> part{};
  for (std::size_t i = 0; i < part.size(); ++i) {
    const auto value = part_of(texts[i]);
    if (!value) return std::nullopt;
    part[i] = *value;
  }
  return part[0] * 3600 + part[1] * 60 + part[2] + part[3] / frames_a_second;
}

}  // namespace kuleshov::base

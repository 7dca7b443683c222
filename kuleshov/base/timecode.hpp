// The time codes that motion-capture programs write.
#pragma once

#include <optional>
#include <string_view>

namespace kuleshov::base {

// Seconds since midnight of "HH:MM:SS:FF", where FF may have decimals ("15:33:07:22.123") and
// counts frames of 1/`frames_a_second` s (SMPTE ST 12-1, non-drop). Nothing where a part is
// missing, no number, or outside 0 up to 100.
std::optional<double> timecode_seconds(std::string_view code, double frames_a_second);

}  // namespace kuleshov::base

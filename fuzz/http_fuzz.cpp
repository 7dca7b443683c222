// The first line of the input is a target, the rest a Range header and an ETag list.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kuleshov/serve/http.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kuleshov::serve;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(text.find('\n'), text.size());
  if (const auto target = parse_target(text.substr(0, end))) {
    for (const auto& segment : target->path) {
      if (segment == ".." || segment.find('/') != segment.npos) std::abort();
    }
  }
  const std::string_view rest = text.substr(end);
  const auto range = choose_range(rest.substr(std::min<std::size_t>(1, rest.size())), 1000);
  if (range.kind == RangeKind::part &&
      (range.range.first > range.range.last || range.range.last >= 1000)) {
    std::abort();
  }
  (void)etag_matches(rest, "\"a\"");
  (void)cookie_value(rest, "kuleshov");
  (void)host_name(rest);
  return 0;
}

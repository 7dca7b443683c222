#include "kuleshov/base/json.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::base {

namespace {
Place place_of(std::string_view text, std::size_t byte, const std::string& file) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::size_t last = before.rfind('\n');
  const std::size_t column =
      last == std::string_view::npos ? before.size() : before.size() - last - 1;
  return {file, line, std::max<std::size_t>(column, 1), 0};
}
}  // namespace

Result<Json> parse_json(std::string_view text, const std::string& file) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    return fail("this is not JSON", "mend the text at that place",
                place_of(text, error.byte, file));
  } catch (const Json::exception& error) {  // such as a number that no double holds
    return fail(std::string("this JSON cannot be read: ") + error.what(), "mend the value",
                {file, 1, 1, 0});
  }
}

Result<Json> read_json(const Path& path) {
  const std::string text = TRY(read_file(path));
  return parse_json(text, path.string());
}

double quantise(double value, int digits) {
  const double scale = std::pow(10.0, digits);
  const double rounded = std::round(value * scale) / scale;
  return rounded == 0 ? 0 : rounded;  // no minus zero
}

}  // namespace kuleshov::base

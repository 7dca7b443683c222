#include "kuleshov/base/error.hpp"

#include <fmt/format.h>

namespace kuleshov::base {

std::string describe(const Error& error) {
  std::string text;
  if (!error.place.file.empty()) {
    text += error.place.file;
    if (error.place.line > 0) text += fmt::format(":{}", error.place.line);
    if (error.place.column > 0) text += fmt::format(":{}", error.place.column);
    if (error.place.byte > 0) text += fmt::format(" (byte {})", error.place.byte);
    text += ": ";
  }
  text += error.what;
  if (!error.remedy.empty()) text += "\n  " + error.remedy;
  return text;
}

}  // namespace kuleshov::base

#include "kuleshov/story/heading.hpp"

#include <array>
#include <utility>

#include "kuleshov/base/text.hpp"

namespace kuleshov::story {

namespace {

constexpr std::array prefixes{"int./ext", "ext./int", "int/ext", "ext/int", "int",
                              "ext",      "est",      "i/e",     "e/i"};

// Words that scripts use for the time of day, the longer before what they contain.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> times{
    {{"continuous", "same"}, {"later", "same"},    {"same", "same"},   {"midnight", "night"},
     {"night", "night"},     {"sunrise", "dawn"},  {"dawn", "dawn"},   {"morning", "morning"},
     {"afternoon", "day"},   {"noon", "day"},      {"sunset", "dusk"}, {"evening", "dusk"},
     {"dusk", "dusk"},       {"twilight", "dusk"}, {"day", "day"},     {"清晨", "dawn"},
     {"黄昏", "dusk"},       {"晨", "morning"},    {"夜", "night"},    {"日", "day"}}};

std::string_view time_in(std::string_view text) {
  const std::string lower = base::lower_ascii(text);
  for (const auto& [word, time] : times) {
    if (lower.find(word) != lower.npos) return time;
  }
  return {};
}

std::string_view without_prefix(std::string_view text) {
  const std::string lower = base::lower_ascii(text);
  for (const std::string_view prefix : prefixes) {
    if (!lower.starts_with(prefix) || lower.size() == prefix.size()) continue;
    const char next = lower[prefix.size()];
    if (next != '.' && next != ' ') continue;
    text.remove_prefix(prefix.size());
    while (!text.empty() && (text.front() == '.' || text.front() == ' ')) text.remove_prefix(1);
    return text;
  }
  return text;
}

}  // namespace

Heading read_heading(std::string_view text) {
  Heading heading;
  text = base::trim(text);
  const std::string start = base::lower_ascii(text.substr(0, 3));
  heading.interior = start != "ext" && start != "est" && start != "e/i";
  std::string_view rest = without_prefix(text);
  const std::size_t dash = rest.rfind(" - ");
  if (dash != rest.npos && !time_in(rest.substr(dash + 3)).empty()) {
    heading.time_of_day = time_in(rest.substr(dash + 3));
    rest = rest.substr(0, dash);
  }
  heading.place = base::trim(rest);
  return heading;
}

}  // namespace kuleshov::story

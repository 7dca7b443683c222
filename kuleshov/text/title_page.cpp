#include "kuleshov/text/title_page.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "kuleshov/base/text.hpp"
#include "kuleshov/text/emphasis.hpp"

namespace kuleshov::text {

namespace {

bool begins_with_any(std::string_view text, const auto& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}
bool holds_any(std::string_view text, const auto& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != text.npos; });
}

constexpr std::array<std::string_view, 5> sources{"based on", "from the", "after ", "adapted from",
                                                  "inspired by"};
constexpr std::array<std::string_view, 3> rights{"©", "(c) ", "copyright"};
constexpr std::array<std::string_view, 4> addresses{"@", "tel", "phone", "www."};
constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 9> papers{"blue", "pink",   "yellow", "green", "golde",
                                                 "buff", "salmon", "cherry", "tan"};

// "Written by", "a screenplay by": the credit, not who it is for.
bool is_credit(std::string_view low) {
  return low == "by" || low.ends_with(" by") || low == "de" || low == "von" || low == "par";
}

bool is_date(std::string_view low) {
  const bool digit =
      std::any_of(low.begin(), low.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  if (!digit || low.size() > 40) return false;
  const auto numeral = [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '-' || c == '.' ||
           c == ' ';
  };
  if (std::all_of(low.begin(), low.end(), numeral)) return low.size() >= 4;
  return low.find("draft") != low.npos || holds_any(low, months);
}

std::string middle_key(std::string_view low, const std::vector<std::string>& before) {
  if (before.empty()) return "Title";
  if (is_credit(low)) return "Credit";
  if (begins_with_any(low, sources)) return "Source";
  const bool named = std::find(before.begin(), before.end(), "Author") != before.end();
  return before.back() == "Credit" || (!named && before.size() == 1) ? "Author" : "";
}

std::string lower_key(std::string_view low) {
  if (begins_with_any(low, rights)) return "Copyright";
  if (begins_with_any(low, papers) && low.size() < 20) return "Revision";
  if (is_date(low)) return "Draft date";
  if (holds_any(low, addresses)) return "Contact";
  return "";
}

}  // namespace

bool on_the_middle(std::string_view key) {
  const std::string low = base::lower_ascii(key);
  return low == "title" || low == "credit" || low == "author" || low == "authors" ||
         low == "source";
}

std::vector<std::string> title_keys(const std::vector<TitleLine>& lines) {
  std::vector<std::string> keys;
  for (const TitleLine& line : lines) {
    const std::string low = base::lower_ascii(base::trim(plain(line.text)));
    std::string key = lower_key(low);
    if (line.centred && (keys.empty() || key.empty())) key = middle_key(low, keys);
    if (key.empty()) key = line.centred ? "Notes" : "Contact";
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace kuleshov::text

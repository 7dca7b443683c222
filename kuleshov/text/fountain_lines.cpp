#include "kuleshov/text/fountain_lines.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace kuleshov::text {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view physical_line(std::string_view rest) {
  const std::size_t end = rest.find('\n');
  return end == std::string_view::npos ? rest : rest.substr(0, end + 1);
}

std::string_view without_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

// Where `close` is, or npos when an empty line (of less than two spaces) comes first: such a note
// was never closed and is plain text (Fountain syntax, Notes).
std::size_t find_note_end(std::string_view text, std::size_t from) {
  const std::size_t end = text.find("]]", from);
  if (end == std::string_view::npos) return end;
  for (std::size_t at = text.find('\n', from); at < end; at = text.find('\n', at + 1)) {
    const std::string_view next = without_end(physical_line(text.substr(at + 1)));
    if (base::trim(next).empty() && next.size() < 2) return std::string_view::npos;
  }
  return end;
}

// Reads one logical line from the front of `rest` and takes it off.
LogicalLine take_line(std::string_view& rest, std::size_t& number) {
  LogicalLine line;
  line.number = number;
  std::size_t at = 0;
  while (at < rest.size() && rest[at] != '\n') {
    const std::string_view here = rest.substr(at);
    if (here.starts_with("/*")) {
      const std::size_t end = rest.find("*/", at + 2);
      if (end != std::string_view::npos) {
        line.boneyard = true;
        at = end + 2;
        continue;
      }
    }
    if (here.starts_with("[[")) {
      const std::size_t end = find_note_end(rest, at + 2);
      if (end != std::string_view::npos) {
        line.notes.emplace_back(base::trim(rest.substr(at + 2, end - at - 2)));
        at = end + 2;
        continue;
      }
    }
    line.text += rest[at++];
  }
  if (at < rest.size()) ++at;  // the line end
  line.raw = rest.substr(0, at);
  for (const char c : line.raw) number += c == '\n' ? 1 : 0;
  rest.remove_prefix(at);
  if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
  return line;
}

bool starts_with_word(std::string_view upper, std::string_view word) {
  return upper.starts_with(word) && upper.size() > word.size() &&
         (upper[word.size()] == '.' || upper[word.size()] == ' ');
}

}  // namespace

std::vector<LogicalLine> logical_lines(std::string_view source) {
  std::vector<LogicalLine> all;
  std::size_t number = 1;
  while (!source.empty()) all.push_back(take_line(source, number));
  if (!all.empty() && all[0].text.starts_with(byte_order_mark)) {
    all[0].text.erase(0, byte_order_mark.size());
  }
  return all;
}

Letters letters_in(std::string_view text) {
  Letters found;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): ICU's macro steps over its bytes
    U8_NEXT(bytes, i, size, c);
    if (c < 0) continue;
    found.any |= u_isalpha(c) != 0;
    found.lower |= u_islower(c) != 0;
    found.cased |= u_isupper(c) != 0;
  }
  return found;
}

bool is_scene_heading(std::string_view text) {
  std::string upper;
  for (const char c : text.substr(0, 10))
    upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  static constexpr std::array prefixes{"INT./EXT", "EXT./INT", "INT/EXT", "EXT/INT", "INT",
                                       "EXT",      "EST",      "I/E",     "E/I"};
  for (const std::string_view prefix : prefixes) {
    if (starts_with_word(upper, prefix)) return true;
  }
  return false;
}

bool is_transition(std::string_view text) {
  const Letters letters = letters_in(text);
  return text.ends_with("TO:") && letters.cased && !letters.lower;
}

std::string_view name_part(std::string_view cue) {
  return base::trim(cue.substr(0, cue.find('(')));
}

bool is_cue(std::string_view text) {
  std::string_view name = name_part(text);
  if (!name.empty() && name.back() == '^') name.remove_suffix(1);
  const Letters letters = letters_in(name);
  return letters.any && letters.cased && !letters.lower;
}

bool is_page_break(std::string_view text) {
  return text.size() >= 3 && text.find_first_not_of('=') == std::string_view::npos;
}

bool a_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0xF0; });
}

}  // namespace kuleshov::text

#include "kuleshov/text/emphasis.hpp"

#include <cstddef>

namespace kuleshov::text {

namespace {

// How many of the same mark stand at `at`; at most `most`.
std::size_t marks_at(std::string_view text, std::size_t at, char mark, std::size_t most) {
  std::size_t count = 0;
  while (at + count < text.size() && text[at + count] == mark && count < most) ++count;
  return count;
}

// A mark opens only before a word, and only when its partner follows on the same line.
bool closes_later(std::string_view text, std::size_t from, char mark) {
  if (from >= text.size() || text[from] == ' ' || text[from] == '\n') return false;
  for (std::size_t at = from + 1; at < text.size() && text[at] != '\n'; ++at) {
    if (text[at] == mark && text[at - 1] != ' ' && text[at - 1] != '\\') return true;
  }
  return false;
}

class RunReader {
 public:
  std::vector<Run> read(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) at = step(text, at);
    flush();
    return std::move(runs_);
  }

 private:
  std::size_t step(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size() && (text[at + 1] == '*' || text[at + 1] == '_')) {
      current_.text += text[at + 1];
      return at + 2;
    }
    if (c == '_') return toggle(text, at, "_", current_.underline, nullptr);
    if (c != '*') {
      current_.text += c;
      return at + 1;
    }
    const std::size_t count = marks_at(text, at, '*', 3);
    if (count == 3) return toggle(text, at, "***", current_.bold, &current_.italic);
    if (count == 2) return toggle(text, at, "**", current_.bold, nullptr);
    return toggle(text, at, "*", current_.italic, nullptr);
  }

  std::size_t toggle(std::string_view text, std::size_t at, std::string_view mark, bool& look,
                     bool* other) {
    const bool opens = !look && closes_later(text, at + mark.size(), mark.front());
    if (!look && !opens) {
      current_.text += mark;
      return at + mark.size();
    }
    flush();
    look = !look;
    if (other != nullptr) *other = look;
    return at + mark.size();
  }

  void flush() {
    if (!current_.text.empty()) runs_.push_back(current_);
    current_.text.clear();
  }

  std::vector<Run> runs_;
  Run current_;
};

}  // namespace

std::vector<Run> runs_of(std::string_view text) { return RunReader().read(text); }

std::string marked_up(const std::vector<Run>& runs) {
  std::string text;
  for (const Run& run : runs) {
    std::string mark = run.bold && run.italic ? "***" : run.bold ? "**" : run.italic ? "*" : "";
    text += (run.underline ? "_" : "") + mark + run.text + mark + (run.underline ? "_" : "");
  }
  return text;
}

std::string plain(std::string_view text) {
  std::string out;
  for (const Run& run : runs_of(text)) out += run.text;
  return out;
}

}  // namespace kuleshov::text

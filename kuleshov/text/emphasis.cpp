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
    if (count == 3 && current_.bold != current_.italic) return exchange(text, at);
    if (count == 3) return toggle(text, at, "***", current_.bold, &current_.italic);
    if (count == 2) return toggle(text, at, "**", current_.bold, nullptr);
    return toggle(text, at, "*", current_.italic, nullptr);
  }

  // "*italic***bold**": one look ends where the other begins; or only one ends, and a mark is text.
  std::size_t exchange(std::string_view text, std::size_t at) {
    const std::size_t ends = current_.bold ? 2 : 1;
    if (!closes_later(text, at + 3, '*'))
      return toggle(text, at, ends == 2 ? "**" : "*", ends == 2 ? current_.bold : current_.italic,
                    nullptr);
    flush();
    current_.bold = !current_.bold;
    current_.italic = !current_.italic;
    return at + 3;
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

namespace {

std::string marks_between(const Run& from, const Run& to) {
  const bool bold = from.bold != to.bold;
  const bool italic = from.italic != to.italic;
  return std::string(bold && italic ? "***"
                     : bold         ? "**"
                     : italic       ? "*"
                                    : "") +
         (from.underline != to.underline ? "_" : "");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += (c == '*' || c == '_' ? "\\" : "") + std::string(1, c);
  return out;
}

Run look_of(const Run& run) { return {"", run.bold, run.italic, run.underline}; }

// Only the marks that change from one piece to the next; none stands beside a space inside.
std::string with_marks(const std::vector<Run>& runs, bool escape) {
  std::string text;
  Run look;
  std::string spaces;  // that stand between one look and the next
  const auto turn = [&](const Run& to) {
    const Run both{"", look.bold && to.bold, look.italic && to.italic,
                   look.underline && to.underline};
    if (spaces.empty())
      text += marks_between(look, to);
    else
      text += marks_between(look, both) + spaces + marks_between(both, to);
    spaces.clear();
    look = look_of(to);
  };
  for (const Run& run : runs) {
    const auto from = run.text.find_first_not_of(' ');
    if (from == std::string::npos) {
      spaces += run.text;
      continue;
    }
    const auto to = run.text.find_last_not_of(' ') + 1;
    spaces += run.text.substr(0, from);
    turn(run);
    const std::string words = run.text.substr(from, to - from);
    text += escape ? escaped(words) : words;
    spaces = run.text.substr(to);
  }
  turn({});
  return text;
}

// The same looks on the same words, whatever the spaces look like.
std::vector<Run> words_of(const std::vector<Run>& runs) {
  std::vector<Run> all;
  for (const Run& run : runs) {
    std::string words;
    for (const char c : run.text)
      if (c != ' ') words += c;
    if (words.empty()) continue;
    const bool more = !all.empty() && look_of(all.back()) == look_of(run);
    if (more)
      all.back().text += words;
    else
      all.push_back({words, run.bold, run.italic, run.underline});
  }
  return all;
}

}  // namespace

std::string marked_up(const std::vector<Run>& runs) {
  std::string text = with_marks(runs, false);
  return words_of(runs_of(text)) == words_of(runs) ? text : with_marks(runs, true);
}

std::string plain(std::string_view text) {
  std::string out;
  for (const Run& run : runs_of(text)) out += run.text;
  return out;
}

}  // namespace kuleshov::text

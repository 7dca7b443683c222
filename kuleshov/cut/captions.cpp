#include "kuleshov/cut/captions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/base/text.hpp"

namespace kuleshov::cut {

namespace {

std::size_t bytes_of(char lead) {
  const auto c = static_cast<unsigned char>(lead);
  return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

// Three-byte sequences from U+2E80 on are East Asian wide, near enough for breaking rows.
std::size_t columns_of(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  return lead >= 0xe3 && lead < 0xf5 ? 2 : 1;
}

// How good a break is after this character: 0 none .. 3 end of a sentence.
int break_value(std::string_view character) {
  static constexpr std::string_view sentence[] = {".", "!", "?", "\u3002", "\uff01", "\uff1f"};
  static constexpr std::string_view clause[] = {",", ";", ":", "\uff0c", "\u3001", "\u2014"};
  for (const auto mark : sentence) {
    if (character == mark) return 3;
  }
  for (const auto mark : clause) {
    if (character == mark) return 2;
  }
  return character == " " || columns_of(character) == 2 ? 1 : 0;
}

struct Break {
  std::size_t end = 0;  // byte after it
  double worth = -1;
};

// The best place to end a piece that starts at `from`; late places and strong marks win.
std::size_t piece_end(std::string_view text, std::size_t from, std::size_t most) {
  std::size_t columns = 0;
  std::size_t at = from;
  Break best;
  while (at < text.size()) {
    const std::string_view character = text.substr(at, bytes_of(text[at]));
    if (character == "\n") return at + 1;
    columns += columns_of(character);
    if (columns > most) break;
    at += character.size();
    const int value = break_value(character);
    const double worth =
        value == 0 ? -1 : value + 4.0 * static_cast<double>(columns) / static_cast<double>(most);
    if (worth > best.worth) best = {at, worth};
  }
  if (at >= text.size()) return text.size();
  return best.end > from ? best.end : std::max(at, from + 1);
}

std::size_t columns_in(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size(); at += bytes_of(text[at]))
    columns += columns_of(text.substr(at, bytes_of(text[at])));
  return columns;
}

// Where the second of two rows begins; the end where two rows do not hold the text.
std::size_t second_row(std::string_view text, std::size_t most) {
  const std::size_t all = columns_in(text);
  std::size_t columns = 0;
  Break best{text.size(), -1e9};
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view character = text.substr(at, bytes_of(text[at]));
    columns += columns_of(character);
    at += character.size();
    if (columns > most + 1) break;
    const int value = break_value(character);
    if (value == 0 || all - columns > most) continue;
    const double lopsided = std::abs(2.0 * static_cast<double>(columns) - static_cast<double>(all));
    const double worth = 4.0 * value - lopsided;
    if (worth > best.worth) best = {at, worth};
  }
  return best.end;
}

std::string stamp(double seconds) {
  const auto ms = std::llround(std::max(0.0, seconds) * 1000);
  return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60,
                     ms % 1000);
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

void add_line(const story::Film& film, const story::Line& line, const std::string& language,
              double start, double length, std::vector<Caption>& out) {
  const std::string text = sound::plain_text(story::in_language(line.text, language));
  const story::Character* who = story::find_character(film, line.speaker);
  const std::string speaker = who == nullptr ? line.speaker.str()
                              : who->name.empty()
                                  ? who->cue
                                  : std::string(story::in_language(who->name, language));
  const std::vector<std::string> pieces = break_text(text, 84);
  double at = start;
  for (const std::string& piece : pieces) {
    const double share = static_cast<double>(piece.size()) /
                         static_cast<double>(std::max<std::size_t>(1, text.size()));
    const double end = at + std::max(0.4, share * length);
    out.push_back({at, end, speaker, piece});
    at = end;
  }
}

// A cue stays for a second at least, but not into the next one.
void hold(std::vector<Caption>& cues, double end) {
  for (std::size_t i = 0; i < cues.size(); ++i) {
    const double next = i + 1 < cues.size() ? cues[i + 1].start_s : end;
    cues[i].end_s = std::min(next, std::max(cues[i].end_s + 0.2, cues[i].start_s + 1.0));
  }
}

}  // namespace

std::vector<std::string> break_text(std::string_view text, std::size_t most) {
  std::vector<std::string> pieces;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = piece_end(text, from, most);
    std::string piece(text.substr(from, end - from));
    while (!piece.empty() && (piece.back() == ' ' || piece.back() == '\n')) piece.pop_back();
    if (!piece.empty()) pieces.push_back(std::move(piece));
    from = end;
    while (from < text.size() && text[from] == ' ') ++from;
  }
  return pieces;
}

std::string rows_of(std::string_view text, std::size_t most) {
  if (columns_in(text) <= most) return std::string(text);
  const std::size_t second = second_row(text, most);
  if (second == text.size()) return fmt::format("{}", fmt::join(break_text(text, most), "\n"));
  return fmt::format("{}\n{}", base::trim(text.substr(0, second)), base::trim(text.substr(second)));
}

std::vector<Caption> captions_of(const story::Film& film, const story::Shot& shot,
                                 const Layout& layout, const SpokenLines& lines,
                                 const std::string& language) {
  std::vector<Caption> out;
  const std::string timed =
      layout.line_starts.contains(language) ? language : film.languages.front();
  const auto starts = layout.line_starts.find(timed);
  const auto sounds = lines.find(timed);
  if (starts == layout.line_starts.end() || sounds == lines.end()) return out;
  for (std::size_t i = 0; i < shot.lines.size() && i < starts->second.size(); ++i) {
    const auto sound = sounds->second.find(shot.lines[i].id);
    if (sound == sounds->second.end()) continue;
    add_line(film, shot.lines[i], language, starts->second[i].seconds(),
             sound->second.length().seconds(), out);
  }
  hold(out, layout.natural.seconds());
  return out;
}

std::string to_vtt(const std::vector<std::pair<double, Caption>>& cues) {
  std::string out = "WEBVTT\n";
  for (const auto& [offset, cue] : cues) {
    out += fmt::format("\n{} --> {}\n<v {}>{}\n", stamp(offset + cue.start_s),
                       stamp(offset + cue.end_s), escaped(cue.speaker), escaped(cue.text));
  }
  return out;
}

}  // namespace kuleshov::cut

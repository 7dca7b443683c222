#include "kuleshov/text/fountain.hpp"

#include <array>
#include <cctype>

#include "kuleshov/text/fountain_lines.hpp"

namespace kuleshov::text {

namespace {

class Parser {
 public:
  explicit Parser(std::string_view source) : lines_(logical_lines(source)) {}

  Script parse() {
    read_title_page();
    while (at_ < lines_.size()) read_element();
    return std::move(script_);
  }

 private:
  Element& add(ElementType type, const LogicalLine& line, std::string_view text) {
    Element element;
    element.type = type;
    element.text = text;
    element.raw = line.raw;
    element.line = line.number;
    element.notes = line.notes;
    script_.elements.push_back(std::move(element));
    return script_.elements.back();
  }

  // A line that goes on with the element before it.
  void extend(Element& element, const LogicalLine& line, std::string_view text) {
    element.text += "\n" + std::string(text);
    element.raw += line.raw;
    element.notes.insert(element.notes.end(), line.notes.begin(), line.notes.end());
  }

  // "Key: value", with indented lines that go on with it; ends at the first line that is neither.
  void read_title_page() {
    if (!looks_like_title_page()) return;
    while (at_ < lines_.size() && !lines_[at_].blank()) {
      const LogicalLine& line = lines_[at_++];
      const std::size_t colon = line.text.find(':');
      const bool indented =
          !line.text.empty() && (line.text.front() == ' ' || line.text.front() == '\t');
      if (!indented && colon != std::string::npos) {
        std::string_view key = base::trim(std::string_view(line.text).substr(0, colon));
        const std::string key_text(key);
        add(ElementType::title_page, line,
            base::trim(std::string_view(line.text).substr(colon + 1)))
            .key = key_text;
      } else if (!indented) {
        --at_;  // neither a key nor indented: the page is over
        return;
      } else {
        Element& element = script_.elements.back();
        const std::string_view more = base::trim(line.text);
        if (element.text.empty()) {
          element.text = more;
          element.raw += line.raw;
        } else {
          extend(element, line, more);
        }
      }
    }
  }

  // A first line such as "FADE IN:" with nothing after it is no title page.
  [[nodiscard]] bool looks_like_title_page() const {
    if (lines_.empty()) return false;
    std::string_view text = lines_[0].text;
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || text.front() == ' ' ||
        text.front() == '\t')
      return false;
    if (letters_in(text.substr(0, 1)).any == false || is_scene_heading(text)) return false;
    if (!base::trim(text.substr(colon + 1)).empty()) return !is_transition(text);
    const bool continued = lines_.size() > 1 && !lines_[1].blank() &&
                           (lines_[1].text.starts_with(' ') || lines_[1].text.starts_with('\t'));
    return continued;
  }

  // What stands alone is preceded by a blank line, an aside or the start.
  [[nodiscard]] bool free_before() const {
    if (at_ == 0 || script_.elements.empty()) return true;
    switch (script_.elements.back().type) {
      case ElementType::blank:
      case ElementType::note:
      case ElementType::boneyard:
      case ElementType::title_page:
      case ElementType::section:
      case ElementType::synopsis:
      case ElementType::page_break:
      case ElementType::scene_heading:
        return true;
      default:
        return false;
    }
  }

  [[nodiscard]] bool blank_after() const {
    return at_ + 1 >= lines_.size() || lines_[at_ + 1].blank();
  }

  void read_element() {
    const LogicalLine& line = lines_[at_];
    std::string_view text = base::trim(line.text);
    if (line.blank()) {
      add(ElementType::blank, line, "");
    } else if (line.aside()) {
      add_aside(line);
    } else if (is_page_break(text)) {
      add(ElementType::page_break, line, "");
    } else if (read_marked(line, text) || read_recognised(line, text)) {
      return;  // these moved on by themselves
    } else {
      read_action(line, line.text, false);
      return;
    }
    ++at_;
  }

  void add_aside(const LogicalLine& line) {
    if (line.notes.empty()) {
      add(ElementType::boneyard, line, "");
      return;
    }
    std::string joined;
    for (const auto& note : line.notes) joined += (joined.empty() ? "" : "\n") + note;
    add(ElementType::note, line, joined);
  }

  // Elements that a mark at the start of the line forces.
  bool read_marked(const LogicalLine& line, std::string_view text) {
    const char mark = text.front();
    const std::string_view rest = base::trim(text.substr(1));
    if (mark == '#') {
      const std::size_t depth = text.find_first_not_of('#');
      const auto count = depth == std::string_view::npos ? text.size() : depth;
      add(ElementType::section, line, base::trim(text.substr(count))).depth =
          static_cast<int>(count);
    } else if (mark == '=') {
      add(ElementType::synopsis, line, rest);
    } else if (mark == '~') {
      add(ElementType::lyrics, line, rest);
    } else if (mark == '>' && text.size() > 1 && text.back() == '<') {
      add(ElementType::centered, line, base::trim(text.substr(1, text.size() - 2)));
    } else if (mark == '>') {
      add(ElementType::transition, line, rest).forced = true;
    } else if (mark == '.' && text.size() > 1 && forces_heading(text[1])) {
      add_heading(line, rest, true);
    } else if (mark == '!') {
      const std::size_t at = line.text.find('!');
      read_action(line, line.text.substr(0, at) + line.text.substr(at + 1), true);
      return true;
    } else if (mark == '@') {
      read_speech(line, rest, true);
      return true;
    } else {
      return false;
    }
    ++at_;
    return true;
  }

  bool read_recognised(const LogicalLine& line, std::string_view text) {
    if (!free_before()) return false;
    if (is_scene_heading(text)) {
      add_heading(line, text, false);
      ++at_;
      return true;
    }
    if (is_transition(text) && (blank_after() || lines_[at_ + 1].aside())) {
      add(ElementType::transition, line, text);
      ++at_;
      return true;
    }
    if (is_cue(text) && !blank_after()) {
      read_speech(line, text, false);
      return true;
    }
    return false;
  }

  void add_heading(const LogicalLine& line, std::string_view text, bool forced) {
    std::string number;
    if (text.size() > 2 && text.back() == '#') {
      const std::size_t open = text.rfind('#', text.size() - 2);
      const bool numbered =
          open != std::string_view::npos && a_number(text.substr(open + 1, text.size() - open - 2));
      if (numbered) {
        number = base::trim(text.substr(open + 1, text.size() - open - 2));
        text = base::trim(text.substr(0, open));
      }
    }
    Element& element = add(ElementType::scene_heading, line, text);
    element.scene_number = std::move(number);
    element.forced = forced;
  }

  // A paragraph: lines without a blank one between; leading spaces are meant (tabs are four).
  void read_action(const LogicalLine& first, const std::string& text, bool forced) {
    Element& element = add(ElementType::action, first, untabbed(text));
    element.forced = forced;
    ++at_;
    while (at_ < lines_.size() && !lines_[at_].blank() && !lines_[at_].aside() &&
           goes_on_as_action()) {
      extend(script_.elements.back(), lines_[at_], untabbed(lines_[at_].text));
      ++at_;
    }
  }

  [[nodiscard]] bool goes_on_as_action() const {
    const std::string_view text = base::trim(lines_[at_].text);
    if (is_page_break(text)) return false;
    return std::string_view("#=~>!@").find(text.front()) == std::string_view::npos &&
           !(text.front() == '.' && text.size() > 1 && text[1] != '.');
  }

  static std::string untabbed(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '\t')
        out += "    ";
      else
        out += c;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
  }

  // A cue and what is said under it, up to the next blank line.
  void read_speech(const LogicalLine& first, std::string_view text, bool forced) {
    const bool dual = text.ends_with('^');
    if (dual) text = base::trim(text.substr(0, text.size() - 1));
    Element& cue = add(ElementType::character, first, text);
    cue.key = name_part(text);
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
      cue.extension = text.substr(open + 1, close - open - 1);
    }
    cue.forced = forced;
    cue.dual = dual;
    ++at_;
    while (at_ < lines_.size() && in_speech(lines_[at_])) read_speech_line(dual);
  }

  // A line of two spaces keeps a speech open over an empty line (Fountain syntax, Dialogue).
  static bool in_speech(const LogicalLine& line) {
    return !line.blank() ||
           (line.text.size() >= 2 && line.text.find_first_not_of(' ') == std::string::npos);
  }

  void read_speech_line(bool dual) {
    const LogicalLine& line = lines_[at_++];
    const std::string_view text = base::trim(line.text);
    Element& last = script_.elements.back();
    if (line.aside()) {
      add_aside(line);
    } else if (text.starts_with('(') && text.ends_with(')')) {
      add(ElementType::parenthetical, line, text.substr(1, text.size() - 2)).dual = dual;
    } else if (text.starts_with('~')) {
      add(ElementType::lyrics, line, base::trim(text.substr(1))).dual = dual;
    } else if (last.type == ElementType::dialogue) {
      extend(last, line, text);
    } else {
      add(ElementType::dialogue, line, text).dual = dual;
    }
  }

  std::vector<LogicalLine> lines_;
  std::size_t at_ = 0;
  Script script_;
};

}  // namespace

std::string_view name_of(ElementType type) {
  static constexpr std::array names{"title_page",    "scene_heading", "action",   "character",
                                    "parenthetical", "dialogue",      "lyrics",   "transition",
                                    "centered",      "section",       "synopsis", "note",
                                    "boneyard",      "page_break",    "blank"};
  return names[static_cast<std::size_t>(type)];
}

Script parse_fountain(std::string_view source) { return Parser(source).parse(); }

bool forces_heading(char after) {
  const auto byte = static_cast<unsigned char>(after);
  return byte >= 0x80 || std::isalnum(byte) != 0;
}

std::string write_fountain(const Script& script) {
  std::string source;
  for (const auto& element : script.elements) source += element.raw;
  return source;
}

}  // namespace kuleshov::text

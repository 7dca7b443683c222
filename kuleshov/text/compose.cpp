#include "kuleshov/text/compose.hpp"

#include "kuleshov/base/text.hpp"

namespace kuleshov::text {

namespace {

// What the parser makes of `line` standing alone (or, for a cue, with a line under it).
ElementType read_as(const std::string& line, bool speech) {
  const Script script = parse_fountain("\n" + line + (speech ? "\nx\n" : "\n"));
  return script.elements.size() > 1 ? script.elements[1].type : ElementType::blank;
}

std::string forced(const Element& element, char mark, const std::string& line,
                   bool speech = false) {
  return read_as(line, speech) == element.type ? line : mark + line;
}

std::string line_of(const Element& element) {
  switch (element.type) {
    case ElementType::scene_heading: {
      const std::string number =
          element.scene_number.empty() ? "" : " #" + element.scene_number + "#";
      return forced(element, '.', element.text + number);
    }
    case ElementType::character:
      return forced(element, '@', element.text, true) + (element.dual ? " ^" : "");
    case ElementType::parenthetical:
      return "(" + element.text + ")";
    case ElementType::transition:
      return forced(element, '>', element.text);
    case ElementType::centered:
      return "> " + element.text + " <";
    case ElementType::lyrics:
      return "~" + element.text;
    case ElementType::section:
      return std::string(static_cast<std::size_t>(element.depth), '#') + " " + element.text;
    case ElementType::synopsis:
      return "= " + element.text;
    case ElementType::page_break:
      return "===";
    case ElementType::note: {
      std::string notes;
      for (const auto& note : element.notes) notes += "[[" + note + "]]";
      return notes.empty() ? "[[" + element.text + "]]" : notes;
    }
    case ElementType::action:
      return element.text.empty() ? "!" : forced(element, '!', element.text);
    default:
      return element.text;
  }
}

bool in_speech(const Element& element) {
  return element.type == ElementType::parenthetical || element.type == ElementType::dialogue ||
         element.type == ElementType::lyrics;
}

}  // namespace

std::string compose_fountain(const Script& script) {
  std::string source;
  bool title_page = false;
  for (const auto& element : script.elements) {
    if (element.type == ElementType::title_page) {
      source += (element.key.empty() ? "Notes" : element.key) + ":";
      for (const auto line : base::lines(element.text)) source += "\n    " + std::string(line);
      source += "\n";
      title_page = true;
    } else if (element.type != ElementType::blank && element.type != ElementType::boneyard) {
      if (!in_speech(element) && (!source.empty() || title_page)) source += "\n";
      source += line_of(element) + "\n";
    }
  }
  return source;
}

}  // namespace kuleshov::text

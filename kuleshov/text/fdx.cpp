#include "kuleshov/text/fdx.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <pugixml.hpp>
#include <sstream>

#include "kuleshov/base/text.hpp"
#include "kuleshov/text/emphasis.hpp"
#include "kuleshov/text/title_page.hpp"

namespace kuleshov::text {

namespace {

constexpr unsigned reading = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_pi;

struct TypeName {
  ElementType type;
  std::string_view name;
};
constexpr std::array type_names{TypeName{ElementType::scene_heading, "Scene Heading"},
                                TypeName{ElementType::action, "Action"},
                                TypeName{ElementType::character, "Character"},
                                TypeName{ElementType::parenthetical, "Parenthetical"},
                                TypeName{ElementType::dialogue, "Dialogue"},
                                TypeName{ElementType::transition, "Transition"},
                                TypeName{ElementType::lyrics, "Lyric"}};

ElementType type_of(std::string_view name) {
  if (name == "Lyrics") return ElementType::lyrics;
  for (const auto& entry : type_names) {
    if (entry.name == name) return entry.type;
  }
  return ElementType::action;
}

std::string_view fdx_name(const Element& element) {
  const bool own = element.type == ElementType::action || element.type == ElementType::centered;
  if (own && !element.key.empty()) return element.key;
  for (const auto& entry : type_names) {
    if (entry.type == element.type) return entry.name;
  }
  return "Action";
}

// The pieces of a paragraph are joined as they stand: Final Draft splits text anywhere.
std::string text_of(const pugi::xml_node& paragraph) {
  std::vector<Run> runs;
  for (const auto& node : paragraph.children("Text")) {
    const std::string_view style = node.attribute("Style").value();
    Run run{node.child_value(), style.find("Bold") != style.npos,
            style.find("Italic") != style.npos, style.find("Underline") != style.npos};
    const bool same = !runs.empty() && runs.back().bold == run.bold &&
                      runs.back().italic == run.italic && runs.back().underline == run.underline;
    if (same)
      runs.back().text += run.text;
    else if (!run.text.empty())
      runs.push_back(std::move(run));
  }
  return marked_up(runs);
}

void read_cue(Element& element) {
  const std::size_t open = element.text.find('(');
  element.key = base::trim(std::string_view(element.text).substr(0, open));
  const std::size_t close = element.text.rfind(')');
  if (open != std::string::npos && close != std::string::npos && close > open) {
    element.extension = element.text.substr(open + 1, close - open - 1);
  }
}

Element read_paragraph(const pugi::xml_node& paragraph) {
  Element element;
  const std::string_view name = paragraph.attribute("Type").value();
  element.type = type_of(name);
  element.text = text_of(paragraph);
  for (const auto& node : paragraph.children("Text"))
    element.revision = std::max(element.revision, node.attribute("RevisionID").as_int(0));
  element.scene_number = paragraph.attribute("Number").value();
  if (element.type == ElementType::action && name != "Action" && !name.empty()) element.key = name;
  if (element.type == ElementType::action &&
      std::string_view(paragraph.attribute("Alignment").value()) == "Center") {
    element.type = ElementType::centered;
  }
  if (element.type == ElementType::character) read_cue(element);
  if (element.type == ElementType::parenthetical && element.text.size() >= 2 &&
      element.text.front() == '(') {
    element.text =
        element.text.substr(1, element.text.size() - (element.text.back() == ')' ? 2 : 1));
  }
  return element;
}

// In a DualDialogue the second cue, and what belongs to it, is the second of two side by side.
void read_dual(const pugi::xml_node& dual, Script& script) {
  int cues = 0;
  for (const auto& paragraph : dual.children("Paragraph")) {
    Element element = read_paragraph(paragraph);
    cues += element.type == ElementType::character ? 1 : 0;
    element.dual = cues > 1;
    script.elements.push_back(std::move(element));
  }
}

Script read_content(const pugi::xml_node& content) {
  Script script;
  for (const auto& paragraph : content.children("Paragraph")) {
    if (std::string_view(paragraph.attribute("StartsNewPage").value()) == "Yes") {
      Element page_break;
      page_break.type = ElementType::page_break;
      script.elements.push_back(page_break);
    }
    if (const auto dual = paragraph.child("DualDialogue"))
      read_dual(dual, script);
    else
      script.elements.push_back(read_paragraph(paragraph));
  }
  return script;
}

// The name Fountain has for a paragraph of a title page, where its words would not tell: written as
// a processing instruction, which other programs pass over.
constexpr const char* key_mark = "fountain-key";

std::vector<TitleLine> title_lines(const std::vector<Element>& page) {
  std::vector<TitleLine> lines;
  for (const Element& element : page) lines.push_back({element.text, on_the_middle(element.key)});
  return lines;
}

// Lines of one part that follow each other are one element: an address has a paragraph a line.
std::vector<Element> merged(std::vector<Element> page) {
  std::vector<Element> all;
  for (Element& element : page) {
    const bool goes_on = !all.empty() && all.back().key == element.key && element.key != "Notes";
    if (goes_on)
      all.back().text += "\n" + element.text;
    else
      all.push_back(std::move(element));
  }
  return all;
}

// By their words and places; or by their marks, where they have them.
std::vector<Element> title_elements(std::vector<Element> page,
                                    const std::vector<TitleLine>& lines) {
  const bool marked = std::any_of(page.begin(), page.end(),
                                  [](const Element& element) { return !element.key.empty(); });
  if (marked) return page;
  const std::vector<std::string> keys = title_keys(lines);
  for (std::size_t i = 0; i < page.size(); ++i) page[i].key = keys[i];
  return merged(std::move(page));
}

void read_title_page(const pugi::xml_node& root, Script& script) {
  std::vector<Element> page;
  std::vector<TitleLine> lines;
  for (const auto& paragraph : root.child("TitlePage").child("Content").children("Paragraph")) {
    Element element;
    element.type = ElementType::title_page;
    element.text = text_of(paragraph);
    element.key = paragraph.child(key_mark).value();
    if (base::trim(element.text).empty()) continue;
    const std::string_view alignment = paragraph.attribute("Alignment").value();
    lines.push_back({element.text, alignment == "Center" || alignment.empty()});
    page.push_back(std::move(element));
  }
  page = title_elements(std::move(page), lines);
  script.elements.insert(script.elements.begin(), page.begin(), page.end());
}

std::optional<double> number_in(const pugi::xml_node& node, const char* name) {
  const auto attribute = node.attribute(name);
  if (!attribute) return std::nullopt;
  const double value = attribute.as_double(-1);
  if (value < 0 || value > 100) return std::nullopt;
  return value;
}

void read_style(const pugi::xml_node& settings, ParagraphStyle& style) {
  const auto spec = settings.child("ParagraphSpec");
  if (auto left = number_in(spec, "LeftIndent")) style.left = *left;
  if (auto right = number_in(spec, "RightIndent")) style.right = *right;
  if (auto spacing = number_in(spec, "Spacing")) style.spacing = std::max(1.0, *spacing);
  if (auto before = number_in(spec, "SpaceBefore")) style.space_before = *before / 12;  // points
}

PageFormat read_format(const pugi::xml_node& root) {
  PageFormat format;
  for (const auto& settings : root.children("ElementSettings")) {
    const std::string_view type = settings.attribute("Type").value();
    if (type == "Scene Heading") read_style(settings, format.heading);
    if (type == "Action") read_style(settings, format.action);
    if (type == "Character") read_style(settings, format.character);
    if (type == "Parenthetical") read_style(settings, format.parenthetical);
    if (type == "Dialogue") read_style(settings, format.dialogue);
    if (type == "Transition") read_style(settings, format.transition);
  }
  return format;
}

void add_text(pugi::xml_node paragraph, const std::string& text, int revision = 0) {
  for (const Run& run : runs_of(text)) {
    auto node = paragraph.append_child("Text");
    if (revision > 0) node.append_attribute("RevisionID") = revision;
    std::string style = run.bold ? "Bold" : "";
    if (run.italic) style += style.empty() ? "Italic" : "+Italic";
    if (run.underline) style += style.empty() ? "Underline" : "+Underline";
    if (!style.empty()) node.append_attribute("Style") = style.c_str();
    node.append_child(pugi::node_pcdata).set_value(run.text.c_str());
  }
  if (!paragraph.child("Text")) paragraph.append_child("Text");
}

void add_paragraph(pugi::xml_node parent, const Element& element) {
  auto paragraph = parent.append_child("Paragraph");
  if (element.type == ElementType::centered) paragraph.append_attribute("Alignment") = "Center";
  paragraph.append_attribute("Type") = std::string(fdx_name(element)).c_str();
  if (!element.scene_number.empty())
    paragraph.append_attribute("Number") = element.scene_number.c_str();
  const bool brackets = element.type == ElementType::parenthetical;
  add_text(paragraph, brackets ? "(" + element.text + ")" : element.text, element.revision);
}

bool prints(ElementType type) {
  switch (type) {
    case ElementType::scene_heading:
    case ElementType::action:
    case ElementType::character:
    case ElementType::parenthetical:
    case ElementType::dialogue:
    case ElementType::lyrics:
    case ElementType::transition:
    case ElementType::centered:
      return true;
    default:
      return false;
  }
}

bool in_speech(ElementType type) {
  return type == ElementType::parenthetical || type == ElementType::dialogue ||
         type == ElementType::lyrics;
}

std::vector<Element> printing(const Script& script) {
  std::vector<Element> all;
  for (const auto& element : script.elements) {
    if (prints(element.type) || element.type == ElementType::page_break) all.push_back(element);
  }
  return all;
}

// Where the speech that starts at `at` ends.
std::size_t speech_end(const std::vector<Element>& elements, std::size_t at) {
  std::size_t end = at + 1;
  while (end < elements.size() && in_speech(elements[end].type)) ++end;
  return end;
}

void write_content(pugi::xml_node content, const Script& script) {
  const std::vector<Element> elements = printing(script);
  bool new_page = false;
  for (std::size_t i = 0; i < elements.size();) {
    if (elements[i].type == ElementType::page_break) {
      new_page = true;
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    pugi::xml_node parent = content;
    if (elements[i].type == ElementType::character) {
      end = speech_end(elements, i);
      if (end < elements.size() && elements[end].type == ElementType::character &&
          elements[end].dual) {
        end = speech_end(elements, end);
        parent = content.append_child("Paragraph").append_child("DualDialogue");
      }
    }
    for (; i < end; ++i) add_paragraph(parent, elements[i]);
    if (new_page) content.last_child().append_attribute("StartsNewPage") = "Yes";
    new_page = false;
  }
}

bool same_keys(const std::vector<Element>& a, const std::vector<Element>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.key == y.key && x.text == y.text;
  });
}

// Whether another reader of the words would call each part what it is called.
bool words_tell(const std::vector<Element>& page) {
  std::vector<Element> bare = page;
  for (Element& element : bare) element.key.clear();
  return same_keys(title_elements(std::move(bare), title_lines(page)), page);
}

void write_title_page(pugi::xml_node root, const Script& script) {
  if (root.child("TitlePage")) return;
  std::vector<Element> page;
  for (const auto& element : script.elements)
    if (element.type == ElementType::title_page && !base::trim(element.text).empty())
      page.push_back(element);
  if (page.empty()) return;
  auto content = root.append_child("TitlePage").append_child("Content");
  const bool tell = words_tell(page);
  for (const auto& element : page) {
    auto paragraph = content.append_child("Paragraph");
    paragraph.append_attribute("Alignment") = on_the_middle(element.key) ? "Center" : "Left";
    if (!tell) {
      auto mark = paragraph.append_child(pugi::node_pi);
      mark.set_name(key_mark);
      mark.set_value(element.key.c_str());
    }
    add_text(paragraph, element.text);
  }
}

}  // namespace

base::Result<FdxDocument> read_fdx(std::string_view xml, const std::string& file) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(xml.data(), xml.size(), reading);
  if (!parsed) {
    return base::fail(std::string("this is not well-formed XML: ") + parsed.description(),
                      "export the script as FDX again",
                      {file, 0, 0, static_cast<std::size_t>(parsed.offset)});
  }
  pugi::xml_node root = document.child("FinalDraft");
  if (!root)
    return base::fail("there is no FinalDraft element", "is this a Final Draft file?", {file});
  const pugi::xml_node content = root.child("Content");
  if (!content)
    return base::fail("there is no Content element", "is this a Final Draft script?", {file});
  FdxDocument out{read_content(content), read_format(root), {}};
  read_title_page(root, out.script);
  root.remove_child(content);
  std::ostringstream rest;
  document.save(rest, "  ", pugi::format_indent);
  out.rest = rest.str();
  return out;
}

std::string write_fdx(const FdxDocument& document) {
  pugi::xml_document xml;
  if (document.rest.empty() || !xml.load_string(document.rest.c_str(), reading)) {
    auto root = xml.append_child("FinalDraft");
    root.append_attribute("DocumentType") = "Script";
    root.append_attribute("Template") = "No";
    root.append_attribute("Version") = "5";
  }
  auto root = xml.child("FinalDraft");
  write_content(root.prepend_child("Content"), document.script);
  write_title_page(root, document.script);
  std::ostringstream out;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n";
  for (const auto& child : xml.children()) {
    if (child.type() == pugi::node_element) child.print(out, "  ", pugi::format_indent);
  }
  return out.str();
}

}  // namespace kuleshov::text

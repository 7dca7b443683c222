#include "kuleshov/story/twee.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"

namespace kuleshov::story {

namespace {

using base::trim;

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("[]{}\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::size_t find_unescaped(std::string_view text, char wanted, std::size_t from = 0) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == wanted)
      return i;
  }
  return text.npos;
}

// ":: Name [tags] {json}"
TweePassage read_header(std::string_view line) {
  TweePassage passage;
  line.remove_prefix(2);
  const std::size_t json = find_unescaped(line, '{');
  if (json != line.npos) {
    passage.metadata = trim(line.substr(json));
    line = line.substr(0, json);
  }
  const std::size_t tags = find_unescaped(line, '[');
  if (tags != line.npos) {
    const std::size_t end = find_unescaped(line, ']', tags);
    for (const std::string_view tag :
         base::split(line.substr(tags + 1, end == line.npos ? end : end - tags - 1), ' ')) {
      if (!trim(tag).empty()) passage.tags.push_back(unescaped(trim(tag)));
    }
    line = line.substr(0, tags);
  }
  passage.name = unescaped(trim(line));
  return passage;
}

bool is_special(const TweePassage& passage) {
  static const std::set<std::string> names{"StoryTitle",     "StoryData",     "StoryInit",
                                           "StoryCaption",   "StoryMenu",     "StoryAuthor",
                                           "StoryInterface", "PassageHeader", "PassageFooter",
                                           "PassageReady",   "PassageDone"};
  const bool code =
      std::any_of(passage.tags.begin(), passage.tags.end(), [](const std::string& tag) {
        return tag == "script" || tag == "stylesheet" || tag == "header" || tag == "footer" ||
               tag == "startup" || tag == "widget";
      });
  return code || names.contains(passage.name);
}

// Without links and macros: what is left to be shown.
std::string shown_text(std::string_view text) {
  std::string out;
  int macro = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view here = text.substr(i);
    if (here.starts_with("[[")) {
      const std::size_t end = here.find("]]");
      if (end != here.npos) {
        i += end + 1;
        continue;
      }
    }
    if (here.starts_with("<<")) ++macro;
    if (macro == 0) out += text[i];
    if (here.starts_with(">>") && macro > 0) {
      --macro;
      ++i;
    }
  }
  return out;
}

bool has_macros(std::string_view text) {
  for (const char* mark :
       {"<<", "(set:", "(if:", "(link", "(display:", "(print:", "{embed", "<%"}) {
    if (text.find(mark) != text.npos) return true;
  }
  return false;
}

// What the tags that `twee_from_film` writes say: the graph says it again when it is read.
const std::set<std::string>& structural_tags() {
  static const std::set<std::string> tags{"core", "key-point", "ending"};
  return tags;
}

// "position": "x,y" of a header's metadata; empty where there is none.
std::vector<double> position_of(const TweePassage& passage) {
  const auto json = base::parse_json(passage.metadata, passage.name);
  if (!json || !json->is_object()) return {};
  const auto at = json->find("position");
  if (at == json->end() || !at->is_string()) return {};
  std::vector<double> position;
  const std::string text = at->get<std::string>();
  for (const std::string_view part : base::split(text, ',')) {
    const std::string_view digits = trim(part);
    double number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc{} || !std::isfinite(number)) return {};
    position.push_back(number);
  }
  return position.size() == 2 ? position : std::vector<double>{};
}

std::string start_of(const std::vector<TweePassage>& passages) {
  for (const TweePassage& passage : passages) {
    if (passage.name != "StoryData") continue;
    const auto json = base::parse_json(passage.text, "StoryData");
    if (json && json->is_object() && json->contains("start") && (*json)["start"].is_string())
      return (*json)["start"].get<std::string>();
  }
  for (const TweePassage& passage : passages) {
    if (passage.name == "Start") return "Start";
  }
  for (const TweePassage& passage : passages) {
    if (!is_special(passage)) return passage.name;
  }
  return "";
}

}  // namespace

std::vector<TweePassage> parse_twee(std::string_view source) {
  std::vector<TweePassage> passages;
  if (source.starts_with("\xEF\xBB\xBF")) source.remove_prefix(3);
  std::size_t number = 0;
  for (const std::string_view line : base::lines(source)) {
    ++number;
    if (line.starts_with("::")) {
      passages.push_back(read_header(line));
      passages.back().line = number;
    } else if (!passages.empty()) {
      std::string& text = passages.back().text;
      text += line.starts_with("\\::") ? line.substr(1) : line;
      text += '\n';
    }
  }
  for (TweePassage& passage : passages) {
    while (!passage.text.empty() && (passage.text.back() == '\n' || passage.text.back() == ' '))
      passage.text.pop_back();
  }
  return passages;
}

std::string write_twee(const std::vector<TweePassage>& passages) {
  std::string out;
  for (const TweePassage& passage : passages) {
    if (!out.empty()) out += "\n\n";
    out += ":: " + escaped(passage.name);
    std::string tags;
    for (const std::string& tag : passage.tags) tags += (tags.empty() ? "" : " ") + escaped(tag);
    if (!tags.empty()) out += " [" + tags + "]";
    if (!passage.metadata.empty()) out += " " + passage.metadata;
    out += '\n';
    for (const std::string_view line : base::lines(passage.text)) {
      if (line.starts_with("::")) out += '\\';
      out += line;
      out += '\n';
    }
  }
  return out;
}

std::vector<TweeLink> links_of(std::string_view text) {
  std::vector<TweeLink> links;
  for (std::size_t at = text.find("[["); at != text.npos; at = text.find("[[", at)) {
    const std::size_t end = text.find("]]", at);
    if (end == text.npos) break;
    std::string_view link = text.substr(at + 2, end - at - 2);
    at = end + 2;
    link = link.substr(0, link.find("]["));  // a setter
    const std::size_t right = link.rfind("->");
    const std::size_t left = link.find("<-");
    const std::size_t bar = link.find('|');
    TweeLink made{std::string(trim(link)), std::string(trim(link))};
    if (right != link.npos)
      made = {std::string(trim(link.substr(0, right))), std::string(trim(link.substr(right + 2)))};
    else if (left != link.npos)
      made = {std::string(trim(link.substr(left + 2))), std::string(trim(link.substr(0, left)))};
    else if (bar != link.npos)
      made = {std::string(trim(link.substr(0, bar))), std::string(trim(link.substr(bar + 1)))};
    if (!made.target.empty()) links.push_back(std::move(made));
  }
  return links;
}

base::Result<TweeStory> story_from_twee(std::string_view source, const std::string& title,
                                        const std::string& file) {
  const auto passages = parse_twee(source);
  const std::string start = start_of(passages);
  if (start.empty())
    return base::fail("this Twee file has no passage", "begin one with \":: Start\"",
                      {file, 1, 1, 0});
  TweeStory story;
  story.outline.title = title;
  std::map<std::string, std::string> names;
  story.outline.opening = scene_name(start, names);
  for (const TweePassage& passage : passages) {
    if (passage.name == "StoryTitle") story.outline.title = std::string(trim(passage.text));
    if (is_special(passage)) {
      if (passage.name != "StoryTitle" && passage.name != "StoryData")
        story.not_carried.push_back(fmt::format("line {}: passage \"{}\" holds code, not story",
                                                passage.line, passage.name));
      continue;
    }
    OutlineScene scene;
    const bool twice = names.contains(passage.name) &&
                       std::any_of(story.outline.scenes.begin(), story.outline.scenes.end(),
                                   [&](const auto& s) { return s.id == names[passage.name]; });
    if (twice) {
      story.not_carried.push_back(
          fmt::format("line {}: a second passage \"{}\"", passage.line, passage.name));
      continue;
    }
    scene.id = scene_name(passage.name, names);
    scene.title = passage.name;
    scene.text = shown_text(passage.text);
    for (const TweeLink& link : links_of(passage.text))
      scene.ways.push_back({scene_name(link.target, names), link.label, "", {}});
    scene.choice = scene.ways.size() > 1;
    scene.ending = scene.ways.empty();
    if (has_macros(passage.text))
      story.not_carried.push_back(
          fmt::format("line {}: macros of passage \"{}\"", passage.line, passage.name));
    for (const std::string& tag : passage.tags) {
      if (!structural_tags().contains(tag)) scene.tags.push_back(tag);
      if (tag == "core") story.outline.core.push_back(scene.id);
    }
    scene.position = position_of(passage);
    story.outline.scenes.push_back(std::move(scene));
  }
  return story;
}

std::string twee_from_film(const Film& film) {
  std::vector<TweePassage> passages;
  const std::string language = film.languages.front();
  passages.push_back({"StoryTitle", {}, "", std::string(in_language(film.title, language)), 0});
  base::Json data{{"ifid", fmt::format("{:08X}-0000-4000-8000-{:012X}", film.seed & 0xFFFFFFFFU,
                                       film.scenes.size())},
                  {"format", "Harlowe"}};
  if (!film.core.empty()) data["start"] = film.core.front().str();
  passages.push_back(
      {"StoryData", {}, "", data.dump(2, ' ', false, base::Json::error_handler_t::replace), 0});
  std::size_t n = 0;
  for (const Scene& scene : film.scenes) {
    const std::string position =
        scene.position.size() == 2 ? fmt::format("{},{}", scene.position[0], scene.position[1])
                                   : fmt::format("{},{}", 100 + 150 * (n % 8), 100 + 150 * (n / 8));
    TweePassage passage{scene.id.str(), scene.tags,
                        fmt::format("{{\"position\":\"{}\"}}", position), scene.heading, 0};
    ++n;
    if (scene.core) passage.tags.emplace_back("core");
    if (scene.key_point) passage.tags.emplace_back("key-point");
    if (scene.ending) passage.tags.emplace_back("ending");
    for (const Shot& shot : scene.shots) {
      if (!shot.action.empty()) passage.text += "\n\n" + shot.action;
      for (const Line& line : shot.lines) {
        const Character* who = find_character(film, line.speaker);
        passage.text += fmt::format("\n\n{}: {}", who != nullptr ? who->cue : line.speaker.str(),
                                    in_language(line.text, language));
      }
    }
    for (const Way& way : scene.ways) {
      const std::string label(in_language(way.label, language));
      passage.text += label.empty() ? fmt::format("\n\n[[{}]]", way.to.str())
                                    : fmt::format("\n\n[[{}->{}]]", label, way.to.str());
    }
    passages.push_back(std::move(passage));
  }
  return write_twee(passages);
}

}  // namespace kuleshov::story

#include "kuleshov/write/script.hpp"

#include <algorithm>
#include <cctype>

#include "kuleshov/text/fountain.hpp"
#include "kuleshov/write/yaml.hpp"

namespace kuleshov::write {

namespace {

using text::Element;
using text::ElementType;

bool word_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || byte >= 0x80;
}

bool lock_in(const Element& element) {
  return element.raw.find("[[lock]]") != std::string::npos ||
         element.raw.find("[[lock:") != std::string::npos;
}

}  // namespace

std::vector<Block> blocks_of(std::string_view script) {
  std::vector<Block> blocks{{}};
  for (const Element& element : text::parse_fountain(script).elements) {
    if (element.type == ElementType::scene_heading)
      blocks.push_back({element.scene_number, {}, false});
    blocks.back().text += element.raw;
    blocks.back().locked = blocks.back().locked || lock_in(element);
  }
  return blocks;
}

std::string joined(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks) out += block.text;
  return out;
}

std::set<std::string> locked_in_yaml(std::string_view yaml) {
  std::set<std::string> all;
  try {
    for (const auto& scene : YAML::Load(std::string(yaml))["scenes"])
      if (scene.second.IsMap() && scalar(scene.second["locked"]) == "true")
        all.insert(scene.first.Scalar());
  } catch (const YAML::Exception&) {
    return {};
  }
  return all;
}

std::string lock_in_yaml(std::string yaml, const std::set<std::string>& scenes) {
  const auto from = yaml.find("\nscenes:");
  for (const std::string& scene : scenes) {
    const std::string head = "\n  " + scene + ":\n";
    const auto at = from == std::string::npos ? from : yaml.find(head, from);
    if (at != std::string::npos) yaml.insert(at + head.size(), "    locked: true\n");
  }
  return yaml;
}

base::Result<std::string> with_speech(std::string_view scene, std::size_t index,
                                      const std::string& words) {
  std::string out;
  std::size_t speech = 0;
  bool inside = false;
  bool said = false;
  for (const Element& element : text::parse_fountain(scene).elements) {
    if (element.type == ElementType::character) inside = speech++ == index;
    const bool words_of_it = inside && element.type == ElementType::dialogue;
    if (!words_of_it)
      out += element.raw;
    else if (!said)
      out += words + "\n";
    said = said || words_of_it;
  }
  if (!said)
    return base::fail("the scene has no speech " + std::to_string(index + 1), "", {},
                      base::ErrorKind::not_found);
  return out;
}

std::string without_speeches(std::string_view scene, const std::string& character,
                             std::size_t line) {
  const std::vector<Element> elements = text::parse_fountain(scene).elements;
  const auto is_name = [&](const std::string& cue) {
    return character.empty() || std::equal(cue.begin(), cue.end(), character.begin(),
                                           character.end(), [](unsigned char a, unsigned char b) {
                                             return std::toupper(a) == std::toupper(b);
                                           });
  };
  std::string out;
  std::string held;  // a camera's note and the blank lines under it, until what follows is known
  std::size_t speech = 0;
  bool cut = false;
  for (const Element& element : elements) {
    const bool blank = element.type == ElementType::blank;
    if (element.type == ElementType::character) {
      const bool named = is_name(element.key);
      speech += named ? 1 : 0;
      cut = named && (line == 0 || line == speech);
      if (cut) held.clear();
    } else if (element.type == ElementType::note) {
      cut = false;
      out += held;
      held = element.raw;
      continue;
    } else if (element.type != ElementType::dialogue && !blank &&
               element.type != ElementType::parenthetical && element.type != ElementType::lyrics) {
      cut = false;
    }
    if (cut) continue;
    if (!held.empty() && blank) {
      held += element.raw;
      continue;
    }
    out += held + element.raw;
    held.clear();
  }
  return out + held;
}

std::string with_locked(std::string_view script, std::string_view older,
                        const std::set<std::string>& also) {
  std::map<std::string, std::string> kept;
  for (const Block& block : blocks_of(older))
    if ((block.locked || also.contains(block.id)) && !block.id.empty()) kept[block.id] = block.text;
  if (kept.empty()) return std::string(script);
  std::vector<Block> blocks = blocks_of(script);
  for (Block& block : blocks)
    if (const auto found = kept.find(block.id); found != kept.end()) block.text = found->second;
  return joined(blocks);
}

base::Result<std::string> with_scene(std::string_view script, const std::string& id,
                                     const std::string& text) {
  std::vector<Block> blocks = blocks_of(script);
  const auto found =
      std::find_if(blocks.begin(), blocks.end(), [&](const Block& b) { return b.id == id; });
  if (found == blocks.end())
    return base::fail("the screenplay has no scene '" + id + "'", "", {},
                      base::ErrorKind::not_found);
  if (found->locked)
    return base::fail("scene '" + id + "' is locked", "take its [[lock]] note out first");
  found->text = text;
  return joined(blocks);
}

std::vector<Speech> speeches_of(std::string_view scene) {
  std::vector<Speech> all;
  for (const Element& element : text::parse_fountain(scene).elements) {
    if (element.type == ElementType::character) all.push_back({element.key, {}});
    if (element.type != ElementType::dialogue || all.empty()) continue;
    std::string& words = all.back().words;
    words += (words.empty() ? "" : " ") + element.text;
  }
  return all;
}

std::string renamed(std::string_view text, const std::map<std::string, std::string>& names) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && word_letter(text[end])) ++end;
    if (end == at) {
      out += text[at++];
      continue;
    }
    const std::string word(text.substr(at, end - at));
    const auto found = names.find(word);
    out += found == names.end() ? word : found->second;
    at = end;
  }
  return out;
}

}  // namespace kuleshov::write

#include "kuleshov/story/script_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "kuleshov/base/text.hpp"
#include "kuleshov/story/casting.hpp"
#include "kuleshov/story/heading.hpp"
#include "kuleshov/text/compose.hpp"
#include "kuleshov/text/emphasis.hpp"

namespace kuleshov::story {

namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + "\"";
}

// An id that film.yaml takes: a slug that begins with a letter and is not taken yet.
std::string fresh_id(std::string_view text, std::string_view fallback,
                     std::set<std::string>& taken) {
  std::string id = base::slug(text);
  if (id.empty() || id.front() < 'a' || id.front() > 'z')
    id = std::string(fallback) + (id.empty() ? "" : "-" + id);
  const std::string stem = id;
  for (int n = 2; !taken.insert(id).second; ++n) id = fmt::format("{}-{}", stem, n);
  return id;
}

// "OLD PETER" -> "Old Peter"; other alphabets as they are.
std::string as_name(std::string_view cue) {
  std::string name;
  bool inside = false;
  for (const char c : cue) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    name += inside && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    inside = letter || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
  }
  return name;
}

std::string yaml_of(const Appearance& look) {
  return fmt::format(
      "{{skin: \"{}\", hair_style: {}, hair_colour: \"{}\", beard: {}, dress: {}, "
      "dress_colour: \"{}\", build: {}, height_m: {:.2f}, glasses: {}}}",
      look.skin, look.hair_style, look.hair_colour, look.beard, look.dress, look.dress_colour,
      look.build, look.height_m, look.glasses);
}

class Builder {
 public:
  explicit Builder(const text::Script& script) : script_(script), castings_(cast_script(script)) {}

  base::Result<ScriptSource> build(const std::string& title) {
    read_elements();
    if (scenes_.empty()) {
      return base::fail("the script has no scene heading", "write one, such as INT. KITCHEN - DAY");
    }
    std::string yaml = "film: 1\ntitle: " + quoted(title_or(title)) +
                       "\nlanguages: [en]\ngenre: drama\nculture: \"\"\nseed: 1\n";
    yaml += cast() + places();
    yaml += fmt::format("core: [{}]\n", scenes_.front());
    yaml += "ending_family: as written\nscenes:\n";
    for (std::size_t i = 0; i < scenes_.size(); ++i) {
      const bool last = i + 1 == scenes_.size();
      yaml += fmt::format("  {}: {{arc: [[0, 0, 0]], {}}}\n", scenes_[i],
                          last ? std::string("ending: true") : "next: " + scenes_[i + 1]);
    }
    return ScriptSource{yaml, text::compose_fountain(numbered_)};
  }

 private:
  void read_elements() {
    numbered_ = script_;
    for (auto& element : numbered_.elements) {
      element.raw.clear();
      if (element.type == text::ElementType::scene_heading) add_heading(element);
      if (element.type == text::ElementType::character) read_cue(element);
    }
  }

  void add_heading(text::Element& element) {
    const std::string fallback = fmt::format("s{}", scenes_.size() + 1);
    element.scene_number =
        fresh_id(element.scene_number.empty() ? fallback : element.scene_number, "s", scene_ids_);
    scenes_.push_back(element.scene_number);
    const Heading heading = read_heading(element.text);
    const std::string& place = heading.place;
    if (!place.empty() && seen_places_.insert(place).second) {
      places_ +=
          fmt::format("  {}: {{heading: {}, interior: {}}}\n", fresh_id(place, "place", place_ids_),
                      quoted(place), heading.interior ? "true" : "false");
    }
  }

  void read_cue(const text::Element& element) {
    if (element.key.empty() || !seen_cues_.insert(element.key).second) return;
    const std::string name = text::plain(element.key);
    cast_ += fmt::format("  {}: {{cue: {}, name: {}{}}}\n", fresh_id(name, "role", cast_ids_),
                         quoted(element.key), quoted(as_name(name)), casting_yaml(element.key));
  }

  [[nodiscard]] std::string title_or(const std::string& fallback) const {
    for (const auto& element : script_.elements) {
      if (element.type == text::ElementType::title_page &&
          base::lower_ascii(element.key) == "title")
        return text::plain(element.text);
    }
    return fallback;
  }
  // What the script says of somebody, for its writer to correct.
  [[nodiscard]] std::string casting_yaml(const std::string& cue) const {
    const auto found = castings_.find(cue);
    if (found == castings_.end()) return "";
    const Casting& casting = found->second;
    const std::string gender =
        casting.gender.empty() ? "" : fmt::format(", gender: {}", casting.gender);
    return fmt::format(", age: {}{},\n    appearance: {}", casting.age, gender,
                       yaml_of(casting.appearance));
  }

  [[nodiscard]] std::string cast() const { return cast_.empty() ? "" : "cast:\n" + cast_; }
  [[nodiscard]] std::string places() const { return places_.empty() ? "" : "places:\n" + places_; }

  const text::Script& script_;
  std::map<std::string, Casting> castings_;
  text::Script numbered_;
  std::vector<std::string> scenes_;
  std::set<std::string> scene_ids_, place_ids_, cast_ids_, seen_places_, seen_cues_;
  std::string cast_, places_;
};

}  // namespace

base::Result<ScriptSource> source_from_script(const text::Script& script,
                                              const std::string& title) {
  return Builder(script).build(title);
}

}  // namespace kuleshov::story

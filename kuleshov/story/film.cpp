#include "kuleshov/story/film.hpp"

#include <algorithm>

namespace kuleshov::story {

namespace {
template <class Items, class Id>
auto* find_by_id(const Items& items, const Id& id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}
// What the other says of oneself, turned round. Words that are their own answer are left out.
std::string answered(const std::string& word) {
  if (word == "elder") return "child";
  if (word == "child") return "elder";
  if (word == "superior") return "subordinate";
  if (word == "subordinate") return "superior";
  return word;
}

std::string said_of(const Film& film, const CharacterId& who, const CharacterId& other) {
  const Character* speaker = find_character(film, who);
  if (speaker == nullptr) return {};
  const auto found = speaker->relations.find(other.str());
  return found == speaker->relations.end() ? std::string() : found->second;
}
}  // namespace

std::string_view in_language(const LocalText& text, std::string_view language) {
  const auto found = text.find(std::string(language));
  if (found != text.end()) return found->second;
  return text.empty() ? std::string_view{} : std::string_view(text.begin()->second);
}

const Scene* find_scene(const Film& film, const SceneId& id) { return find_by_id(film.scenes, id); }
const Character* find_character(const Film& film, const CharacterId& id) {
  return find_by_id(film.cast, id);
}
const Setting* find_setting(const Film& film, const PlaceId& id) {
  return find_by_id(film.settings, id);
}

std::string relation_between(const Film& film, const CharacterId& who, const CharacterId& other) {
  const std::string own = said_of(film, who, other);
  return own.empty() ? answered(said_of(film, other, who)) : own;
}

const std::string& culture_of(const Film& film, const Scene& scene) {
  if (!scene.culture.empty()) return scene.culture;
  const Setting* setting = find_setting(film, scene.setting);
  return setting == nullptr || setting->culture.empty() ? film.culture : setting->culture;
}
const std::string& culture_of(const Film& film, const Character& who) {
  return who.culture.empty() ? film.culture : who.culture;
}

}  // namespace kuleshov::story

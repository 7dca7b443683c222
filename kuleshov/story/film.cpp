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

}  // namespace kuleshov::story

#include "kuleshov/sound/ambience.hpp"

#include <algorithm>
#include <map>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/media/loudness.hpp"
#include "kuleshov/story/place_words.hpp"

namespace kuleshov::sound {

namespace {

// What belongs to the outside and comes through walls.
bool outside(const std::string& name) {
  static constexpr const char* all[] = {"wind", "sea", "rain", "birds", "snow", "insects"};
  return std::ranges::find(all, name) != std::end(all);
}

double level_of(const std::string& name) {
  if (name == "rain" || name == "sea" || name == "crowd") return -41;
  if (name == "wind" || name == "machine") return -43;
  if (name == "room") return -52;
  return -45;
}

void add(std::vector<AmbienceLayer>& layers, const std::string& name, bool interior) {
  const auto same = [&](const AmbienceLayer& layer) { return layer.name == name; };
  if (std::ranges::any_of(layers, same)) return;
  const bool muffled = interior && outside(name);
  layers.push_back({name, muffled, level_of(name) - (muffled ? 4 : 0)});
}

// Sounds by the word of a place that they belong to.
using Usual = std::map<std::string, std::vector<std::string>, std::less<>>;

Usual read_usual(const char* side) {
  Usual usual;
  const auto table = base::read_json(base::data_folder() / "sound" / "places.json");
  if (!table) return usual;
  const base::Json rows = table->value(side, base::Json::object());
  for (const auto& [sounds, words] : rows.items()) {
    for (const auto& word : words) {
      for (const std::string_view sound : base::split(sounds, ' '))
        usual[word.get<std::string>()].emplace_back(sound);
    }
  }
  return usual;
}

// What is usually heard at such a place: by its kind, then its id, then its heading.
std::vector<std::string> usual_sounds(const story::Setting& setting) {
  static const Usual inside = read_usual("inside");
  static const Usual outdoors = read_usual("outside");
  const Usual& usual = setting.interior ? inside : outdoors;
  for (const std::string& word : story::place_words(setting)) {
    if (const auto found = usual.find(word); found != usual.end()) return found->second;
  }
  return {};
}

}  // namespace

std::vector<AmbienceLayer> ambience_of(const story::Setting& setting, const std::string& weather) {
  std::vector<AmbienceLayer> layers;
  for (const std::string& name : setting.sounds.empty() ? usual_sounds(setting) : setting.sounds) {
    if (name == "silence") return {{"room", false, -58}};
    add(layers, name, setting.interior);
  }
  if (weather == "rain" || weather == "storm") add(layers, "rain", setting.interior);
  if (weather == "storm" || weather == "snow") add(layers, "wind", setting.interior);
  add(layers, setting.interior ? "room" : "wind", setting.interior);
  // Several sounds share what one may have: 10 log10(n).
  const double share = layers.size() > 2 ? 2.0 : layers.size() == 2 ? 1.0 : 0.0;
  for (AmbienceLayer& layer : layers) layer.level_lufs -= share;
  return layers;
}

void add_ambience(media::Audio& into, const std::vector<AmbienceLayer>& layers, base::Ticks phase) {
  constexpr double texture_lufs = -30;
  for (const AmbienceLayer& layer : layers) {
    const auto sound = texture(layer.name, layer.muffled);
    const float gain = media::from_db(layer.level_lufs - texture_lufs);
    const std::int64_t start = phase.count() % texture_length.count();
    for (std::int64_t at = -start; at < into.length().count(); at += texture_length.count()) {
      media::mix(into, *sound, base::Ticks(at), gain);
    }
  }
}

}  // namespace kuleshov::sound

#include "kuleshov/picture/look.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/random.hpp"

namespace kuleshov::picture {

namespace {

struct TimeLight {
  Colour top, middle, low, haze, key, shade, rim;
  double dark = 0;
};
struct WeatherLight {
  Colour towards;
  double share = 0, fog = 0, loss = 0, wet = 0;
};
struct LightTable {
  std::map<std::string, TimeLight> times;
  std::map<std::string, WeatherLight> weathers;
  Colour lamp;
};

TimeLight read_time(const YAML::Node& node) {
  const auto colour = [&](const char* key) { return hex(node[key].as<std::string>()); };
  const auto sky = node["sky"].as<std::vector<std::string>>();
  return {hex(sky.at(0)), hex(sky.at(1)),  hex(sky.at(2)), colour("haze"),
          colour("key"),  colour("shade"), colour("rim"),  node["dark"].as<double>()};
}

WeatherLight read_weather(const YAML::Node& node) {
  const auto number = [&](const char* key) { return node[key].as<double>(); };
  return {hex(node["towards"].as<std::string>()), number("share"), number("fog"), number("loss"),
          number("wet")};
}

base::Result<LightTable> read_table() {
  const base::Path path = base::data_folder() / "picture" / "light.yaml";
  const std::string text = TRY(base::read_file(path));
  try {
    const YAML::Node root = YAML::Load(text);
    LightTable table;
    for (const auto& entry : root["times"]) {
      table.times[entry.first.as<std::string>()] = read_time(entry.second);
    }
    for (const auto& entry : root["weathers"]) {
      table.weathers[entry.first.as<std::string>()] = read_weather(entry.second);
    }
    table.lamp = hex(root["lamp"].as<std::string>());
    return table;
  } catch (const std::exception& error) {
    return base::fail(std::string("the light table cannot be read: ") + error.what(),
                      "restore data/picture/light.yaml", {path.string()});
  }
}

const base::Result<LightTable>& table() {
  static const base::Result<LightTable> read = read_table();
  return read;
}

template <class Value>
const Value& found(const std::map<std::string, Value>& values, const std::string& key,
                   const std::string& otherwise) {
  const auto it = values.find(key);
  return it == values.end() ? values.at(otherwise) : it->second;
}

// Mean of the intended arc: the mood that the pictures take on.
story::Felt mood_of(const story::Scene& scene) {
  story::Felt sum;
  for (const story::ArcPoint& point : scene.arc) {
    sum.arousal += point.felt.arousal;
    sum.valence += point.felt.valence;
  }
  const double n = std::max<double>(1, static_cast<double>(scene.arc.size()));
  return {sum.arousal / n, sum.valence / n};
}

Ramp palette_of(const story::Film& film, const story::Setting& setting) {
  std::vector<Colour> colours;
  for (const std::string& c : setting.palette) colours.push_back(hex(c));
  for (const std::string& c : film.style.palette) colours.push_back(hex(c));
  return Ramp(colours);
}

// Pleasure goes with light and saturated colour, arousal with contrast (Valdez & Mehrabian 1994).
void take_mood(Look& look, const story::Felt& mood) {
  const double vivid = 1 + 0.22 * mood.valence + 0.1 * mood.arousal;
  for (Colour* c : {&look.sky_top, &look.sky_middle, &look.sky_low, &look.haze, &look.key,
                    &look.shade, &look.rim}) {
    *c = saturated(*c, vivid);
  }
  look.contrast = 1 + 0.35 * mood.arousal;
  look.shade = darker(look.shade, std::clamp(0.10 * mood.arousal - 0.06 * mood.valence, 0.0, 0.3));
}

void take_weather(Look& look, const WeatherLight& weather) {
  const double loss = weather.loss * (1 - 0.7 * look.dark);  // a night has little left to lose
  const auto veil = [&](const Colour& c, double share) {
    return mix(c, darker(weather.towards, look.dark * 0.62), share);
  };
  look.sky_top = darker(veil(look.sky_top, weather.share), loss);
  look.sky_middle = darker(veil(look.sky_middle, weather.share), loss * 0.8);
  look.sky_low = darker(veil(look.sky_low, weather.share * 0.8), loss * 0.5);
  look.haze = veil(look.haze, weather.share);
  look.key = darker(mix(look.key, weather.towards, weather.share * 0.25), loss * 0.5);
  look.fog = weather.fog;
  look.wet = weather.wet;
}

// Inside, the key light is the window by day and lamps by night: the shadows go warmer and darker.
void come_inside(Look& look) {
  look.interior = true;
  if (look.dark > 0.35) {
    look.key = mix(look.key, look.lamp, 0.72);
    look.shade = mix(look.shade, darker(look.lamp, 0.72), 0.30);
  }
  // Eyes get used to a dark room: lit surfaces stay readable.
  look.key = lighter(look.key, 0.28 * look.dark);
  look.shade = mix(look.shade, look.key, 0.10 * look.dark);
}

}  // namespace

Colour Look::lit(const Colour& surface) const {
  return under(palette.tone(surface, palette_strength), key, 0.85);
}
Colour Look::shaded(const Colour& surface) const {
  return under(palette.tone(surface, palette_strength), shade, 0.92);
}
Colour Look::lit_person(const Colour& surface) const {
  return under(palette.tone(surface, palette_strength * 0.35), lighter(key, 0.3 * dark), 0.72);
}
Colour Look::shaded_person(const Colour& surface) const {
  return under(palette.tone(surface, palette_strength * 0.4), lighter(shade, 0.16 * dark), 0.80);
}
Colour Look::away(const Colour& colour, double distance) const {
  return mix(colour, haze, std::clamp(distance * (0.55 + 0.6 * fog), 0.0, 0.97));
}

base::Result<Look> look_of(const story::Film& film, const story::Scene& scene,
                           const story::Setting& setting) {
  if (!table()) return std::unexpected(table().error());
  const TimeLight& time = found(table()->times, scene.time_of_day, "day");
  Look look;
  look.sky_top = time.top;
  look.sky_middle = time.middle;
  look.sky_low = time.low;
  look.haze = time.haze;
  look.key = time.key;
  look.shade = time.shade;
  look.rim = time.rim;
  look.lamp = table()->lamp;
  look.dark = time.dark;
  look.night = scene.time_of_day == "night";
  look.weather = scene.weather.empty() ? "clear" : scene.weather;
  look.time = scene.time_of_day.empty() ? "day" : scene.time_of_day;
  look.palette = palette_of(film, setting);
  look.key_side = base::stable_hash(setting.id.str()) % 2 == 0 ? -1 : 1;
  take_weather(look, found(table()->weathers, look.weather, "clear"));
  take_mood(look, mood_of(scene));
  look.interior = false;
  if (setting.interior) come_inside(look);
  return look;
}

}  // namespace kuleshov::picture

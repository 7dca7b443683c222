#include "kuleshov/sense/shown.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kuleshov/sense/shown_json.hpp"

namespace kuleshov::sense {

using base::Json;
using base::Result;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double shortest_step_s = 0.02;
constexpr double longest_s = 86'400;

std::unexpected<base::Error> wrong(const char* what, const std::string& file) {
  return base::fail(std::string("a shot's \"") + what + "\" is not as it should be",
                    "make the package again with `kuleshov make`", {file});
}

// NaN, which no range holds, for what is not a number.
double number(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number() ? found->get<double>() : unknown;
}

bool within(double value, double low, double high) { return value >= low && value <= high; }

bool read_light(const Json& light, ShotLook& look) {
  if (!light.is_object() || !light.contains("luminance")) return false;
  look.every_s = number(light, "every_s");
  if (!within(look.every_s, shortest_step_s, longest_s) || !light["luminance"].is_array()) {
    return false;
  }
  for (const Json& value : light["luminance"]) {
    look.luminance.push_back(value.is_number() ? value.get<double>() : unknown);
    if (!within(look.luminance.back(), 0, 1)) return false;
  }
  return true;
}

bool read_target(const Json& json, ShotLook& look) {
  if (!json.is_object()) return false;
  LookTarget target{
      number(json, "from_s"), number(json, "x"), number(json, "y"), number(json, "radius"), {}};
  const double earliest = look.targets.empty() ? 0 : look.targets.back().from_s;
  const auto what = json.find("what");
  if (what != json.end() && what->is_string()) target.what = what->get<std::string>();
  const bool good = within(target.from_s, earliest, longest_s) && within(target.x, 0, 1) &&
                    within(target.y, 0, 1) && within(target.radius, 0, 2);
  if (good) look.targets.push_back(std::move(target));
  return good;
}

}  // namespace

Seen seen_at(const ShotLook& look, double file_s) {
  Seen seen;
  if (!look.luminance.empty()) {
    const double step = std::max(0.0, std::floor(file_s / look.every_s + 1e-9));
    const auto last = static_cast<double>(look.luminance.size() - 1);
    seen.luminance = look.luminance[static_cast<std::size_t>(std::min(step, last))];
  }
  const auto next =
      std::upper_bound(look.targets.begin(), look.targets.end(), file_s + 1e-9,
                       [](double at, const LookTarget& target) { return at < target.from_s; });
  if (next == look.targets.begin()) return seen;
  const LookTarget& target = *(next - 1);
  seen.target = {(target.x - 0.5) * picture_width_deg, (0.5 - target.y) * picture_height_deg,
                 target.radius * picture_height_deg};
  return seen;
}

std::array<Sample, 4> samples_of(const Seen& seen, double time_s) {
  const Seen::Target nowhere{unknown, unknown, unknown};
  const Seen::Target target = seen.target.value_or(nowhere);
  return {Sample{time_s, Channel::film_luminance, 0, seen.luminance.value_or(unknown)},
          Sample{time_s, Channel::film_target_radius, 0, target.radius_deg},
          Sample{time_s, Channel::film_target_x, 0, target.x_deg},
          Sample{time_s, Channel::film_target_y, 0, target.y_deg}};
}

Seen seen_in(const ShotLooks& looks, std::string_view shot, double file_s) {
  const auto found = looks.find(shot);
  return found == looks.end() ? Seen{} : seen_at(found->second, file_s);
}

void write_look(const ShotLook& look, Json& shot) {
  if (!look.luminance.empty()) {
    Json& light = shot["light"];
    light["every_s"] = look.every_s;
    for (const double value : look.luminance) {
      light["luminance"].push_back(base::quantise(value, 4));
    }
  }
  for (const LookTarget& target : look.targets) {
    shot["targets"].push_back({{"from_s", base::quantise(target.from_s, 3)},
                               {"x", base::quantise(target.x, 3)},
                               {"y", base::quantise(target.y, 3)},
                               {"radius", base::quantise(target.radius, 3)},
                               {"what", target.what}});
  }
}

Result<ShotLook> look_of(const Json& shot, const std::string& file) {
  ShotLook look;
  const auto light = shot.find("light");
  if (light != shot.end() && !read_light(*light, look)) return wrong("light", file);
  const auto targets = shot.find("targets");
  if (targets == shot.end()) return look;
  if (!targets->is_array()) return wrong("targets", file);
  for (const Json& target : *targets) {
    if (!read_target(target, look)) return wrong("targets", file);
  }
  return look;
}

Result<ShotLooks> looks_of(const Json& manifest, const std::string& file) {
  ShotLooks looks;
  const auto shots = manifest.find("shots");
  if (shots == manifest.end() || !shots->is_array()) return looks;
  for (const Json& shot : *shots) {
    if (!shot.is_object() || !shot.value("id", Json{}).is_string()) continue;
    looks[shot["id"].get<std::string>()] = TRY(look_of(shot, file));
  }
  return looks;
}

Result<ShotLooks> read_looks(const base::Path& folder) {
  const base::Path path = folder / "manifest.json";
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return ShotLooks{};
  const std::string text = TRY(base::read_file(path, std::size_t{64} << 20));
  const Json manifest = TRY(base::parse_json(text, path.string()));
  if (!manifest.is_object()) return ShotLooks{};
  return looks_of(manifest, path.string());
}

}  // namespace kuleshov::sense

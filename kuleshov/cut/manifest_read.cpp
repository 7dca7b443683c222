#include <fmt/format.h>

#include "kuleshov/base/json.hpp"
#include "kuleshov/cut/manifest.hpp"
#include "kuleshov/sense/shown_json.hpp"

namespace kuleshov::cut {

namespace {

using base::Json;

// A fault in the document. Never leaves this file: manifest_from_json turns it into an Error.
struct Fault {
  std::string what;
};

const Json& member(const Json& object, const char* name) {
  if (!object.is_object() || !object.contains(name))
    throw Fault{fmt::format("\"{}\" is missing", name)};
  return object[name];
}

const Json& array(const Json& object, const char* name) {
  const Json& found = member(object, name);
  if (!found.is_array()) throw Fault{fmt::format("\"{}\" is not a list", name)};
  return found;
}

std::string text(const Json& object, const char* name) {
  const Json& found = member(object, name);
  if (!found.is_string()) throw Fault{fmt::format("\"{}\" is not text", name)};
  return found.get<std::string>();
}

double number(const Json& object, const char* name) {
  const Json& found = member(object, name);
  if (!found.is_number()) throw Fault{fmt::format("\"{}\" is not a number", name)};
  return found.get<double>();
}

bool flag(const Json& object, const char* name) {
  const Json& found = member(object, name);
  if (!found.is_boolean()) throw Fault{fmt::format("\"{}\" is neither true nor false", name)};
  return found.get<bool>();
}

int whole(const Json& object, const char* name, int low, int high) {
  const double value = number(object, name);
  if (!(value >= low && value <= high)) {
    throw Fault{fmt::format("\"{}\" is not between {} and {}", name, low, high)};
  }
  return static_cast<int>(value);
}

// A day is longer than any film.
base::Ticks time_of(double seconds, const char* name) {
  if (!(seconds >= 0 && seconds <= 86'400)) {
    throw Fault{fmt::format("\"{}\" is not between 0 and 86400 seconds", name)};
  }
  return base::Ticks::seconds(seconds);
}

base::Ticks time(const Json& object, const char* name) {
  return time_of(number(object, name), name);
}

std::string safe_file(const std::string& name) {
  const base::Path path(name);
  bool inside = !name.empty() && path.is_relative();
  for (const base::Path& part : path) inside = inside && part != "..";
  if (!inside) throw Fault{fmt::format("the file name \"{}\" would leave the package", name)};
  return name;
}

PackageFile file(const Json& object) {
  return {safe_file(text(object, "file")), text(object, "sha256"),
          static_cast<std::uint64_t>(std::max(0.0, std::min(1e15, number(object, "bytes"))))};
}

story::LocalText local_text(const Json& object, const char* name) {
  story::LocalText out;
  const Json& found = member(object, name);
  for (const auto& [language, value] : found.items()) out[language] = text(found, language.c_str());
  return out;
}

std::vector<std::string> texts(const Json& object, const char* name) {
  std::vector<std::string> out;
  for (const Json& value : array(object, name)) {
    if (!value.is_string())
      throw Fault{fmt::format("\"{}\" holds something that is not text", name)};
    out.push_back(value.get<std::string>());
  }
  return out;
}

template <class Id>
std::vector<Id> ids(const Json& object, const char* name) {
  std::vector<Id> out;
  for (std::string& id : texts(object, name)) out.emplace_back(std::move(id));
  return out;
}

std::map<std::string, std::vector<Caption>> captions(const Json& shot) {
  std::map<std::string, std::vector<Caption>> out;
  const Json& found = member(shot, "captions");
  for (const auto& [language, cues] : found.items()) {
    for (const Json& cue : array(found, language.c_str())) {
      out[language].push_back(
          {number(cue, "start_s"), number(cue, "end_s"), text(cue, "speaker"), text(cue, "text")});
    }
  }
  return out;
}

void read_files(const Json& json, ShotEntry& shot) {
  shot.video = file(json);
  shot.still = safe_file(text(json, "still"));
  shot.luminance = number(json, "luminance");
  auto look = sense::look_of(json, {});
  if (!look) throw Fault{look.error().what};
  shot.look = std::move(*look);
  for (const auto& [language, sound] : member(json, "audio").items()) {
    shot.audio[language] = {file(member(sound, "opus")), file(member(sound, "aac"))};
  }
}

ShotEntry shot(const Json& json) {
  ShotEntry out;
  out.id = story::ShotId(text(json, "id"));
  out.scene = story::SceneId(text(json, "scene"));
  if (json.contains("framing_of")) {
    out.framing_of = story::ShotId(text(json, "framing_of"));
    out.scale = text(json, "scale");
  }
  out.ready = flag(json, "ready");
  out.duration = time(json, "duration_s");
  out.shortest = time(json, "shortest_s");
  out.natural = time(json, "natural_s");
  out.longest = time(json, "longest_s");
  for (const Json& point : array(json, "in_points_s")) {
    if (!point.is_number()) throw Fault{"\"in_points_s\" holds something that is not a number"};
    out.in_points.push_back(time_of(point.get<double>(), "in_points_s"));
  }
  out.captions = captions(json);
  if (out.ready) read_files(json, out);
  if (out.shortest > out.natural || out.natural > out.longest || out.longest > out.duration) {
    throw Fault{"the lengths of a shot do not rise from shortest_s to duration_s"};
  }
  return out;
}

std::vector<story::ArcPoint> arc(const Json& scene) {
  std::vector<story::ArcPoint> out;
  for (const Json& point : array(scene, "arc")) {
    if (!point.is_array() || point.size() != 3 || !point[0].is_number() || !point[1].is_number() ||
        !point[2].is_number()) {
      throw Fault{"\"arc\" holds something that is not three numbers"};
    }
    out.push_back({point[0], {point[1], point[2]}});
  }
  return out;
}

SceneEntry scene(const Json& json) {
  return {story::SceneId(text(json, "id")),
          text(json, "heading"),
          flag(json, "core"),
          flag(json, "ending"),
          flag(json, "key_point"),
          ids<story::ShotId>(json, "shots"),
          text(json, "cue"),
          arc(json),
          texts(json, "content_notes")};
}

WayEntry way(const Json& json) {
  return {story::WayId(text(json, "id")), story::SceneId(text(json, "from")),
          story::SceneId(text(json, "to")), local_text(json, "label")};
}

CueEntry cue(const Json& json) {
  return {text(json, "id"),
          ids<story::SceneId>(json, "scenes"),
          whole(json, "tempo_bpm", 20, 400),
          whole(json, "bars", 1, 1000),
          whole(json, "beats_per_bar", 1, 32),
          time(json, "duration_s")};
}

StemEntry stem(const Json& json) {
  return {text(json, "id"), text(json, "cue"), text(json, "role"), text(json, "mode"), file(json)};
}

template <class Item, class Turn>
void read_list(const Json& json, const char* name, std::vector<Item>& out, Turn turn) {
  std::size_t index = 0;
  for (const Json& item : array(json, name)) {
    try {
      out.push_back(turn(item));
    } catch (const Fault& fault) {
      throw Fault{fmt::format("{}[{}]: {}", name, index, fault.what)};
    }
    ++index;
  }
}

void read_names(const Json& json, const char* name, std::map<std::string, std::string>& out) {
  if (!json.contains(name)) return;
  for (const auto& [key, value] : member(json, name).items()) {
    if (value.is_string()) out[key] = safe_file(value.get<std::string>());
  }
}

Manifest manifest(const Json& json) {
  if (whole(json, "manifest", 0, 1'000'000) != 1) {
    throw Fault{"this version of the manifest is not known"};
  }
  Manifest out;
  out.id = text(json, "id");
  out.title = local_text(json, "title");
  out.languages = texts(json, "languages");
  out.complete = flag(json, "complete");
  out.film = file(member(json, "film"));
  read_list(json, "scenes", out.scenes, scene);
  read_list(json, "shots", out.shots, shot);
  read_list(json, "ways", out.ways, way);
  read_list(json, "cues", out.cues, cue);
  read_list(json, "stems", out.stems, stem);
  out.poster_backdrop = text(member(json, "poster"), "backdrop");
  out.poster_still = text(member(json, "poster"), "still");
  out.poster_moving = text(member(json, "poster"), "moving");
  read_names(json, "reports", out.reports);
  read_names(json, "captions", out.captions);
  return out;
}

}  // namespace

base::Result<Manifest> manifest_from_json(std::string_view json, const std::string& file) {
  const Json document = TRY(base::parse_json(json, file));
  const char* remedy = "make the package again with `kuleshov make`";
  try {
    return manifest(document);
  } catch (const Fault& fault) {
    return base::fail(fault.what, remedy, {file});
  } catch (const Json::exception& error) {
    return base::fail(error.what(), remedy, {file});
  }
}

base::Result<Manifest> read_manifest(const base::Path& package) {
  const base::Path path = package / "manifest.json";
  const auto bytes = base::read_file(path);
  if (!bytes && bytes.error().kind == base::ErrorKind::not_found) {
    return base::fail("this is not a film package: it has no manifest.json",
                      "make one with `kuleshov make FILM --out " + package.string() + "`",
                      {package.string()}, base::ErrorKind::not_found);
  }
  if (!bytes) return std::unexpected(bytes.error());
  return manifest_from_json(*bytes, path.string());
}

}  // namespace kuleshov::cut

// The manifest of a film package: what is here, where, and how each piece may be used. Format:
// docs/formats/package.md, schema: docs/schemas/manifest.schema.json.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/base/ticks.hpp"
#include "kuleshov/sense/shown.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::cut {

// A file of the package; `file` is relative to it, never absolute, never with "..".
struct PackageFile {
  std::string file;
  std::string sha256;
  std::uint64_t bytes = 0;
};

struct Caption {
  double start_s = 0;  // from the start of the shot's file
  double end_s = 0;
  std::string speaker;
  std::string text;
  bool operator==(const Caption&) const = default;
};

struct ShotSoundFiles {
  PackageFile opus;
  PackageFile aac;
};

struct ShotEntry {
  story::ShotId id;
  story::SceneId scene;
  story::ShotId framing_of;  // the shot that this is another framing of; empty: a shot itself
  std::string scale;         // of another framing; else empty
  bool ready = false;
  PackageFile video;
  base::Ticks duration;  // the whole file, tail handle and all
  base::Ticks shortest;
  base::Ticks natural;
  base::Ticks longest;
  std::vector<base::Ticks> in_points;
  std::string still;
  double luminance = 0;                                  // mean luma of the still, 0..1
  sense::ShotLook look;                                  // light and targets; older packages: empty
  std::map<std::string, ShotSoundFiles> audio;           // by spoken language
  std::map<std::string, std::vector<Caption>> captions;  // by language
};

struct SceneEntry {
  story::SceneId id;
  std::string heading;
  bool core = false;
  bool ending = false;
  bool key_point = false;
  std::vector<story::ShotId> shots;
  std::string cue;
  std::vector<story::ArcPoint> arc;
  std::vector<std::string> content_notes;
};

struct WayEntry {
  story::WayId id;
  story::SceneId from;
  story::SceneId to;
  story::LocalText label;
};

struct CueEntry {
  std::string id;
  std::vector<story::SceneId> scenes;
  int tempo_bpm = 75;
  int bars = 8;
  int beats_per_bar = 4;
  base::Ticks duration;
};

struct StemEntry {
  std::string id;
  std::string cue;
  std::string role;
  std::string mode;
  PackageFile file;
};

struct Manifest {
  std::string id;
  story::LocalText title;
  std::vector<std::string> languages;
  bool complete = false;
  PackageFile film;
  std::vector<SceneEntry> scenes;
  std::vector<ShotEntry> shots;
  std::vector<WayEntry> ways;
  std::vector<CueEntry> cues;
  std::vector<StemEntry> stems;
  std::string poster_backdrop;  // the poster without its letters; empty in older packages
  std::string poster_still;
  std::string poster_moving;
  std::map<std::string, std::string> reports;   // kind to file
  std::map<std::string, std::string> captions;  // language to WebVTT of the shown default path
};

// The shot of that id, or nullptr.
const ShotEntry* find_shot(const Manifest& manifest, const story::ShotId& id);

std::string manifest_to_json(const Manifest& manifest);
// Errors name the field. File names that would leave the package are refused.
base::Result<Manifest> manifest_from_json(std::string_view json, const std::string& file);
// PACKAGE/manifest.json
base::Result<Manifest> read_manifest(const base::Path& package);

}  // namespace kuleshov::cut

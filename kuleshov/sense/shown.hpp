// What a film's shots show, as eyes meet it: how bright, and where the film wants to be looked at.
// `make` writes it into the manifest (docs/formats/package.md), and whatever plays the film hands
// it on in film time, so that a pupil's light and a gaze's aim are those of the shots really shown.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/sense/source.hpp"

namespace kuleshov::sense {

// The picture as a viewer at three picture heights sees it (Rec. ITU-R BT.2022).
inline constexpr double picture_width_deg = 33;
inline constexpr double picture_height_deg = picture_width_deg * 9 / 16;

// Shares of the picture's width from the left and height from the top, 0..1; the radius in heights.
struct LookTarget {
  double from_s = 0;  // from the start of the shot's file, until the next target
  double x = 0.5;
  double y = 0.5;
  double radius = 0.1;
  std::string what;  // "face:mara", "insert:letter"
  bool operator==(const LookTarget&) const = default;
};

struct ShotLook {
  double every_s = 0.24;          // six frames
  std::vector<double> luminance;  // mean relative luminance (linear light), 0..1, of each `every_s`
  std::vector<LookTarget> targets;  // ascending; empty: the film wants nothing looked at
  bool operator==(const ShotLook&) const = default;
};

// At one moment. Nothing: not known, or nothing in particular.
struct Seen {
  struct Target {
    double x_deg = 0;  // from the middle of the picture, right and up, as a gaze
    double y_deg = 0;
    double radius_deg = 0;
  };
  std::optional<double> luminance;
  std::optional<Target> target;
};
// `file_s` seconds into the shot's file; beyond its end what its end shows.
Seen seen_at(const ShotLook& look, double file_s);
// The four samples that tell a ViewerModel what is shown from `time_s` on; unknown is NaN.
std::array<Sample, 4> samples_of(const Seen& seen, double time_s);

// By shot; a shot that is not there shows nothing that is known.
using ShotLooks = std::map<std::string, ShotLook, std::less<>>;
Seen seen_in(const ShotLooks& looks, std::string_view shot, double file_s);
// Of FOLDER/manifest.json; empty where there is none, or where it was made before manifests told.
// Errors: a manifest that is not JSON, or whose "light" or "targets" are wrong.
base::Result<ShotLooks> read_looks(const base::Path& folder);

}  // namespace kuleshov::sense

// Faces as files of the field hold them: what was recorded, when, and what was not.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/face/tables.hpp"
#include "kuleshov/face/take.hpp"

namespace kuleshov::face {

// Action units of one frame, 0..1, both sides together.
using UnitLevels = std::array<float, unit_limit>;

enum class TrackKind { live_link, openface, py_feat, mediapipe, gltf, usda };
std::string_view name_of(TrackKind kind);

// A column that is absent or zero throughout is not recorded: never evidence of stillness.
struct Track {
  std::string file;
  TrackKind kind = TrackKind::live_link;
  std::vector<double> time_s;         // from the file's own clock, starting at 0, strictly rising
  std::vector<FaceFrame> frames;      // shapes; from action units where the file has only those
  std::vector<UnitLevels> units;      // as recorded; empty where the file has shapes only
  std::bitset<shape_count> recorded;  // shapes
  std::bitset<unit_limit> units_recorded;
  bool head_recorded = false;
  bool eyes_recorded = false;   // eye angles or look shapes
  bool shapes_derived = false;  // shapes came from action units through the map
  std::size_t lost = 0;         // frames in which tracking was lost
  std::map<std::string, std::vector<float>>
      emotions;                    // the maker's own labels, if the file has any
  std::vector<std::string> notes;  // what the reader assumed

  [[nodiscard]] double seconds() const {
    return time_s.size() < 2 ? 0 : time_s.back() - time_s.front();
  }
  // Median of the steps between frames, per second; 0 with fewer than two frames.
  [[nodiscard]] double rate() const;
  [[nodiscard]] bool has(Shape shape) const { return recorded[static_cast<std::size_t>(shape)]; }
};

// Live Link Face CSV, OpenFace 2 CSV, py-feat CSV, MediaPipe blendshapes or face points (CSV or
// JSON), glTF and USD written by this room: told apart by their content. Errors: not_found;
// bad_input naming the line; columns that are not certain to be FACS action units are refused.
base::Result<Track> read_track(const std::string& path);
base::Result<Track> parse_track(std::string_view bytes, const std::string& file);

// A take as a track (everything recorded), and back at `fps` (linear between frames; fps 0: the
// track's own rate).
Track track_of(const Take& take, const std::string& name);
Take take_of(const Track& track, double fps);

// Readers of the single formats, for tests and fuzzing.
base::Result<Track> parse_live_link(std::string_view csv, const std::string& file);
base::Result<Track> parse_unit_csv(std::string_view csv, const std::string& file);
base::Result<Track> parse_blendshape_csv(std::string_view csv, const std::string& file);
base::Result<Track> parse_landmark_csv(std::string_view csv, const std::string& file);
base::Result<Track> parse_mediapipe_json(std::string_view json, const std::string& file);

// Below these a column is rounding noise (writers leave 1e-8 .. 1e-5 where nothing was tracked).
inline constexpr float least_recorded = 1e-4F;  // of a shape's range
inline constexpr float least_degrees = 0.01F;

// Fills recorded, head_recorded and eyes_recorded from the frames: columns that are zero
// throughout were not recorded.
void note_what_was_recorded(Track& track);

}  // namespace kuleshov::face

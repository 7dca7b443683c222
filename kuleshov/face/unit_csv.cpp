// Action units per frame: OpenFace 2 (0..5, radians) and py-feat (0..1, with blend shapes), and
// plain blend shapes per frame as MediaPipe users write them.
#include <algorithm>
#include <numbers>

#include "kuleshov/face/csv.hpp"
#include "kuleshov/face/track.hpp"
#include "kuleshov/face/units.hpp"

namespace kuleshov::face {

namespace {

constexpr double degrees = 180 / std::numbers::pi;
constexpr double frame_rate = 30;  // of the frame numbers of files that have no clock

// "AU06_r" or "AU06": 6. "AU06_c" (presence) and others: 0.
int unit_of(std::string_view name) {
  if (!name.starts_with("AU")) return 0;
  name.remove_prefix(2);
  if (name.ends_with("_r")) name.remove_suffix(2);
  int unit = 0;
  const auto [end, status] = std::from_chars(name.data(), name.data() + name.size(), unit);
  const bool whole = status == std::errc{} && end == name.data() + name.size();
  return whole && unit > 0 && unit < unit_limit ? unit : 0;
}

class Reader {
 public:
  Reader(std::string_view csv, const std::string& file) : lines_(csv) { track_.file = file; }

  base::Result<Track> read() {
    std::string_view line;
    if (!lines_.next(line)) return fault("the file is empty");
    split_fields(line, fields_);
    columns_ = fields_.size();
    find_columns();
    TRY(know_the_writer());
    while (lines_.next(line)) {
      if (!base::trim(line).empty()) TRY(read_row(line));
    }
    if (track_.frames.empty()) return fault("no frame holds a face");
    return finish();
  }

 private:
  void find_columns() {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (const int unit = unit_of(fields_[i])) unit_columns_.emplace_back(i, unit);
      if (const auto shape = shape_named(fields_[i])) shape_columns_.emplace_back(i, *shape);
    }
    for (const char* name : {"timestamp", "time", "time_s", "timestamp_s"}) {
      if (time_ < 0) time_ = column_named(fields_, name);
    }
    if (time_ < 0) frame_ = column_named(fields_, "frame");
    if (time_ < 0) milliseconds_ = (time_ = column_named(fields_, "timestamp_ms")) >= 0;
    success_ = column_named(fields_, "success");
    face_score_ = column_named(fields_, "FaceScore");
    radians_ = column_named(fields_, "pose_Rx") >= 0;
    pitch_ = column_named(fields_, radians_ ? "pose_Rx" : "Pitch");
    yaw_ = column_named(fields_, radians_ ? "pose_Ry" : "Yaw");
    roll_ = column_named(fields_, radians_ ? "pose_Rz" : "Roll");
    gaze_yaw_ = column_named(fields_, radians_ ? "gaze_angle_x" : "gaze_yaw");
    gaze_pitch_ = column_named(fields_, radians_ ? "gaze_angle_y" : "gaze_pitch");
  }

  base::Result<void> know_the_writer() {
    if (unit_columns_.empty() && shape_columns_.size() >= 20) {
      track_.kind = TrackKind::mediapipe;
      return {};
    }
    if (face_score_ >= 0 || (!radians_ && !shape_columns_.empty())) {
      track_.kind = TrackKind::py_feat;
      return {};
    }
    track_.kind = TrackKind::openface;
    if (success_ >= 0 && radians_ && unit_columns_.size() >= 10) return {};
    // OpenFace 3's column names are reported not to be FACS numbers: a guess would be worse.
    return base::fail("these action unit columns are not those of OpenFace 2 or py-feat",
                      "check which FACS unit each column means, name them AUxx_r, and add success "
                      "and pose_Rx, pose_Ry, pose_Rz",
                      {track_.file, 1, 0, 0});
  }

  [[nodiscard]] double at(int column) const {
    if (column < 0 || static_cast<std::size_t>(column) >= fields_.size()) return 0;
    return number_in(fields_[static_cast<std::size_t>(column)]).value_or(0);
  }

  base::Result<void> read_row(std::string_view line) {
    split_fields(line, fields_);
    if (fields_.size() != columns_) return fault("a row is shorter or longer than the header");
    ++rows_;
    const double row_time =
        frame_ >= 0 ? at(frame_) / frame_rate : static_cast<double>(rows_ - 1) / frame_rate;
    const double t = time_ < 0 ? row_time : at(time_) * (milliseconds_ ? 0.001 : 1.0);
    if ((success_ >= 0 && at(success_) < 0.5) || (face_score_ >= 0 && at(face_score_) <= 0)) {
      ++track_.lost;
      return {};
    }
    if (!track_.time_s.empty() && t <= track_.time_s.back()) return {};
    track_.time_s.push_back(t);
    UnitLevels levels{};
    for (const auto& [column, unit] : unit_columns_) {
      const double value = std::clamp(at(static_cast<int>(column)), 0.0, 5.0);
      levels[static_cast<std::size_t>(unit)] = static_cast<float>(value);
      highest_ = std::max(highest_, value);
    }
    if (!unit_columns_.empty()) track_.units.push_back(levels);
    track_.frames.push_back(frame());
    return {};
  }

  [[nodiscard]] FaceFrame frame() const {
    FaceFrame out;
    const double scale = radians_ ? degrees : 1;
    for (const auto& [column, shape] : shape_columns_) {
      out[shape] = static_cast<float>(std::clamp(at(static_cast<int>(column)), 0.0, 1.0));
    }
    // OpenFace: pitch down and yaw to the person's left are positive.
    out.head = {static_cast<float>(at(yaw_) * scale), static_cast<float>(-at(pitch_) * scale),
                static_cast<float>(at(roll_) * scale)};
    if (gaze_yaw_ >= 0 && track_.kind == TrackKind::openface) {
      const auto eye_yaw = static_cast<float>((at(gaze_yaw_) - at(yaw_)) * scale);
      const auto eye_pitch = static_cast<float>(-(at(gaze_pitch_) - at(pitch_)) * scale);
      aim_eyes(out, {eye_yaw, eye_pitch, 0}, {eye_yaw, eye_pitch, 0});
    }
    return out;
  }

  base::Result<Track> finish() {
    const double start = track_.time_s.front();
    for (double& t : track_.time_s) t -= start;
    if (time_ < 0)
      track_.notes.push_back("the file has no clock: its frame numbers are taken as 30 a second");
    scale_units();
    if (shape_columns_.empty()) TRY(derive_shapes());
    note_what_was_recorded(track_);
    return std::move(track_);
  }

  void scale_units() {
    if (track_.units.empty()) return;
    const bool fives = track_.kind == TrackKind::openface && highest_ > 1;
    if (track_.kind == TrackKind::openface && !fives) {
      track_.notes.push_back("no action unit passes 1: intensities taken as 0..1, not 0..5");
    }
    for (UnitLevels& levels : track_.units) {
      for (std::size_t unit = 0; unit < unit_limit; ++unit) {
        if (fives) levels[unit] /= 5;
        levels[unit] = std::min(1.0F, levels[unit]);
        if (levels[unit] > 0) track_.units_recorded.set(unit);
      }
    }
  }

  base::Result<void> derive_shapes() {
    const Tables& data = *TRY(tables());
    for (std::size_t i = 0; i < track_.frames.size(); ++i) {
      add_shapes(track_.units[i], data, track_.frames[i]);
    }
    track_.shapes_derived = true;
    return {};
  }

  [[nodiscard]] std::unexpected<base::Error> fault(const std::string& what) const {
    return base::fail(what, "write the file again with its tracker",
                      {track_.file, lines_.number(), 0, 0});
  }

  LineReader lines_;
  std::vector<std::string_view> fields_;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  std::vector<std::pair<std::size_t, int>> unit_columns_;
  std::vector<std::pair<std::size_t, Shape>> shape_columns_;
  int time_ = -1, frame_ = -1, success_ = -1, face_score_ = -1, pitch_ = -1, yaw_ = -1, roll_ = -1;
  int gaze_yaw_ = -1, gaze_pitch_ = -1;
  bool radians_ = false;
  bool milliseconds_ = false;
  double highest_ = 0;
  Track track_;
};

}  // namespace

base::Result<Track> parse_unit_csv(std::string_view csv, const std::string& file) {
  return Reader(csv, file).read();
}

base::Result<Track> parse_blendshape_csv(std::string_view csv, const std::string& file) {
  return Reader(csv, file).read();
}

}  // namespace kuleshov::face

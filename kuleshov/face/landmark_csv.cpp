// The points of MediaPipe's face mesh as CSV: a row a frame, the columns named by axis and number
// as people write them: x_0, x0, 0_x or landmark_0_x.
#include <algorithm>
#include <optional>

#include "kuleshov/face/csv.hpp"
#include "kuleshov/face/landmarks.hpp"
#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

namespace {

constexpr double frame_rate = 30;  // of files that have no clock

struct Column {
  std::size_t at = 0;
  std::size_t point = 0;
  char axis = 'x';
};

bool is_axis(char c) { return c == 'x' || c == 'y' || c == 'z'; }

std::optional<Column> column_of(std::string_view name, std::size_t at) {
  const std::string lower = base::lower_ascii(name);
  const auto first = lower.find_first_of("0123456789");
  if (first == std::string::npos) return std::nullopt;
  const auto last = lower.find_first_not_of("0123456789", first);
  std::size_t point = 0;
  std::from_chars(lower.data() + first, lower.data() + std::min(last, lower.size()), point);
  if (point >= mesh_points_with_irises) return std::nullopt;
  if (is_axis(lower.front()) && last == std::string::npos) return Column{at, point, lower.front()};
  const bool behind = last != std::string::npos && last + 2 == lower.size();
  if (behind && is_axis(lower.back())) return Column{at, point, lower.back()};
  return std::nullopt;
}

class Reader {
 public:
  Reader(std::string_view csv, const std::string& file) : lines_(csv) {
    track_.file = file;
    track_.kind = TrackKind::mediapipe;
  }

  base::Result<Track> read() {
    std::string_view line;
    if (!lines_.next(line)) return fault("the file is empty");
    split_fields(line, fields_);
    const std::size_t width = fields_.size();
    find_columns();
    if (columns_.size() < 2 * mesh_points) return fault("these are not the points of a face mesh");
    while (lines_.next(line)) {
      if (base::trim(line).empty()) continue;
      split_fields(line, fields_);
      if (fields_.size() != width) return fault("a row is shorter or longer than the header");
      read_row();
    }
    if (faces_.empty()) return fault("no frame holds a face");
    const double start = track_.time_s.front();
    for (double& t : track_.time_s) t -= start;
    TRY(add_frames(faces_, {}, track_));
    note_what_was_recorded(track_);
    return std::move(track_);
  }

 private:
  void find_columns() {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (const auto column = column_of(fields_[i], i)) columns_.push_back(*column);
    }
    for (const Column& column : columns_) points_ = std::max(points_, column.point + 1);
    for (const char* name : {"timestamp", "time", "time_s", "timestamp_s"}) {
      if (time_ < 0) time_ = column_named(fields_, name);
    }
    if (time_ >= 0) return;
    time_ = column_named(fields_, "timestamp_ms");
    scale_ = 1e-3;
    if (time_ >= 0) return;
    time_ = column_named(fields_, "frame");
    scale_ = 1 / frame_rate;
    track_.notes.push_back("the file has no clock: its frames are taken as 30 a second");
  }

  void read_row() {
    const double count = static_cast<double>(row_++);
    const auto at = static_cast<std::size_t>(std::max(0, time_));
    const double t = (time_ >= 0 ? number_in(fields_[at]).value_or(count) : count) * scale_;
    if (!track_.time_s.empty() && t <= track_.time_s.back()) return;
    Landmarks face(points_);
    for (const Column& column : columns_) {
      const double value = std::clamp(number_in(fields_[column.at]).value_or(0), -1e6, 1e6);
      Point& p = face[column.point];
      (column.axis == 'x' ? p.x : column.axis == 'y' ? p.y : p.z) = static_cast<float>(value);
    }
    if (!is_face(face)) {
      ++track_.lost;
      return;
    }
    track_.time_s.push_back(t);
    faces_.push_back(std::move(face));
  }

  [[nodiscard]] std::unexpected<base::Error> fault(const std::string& what) const {
    return base::fail(what, "write x, y and z of all 468 or 478 points of each frame",
                      {track_.file, lines_.number(), 0, 0});
  }

  LineReader lines_;
  std::vector<std::string_view> fields_;
  std::vector<Column> columns_;
  std::vector<Landmarks> faces_;
  std::size_t points_ = 0;
  int time_ = -1;
  double scale_ = 1;
  std::size_t row_ = 0;
  Track track_;
};

}  // namespace

base::Result<Track> parse_landmark_csv(std::string_view csv, const std::string& file) {
  return Reader(csv, file).read();
}

}  // namespace kuleshov::face

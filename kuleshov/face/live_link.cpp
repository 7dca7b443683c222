// Live Link Face CSV (Epic's iPhone app): 52 shapes, then nine angles in radians. Real files spell
// the second header either way, leave out columns where tracking was lost and skip time codes.
#include <algorithm>
#include <numbers>

#include "kuleshov/base/timecode.hpp"
#include "kuleshov/face/csv.hpp"
#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

namespace {

constexpr double degrees = 180 / std::numbers::pi;
constexpr double time_code_rate = 60;  // the FF of HH:MM:SS:FF.mmm

std::optional<double> seconds_of(std::string_view code) {
  if (code.find(':') == std::string_view::npos) {  // some writers number the frames instead
    const auto frame = number_in(code);
    if (!frame) return std::nullopt;
    return *frame / time_code_rate;
  }
  return base::timecode_seconds(code, time_code_rate);
}

class Reader {
 public:
  Reader(std::string_view csv, const std::string& file) : lines_(csv) {
    track_.file = file;
    track_.kind = TrackKind::live_link;
  }

  base::Result<Track> read() {
    std::string_view line;
    if (!lines_.next(line)) return fault("the file is empty");
    TRY(read_header(line));
    while (lines_.next(line)) {
      if (!base::trim(line).empty()) TRY(read_row(line));
    }
    if (track_.frames.empty()) return fault("no frame holds a face");
    const double start = track_.time_s.front();
    for (double& t : track_.time_s) t -= start;
    note_what_was_recorded(track_);
    return std::move(track_);
  }

 private:
  base::Result<void> read_header(std::string_view line) {
    split_fields(line, fields_);
    columns_.resize(fields_.size(), -1);
    std::size_t known = 0;
    for (std::size_t i = 2; i < fields_.size(); ++i) {
      if (const auto shape = shape_named(fields_[i])) {
        columns_[i] = static_cast<int>(*shape);
        ++known;
      } else {
        read_other_column(i);
      }
    }
    if (known < 20) return fault("fewer than 20 of the 52 shapes are in the header");
    return {};
  }

  void read_other_column(std::size_t i) {
    static constexpr std::string_view angles[] = {"HeadYaw",     "HeadPitch",     "HeadRoll",
                                                  "LeftEyeYaw",  "LeftEyePitch",  "LeftEyeRoll",
                                                  "RightEyeYaw", "RightEyePitch", "RightEyeRoll"};
    for (int a = 0; a < 9; ++a) {
      if (fields_[i] == angles[a]) columns_[i] = 100 + a;
    }
    static constexpr std::string_view labels[] = {"Angry",   "Disgusted", "Fearful",  "Happy",
                                                  "Neutral", "Sad",       "Surprised"};
    for (const auto label : labels) {
      if (fields_[i] == label) label_columns_.emplace_back(i, std::string(label));
    }
  }

  base::Result<void> read_row(std::string_view line) {
    split_fields(line, fields_);
    const auto time = seconds_of(fields_[0]);
    if (!time) return fault("'" + std::string(fields_[0].substr(0, 40)) + "' is not a time code");
    if (fields_.size() <= 2) {
      ++track_.lost;
      return {};
    }
    if (fields_.size() != columns_.size())
      return fault("a row is shorter or longer than the header");
    double t = *time + day_;
    if (!track_.time_s.empty() && t < track_.time_s.back() - 43'200) {
      day_ += 86'400;  // recorded over midnight
      t += 86'400;
    }
    if (!track_.time_s.empty() && t <= track_.time_s.back()) return {};  // a time code twice
    FaceFrame frame;
    for (std::size_t i = 2; i < fields_.size(); ++i) TRY(read_value(i, frame));
    for (const auto& [column, label] : label_columns_) {
      track_.emotions[label].push_back(
          static_cast<float>(number_in(fields_[column]).value_or(0) / 100));
    }
    track_.time_s.push_back(t);
    track_.frames.push_back(frame);
    return {};
  }

  base::Result<void> read_value(std::size_t i, FaceFrame& frame) {
    const int column = columns_[i];
    if (column < 0) return {};
    const auto value = number_in(fields_[i]);
    if (!value) return fault("column " + std::to_string(i + 1) + " holds no number");
    if (column < 100) {  // speech-to-face models write small negative weights
      frame.shape[static_cast<std::size_t>(column)] =
          static_cast<float>(std::clamp(*value, 0.0, 1.0));
      return {};
    }
    set_angle(column - 100, *value * degrees, frame);
    return {};
  }

  // The app counts yaw to the person's right and pitch down as positive; Angles the other way.
  static void set_angle(int which, double value, FaceFrame& frame) {
    Angles* all[] = {&frame.head, &frame.left_eye, &frame.right_eye};
    Angles& angles = *all[which / 3];
    const auto v = static_cast<float>(std::clamp(value, -360.0, 360.0));
    if (which % 3 == 0) angles.yaw = v == 0 ? 0 : -v;
    if (which % 3 == 1) angles.pitch = v == 0 ? 0 : -v;
    if (which % 3 == 2) angles.roll = v;
  }

  [[nodiscard]] std::unexpected<base::Error> fault(const std::string& what) const {
    return base::fail(what, "export the take from Live Link Face again",
                      {track_.file, lines_.number(), 0, 0});
  }

  LineReader lines_;
  std::vector<std::string_view> fields_;
  std::vector<int> columns_;  // shape index; 100 + angle; -1 not ours
  std::vector<std::pair<std::size_t, std::string>> label_columns_;
  double day_ = 0;
  Track track_;
};

}  // namespace

base::Result<Track> parse_live_link(std::string_view csv, const std::string& file) {
  return Reader(csv, file).read();
}

}  // namespace kuleshov::face

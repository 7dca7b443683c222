#include "kuleshov/face/track.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/face/scene_files.hpp"

namespace kuleshov::face {

std::string_view name_of(TrackKind kind) {
  switch (kind) {
    case TrackKind::live_link:
      return "live-link";
    case TrackKind::openface:
      return "openface";
    case TrackKind::py_feat:
      return "py-feat";
    case TrackKind::mediapipe:
      return "mediapipe";
    case TrackKind::gltf:
      return "gltf";
    case TrackKind::usda:
      return "usda";
  }
  return "";
}

double Track::rate() const {
  if (time_s.size() < 2) return 0;
  std::vector<double> steps;
  for (std::size_t i = 1; i < time_s.size(); ++i) steps.push_back(time_s[i] - time_s[i - 1]);
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  // An even clock that was rounded (thousandths of a frame, 32-bit seconds) is its mean step.
  const double mean = seconds() / static_cast<double>(steps.size());
  const double step = std::abs(mean - *middle) < 1e-3 * *middle ? mean : *middle;
  return step > 0 ? 1 / step : 0;
}

void note_what_was_recorded(Track& track) {
  track.recorded.reset();
  track.head_recorded = false;
  bool angles = false;
  for (const FaceFrame& frame : track.frames) {
    for (std::size_t s = 0; s < shape_count; ++s) {
      if (frame.shape[s] > least_recorded) track.recorded.set(s);
    }
    const Angles& h = frame.head;
    const float turned = std::max({std::abs(h.yaw), std::abs(h.pitch), std::abs(h.roll)});
    track.head_recorded = track.head_recorded || turned > least_degrees;
    angles = angles || std::abs(frame.left_eye.yaw) > least_degrees ||
             std::abs(frame.left_eye.pitch) > least_degrees;
  }
  track.eyes_recorded = angles || track.has(Shape::eye_look_out_left) ||
                        track.has(Shape::eye_look_in_left) || track.has(Shape::eye_look_down_left);
}

Track track_of(const Take& take, const std::string& name) {
  Track track;
  track.file = name;
  track.frames = take.frames;
  track.time_s.reserve(take.frames.size());
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    track.time_s.push_back(static_cast<double>(i) / take.fps);
  }
  note_what_was_recorded(track);
  return track;
}

namespace {

constexpr double longest_s = 86'400;  // of a broken clock no more is made than a day

Angles between(const Angles& a, const Angles& b, float share) {
  return {a.yaw + (b.yaw - a.yaw) * share, a.pitch + (b.pitch - a.pitch) * share,
          a.roll + (b.roll - a.roll) * share};
}

FaceFrame between(const FaceFrame& a, const FaceFrame& b, float share) {
  FaceFrame out;
  for (std::size_t s = 0; s < shape_count; ++s) {
    out.shape[s] = a.shape[s] + (b.shape[s] - a.shape[s]) * share;
  }
  out.head = between(a.head, b.head, share);
  out.left_eye = between(a.left_eye, b.left_eye, share);
  out.right_eye = between(a.right_eye, b.right_eye, share);
  return out;
}

}  // namespace

Take take_of(const Track& track, double fps) {
  const double own = track.rate();
  Take take{.fps = fps > 0 ? fps : (own > 0 ? own : 25), .frames = {}};
  if (track.frames.size() < 2) {
    take.frames = track.frames;
    return take;
  }
  const double first = track.time_s.front();
  const double seconds = std::min(track.seconds(), longest_s);
  const auto count = static_cast<std::size_t>(seconds * take.fps + 1e-3) + 1;
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double t = first + static_cast<double>(i) / take.fps;
    while (at + 2 < track.time_s.size() && track.time_s[at + 1] <= t) ++at;
    const double step = track.time_s[at + 1] - track.time_s[at];
    const auto share = static_cast<float>(std::clamp((t - track.time_s[at]) / step, 0.0, 1.0));
    take.frames.push_back(between(track.frames[at], track.frames[at + 1], share));
  }
  return take;
}

namespace {

std::string_view first_line(std::string_view text) {
  const auto end = text.find('\n');
  return base::trim(text.substr(0, end));
}

}  // namespace

base::Result<Track> parse_track(std::string_view bytes, const std::string& file) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("glTF")) return parse_gltf(bytes, file);
  if (bytes.starts_with("#usda")) return parse_usda(bytes, file);
  const std::string_view head = base::trim(bytes.substr(0, 4096));
  if (head.starts_with('{') || head.starts_with('[')) {
    if (bytes.find("\"asset\"") != std::string_view::npos) return parse_gltf(bytes, file);
    return parse_mediapipe_json(bytes, file);
  }
  const std::string header = base::lower_ascii(first_line(bytes));
  if (header.starts_with("timecode,blendshapecount")) return parse_live_link(bytes, file);
  if (header.find("au01") != std::string::npos || header.find("au1") != std::string::npos ||
      header.find("au0") != std::string::npos) {
    return parse_unit_csv(bytes, file);
  }
  if (header.find("browinnerup") != std::string::npos) return parse_blendshape_csv(bytes, file);
  if (header.find("467") != std::string::npos) return parse_landmark_csv(bytes, file);
  return base::fail("this is not a face track",
                    "give Live Link Face, OpenFace 2, py-feat or MediaPipe data, glTF or USD",
                    {file, 1, 0, 0});
}

base::Result<Track> read_track(const std::string& path) {
  const std::string bytes = TRY(base::read_file(path, std::size_t{1} << 30));
  return parse_track(bytes, path);
}

}  // namespace kuleshov::face

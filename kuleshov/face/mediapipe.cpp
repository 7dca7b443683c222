// MediaPipe Face Landmarker results as JSON: a list of frames, or {"frames": [...]}; each frame has
// its blend shapes as {"categoryName", "score"} lists or as a plain object of scores.
#include <algorithm>

#include "kuleshov/base/json.hpp"
#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

namespace {

using base::Json;

double number_or(const Json& object, const char* key, double otherwise) {
  const auto at = object.find(key);
  return at != object.end() && at->is_number() ? at->get<double>() : otherwise;
}

void set_shape(const std::string& name, double score, FaceFrame& frame) {
  if (const auto shape = shape_named(name)) {
    frame[*shape] = static_cast<float>(std::clamp(score, 0.0, 1.0));
  }
}

void read_categories(const Json& list, FaceFrame& frame) {
  for (const Json& item : list) {
    if (!item.is_object()) continue;
    for (const char* key : {"categoryName", "category_name", "name"}) {
      const auto name = item.find(key);
      if (name == item.end() || !name->is_string()) continue;
      set_shape(name->get<std::string>(), number_or(item, "score", 0), frame);
      break;
    }
  }
}

// The shapes lie at different depths, by which API wrote them.
bool read_shapes(const Json& node, FaceFrame& frame) {
  if (node.is_array() && !node.empty()) {
    if (node.front().is_object() && !node.front().contains("categories")) {
      read_categories(node, frame);
      return true;
    }
    return read_shapes(node.front(), frame);
  }
  if (!node.is_object()) return false;
  for (const char* key : {"faceBlendshapes", "face_blendshapes", "blendshapes", "categories"}) {
    const auto at = node.find(key);
    if (at != node.end()) return read_shapes(*at, frame);
  }
  bool any = false;
  for (const auto& [name, score] : node.items()) {
    if (!score.is_number() || !shape_named(name)) continue;
    set_shape(name, score.get<double>(), frame);
    any = true;
  }
  return any;
}

double time_of(const Json& frame, double otherwise) {
  if (!frame.is_object()) return otherwise;
  for (const char* key : {"timestamp_ms", "timestampMs"}) {
    if (frame.contains(key)) return number_or(frame, key, 0) / 1000;
  }
  for (const char* key : {"time_s", "timestamp", "time"}) {
    if (frame.contains(key)) return number_or(frame, key, otherwise);
  }
  return otherwise;
}

}  // namespace

base::Result<Track> parse_mediapipe_json(std::string_view json, const std::string& file) {
  const Json root = TRY(base::parse_json(json, file));
  const Json* frames = &root;
  if (root.is_object() && root.contains("frames")) frames = &root["frames"];
  if (!frames->is_array()) {
    return base::fail("no list of frames is in this file", "write {\"frames\": [...]}",
                      {file, 0, 0, 0});
  }
  Track track;
  track.file = file;
  track.kind = TrackKind::mediapipe;
  const double rate = root.is_object() ? number_or(root, "fps", 30) : 30;
  for (std::size_t i = 0; i < frames->size(); ++i) {
    FaceFrame frame;
    const double t = time_of((*frames)[i], static_cast<double>(i) / rate);
    if (!read_shapes((*frames)[i], frame)) {
      ++track.lost;
      continue;
    }
    if (!track.time_s.empty() && t <= track.time_s.back()) continue;
    track.time_s.push_back(t);
    track.frames.push_back(frame);
  }
  if (track.frames.empty()) {
    return base::fail("no frame holds blend shapes", "ask MediaPipe for output_face_blendshapes",
                      {file, 0, 0, 0});
  }
  const double start = track.time_s.front();
  for (double& t : track.time_s) t -= start;
  note_what_was_recorded(track);
  return track;
}

}  // namespace kuleshov::face

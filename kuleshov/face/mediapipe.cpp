// MediaPipe Face Landmarker results as JSON: one result, a list of them, {"frames": [...]}, or one
// a line; spelt as the Python (snake_case) or the JavaScript (camelCase) interface writes them.
// Each has its blend shapes as {"categoryName", "score"} lists or as a plain object of scores, and
// may have the head's matrix and the face's points.
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>
#include <optional>

#include "kuleshov/base/json.hpp"
#include "kuleshov/face/csv.hpp"
#include "kuleshov/face/landmarks.hpp"
#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

namespace {

using base::Json;
using Names = std::initializer_list<const char*>;

const Json* find(const Json& object, Names names) {
  if (!object.is_object()) return nullptr;
  for (const char* name : names) {
    const auto at = object.find(name);
    if (at != object.end() && !at->is_null()) return &*at;
  }
  return nullptr;
}

double number_or(const Json& object, Names names, double otherwise) {
  const Json* at = find(object, names);
  return at != nullptr && at->is_number() ? at->get<double>() : otherwise;
}

void set_shape(const std::string& name, double score, FaceFrame& frame) {
  if (const auto shape = shape_named(name)) {
    frame[*shape] = static_cast<float>(std::clamp(score, 0.0, 1.0));
  }
}

void read_categories(const Json& list, FaceFrame& frame) {
  for (const Json& item : list) {
    const Json* name = find(item, {"categoryName", "category_name", "name"});
    if (name == nullptr || !name->is_string()) continue;
    set_shape(name->get<std::string>(), number_or(item, {"score"}, 0), frame);
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
  const Json* inner =
      find(node, {"faceBlendshapes", "face_blendshapes", "blendshapes", "categories"});
  if (inner != nullptr) return read_shapes(*inner, frame);
  bool any = false;
  for (const auto& [name, score] : node.items()) {
    if (!score.is_number() || !shape_named(name)) continue;
    set_shape(name, score.get<double>(), frame);
    any = true;
  }
  return any;
}

std::vector<double> numbers_in(const Json& node) {
  std::vector<double> out;
  if (!node.is_array()) return out;
  for (const Json& item : node) {
    if (item.is_number()) out.push_back(item.get<double>());
    if (item.is_array()) {
      for (const Json& inner : item) {
        if (inner.is_number()) out.push_back(inner.get<double>());
      }
    }
  }
  return out;
}

// The sixteen numbers of the face's matrix: from the canonical face (x to the person's left, y up,
// z forward) to the camera.
std::vector<double> matrix_of(const Json& frame) {
  const Json* at = find(frame, {"facialTransformationMatrixes", "facial_transformation_matrixes",
                                "facialTransformationMatrices", "facial_transformation_matrices"});
  if (at == nullptr || !at->is_array() || at->empty()) return {};
  const Json& first = at->front();
  const Json* data = find(first, {"data", "packedData", "packed_data"});
  if (data != nullptr) return numbers_in(*data);
  return numbers_in(first.is_array() ? first : *at);
}

// By rows (Python) or by columns (JavaScript): 0 0 0 1 stands in the last row.
bool by_columns(const std::vector<double>& m) {
  const double last_of_columns = std::abs(m[3]) + std::abs(m[7]) + std::abs(m[11]);
  const double last_of_rows = std::abs(m[12]) + std::abs(m[13]) + std::abs(m[14]);
  return last_of_columns < last_of_rows;
}

std::optional<Angles> head_of(const Json& frame) {
  const auto m = matrix_of(frame);
  if (m.size() != 16) return std::nullopt;
  const bool columns = by_columns(m);
  const auto at = [&](std::size_t row, std::size_t column) {
    return columns ? m[column * 4 + row] : m[row * 4 + column];
  };
  const double scale = std::hypot(at(0, 2), at(1, 2), at(2, 2));
  if (!(scale > 1e-9) || !std::isfinite(scale)) return std::nullopt;
  constexpr double degrees = 180 / std::numbers::pi;
  return Angles{static_cast<float>(std::atan2(at(0, 2), at(2, 2)) * degrees),
                static_cast<float>(std::asin(std::clamp(at(1, 2) / scale, -1.0, 1.0)) * degrees),
                static_cast<float>(std::atan2(-at(1, 0), at(1, 1)) * degrees)};
}

float limited(double value) { return static_cast<float>(std::clamp(value, -1e6, 1e6)); }

std::optional<Point> point_of(const Json& node) {
  if (node.is_object() && node.contains("x") && node.contains("y")) {
    return Point{limited(number_or(node, {"x"}, 0)), limited(number_or(node, {"y"}, 0)),
                 limited(number_or(node, {"z"}, 0))};
  }
  const auto values = numbers_in(node);
  if (!node.is_array() || values.size() < 2 || values.size() != node.size()) return std::nullopt;
  return Point{limited(values[0]), limited(values[1]),
               values.size() > 2 ? limited(values[2]) : 0.0F};
}

// The first face's points, at whatever depth.
Landmarks points_in(const Json& node, int depth = 0) {
  if (depth > 4) return {};
  if (const Json* inner = find(node, {"landmark", "landmarks"}))
    return points_in(*inner, depth + 1);
  if (!node.is_array() || node.empty()) return {};
  if (!point_of(node.front())) return points_in(node.front(), depth + 1);
  Landmarks out;
  for (const Json& item : node) {
    if (const auto point = point_of(item)) out.push_back(*point);
  }
  return out;
}

Landmarks landmarks_of(const Json& frame) {
  const Json* at = find(frame, {"faceLandmarks", "face_landmarks", "multiFaceLandmarks",
                                "multi_face_landmarks", "landmarks"});
  Landmarks out = at == nullptr ? Landmarks{} : points_in(*at);
  return is_face(out) ? out : Landmarks{};
}

class Reader {
 public:
  Reader(const Json& root, const std::string& file) : root_(root) {
    track_.file = file;
    track_.kind = TrackKind::mediapipe;
  }

  base::Result<Track> read() {
    const Json* frames = find(root_, {"frames", "results"});
    if (frames == nullptr) frames = &root_;
    const double rate = number_or(root_, {"fps", "frameRate", "frame_rate"}, 30);
    if (frames->is_object()) {
      add(*frames, 0);  // the result of a single picture
    } else if (frames->is_array()) {
      for (std::size_t i = 0; i < frames->size(); ++i) {
        add((*frames)[i], static_cast<double>(i) / rate);
      }
    }
    if (track_.frames.empty()) {
      return base::fail("no frame holds blend shapes or a face's points",
                        "write {\"frames\": [...]} with MediaPipe's output_face_blendshapes",
                        {track_.file, 0, 0, 0});
    }
    TRY(use_landmarks());
    settle_clock();
    note_what_was_recorded(track_);
    return std::move(track_);
  }

 private:
  void add(const Json& json, double otherwise) {
    FaceFrame frame;
    const bool shapes = read_shapes(json, frame);
    Landmarks points = landmarks_of(json);
    const double t = time_of(json, otherwise);
    if (!shapes && points.empty()) {
      ++track_.lost;
      return;
    }
    if (!track_.time_s.empty() && t <= track_.time_s.back()) return;
    const auto head = head_of(json);
    if (head) frame.head = *head;
    track_.time_s.push_back(t);
    track_.frames.push_back(frame);
    with_shapes_ += shapes ? 1U : 0U;
    with_head_ += head ? 1U : 0U;
    landmarks_.push_back(std::move(points));
  }

  double time_of(const Json& frame, double otherwise) {
    const double known = number_or(
        frame, {"timestamp_ms", "timestampMs", "timestampInMilliseconds", "timestamp_in_ms"}, -1);
    if (known >= 0) return known / 1000;
    const double plain = number_or(frame, {"time_s", "timestamp", "time"}, -1);
    if (plain >= 0 && find(frame, {"time_s"}) == nullptr) unit_unknown_ = true;
    return plain >= 0 ? plain : otherwise;
  }

  // Points serve where something else is missing: the head's matrix, or the shapes themselves.
  base::Result<void> use_landmarks() {
    const std::size_t n = track_.frames.size();
    if (with_shapes_ == n && with_head_ == n) return {};
    if (with_shapes_ < n) keep_frames_with_points();
    if (std::ranges::any_of(landmarks_, &Landmarks::empty)) return {};
    const PictureSize size{number_or(root_, {"image_width", "imageWidth", "width"}, 0),
                           number_or(root_, {"image_height", "imageHeight", "height"}, 0)};
    Track seen;
    TRY(add_frames(landmarks_, size, seen));
    for (std::size_t i = 0; i < track_.frames.size(); ++i) {
      const Angles turned = with_head_ == n ? track_.frames[i].head : seen.frames[i].head;
      if (with_shapes_ < n) track_.frames[i] = seen.frames[i];
      track_.frames[i].head = turned;
    }
    if (with_shapes_ == n) return {};
    track_.shapes_derived = true;
    track_.notes = seen.notes;
    return {};
  }

  void keep_frames_with_points() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < track_.frames.size(); ++i) {
      if (landmarks_[i].empty()) continue;
      track_.frames[kept] = track_.frames[i];
      track_.time_s[kept] = track_.time_s[i];
      std::swap(landmarks_[kept++], landmarks_[i]);
    }
    if (kept == 0) return;
    track_.lost += track_.frames.size() - kept;
    track_.frames.resize(kept);
    track_.time_s.resize(kept);
    landmarks_.resize(kept);
  }

  // Starts at 0. A clock of unknown unit whose steps are 5 or more counts milliseconds.
  void settle_clock() {
    const double start = track_.time_s.front();
    for (double& t : track_.time_s) t -= start;
    const double rate = track_.rate();
    if (!unit_unknown_ || rate <= 0 || rate > 0.2) return;
    const double unit = rate > 2e-4 ? 1e-3 : 1e-6;
    for (double& t : track_.time_s) t *= unit;
    track_.notes.push_back(unit == 1e-3 ? "timestamps are taken as milliseconds"
                                        : "timestamps are taken as microseconds");
  }

  const Json& root_;
  Track track_;
  std::vector<Landmarks> landmarks_;  // of each frame; empty: none
  std::size_t with_shapes_ = 0, with_head_ = 0;
  bool unit_unknown_ = false;
};

// Results that were logged one a line become a list.
base::Result<Json> parse_lines(std::string_view text, const std::string& file) {
  Json all = Json::array();
  LineReader lines(text);
  std::string_view line;
  while (lines.next(line)) {
    if (base::trim(line).empty()) continue;
    auto one = base::parse_json(line, file);
    if (!one) {
      one.error().place.line = lines.number();
      return std::unexpected(one.error());
    }
    all.push_back(std::move(*one));
  }
  return all;
}

bool is_one_a_line(std::string_view text) {
  LineReader lines(text);
  std::string_view first, second;
  if (!lines.next(first) || !lines.next(second)) return false;
  first = base::trim(first);
  return first.starts_with('{') && first.ends_with('}') && base::trim(second).starts_with('{');
}

}  // namespace

base::Result<Track> parse_mediapipe_json(std::string_view json, const std::string& file) {
  const Json root =
      is_one_a_line(json) ? TRY(parse_lines(json, file)) : TRY(base::parse_json(json, file));
  return Reader(root, file).read();
}

}  // namespace kuleshov::face

#include "kuleshov/face/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <mutex>
#include <numbers>
#include <numeric>
#include <optional>

#include "kuleshov/base/file.hpp"
#include "kuleshov/face/shapes.hpp"

namespace kuleshov::face {

namespace {

constexpr float unit_cm = 0.001F;  // 10 micrometres

class Bytes {
 public:
  explicit Bytes(std::string_view data) : data_(data) {}
  template <class T>
  T take() {
    T value{};
    if (at_ + sizeof(T) <= data_.size()) {
      std::memcpy(&value, data_.data() + at_, sizeof(T));
    } else {
      short_ = true;
    }
    at_ += sizeof(T);
    return value;
  }
  std::string_view name(std::size_t length) {
    if (at_ + length > data_.size()) {
      short_ = true;
      return {};
    }
    const std::string_view out = data_.substr(at_, length);
    at_ += length;
    return out.substr(0, out.find('\0'));
  }
  [[nodiscard]] bool too_short() const { return short_; }

 private:
  std::string_view data_;
  std::size_t at_ = 0;
  bool short_ = false;
};

Point take_point(Bytes& in) {
  const float x = in.take<std::int16_t>() * unit_cm;
  const float y = in.take<std::int16_t>() * unit_cm;
  const float z = in.take<std::int16_t>() * unit_cm;
  return {x, y, z};
}

// "browDown_L" is BrowDownLeft; browInnerUp_L and _R are both BrowInnerUp.
std::optional<Shape> shape_of(std::string_view name) {
  std::string full(name);
  if (full.ends_with("_L")) full.replace(full.size() - 2, 2, "Left");
  if (full.ends_with("_R")) full.replace(full.size() - 2, 2, "Right");
  if (const auto shape = shape_named(full)) return shape;
  return shape_named(name.substr(0, name.find('_')));
}

std::size_t root_of(std::vector<std::size_t>& parent, std::size_t v) {
  while (parent[v] != v) v = parent[v] = parent[parent[v]];
  return v;
}

// The eyeballs are the two pieces of the mesh that hang together and are not the largest.
void find_eyes(Head& head) {
  std::vector<std::size_t> parent(head.vertices.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  for (const auto& t : head.triangles) {
    parent[root_of(parent, t[0])] = root_of(parent, t[1]);
    parent[root_of(parent, t[1])] = root_of(parent, t[2]);
  }
  std::vector<std::size_t> size(head.vertices.size());
  for (std::size_t v = 0; v < parent.size(); ++v) ++size[root_of(parent, v)];
  const auto largest = static_cast<std::size_t>(std::ranges::max_element(size) - size.begin());
  head.part.assign(head.vertices.size(), 0);
  std::array<Point, 2> sum{};
  std::array<float, 2> count{};
  for (std::size_t v = 0; v < parent.size(); ++v) {
    if (root_of(parent, v) == largest) continue;
    const std::size_t side = head.vertices[v].x > 0 ? 0 : 1;
    head.part[v] = static_cast<std::uint8_t>(side + 1);
    sum[side].x += head.vertices[v].x;
    sum[side].y += head.vertices[v].y;
    sum[side].z += head.vertices[v].z;
    ++count[side];
  }
  for (std::size_t side = 0; side < 2; ++side) {
    const float n = std::max(1.0F, count[side]);
    head.eye_centre[side] = {sum[side].x / n, sum[side].y / n, sum[side].z / n};
  }
}

void read_triangles(Bytes& in, std::uint32_t faces, Head& head) {
  for (std::uint32_t f = 0; f < faces && !in.too_short(); ++f) {
    std::array<std::uint16_t, 4> v{};
    for (auto& index : v) index = in.take<std::uint16_t>();
    const std::size_t n = head.vertices.size();
    if (v[0] >= n || v[1] >= n || v[2] >= n) continue;
    head.triangles.push_back({v[0], v[1], v[2]});
    if (v[3] < n) head.triangles.push_back({v[0], v[2], v[3]});
  }
}

void read_shapes(Bytes& in, std::uint32_t shapes, Head& head) {
  for (std::uint32_t s = 0; s < shapes && !in.too_short(); ++s) {
    const auto shape = shape_of(in.name(32));
    const auto count = in.take<std::uint32_t>();
    for (std::uint32_t i = 0; i < count && !in.too_short(); ++i) {
      const auto vertex = in.take<std::uint16_t>();
      const Point by = take_point(in);
      if (!shape || vertex >= head.vertices.size()) continue;
      head.shapes[static_cast<std::size_t>(*shape)].push_back({vertex, by});
    }
  }
}

}  // namespace

base::Result<Head> read_head(const std::string& path) {
  const std::string bytes = TRY(base::read_file(path, std::size_t{1} << 26));
  Bytes in(bytes);
  if (in.name(8) != "KFACE001") {
    return base::fail("this is not a head", "see data/face/ict/NOTICE for the format",
                      {path, 0, 0, 0});
  }
  const auto vertices = in.take<std::uint32_t>();
  const auto faces = in.take<std::uint32_t>();
  const auto shapes = in.take<std::uint32_t>();
  const auto landmarks = in.take<std::uint32_t>();
  Head head;
  for (std::uint32_t v = 0; v < vertices && !in.too_short(); ++v) {
    head.vertices.push_back(take_point(in));
  }
  read_triangles(in, faces, head);
  read_shapes(in, shapes, head);
  for (std::uint32_t l = 0; l < landmarks && !in.too_short(); ++l) {
    head.landmarks.push_back(in.take<std::uint16_t>());
  }
  if (in.too_short() || head.triangles.empty()) {
    return base::fail("the head ends too early", "copy the file again", {path, 0, 0, bytes.size()});
  }
  find_eyes(head);
  return head;
}

base::Result<const Head*> head() {
  static std::mutex lock;
  static std::unique_ptr<const Head> loaded;
  const std::scoped_lock guard(lock);
  if (!loaded) {
    const base::Path path = base::data_folder() / "face" / "ict" / "face.bin";
    loaded = std::make_unique<Head>(TRY(read_head(path.string())));
  }
  return loaded.get();
}

namespace {

bool turns_eye(std::size_t shape) {
  const std::string_view name = name_of(static_cast<Shape>(shape));
  return name.starts_with("EyeLook");
}

// Yaw towards +x, pitch up, about a centre.
Point turned(Point p, Point centre, const Angles& by) {
  const float yaw = by.yaw * std::numbers::pi_v<float> / 180;
  const float pitch = by.pitch * std::numbers::pi_v<float> / 180;
  const float x = p.x - centre.x;
  const float y = p.y - centre.y;
  const float z = p.z - centre.z;
  const float up = y * std::cos(pitch) + z * std::sin(pitch);
  const float forward = z * std::cos(pitch) - y * std::sin(pitch);
  return {centre.x + x * std::cos(yaw) + forward * std::sin(yaw), centre.y + up,
          centre.z + forward * std::cos(yaw) - x * std::sin(yaw)};
}

}  // namespace

void pose(const Head& head, const FaceFrame& frame, std::vector<Point>& out) {
  out = head.vertices;
  for (std::size_t s = 0; s < shape_count; ++s) {
    const float weight = frame.shape[s];
    if (weight == 0) continue;
    const bool gaze = turns_eye(s);
    for (const Offset& offset : head.shapes[s]) {
      if (gaze && head.part[offset.vertex] != 0) continue;  // eyeballs turn, they do not shear
      Point& p = out[offset.vertex];
      p.x += offset.by.x * weight;
      p.y += offset.by.y * weight;
      p.z += offset.by.z * weight;
    }
  }
  for (std::size_t v = 0; v < out.size(); ++v) {
    if (head.part[v] == 0) continue;
    const bool left = head.part[v] == 1;
    out[v] = turned(out[v], head.eye_centre[left ? 0 : 1], left ? frame.left_eye : frame.right_eye);
  }
}

}  // namespace kuleshov::face

// glTF 2.0 and USD: the same weights as animation curves of morph targets.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>

#include "kuleshov/base/json.hpp"
#include "kuleshov/face/base64.hpp"
#include "kuleshov/face/geometry.hpp"
#include "kuleshov/face/write.hpp"

namespace kuleshov::face {

namespace {

using base::Json;

std::string arkit_name(std::size_t s) {
  std::string name(name_of(static_cast<Shape>(s)));
  name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

struct Quaternion {
  float x = 0, y = 0, z = 0, w = 1;
};

// Yaw about +y (to the person's left), pitch up, roll; x to the left, y up, z forward.
Quaternion quaternion_of(const Angles& a) {
  const float half = std::numbers::pi_v<float> / 360;
  const float cy = std::cos(a.yaw * half), sy = std::sin(a.yaw * half);
  const float cp = std::cos(-a.pitch * half), sp = std::sin(-a.pitch * half);
  const float cr = std::cos(-a.roll * half), sr = std::sin(-a.roll * half);
  return {cy * sp * cr + sy * cp * sr, sy * cp * cr - cy * sp * sr, cy * cp * sr - sy * sp * cr,
          cy * cp * cr + sy * sp * sr};
}

// Collects one buffer and its views and accessors.
class Buffer {
 public:
  // `target`: what the view is for, as OpenGL numbers it; 0: neither vertices nor indices.
  template <class T>
  std::size_t view(const std::vector<T>& values, int target = 0) {
    while (bytes_.size() % 4 != 0) bytes_.push_back('\0');
    const std::size_t offset = bytes_.size();
    const std::size_t length = values.size() * sizeof(T);
    bytes_.append(reinterpret_cast<const char*>(values.data()), length);
    views_.push_back({{"buffer", 0}, {"byteOffset", offset}, {"byteLength", length}});
    if (target != 0) views_.back()["target"] = target;
    return views_.size() - 1;
  }
  std::size_t accessor(Json accessor) {
    accessors_.push_back(std::move(accessor));
    return accessors_.size() - 1;
  }
  void finish(Json& root) {
    root["bufferViews"] = views_;
    root["accessors"] = accessors_;
    root["buffers"] =
        Json::array({{{"byteLength", bytes_.size()},
                      {"uri", "data:application/octet-stream;base64," + to_base64(bytes_)}}});
  }

 private:
  std::string bytes_;
  Json views_ = Json::array();
  Json accessors_ = Json::array();
};

constexpr int type_float = 5126;
constexpr int type_u16 = 5123;
constexpr int array_buffer = 34962;
constexpr int element_array_buffer = 34963;

void grow(const Point& p, std::array<float, 3>& low, std::array<float, 3>& high) {
  const std::array<float, 3> v{p.x, p.y, p.z};
  for (std::size_t i = 0; i < 3; ++i) {
    low[i] = std::min(low[i], v[i]);
    high[i] = std::max(high[i], v[i]);
  }
}

std::size_t positions(const Head& head, Buffer& buffer) {
  std::vector<float> xyz;
  std::array<float, 3> low{1e9F, 1e9F, 1e9F};
  std::array<float, 3> high{-1e9F, -1e9F, -1e9F};
  for (const Point& p : head.vertices) {
    const Point metres{p.x / 100, p.y / 100, p.z / 100};
    xyz.insert(xyz.end(), {metres.x, metres.y, metres.z});
    grow(metres, low, high);
  }
  return buffer.accessor({{"bufferView", buffer.view(xyz, array_buffer)},
                          {"componentType", type_float},
                          {"count", head.vertices.size()},
                          {"type", "VEC3"},
                          {"min", low},
                          {"max", high}});
}

// A morph target as a sparse accessor: only the vertices that move.
std::size_t target(const std::vector<Offset>& offsets, std::size_t vertices, Buffer& buffer) {
  std::vector<Offset> sorted = offsets;
  std::ranges::sort(sorted, {}, &Offset::vertex);
  std::vector<std::uint16_t> indices;
  std::vector<float> xyz;
  for (const Offset& offset : sorted) {
    const Point by{offset.by.x / 100, offset.by.y / 100, offset.by.z / 100};
    if (!indices.empty() && indices.back() == offset.vertex) {  // both halves of one shape
      xyz[xyz.size() - 3] += by.x;
      xyz[xyz.size() - 2] += by.y;
      xyz[xyz.size() - 1] += by.z;
      continue;
    }
    indices.push_back(offset.vertex);
    xyz.insert(xyz.end(), {by.x, by.y, by.z});
  }
  std::array<float, 3> low{};  // most vertices stay at 0
  std::array<float, 3> high{};
  for (std::size_t i = 0; i + 2 < xyz.size(); i += 3)
    grow({xyz[i], xyz[i + 1], xyz[i + 2]}, low, high);
  Json accessor{{"componentType", type_float},
                {"count", vertices},
                {"type", "VEC3"},
                {"min", low},
                {"max", high}};
  if (!indices.empty()) {
    accessor["sparse"] = {
        {"count", indices.size()},
        {"indices", {{"bufferView", buffer.view(indices)}, {"componentType", type_u16}}},
        {"values", {{"bufferView", buffer.view(xyz)}}}};
  }
  return buffer.accessor(std::move(accessor));
}

Json mesh_of(const Head& head, Buffer& buffer) {
  std::vector<std::uint16_t> indices;
  for (const auto& t : head.triangles) indices.insert(indices.end(), t.begin(), t.end());
  Json primitive{{"attributes", {{"POSITION", positions(head, buffer)}}}};
  primitive["indices"] =
      buffer.accessor({{"bufferView", buffer.view(indices, element_array_buffer)},
                       {"componentType", type_u16},
                       {"count", indices.size()},
                       {"type", "SCALAR"}});
  Json names = Json::array();
  primitive["targets"] = Json::array();
  for (std::size_t s = 0; s < shape_count; ++s) {
    primitive["targets"].push_back(
        {{"POSITION", target(head.shapes[s], head.vertices.size(), buffer)}});
    names.push_back(arkit_name(s));
  }
  return {{"name", "face"},
          {"primitives", Json::array({primitive})},
          {"weights", std::vector<float>(shape_count, 0)},
          {"extras", {{"targetNames", names}}}};
}

std::size_t rotation_output(const Take& take, Angles FaceFrame::* which, Buffer& buffer) {
  std::vector<float> out;
  for (const FaceFrame& frame : take.frames) {
    const Quaternion q = quaternion_of(frame.*which);
    out.insert(out.end(), {q.x, q.y, q.z, q.w});
  }
  return buffer.accessor({{"bufferView", buffer.view(out)},
                          {"componentType", type_float},
                          {"count", take.frames.size()},
                          {"type", "VEC4"}});
}

Json animation_of(const Take& take, Buffer& buffer) {
  std::vector<float> times;
  std::vector<float> weights;
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    times.push_back(static_cast<float>(static_cast<double>(i) / take.fps));
    weights.insert(weights.end(), take.frames[i].shape.begin(), take.frames[i].shape.end());
  }
  const std::size_t input = buffer.accessor({{"bufferView", buffer.view(times)},
                                             {"componentType", type_float},
                                             {"count", times.size()},
                                             {"type", "SCALAR"},
                                             {"min", {times.front()}},
                                             {"max", {times.back()}}});
  const std::size_t output = buffer.accessor({{"bufferView", buffer.view(weights)},
                                              {"componentType", type_float},
                                              {"count", weights.size()},
                                              {"type", "SCALAR"}});
  Json samplers = Json::array({{{"input", input}, {"output", output}}});
  Json channels = Json::array({{{"sampler", 0}, {"target", {{"node", 0}, {"path", "weights"}}}}});
  int node = 0;
  for (const auto which : {&FaceFrame::head, &FaceFrame::left_eye, &FaceFrame::right_eye}) {
    samplers.push_back({{"input", input}, {"output", rotation_output(take, which, buffer)}});
    channels.push_back({{"sampler", node + 1}, {"target", {{"node", node}, {"path", "rotation"}}}});
    ++node;
  }
  return {{"name", "performance"}, {"samplers", samplers}, {"channels", channels}};
}

}  // namespace

base::Result<std::string> to_gltf(const Take& take) {
  if (take.frames.empty()) return base::fail("the take has no frames", "give one that has");
  const Head& geometry = *TRY(head());
  Buffer buffer;
  Json root{{"asset",
             {{"version", "2.0"},
              {"generator", "Kuleshov"},
              {"copyright", "Geometry: ICT-FaceKit, (c) 2020 USC ICT, MIT"}}},
            {"scene", 0},
            {"scenes", Json::array({{{"nodes", {0}}}})}};
  root["meshes"] = Json::array({mesh_of(geometry, buffer)});
  const auto place = [](const Point& p) { return Json{p.x / 100, p.y / 100, p.z / 100}; };
  root["nodes"] =
      Json::array({{{"name", "head"}, {"mesh", 0}, {"children", {1, 2}}},
                   {{"name", "eye_left"}, {"translation", place(geometry.eye_centre[0])}},
                   {{"name", "eye_right"}, {"translation", place(geometry.eye_centre[1])}}});
  root["animations"] = Json::array({animation_of(take, buffer)});
  buffer.finish(root);
  return root.dump();
}

std::string to_usda(const Take& take) {
  std::string out = fmt::format(
      "#usda 1.0\n(\n    defaultPrim = \"Face\"\n    endTimeCode = {}\n    startTimeCode = 0\n"
      "    timeCodesPerSecond = {:g}\n    upAxis = \"Y\"\n)\n\n"
      "def SkelRoot \"Face\" (\n    prepend apiSchemas = [\"SkelBindingAPI\"]\n)\n{{\n"
      "    rel skel:animationSource = </Face/Performance>\n"
      "    rel skel:skeleton = </Face/Skeleton>\n\n"
      "    def Skeleton \"Skeleton\"\n    {{\n"
      "        uniform token[] joints = [\"head\", \"head/eye_left\", \"head/eye_right\"]\n"
      "        uniform matrix4d[] bindTransforms = [((1,0,0,0),(0,1,0,0),(0,0,1,0),(0,0,0,1)), "
      "((1,0,0,0),(0,1,0,0),(0,0,1,0),(0,0,0,1)), ((1,0,0,0),(0,1,0,0),(0,0,1,0),(0,0,0,1))]\n"
      "        uniform matrix4d[] restTransforms = [((1,0,0,0),(0,1,0,0),(0,0,1,0),(0,0,0,1)), "
      "((1,0,0,0),(0,1,0,0),(0,0,1,0),(0,0,0,1)), ((1,0,0,0),(0,1,0,0),(0,0,1,0),(0,0,0,1))]\n"
      "    }}\n\n    def SkelAnimation \"Performance\"\n    {{\n",
      take.frames.empty() ? 0 : take.frames.size() - 1, take.fps);
  const auto sink = std::back_inserter(out);
  out +=
      "        uniform token[] joints = [\"head\", \"head/eye_left\", \"head/eye_right\"]\n"
      "        uniform token[] blendShapes = [";
  for (std::size_t s = 0; s < shape_count; ++s) {
    fmt::format_to(sink, "{}\"{}\"", s == 0 ? "" : ", ", arkit_name(s));
  }
  out += "]\n        float[] blendShapeWeights.timeSamples = {\n";
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    fmt::format_to(sink, "            {}: [", i);
    for (std::size_t s = 0; s < shape_count; ++s) {
      fmt::format_to(sink, "{}{:.6g}", s == 0 ? "" : ", ", take.frames[i].shape[s]);
    }
    out += "],\n";
  }
  out += "        }\n        quatf[] rotations.timeSamples = {\n";
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    fmt::format_to(sink, "            {}: [", i);
    const FaceFrame& f = take.frames[i];
    const char* comma = "";
    for (const Angles& a : {f.head, f.left_eye, f.right_eye}) {
      const Quaternion q = quaternion_of(a);
      fmt::format_to(sink, "{}({:.7g}, {:.7g}, {:.7g}, {:.7g})", comma, q.w, q.x, q.y, q.z);
      comma = ", ";
    }
    out += "],\n";
  }
  out +=
      "        }\n        float3[] translations = [(0, 0, 0), (0, 0, 0), (0, 0, 0)]\n"
      "        half3[] scales = [(1, 1, 1), (1, 1, 1), (1, 1, 1)]\n    }\n}\n";
  return out;
}

}  // namespace kuleshov::face

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <numbers>

#include "kuleshov/base/file.hpp"
#include "kuleshov/face/units.hpp"
#include "kuleshov/face/write.hpp"

namespace kuleshov::face {

namespace {

constexpr double radians = std::numbers::pi / 180;

std::string time_code(double t) {
  const auto whole = static_cast<long>(t + 1e-9);
  const double frame = (t - static_cast<double>(whole)) * 60;
  return fmt::format("{:02}:{:02}:{:02}:{:06.3f}", whole / 3600 % 24, whole / 60 % 60, whole % 60,
                     std::min(59.999, std::max(0.0, frame)));
}

void append_angles(const Angles& a, std::string& out) {
  fmt::format_to(std::back_inserter(out), ",{:.8f},{:.8f},{:.8f}", -a.yaw * radians,
                 -a.pitch * radians, a.roll * radians);
}

constexpr int openface_units[] = {1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 45};

}  // namespace

std::string to_live_link(const Take& take) {
  std::string out = "Timecode,BlendshapeCount";
  for (std::size_t s = 0; s < shape_count; ++s) {
    out += ',';
    out += name_of(static_cast<Shape>(s));
  }
  out +=
      ",HeadYaw,HeadPitch,HeadRoll,LeftEyeYaw,LeftEyePitch,LeftEyeRoll,"
      "RightEyeYaw,RightEyePitch,RightEyeRoll\n";
  out.reserve(take.frames.size() * 760 + 2048);
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    const FaceFrame& frame = take.frames[i];
    out += time_code(static_cast<double>(i) / take.fps);
    out += ",61";
    for (const float v : frame.shape) fmt::format_to(std::back_inserter(out), ",{:.8f}", v);
    append_angles(frame.head, out);
    append_angles(frame.left_eye, out);
    append_angles(frame.right_eye, out);
    out += '\n';
  }
  return out;
}

std::string to_shapes_csv(const Take& take) {
  std::string out = "time_s";
  for (std::size_t s = 0; s < shape_count; ++s) {
    std::string name(name_of(static_cast<Shape>(s)));
    name[0] = static_cast<char>(name[0] - 'A' + 'a');
    out += ',' + name;
  }
  out += '\n';
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    out += fmt::format("{:.6f}", static_cast<double>(i) / take.fps);
    for (const float v : take.frames[i].shape) out += fmt::format(",{:.6f}", v);
    out += '\n';
  }
  return out;
}

base::Result<std::string> to_openface(const Take& take, double* residual) {
  const UnitSolver solver(*TRY(tables()));
  std::string out =
      "frame,timestamp,confidence,success,gaze_angle_x,gaze_angle_y,"
      "pose_Rx,pose_Ry,pose_Rz";
  for (const int unit : openface_units) out += fmt::format(",AU{:02}_r", unit);
  out += '\n';
  double sum = 0;
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    const FaceFrame& f = take.frames[i];
    const UnitFit fit = solver.solve(f);
    sum += fit.residual;
    const double gaze_yaw = f.head.yaw + (f.left_eye.yaw + f.right_eye.yaw) / 2;
    const double gaze_pitch = f.head.pitch + (f.left_eye.pitch + f.right_eye.pitch) / 2;
    out += fmt::format("{},{:.6f},1,1,{:.6f},{:.6f},{:.6f},{:.6f},{:.6f}", i + 1,
                       static_cast<double>(i) / take.fps, gaze_yaw * radians, -gaze_pitch * radians,
                       -f.head.pitch * radians, f.head.yaw * radians, f.head.roll * radians);
    for (const int unit : openface_units) {
      out += fmt::format(",{:.5f}", 5 * fit.units[static_cast<std::size_t>(unit)]);
    }
    out += '\n';
  }
  if (residual != nullptr && !take.frames.empty()) {
    *residual = sum / static_cast<double>(take.frames.size());
  }
  return out;
}

base::Result<double> write_take(const Take& take, const std::string& path,
                                const std::string& format) {
  double residual = 0;
  std::string bytes;
  if (path.ends_with(".gltf")) {
    bytes = TRY(to_gltf(take));
  } else if (path.ends_with(".usda")) {
    bytes = to_usda(take);
  } else if (!path.ends_with(".csv")) {
    return base::fail("takes are not written as " + path, "end the name in .csv, .gltf or .usda");
  } else if (format == "openface") {
    bytes = TRY(to_openface(take, &residual));
  } else if (format == "shapes") {
    bytes = to_shapes_csv(take);
  } else if (format.empty() || format == "live-link") {
    bytes = to_live_link(take);
  } else {
    return base::fail("'" + format + "' is not a format of takes",
                      "use live-link, openface or shapes, or an ending .gltf or .usda");
  }
  TRY(base::write_file(path, bytes));
  return residual;
}

}  // namespace kuleshov::face

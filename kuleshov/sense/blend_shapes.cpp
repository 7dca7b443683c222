#include <algorithm>
#include <array>
#include <cmath>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/face_series.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

struct ShapeUnit {
  std::string_view shape;  // without Left or Right, lower case
  int unit;
};

// ARKit blend shapes and the action units they were modelled on (Apple
// ARFaceAnchor.BlendShapeLocation beside Ekman, Friesen & Hager 2002).
constexpr std::array shape_units{
    ShapeUnit{"browinnerup", 1},   ShapeUnit{"browouterup", 2},   ShapeUnit{"browdown", 4},
    ShapeUnit{"eyewide", 5},       ShapeUnit{"cheeksquint", 6},   ShapeUnit{"eyesquint", 7},
    ShapeUnit{"nosesneer", 9},     ShapeUnit{"mouthupperup", 10}, ShapeUnit{"mouthsmile", 12},
    ShapeUnit{"mouthdimple", 14},  ShapeUnit{"mouthfrown", 15},   ShapeUnit{"mouthshruglower", 17},
    ShapeUnit{"mouthstretch", 20}, ShapeUnit{"mouthpress", 24},   ShapeUnit{"jawopen", 26},
    ShapeUnit{"eyeblink", 45},
};

std::string bare_shape(std::string_view name) {
  std::string lower = base::lower_ascii(base::trim(name));
  for (const std::string_view side : {"left", "right"}) {
    if (lower.ends_with(side)) lower.resize(lower.size() - side.size());
  }
  std::erase(lower, '_');
  return lower;
}

// A time, or a frame's number at the rate that the table tells, else 60 a second.
Result<std::vector<double>> times_of_shapes(const Table& table, const std::string& file) {
  std::vector<double> times = TRY(times_of(table, file));
  if (!times.empty() || table.lines.empty()) return times;
  const auto* frame = table.find("frame");
  if (frame == nullptr) {
    return fail("blend shapes need a column of time or frame",
                "name it time_s, timestamp_ms or frame", {file, 1});
  }
  const auto* fps = table.find("fps_num");
  const double rate = fps != nullptr && fps->front() > 0 ? fps->front() : 60;
  for (const double f : *frame) times.push_back(f / rate);
  return times;
}

// Live Link Face tells the head's rotations in radians.
void add_head(const Table& table, const std::vector<double>& times, Recording& recording) {
  const std::array<std::pair<std::string_view, Channel>, 3> rotations{
      {{"HeadYaw", Channel::head_yaw},
       {"HeadPitch", Channel::head_pitch},
       {"HeadRoll", Channel::head_roll}}};
  for (const auto& [name, channel] : rotations) {
    const auto* column = table.find(name);
    if (column == nullptr) continue;
    std::vector<double> values;
    for (const double radians : *column) values.push_back(radians * degrees_per_radian);
    add_face_series(recording, channel, 0, std::string(name), times, std::move(values));
  }
}

}  // namespace

int action_unit_of_shape(std::string_view name) {
  const std::string bare = bare_shape(name);
  const auto found = std::find_if(shape_units.begin(), shape_units.end(),
                                  [&](const ShapeUnit& s) { return s.shape == bare; });
  return found == shape_units.end() ? 0 : found->unit;
}

Result<Recording> recording_of_blendshapes(const Table& table, const std::string& file) {
  const auto given = TRY(times_of_shapes(table, file));
  Recording recording{file, "blend-shapes", 0, {}, {}, table.notes};
  const auto times = TRY(times_from_start(given, table, file));
  std::array<std::vector<double>, 64> sums;
  std::array<double, 64> sides{};
  for (std::size_t k = 0; k < table.names.size(); ++k) {
    const int unit = action_unit_of_shape(table.names[k]);
    if (unit == 0) continue;
    auto& sum = sums[static_cast<std::size_t>(unit)];
    sum.resize(times.size(), 0);
    sides[static_cast<std::size_t>(unit)] += 1;
    for (std::size_t i = 0; i < times.size(); ++i) sum[i] += table.columns[k][i];
  }
  for (std::size_t unit = 1; unit < sums.size(); ++unit) {
    if (sides[unit] == 0) continue;
    for (double& value : sums[unit]) value /= sides[unit];
    if (unit == 45) {
      std::vector<double> open;
      for (const double shut : sums[unit]) open.push_back(1 - shut);
      add_face_series(recording, Channel::eye_openness, 0, "eyeBlink", times, std::move(open));
    }
    add_face_series(recording, Channel::action_unit, static_cast<int>(unit),
                    "AU" + std::to_string(unit), times, std::move(sums[unit]));
  }
  add_head(table, times, recording);
  if (recording.series.empty()) return fail("no blend shape in this file", "", {file, 1});
  return recording;
}

}  // namespace kuleshov::sense

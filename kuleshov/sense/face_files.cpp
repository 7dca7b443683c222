#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

constexpr double degrees = 180 / std::numbers::pi;

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

void add(Recording& recording, Channel channel, int unit, std::string name,
         const std::vector<double>& times, std::vector<double> values) {
  Series series;
  series.channel = channel;
  series.index = static_cast<std::uint8_t>(unit);
  series.name = std::move(name);
  series.times_s = times;
  series.values = std::move(values);
  recording.series.push_back(std::move(series));
}

Result<std::vector<double>> ascending(std::vector<double> times, const Table& table,
                                      const std::string& file) {
  const double start = times.empty() ? 0 : times.front();
  for (std::size_t i = 0; i < times.size(); ++i) {
    times[i] -= start;
    if (!std::isfinite(times[i]) || (i > 0 && times[i] < times[i - 1])) {
      return fail("the time goes back or is not a number", "sort the lines",
                  {file, table.lines[i]});
    }
  }
  return times;
}

}  // namespace

int action_unit_of_shape(std::string_view name) {
  const std::string bare = bare_shape(name);
  const auto found = std::find_if(shape_units.begin(), shape_units.end(),
                                  [&](const ShapeUnit& s) { return s.shape == bare; });
  return found == shape_units.end() ? 0 : found->unit;
}

Result<Recording> recording_of_openface(const Table& table, const std::string& file) {
  const auto* stamp = table.find("timestamp");
  const auto* success = table.find("success");
  if (stamp == nullptr) return fail("OpenFace needs a column timestamp", "", {file, 1});
  // OpenFace 3 writes eight columns of the same names with other meanings.
  if (table.find("AU08_r") != nullptr && table.find("AU26_r") == nullptr) {
    return fail("this is OpenFace 3, whose AU columns mean other units", "export with OpenFace 2",
                {file, 1});
  }
  Recording recording{file, "openface", 0, {}, {}, table.notes};
  const auto times = TRY(ascending(*stamp, table, file));
  const auto good = [&](std::size_t i) { return success == nullptr || (*success)[i] > 0; };
  const auto scaled = [&](const std::vector<double>& column, double factor, double offset) {
    std::vector<double> out;
    for (std::size_t i = 0; i < column.size(); ++i) {
      out.push_back(good(i) ? column[i] * factor + offset : std::nan(""));
    }
    return out;
  };
  for (std::size_t k = 0; k < table.names.size(); ++k) {
    const std::string& name = table.names[k];
    if (name.size() != 6 || !name.starts_with("AU") || !name.ends_with("_r")) continue;
    const auto unit = number_in(name.substr(2, 2));
    if (!unit || *unit < 1 || *unit > 63) continue;
    add(recording, Channel::action_unit, static_cast<int>(*unit), name, times,
        scaled(table.columns[k], 0.2, 0));
    if (*unit == 45) {
      add(recording, Channel::eye_openness, 0, name, times, scaled(table.columns[k], -0.2, 1));
    }
  }
  const std::array<std::pair<const char*, Channel>, 5> others{{{"gaze_angle_x", Channel::gaze_x},
                                                               {"gaze_angle_y", Channel::gaze_y},
                                                               {"pose_Ry", Channel::head_yaw},
                                                               {"pose_Rx", Channel::head_pitch},
                                                               {"pose_Rz", Channel::head_roll}}};
  for (const auto& [name, channel] : others) {
    const auto* column = table.find(name);
    const double sign = channel == Channel::gaze_y || channel == Channel::head_pitch ? -1 : 1;
    if (column != nullptr)
      add(recording, channel, 0, name, times, scaled(*column, sign * degrees, 0));
  }
  if (recording.series.empty()) return fail("no action unit in this file", "", {file, 1});
  return recording;
}

Result<Recording> recording_of_blendshapes(const Table& table, const std::string& file) {
  std::vector<double> times;
  const auto* seconds = table.find("time_s");
  const auto* milliseconds = table.find("t_ms");
  const auto* frame = table.find("frame");
  const auto* fps = table.find("fps_num");
  if (seconds != nullptr) {
    times = *seconds;
  } else if (milliseconds != nullptr) {
    for (const double t : *milliseconds) times.push_back(t / 1000);
  } else if (frame != nullptr) {
    const double rate = fps != nullptr && !fps->empty() && fps->front() > 0 ? fps->front() : 60;
    for (const double f : *frame) times.push_back(f / rate);
  } else {
    return fail("blend shapes need a column time_s, t_ms or frame", "", {file, 1});
  }
  Recording recording{file, "blend-shapes", 0, {}, {}, table.notes};
  times = TRY(ascending(std::move(times), table, file));
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
      add(recording, Channel::eye_openness, 0, "eyeBlink", times, std::move(open));
    }
    add(recording, Channel::action_unit, static_cast<int>(unit), "AU" + std::to_string(unit), times,
        std::move(sums[unit]));
  }
  if (recording.series.empty()) return fail("no blend shape in this file", "", {file, 1});
  return recording;
}

namespace {

class BigEndian {
 public:
  explicit BigEndian(std::string_view bytes) : bytes_(bytes) {}
  bool u8(std::uint8_t& out) {
    if (bytes_.size() - at_ < 1) return false;
    out = static_cast<std::uint8_t>(bytes_[at_++]);
    return true;
  }
  bool u32(std::uint32_t& out) {
    if (bytes_.size() - at_ < 4) return false;
    out = 0;
    for (int k = 0; k < 4; ++k) out = out << 8 | static_cast<std::uint8_t>(bytes_[at_++]);
    return true;
  }
  bool f32(float& out) {
    std::uint32_t raw = 0;
    if (!u32(raw)) return false;
    out = std::bit_cast<float>(raw);
    return true;
  }
  bool text(std::string& out) {
    std::uint32_t length = 0;
    if (!u32(length) || length > bytes_.size() - at_) return false;
    out = bytes_.substr(at_, length);
    at_ += length;
    return true;
  }
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

Result<LiveLinkPacket> parse_live_link_packet(std::string_view bytes) {
  BigEndian in(bytes);
  LiveLinkPacket packet;
  std::uint8_t version = 0;
  std::uint32_t frame = 0;
  std::uint32_t numerator = 0;
  std::uint32_t denominator = 0;
  std::uint8_t count = 0;
  const bool head = in.u8(version) && in.text(packet.device) && in.text(packet.subject) &&
                    in.u32(frame) && in.f32(packet.subframe) && in.u32(numerator) &&
                    in.u32(denominator) && in.u8(count);
  if (!head) return fail("the packet is cut short", "", {"", 0, 0, in.at()});
  if (version != 6) return fail("Live Link Face version 6 is read", "", {"", 0, 0, 0});
  packet.frame = static_cast<std::int32_t>(frame);
  if (numerator > 0 && denominator > 0) {
    packet.fps = static_cast<double>(numerator) / static_cast<double>(denominator);
  }
  packet.values.resize(count);
  for (float& value : packet.values) {
    if (!in.f32(value)) return fail("the packet is cut short", "", {"", 0, 0, in.at()});
  }
  return packet;
}

namespace {

constexpr std::array<std::string_view, 61> live_link_names{"EyeBlinkLeft",
                                                           "EyeLookDownLeft",
                                                           "EyeLookInLeft",
                                                           "EyeLookOutLeft",
                                                           "EyeLookUpLeft",
                                                           "EyeSquintLeft",
                                                           "EyeWideLeft",
                                                           "EyeBlinkRight",
                                                           "EyeLookDownRight",
                                                           "EyeLookInRight",
                                                           "EyeLookOutRight",
                                                           "EyeLookUpRight",
                                                           "EyeSquintRight",
                                                           "EyeWideRight",
                                                           "JawForward",
                                                           "JawLeft",
                                                           "JawRight",
                                                           "JawOpen",
                                                           "MouthClose",
                                                           "MouthFunnel",
                                                           "MouthPucker",
                                                           "MouthLeft",
                                                           "MouthRight",
                                                           "MouthSmileLeft",
                                                           "MouthSmileRight",
                                                           "MouthFrownLeft",
                                                           "MouthFrownRight",
                                                           "MouthDimpleLeft",
                                                           "MouthDimpleRight",
                                                           "MouthStretchLeft",
                                                           "MouthStretchRight",
                                                           "MouthRollLower",
                                                           "MouthRollUpper",
                                                           "MouthShrugLower",
                                                           "MouthShrugUpper",
                                                           "MouthPressLeft",
                                                           "MouthPressRight",
                                                           "MouthLowerDownLeft",
                                                           "MouthLowerDownRight",
                                                           "MouthUpperUpLeft",
                                                           "MouthUpperUpRight",
                                                           "BrowDownLeft",
                                                           "BrowDownRight",
                                                           "BrowInnerUp",
                                                           "BrowOuterUpLeft",
                                                           "BrowOuterUpRight",
                                                           "CheekPuff",
                                                           "CheekSquintLeft",
                                                           "CheekSquintRight",
                                                           "NoseSneerLeft",
                                                           "NoseSneerRight",
                                                           "TongueOut",
                                                           "HeadYaw",
                                                           "HeadPitch",
                                                           "HeadRoll",
                                                           "LeftEyeYaw",
                                                           "LeftEyePitch",
                                                           "LeftEyeRoll",
                                                           "RightEyeYaw",
                                                           "RightEyePitch",
                                                           "RightEyeRoll"};

std::optional<std::string> bytes_of_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string out;
  const auto digit = [](char c) {
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
    if (lower >= '0' && lower <= '9') return lower - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  };
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]);
    const int low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

}  // namespace

Result<Recording> parse_live_link_hex(std::string_view text, const std::string& file) {
  Table table;
  table.names = {"time_s"};
  for (const auto name : live_link_names) table.names.emplace_back(name);
  table.columns.resize(table.names.size());
  std::size_t number = 0;
  const auto lines = base::lines(text);
  for (const auto line : lines) {
    ++number;
    if (base::trim(line).empty()) continue;
    const auto bytes = bytes_of_hex(base::trim(line));
    const auto packet = bytes ? parse_live_link_packet(*bytes) : fail("this is not hexadecimal");
    if (!packet || packet->values.size() != live_link_names.size()) {
      if (number == lines.size()) {
        table.notes.push_back(file + " ends in the middle of a packet");
        break;
      }
      return fail(packet ? "a packet should hold 61 values" : packet.error().what, "",
                  {file, number});
    }
    table.lines.push_back(number);
    table.columns[0].push_back((packet->frame + static_cast<double>(packet->subframe)) /
                               packet->fps);
    for (std::size_t k = 0; k < packet->values.size(); ++k) {
      table.columns[k + 1].push_back(static_cast<double>(packet->values[k]));
    }
  }
  if (table.lines.empty()) return fail("no packet in this file", "", {file});
  Recording recording = TRY(recording_of_blendshapes(table, file));
  recording.format = "live-link-face";
  return recording;
}

}  // namespace kuleshov::sense

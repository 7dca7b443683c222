#include <array>
#include <bit>
#include <optional>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/face_series.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

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
      return fail(packet ? "a packet should hold 61 values" : packet.error().what,
                  "mend or leave out the line", {file, number});
    }
    table.lines.push_back(number);
    table.columns[0].push_back((packet->frame + static_cast<double>(packet->subframe)) /
                               packet->fps);
    for (std::size_t k = 0; k < packet->values.size(); ++k) {
      table.columns[k + 1].push_back(static_cast<double>(packet->values[k]));
    }
  }
  if (table.lines.empty())
    return fail("no packet in this file", "expected a packet in hex on each line", {file, 1});
  Recording recording = TRY(recording_of_blendshapes(table, file));
  recording.format = "live-link-face";
  return recording;
}

}  // namespace kuleshov::sense

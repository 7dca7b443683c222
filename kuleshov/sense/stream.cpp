#include "kuleshov/sense/stream.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "kuleshov/sense/json_cursor.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

constexpr const char* see = "see docs/formats/stream-protocol.md";

auto not_json(const JsonCursor& json) {
  return fail("this is not JSON", see, {"message", 0, 0, json.byte()});
}

// A number, or NaN for any other value.
bool number_or_nothing(JsonCursor& json, double& value) {
  value = std::nan("");
  const char first = json.peek();
  const bool is_number = first == '-' || (first >= '0' && first <= '9');
  return is_number ? json.number(value) : json.skip();
}

}  // namespace

StreamReader::StreamReader() {
  pending_.reserve(most_samples);
  samples_.reserve(most_samples);
  for (Device& device : devices_) device.name.reserve(longest_name);
}

const ClockMap* StreamReader::clock(std::string_view device) const {
  for (std::size_t i = 0; i < known_devices_; ++i) {
    if (devices_[i].name == device) return &devices_[i].clock;
  }
  return nullptr;
}

ClockMap* StreamReader::clock_of(std::string_view device) {
  for (std::size_t i = 0; i < known_devices_; ++i) {
    if (devices_[i].name == device) return &devices_[i].clock;
  }
  if (known_devices_ == most_devices) return nullptr;
  devices_[known_devices_].name = device;
  return &devices_[known_devices_++].clock;
}

Result<StreamReader::Pending> StreamReader::read_sample(JsonCursor& json) {
  Pending out{{std::nan(""), Channel::count, 0, std::nan("")}, std::nan("")};
  if (json.peek() != '{') return fail("a sample needs a channel", see);
  double index = 0;
  std::optional<Channel> channel;
  bool names_channel = false;
  std::array<char, longest_name> unknown{};
  std::size_t unknown_length = 0;
  const bool read = json.object([&](std::string_view key) {
    if (key == "at_s") return number_or_nothing(json, out.sample.time_s);
    if (key == "device_s") return number_or_nothing(json, out.device_s);
    if (key == "value") return number_or_nothing(json, out.sample.value);
    if (key == "index") return number_or_nothing(json, index);
    if (key != "channel" || json.peek() != '"') return json.skip();
    std::string_view name;
    if (!json.text(name)) return false;
    names_channel = true;
    channel = channel_by_id(name);
    unknown_length = name.copy(unknown.data(), unknown.size());
    return true;
  });
  if (!read) return not_json(json);
  if (!names_channel) return fail("a sample needs a channel", see);
  if (!channel) {
    return fail("no channel is named \"" + std::string(unknown.data(), unknown_length) + "\"", see);
  }
  out.sample.channel = *channel;
  if (index >= 0 && index < 64) out.sample.index = static_cast<std::uint8_t>(index);
  return out;
}

Result<void> StreamReader::read_samples(JsonCursor& json) {
  pending_.clear();
  Result<void> fault;
  const bool read = json.array([&] {
    if (pending_.size() == most_samples) {
      fault = fail("more than 4096 samples in a message", "send them more often");
      return false;
    }
    auto sample = read_sample(json);
    if (!sample) {
      fault = std::unexpected(std::move(sample).error());
      return false;
    }
    pending_.push_back(*sample);
    return true;
  });
  if (!fault) return fault;
  return read ? Result<void>() : not_json(json);
}

// Onto film time; what has no time is dropped.
void StreamReader::place(double arrived_s, std::string_view device) {
  samples_.clear();
  for (const Pending& pending : pending_) {
    Sample sample = pending.sample;
    ClockMap* clock = std::isfinite(pending.device_s) ? clock_of(device) : nullptr;
    if (clock != nullptr) {
      clock->saw(pending.device_s, arrived_s);
      sample.time_s = clock->ours(pending.device_s);
    }
    if (std::isfinite(sample.time_s)) {
      samples_.push_back(sample);
    } else {
      ++dropped_;
    }
  }
}

Result<std::span<const Sample>> StreamReader::read(std::string_view message, double arrived_s) {
  JsonCursor json(message);
  bool is_samples = false;
  bool has_samples = false;
  std::array<char, longest_name> device{};
  std::size_t device_length = 0;
  Result<void> fault;
  const bool read = json.object([&](std::string_view key) {
    std::string_view words;
    if (key == "samples" && json.peek() == '[') {
      has_samples = true;
      fault = read_samples(json);
      return fault.has_value();
    }
    const bool is_type = key == "type";
    if ((!is_type && key != "device") || json.peek() != '"') return json.skip();
    if (!json.text(words)) return false;
    if (is_type) {
      is_samples = words == "samples";
    } else {
      device_length = words.copy(device.data(), device.size());
    }
    return true;
  });
  if (!fault) return std::unexpected(std::move(fault).error());
  if (!read || !json.end()) return not_json(json);
  if (!is_samples || !has_samples) return fail("this is not a message of samples", see);
  place(arrived_s, {device.data(), device_length});
  return samples_;
}

}  // namespace kuleshov::sense

#include "kuleshov/sense/stream.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/base/json.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {
constexpr double window_s = 10;
constexpr double jump_s = 2;
constexpr std::size_t most_samples = 4096;
constexpr std::size_t most_devices = 64;
}  // namespace

void ClockMap::saw(double device_s, double arrived_s) {
  if (!std::isfinite(device_s) || !std::isfinite(arrived_s)) return;
  const double offset = arrived_s - device_s;
  if (known() && offset < ours(device_s) - device_s - jump_s) smallest_.clear();
  if (known() && device_s < window_start_s_ - jump_s) smallest_.clear();
  if (!known() || device_s - window_start_s_ >= window_s) {
    window_start_s_ = device_s;
    smallest_.push({device_s, offset});
  } else if (offset < smallest_.newest().offset_s) {
    smallest_.newest() = {device_s, offset};
  } else {
    return;
  }
  fit();
}

void ClockMap::fit() {
  // The window under way may not have seen its smallest delay yet.
  const std::size_t whole = smallest_.size() >= 4 ? smallest_.size() - 1 : smallest_.size();
  const auto n = static_cast<double>(whole);
  double mt = 0;
  double mo = 0;
  for (std::size_t i = 0; i < whole; ++i) {
    mt += smallest_[i].device_s / n;
    mo += smallest_[i].offset_s / n;
  }
  double tt = 0;
  double to = 0;
  for (std::size_t i = 0; i < whole; ++i) {
    const double off = smallest_[i].device_s - mt;
    tt += off * off;
    to += off * (smallest_[i].offset_s - mo);
  }
  // Crystals drift by less than 0.1 %; short baselines say nothing of drift.
  slope_ = smallest_.size() >= 6 && tt > 0 ? std::clamp(to / tt, -1e-3, 1e-3) : 0;
  at_s_ = mt;
  offset_s_ = mo;
}

double ClockMap::ours(double device_s) const {
  return known() ? device_s + offset_s_ + slope_ * (device_s - at_s_) : device_s;
}

const ClockMap* StreamReader::clock(const std::string& device) const {
  const auto found = clocks_.find(device);
  return found == clocks_.end() ? nullptr : &found->second;
}

Result<std::vector<Sample>> StreamReader::read(std::string_view message, double arrived_s) {
  const base::Json json = TRY(base::parse_json(message, "message"));
  if (!json.is_object() || json.value("type", base::Json()) != "samples" ||
      !json.contains("samples") || !json["samples"].is_array()) {
    return fail("this is not a message of samples", "see docs/formats/stream-protocol.md");
  }
  if (json["samples"].size() > most_samples) {
    return fail("more than 4096 samples in a message", "send them more often");
  }
  const auto device = json.find("device");
  const std::string name =
      device != json.end() && device->is_string() ? device->get<std::string>() : std::string();
  std::vector<Sample> out;
  for (const base::Json& item : json["samples"]) {
    const auto number = [&](const char* key) {
      const auto found = item.find(key);
      return found != item.end() && found->is_number() ? found->get<double>() : std::nan("");
    };
    if (!item.is_object() || !item.contains("channel") || !item["channel"].is_string()) {
      return fail("a sample needs a channel", "see docs/formats/stream-protocol.md");
    }
    const auto channel = channel_by_id(item["channel"].get<std::string>());
    if (!channel) {
      return fail("no channel is named \"" + item["channel"].get<std::string>() + "\"",
                  "see docs/formats/stream-protocol.md");
    }
    double time_s = number("at_s");
    const double device_s = number("device_s");
    if (std::isfinite(device_s) && (clocks_.size() < most_devices || clocks_.contains(name))) {
      ClockMap& clock = clocks_[name];
      clock.saw(device_s, arrived_s);
      time_s = clock.ours(device_s);
    }
    const double index = number("index");
    if (!std::isfinite(time_s)) {
      ++dropped_;
      continue;
    }
    const bool has_index = index >= 0 && index < 64;
    out.push_back(
        {time_s, *channel, static_cast<std::uint8_t>(has_index ? index : 0), number("value")});
  }
  return out;
}

}  // namespace kuleshov::sense

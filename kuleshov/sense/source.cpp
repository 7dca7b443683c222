#include "kuleshov/sense/source.hpp"

#include <algorithm>
#include <tuple>

namespace kuleshov::sense {

namespace {

struct Named {
  std::string_view name;
  std::string_view unit;
};

constexpr std::array<Named, static_cast<std::size_t>(Channel::count)> names{{
    {"heart-beat", "s"},
    {"heart-rate", "bpm"},
    {"ecg", "mV"},
    {"ppg", "a.u."},
    {"skin-conductance", "uS"},
    {"skin-temperature", "degC"},
    {"acceleration", "g"},
    {"respiration", "a.u."},
    {"gaze-x", "deg"},
    {"gaze-y", "deg"},
    {"pupil", "mm"},
    {"eye-openness", "0 to 1"},
    {"action-unit", "0 to 1"},
    {"head-yaw", "deg"},
    {"head-pitch", "deg"},
    {"head-roll", "deg"},
    {"film-luminance", "1"},
    {"film-target-x", "deg"},
    {"film-target-y", "deg"},
    {"film-target-radius", "deg"},
}};

auto order_of(const Sample& s) { return std::tuple(s.time_s, s.channel, s.index); }
bool earlier(const Sample& a, const Sample& b) { return order_of(a) < order_of(b); }
bool same(const Sample& a, const Sample& b) { return order_of(a) == order_of(b); }

}  // namespace

std::string_view name_of(Channel channel) { return names[static_cast<std::size_t>(channel)].name; }
std::string_view unit_of(Channel channel) { return names[static_cast<std::size_t>(channel)].unit; }

PushedSource::PushedSource(std::size_t most) : most_(std::max<std::size_t>(most, 1)) {
  waiting_.reserve(most_);
  out_.reserve(most_);
}

void PushedSource::push(const Sample& sample) {
  if (waiting_.size() == most_) {
    waiting_.erase(waiting_.begin());
    ++lost_;
  }
  const auto place = std::upper_bound(waiting_.begin(), waiting_.end(), sample, earlier);
  if (place != waiting_.begin() && same(*(place - 1), sample)) return;
  waiting_.insert(place, sample);
}

std::span<const Sample> PushedSource::next(double until_s) {
  const auto end = std::partition_point(waiting_.begin(), waiting_.end(),
                                        [&](const Sample& s) { return s.time_s <= until_s; });
  out_.assign(waiting_.begin(), end);
  waiting_.erase(waiting_.begin(), end);
  return out_;
}

bool parse_heart_rate(std::span<const std::uint8_t> bytes, HeartRateMeasurement& out) {
  out = {};
  if (bytes.size() < 2) return false;
  const std::uint8_t flags = bytes[0];
  const bool wide = (flags & 1U) != 0;
  std::size_t at = wide ? 3 : 2;
  if (bytes.size() < at) return false;
  out.rate_bpm = bytes[1] + (wide ? 256.0 * bytes[2] : 0.0);
  out.contact_known = (flags & 4U) != 0;
  out.contact = !out.contact_known || (flags & 2U) != 0;
  if ((flags & 8U) != 0) at += 2;  // energy expended
  if (bytes.size() < at) return false;
  if ((flags & 16U) == 0) return true;
  for (; at + 1 < bytes.size() && out.intervals < out.interval_s.size(); at += 2) {
    out.interval_s[out.intervals++] = (bytes[at] + 256.0 * bytes[at + 1]) / 1024.0;
  }
  return true;
}

void push_heart_rate(const HeartRateMeasurement& measured, double at_s, PushedSource& source) {
  if (!measured.contact) return;
  if (measured.intervals == 0) {
    if (measured.rate_bpm > 0) source.push({at_s, Channel::heart_rate, 0, measured.rate_bpm});
    return;
  }
  double beat_s = at_s;
  for (std::size_t i = measured.intervals; i-- > 0;) {
    source.push({beat_s, Channel::heart_beat, 0, measured.interval_s[i]});
    beat_s -= measured.interval_s[i];
  }
}

}  // namespace kuleshov::sense

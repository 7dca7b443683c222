#include <algorithm>
#include <array>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

namespace {

struct Alias {
  std::string_view name;
  Channel channel;
};

constexpr std::array aliases{
    Alias{"ecg", Channel::ecg},
    Alias{"ekg", Channel::ecg},
    Alias{"mlii", Channel::ecg},
    Alias{"ii", Channel::ecg},
    Alias{"i", Channel::ecg},
    Alias{"iii", Channel::ecg},
    Alias{"v1", Channel::ecg},
    Alias{"v2", Channel::ecg},
    Alias{"v5", Channel::ecg},
    Alias{"ppg", Channel::ppg},
    Alias{"bvp", Channel::ppg},
    Alias{"pleth", Channel::ppg},
    Alias{"eda", Channel::skin_conductance},
    Alias{"gsr", Channel::skin_conductance},
    Alias{"sc", Channel::skin_conductance},
    Alias{"skin_conductance", Channel::skin_conductance},
    Alias{"skin-conductance", Channel::skin_conductance},
    Alias{"rsp", Channel::respiration},
    Alias{"resp", Channel::respiration},
    Alias{"respiration", Channel::respiration},
    Alias{"temp", Channel::skin_temperature},
    Alias{"hr", Channel::heart_rate},
    Alias{"heart_rate", Channel::heart_rate},
    Alias{"rr", Channel::heart_beat},
    Alias{"ibi", Channel::heart_beat},
    Alias{"x_deg", Channel::gaze_x},
    Alias{"gaze_x", Channel::gaze_x},
    Alias{"y_deg", Channel::gaze_y},
    Alias{"gaze_y", Channel::gaze_y},
    Alias{"pupil", Channel::pupil},
    Alias{"pupil_mm", Channel::pupil},
    Alias{"openness", Channel::eye_openness},
    Alias{"eye_openness", Channel::eye_openness},
    Alias{"acc", Channel::acceleration},
    Alias{"luminance", Channel::film_luminance},
};

struct Unit {
  Channel channel;
  std::string_view name;
  double scale;
};

// As EDF headers and the stream descriptions of LSL and XDF spell them.
constexpr std::array units{
    Unit{Channel::ecg, "uv", 1e-3},
    Unit{Channel::ecg, "\xc2\xb5v", 1e-3},
    Unit{Channel::ecg, "microvolt", 1e-3},
    Unit{Channel::ecg, "microvolts", 1e-3},
    Unit{Channel::ecg, "v", 1e3},
    Unit{Channel::ecg, "volt", 1e3},
    Unit{Channel::ecg, "volts", 1e3},
    Unit{Channel::skin_conductance, "ns", 1e-3},
    Unit{Channel::skin_conductance, "s", 1e6},
    Unit{Channel::skin_conductance, "siemens", 1e6},
    Unit{Channel::heart_beat, "ms", 1e-3},
    Unit{Channel::heart_beat, "milliseconds", 1e-3},
};

}  // namespace

double to_our_unit(Channel channel, std::string_view unit) {
  const std::string lower = base::lower_ascii(base::trim(unit));
  const auto found = std::find_if(units.begin(), units.end(), [&](const Unit& known) {
    return known.channel == channel && known.name == lower;
  });
  return found == units.end() ? 1 : found->scale;
}

std::optional<Channel> channel_by_id(std::string_view id) {
  if (id.starts_with("action-unit-")) return Channel::action_unit;
  for (std::size_t c = 0; c < static_cast<std::size_t>(Channel::count); ++c) {
    if (name_of(static_cast<Channel>(c)) == id) return static_cast<Channel>(c);
  }
  return std::nullopt;
}

std::optional<Channel> channel_named(std::string_view name) {
  std::string lower = base::lower_ascii(base::trim(name));
  lower = lower.substr(0, lower.find_first_of("([ "));
  for (const std::string_view suffix : {"_us", "_mv", "_bpm", "_s"}) {
    if (lower.ends_with(suffix)) lower.resize(lower.size() - suffix.size());
  }
  const auto found =
      std::find_if(aliases.begin(), aliases.end(), [&](const Alias& a) { return a.name == lower; });
  if (found == aliases.end()) return std::nullopt;
  return found->channel;
}

}  // namespace kuleshov::sense

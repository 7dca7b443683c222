#include "kuleshov/sense/lsl.hpp"

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

namespace {

constexpr int most_at_once = 20'000;  // samples of one stream between two calls

double scale_of(const Inlet::About& about, std::size_t i, std::string_view label, Channel channel) {
  if (i < about.units.size() && !about.units[i].empty()) {
    return to_our_unit(channel, about.units[i]);
  }
  const bool in_microvolt = base::lower_ascii(label).ends_with("uv");
  return channel == Channel::ecg && in_microvolt ? 1e-3 : 1;
}

// "ECG_uV" is "ECG" to the table of names.
std::string_view without_unit(std::string_view label) {
  const auto underscore = label.find_last_of('_');
  const bool unit =
      underscore != std::string_view::npos && base::lower_ascii(label.substr(underscore)) == "_uv";
  return unit ? label.substr(0, underscore) : label;
}

}  // namespace

std::optional<InletChannel> channel_of(const Inlet::About& about, std::size_t i) {
  if (i < about.labels.size() && !about.labels[i].empty()) {
    const std::string& label = about.labels[i];
    const auto known = channel_named(without_unit(label));
    if (known) return InletChannel{*known, scale_of(about, i, label, *known)};
  }
  if (about.channels != 1) return std::nullopt;
  for (const std::string& name : {about.type, about.name}) {
    const auto known = channel_named(without_unit(name));
    if (known) return InletChannel{*known, scale_of(about, i, name, *known)};
  }
  return std::nullopt;
}

InletSource::InletSource(std::vector<std::unique_ptr<Inlet>> inlets, double start_s)
    : start_s_(start_s) {
  for (auto& inlet : inlets) {
    const Inlet::About& about = inlet->about();
    Stream stream{nullptr, {}, std::vector<double>(about.channels)};
    bool any = false;
    for (std::size_t i = 0; i < about.channels; ++i) {
      stream.channels.push_back(channel_of(about, i));
      any = any || stream.channels.back().has_value();
    }
    (any ? heard_ : ignored_).push_back(about.name + " (" + about.type + ")");
    if (!any) continue;
    stream.inlet = std::move(inlet);
    streams_.push_back(std::move(stream));
  }
}

void InletSource::drain(Stream& stream) {
  const double offset_s = stream.inlet->clock_offset_s();
  double sender_s = 0;
  for (int n = 0; n < most_at_once && stream.inlet->pull(sender_s, stream.values); ++n) {
    const double time_s = sender_s + offset_s - start_s_;
    for (std::size_t i = 0; i < stream.values.size(); ++i) {
      const auto& known = stream.channels[i];
      if (known) pushed_.push({time_s, known->channel, 0, known->scale * stream.values[i]});
    }
  }
}

std::span<const Sample> InletSource::next(double until_s) {
  for (Stream& stream : streams_) drain(stream);
  return pushed_.next(until_s);
}

}  // namespace kuleshov::sense

#include "kuleshov/sense/recorded.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace kuleshov::sense {

namespace {

// Only the first of several leads is heard: a second one would beat twice.
bool is_second_lead(const std::vector<Series>& series, std::size_t k) {
  return std::any_of(
      series.begin(), series.begin() + static_cast<std::ptrdiff_t>(k), [&](const Series& earlier) {
        return earlier.channel == series[k].channel && earlier.index == series[k].index;
      });
}

}  // namespace

RecordedSource::RecordedSource(Recording recording, double from_s)
    : recording_(std::move(recording)), from_s_(from_s), at_(recording_.series.size(), 0) {
  for (std::size_t k = 0; k < at_.size(); ++k) {
    const Series& series = recording_.series[k];
    if (is_second_lead(recording_.series, k)) at_[k] = series.values.size();
    while (at_[k] < series.values.size() && series.time_s(at_[k]) < from_s_) ++at_[k];
  }
}

std::span<const Sample> RecordedSource::next(double until_s) {
  out_.clear();
  for (std::size_t k = 0; k < at_.size(); ++k) {
    const Series& series = recording_.series[k];
    for (; at_[k] < series.values.size(); ++at_[k]) {
      const double time_s = series.time_s(at_[k]) - from_s_;
      if (time_s > until_s) break;
      out_.push_back({time_s, series.channel, series.index, series.values[at_[k]]});
    }
  }
  std::stable_sort(out_.begin(), out_.end(), [](const Sample& a, const Sample& b) {
    return std::tuple(a.time_s, a.channel, a.index) < std::tuple(b.time_s, b.channel, b.index);
  });
  return out_;
}

Senses::Rates rates_of(std::span<const Recording> recordings) {
  constexpr double slowest_hz = 60;  // slower waves are put on a finer grid
  Senses::Rates rates;
  for (const Recording& recording : recordings) {
    const Series* ecg = recording.find(Channel::ecg);
    const Series* ppg = recording.find(Channel::ppg);
    if (ecg != nullptr && ecg->rate_hz >= slowest_hz) rates.ecg_hz = ecg->rate_hz;
    if (ppg != nullptr && ppg->rate_hz >= slowest_hz) rates.ppg_hz = ppg->rate_hz;
  }
  return rates;
}

base::Result<std::unique_ptr<RecordedSource>> open_recording(const base::Path& path,
                                                             double from_s) {
  Recording recording = TRY(read_recording(path));
  return std::make_unique<RecordedSource>(std::move(recording), from_s);
}

}  // namespace kuleshov::sense

// A real recording played in film time, as if the person sat there now.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/recording.hpp"
#include "kuleshov/sense/senses.hpp"
#include "kuleshov/sense/source.hpp"

namespace kuleshov::sense {

// Of several series of one channel only the first is played.
class RecordedSource final : public SignalSource {
 public:
  // Film time 0 is `from_s` of the recording.
  explicit RecordedSource(Recording recording, double from_s = 0);
  std::span<const Sample> next(double until_s) override;
  [[nodiscard]] const Recording& recording() const { return recording_; }

 private:
  Recording recording_;
  double from_s_;
  std::vector<std::size_t> at_;  // next sample of each series
  std::vector<Sample> out_;
};

// The rates of the waves that have one.
Senses::Rates rates_of(std::span<const Recording> recordings);

// `path` as read_recording takes it.
base::Result<std::unique_ptr<RecordedSource>> open_recording(const base::Path& path,
                                                             double from_s = 0);

}  // namespace kuleshov::sense

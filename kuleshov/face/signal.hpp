// A track on an even clock, and the few sums the measures need.
#pragma once

#include <array>
#include <complex>
#include <span>
#include <vector>

#include "kuleshov/face/track.hpp"

namespace kuleshov::face {

// Columns of a track at an even rate: 30 Hz, or the track's own where that is lower.
struct Signal {
  double rate = 30;
  std::size_t count = 0;
  std::array<std::vector<float>, shape_count> shape;
  std::array<std::vector<float>, 2> head;  // yaw, pitch, degrees
  std::array<std::vector<float>, 4> eye;   // left yaw, left pitch, right yaw, right pitch
  [[nodiscard]] double seconds() const { return static_cast<double>(count) / rate; }
  [[nodiscard]] const std::vector<float>& operator[](Shape s) const {
    return shape[static_cast<std::size_t>(s)];
  }
};

// For each sample of the even clock: which frames make it, and with what weight.
struct Mix {
  std::size_t first = 0;
  std::size_t count = 1;  // frames averaged; or two joined by `share`
  float share = 0;
  bool joined = false;
};

// Finds the frames of sample after sample; the same whether all frames are known or only those up
// to the one after the sample. Does not allocate.
class EvenClock {
 public:
  EvenClock() = default;
  // For frames at `own` a second: averaged down to `highest`, or joined at their own rate.
  explicit EvenClock(double own, double highest = 30);
  [[nodiscard]] double rate() const { return rate_; }
  // Sample `i`, asked for in rising order; `time` are the frames' times, the last after the
  // sample's.
  Mix at(const std::vector<double>& time, std::size_t i);

 private:
  double rate_ = 30;
  bool average_ = false;
  std::size_t at_ = 0;
};

// The value of a sample: `get` of its frames, averaged or joined.
template <class Get>
float mixed(const std::vector<FaceFrame>& frames, const Mix& mix, Get get) {
  if (mix.joined) {
    const float a = get(frames[mix.first]);
    return a + (get(frames[mix.first + 1]) - a) * mix.share;
  }
  float sum = 0;
  for (std::size_t k = 0; k < mix.count; ++k) sum += get(frames[mix.first + k]);
  return sum / static_cast<float>(mix.count);
}

// Eye in head by the look shapes, degrees: left yaw, left pitch, right yaw, right pitch.
float eye_angle(const FaceFrame& frame, std::size_t which);

// Faster tracks are averaged over each step, slower ones joined by straight lines.
Signal signal_of(const Track& track, double highest_rate = 30);

double mean(std::span<const float> x);
double deviation(std::span<const float> x);
// Pearson's r; 0 where one of them does not move.
double correlation(std::span<const float> a, std::span<const float> b);
// The value below which `share` (0..1) of x lies.
float quantile(std::vector<float> x, double share);

// Power by frequency of x without its mean: Hann windows of 512 samples (or the next power of two
// above a shorter x), half overlapping, summed. power[k] belongs to k * rate / size.
struct Spectrum {
  double step_hz = 0;
  std::vector<double> power;
};
void add_spectrum(std::span<const float> x, double rate, Spectrum& sum);
double share_above(const Spectrum& spectrum, double hz);
// The frequency below which half of the power lies.
double middle_frequency(const Spectrum& spectrum);

// One rise and fall of a shape above its own rest (20th percentile).
struct Episode {
  std::size_t from = 0, peak = 0, to = 0;  // samples
  double onset_s = 0;                      // 10 to 90 per cent of the height
  double offset_s = 0;
  float height = 0;
};
std::vector<Episode> episodes(std::span<const float> x, double rate, float above);

}  // namespace kuleshov::face

#include "kuleshov/media/loudness.hpp"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace kuleshov::media {

namespace {

struct Free {
  void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

double decibel(double amplitude) { return amplitude > 1e-6 ? 20 * std::log10(amplitude) : -120; }

}  // namespace

base::Result<Loudness> measure_loudness(const Audio& audio) {
  const std::unique_ptr<ebur128_state, Free> state(
      ebur128_init(2, sample_rate, EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK));
  if (!state) {
    return base::fail("cannot measure loudness: out of memory", "", {}, base::ErrorKind::io);
  }
  ebur128_add_frames_float(state.get(), audio.samples.data(), audio.samples.size() / 2);
  Loudness found;
  double value = 0;
  if (ebur128_loudness_global(state.get(), &value) == 0) {
    found.integrated_lufs = std::max(value, -70.0);
  }
  if (ebur128_loudness_range(state.get(), &value) == 0) found.range_lu = value;
  double left = 0;
  double right = 0;
  ebur128_true_peak(state.get(), 0, &left);
  ebur128_true_peak(state.get(), 1, &right);
  found.true_peak_dbtp = decibel(std::max(left, right));
  return found;
}

double gain_to(const Loudness& measured, double target_lufs, double ceiling_dbtp) {
  if (measured.integrated_lufs <= -70) return 0;
  return std::min(target_lufs - measured.integrated_lufs, ceiling_dbtp - measured.true_peak_dbtp);
}

float from_db(double db) { return static_cast<float>(std::pow(10.0, db / 20)); }

}  // namespace kuleshov::media

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

double true_peak(ebur128_state& state) {
  double left = 0;
  double right = 0;
  ebur128_true_peak(&state, 0, &left);
  ebur128_true_peak(&state, 1, &right);
  return std::max(left, right);
}

}  // namespace

base::Result<Loudness> measure_loudness(const Audio& audio, PeakKind kind) {
  const bool oversampled = kind == PeakKind::oversampled;
  const int mode = EBUR128_MODE_I | EBUR128_MODE_LRA | (oversampled ? EBUR128_MODE_TRUE_PEAK : 0);
  const std::unique_ptr<ebur128_state, Free> state(ebur128_init(2, sample_rate, mode));
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
  found.true_peak_dbtp = decibel(oversampled ? true_peak(*state) : peak(audio));
  return found;
}

double gain_to(const Loudness& measured, double target_lufs, double ceiling_dbtp) {
  if (measured.integrated_lufs <= -70) return 0;
  return std::min(target_lufs - measured.integrated_lufs, ceiling_dbtp - measured.true_peak_dbtp);
}

float from_db(double db) { return static_cast<float>(std::pow(10.0, db / 20)); }

}  // namespace kuleshov::media

// Loudness by ITU-R BS.1770-4 / EBU R128, through libebur128.
#pragma once

#include "kuleshov/base/error.hpp"
#include "kuleshov/media/audio.hpp"

namespace kuleshov::media {

struct Loudness {
  double integrated_lufs = -70;  // gated; -70 and below: silence
  double range_lu = 0;           // EBU Tech 3342
  double true_peak_dbtp = -120;  // 4x oversampled
};

// Loudness costs little; the true peak, oversampled, several times as much. `PeakKind::sample`
// takes the largest sample instead.
enum class PeakKind { oversampled, sample };
base::Result<Loudness> measure_loudness(const Audio& audio, PeakKind peak = PeakKind::oversampled);

// Gain in dB that brings `measured` to `target_lufs`, held back so that the true peak stays at or
// below `ceiling_dbtp`; 0 for silence.
double gain_to(const Loudness& measured, double target_lufs, double ceiling_dbtp = -1);

float from_db(double db);

}  // namespace kuleshov::media

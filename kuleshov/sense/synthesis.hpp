// Whole signals of a simulated viewer with the truth beside them, as files that `sense` reads:
// ecg.csv (250 Hz), ppg.csv (64 Hz), rsp.csv (32 Hz), eda.csv (4 Hz), eyes.csv (32 Hz), face.csv
// (16 Hz), rr.txt, and truth.json with beats, responses, blinks, jerks,
// drop-outs and the felt state. Waves are "nan" while the sensors are gone.
// The ECG is the sum of five waves a beat after McSharry, Clifford, Tarassenko & Smith 2003 (IEEE
// TBME 50:289); the pulse is two waves, late by the transit time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/sense/simulated.hpp"

namespace kuleshov::sense {

struct ArcPoint {
  double time_s = 0;
  Drive drive;
};
// A table time_s,arousal,valence; what is shown holds until the next line.
base::Result<std::vector<ArcPoint>> read_arc(const base::Path& file);

struct SynthesisRequest {
  ViewerParameters viewer;
  std::vector<ArcPoint> arc;  // empty: slow waves of arousal and valence
  double seconds = 300;
  std::uint64_t seed = 1;
  double ecg_noise_mv = 0.02;
  double pulse_transit_s = 0.25;
};

struct FeltPoint {
  double time_s = 0;
  FeltState felt;
};

struct Synthesis {
  SynthesisRequest request;
  std::vector<Sample> samples;                   // what the sensors gave
  std::vector<double> beats_s;                   // truth: every beat
  std::vector<double> responses_s;               // truth: onsets on the skin
  std::vector<double> blinks_s;                  // truth: when they began
  std::vector<double> jerks_s;                   // truth: of the skin signal
  std::vector<SimulatedViewer::Span> drop_outs;  // truth: no sensor gave anything
  std::vector<FeltPoint> felt;                   // truth, four a second
  std::vector<double> ecg;                       // 250 Hz
  std::vector<double> ppg;                       // 64 Hz
  std::vector<double> respiration;               // 32 Hz
};

Synthesis synthesise(const SynthesisRequest& request);
base::Result<void> write_synthesis(const Synthesis& synthesis, const base::Path& folder);

// `beats_s` as an ECG of a lead II, mV, without noise.
std::vector<double> draw_ecg(const std::vector<double>& beats_s, double rate_hz, double seconds);

}  // namespace kuleshov::sense

// A whole recording through the same streaming code that watches live viewers: events, features
// every few seconds, and the state four times a second.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/recording.hpp"

namespace kuleshov::sense {

// What is known at a time, looking back only. NaN: not measurable then.
struct FeatureRow {
  double time_s = 0;
  double rate_bpm = 0;         // 10 s
  double rmssd_ms = 0;         // 60 s, 15 pairs or more
  double sdnn_ms = 0;          // 60 s
  double pnn50_pct = 0;        // 60 s
  double lf_ms2 = 0;           // 5 min
  double hf_ms2 = 0;           // 5 min
  double breaths_per_min = 0;  // 60 s
  double heart_quality = 0;    // 0..1
  double skin_us = 0;
  double skin_tonic_us = 0;
  double responses_per_min = 0;  // 60 s
  double response_us = 0;        // mean amplitude, 60 s
  double skin_quality = 0;
  double pupil_mm = 0;
  double blinks_per_min = 0;    // 60 s
  double saccades_per_min = 0;  // 60 s
  double fixation_s = 0;        // mean, 60 s
  double on_picture = 0;        // 0..1
  double smile = 0;             // AU12, 0..1
  double frown = 0;             // AU4, 0..1
};

struct Analysis {
  double length_s = 0;
  std::vector<Event> events;  // ascending by the time when they were
  std::vector<FeatureRow> features;
  std::vector<ViewerState> states;  // every 0.25 s
};

// All recordings at once, as one viewer's: by their clocks where all know theirs, else all from 0.
Analysis analyse(std::vector<Recording> recordings, double feature_every_s = 10);

std::string events_csv(const Analysis& analysis);
std::string features_csv(const Analysis& analysis);
std::string states_csv(const Analysis& analysis);
// One HTML page that needs nothing else: signals with their marks, artefacts and gaps, quality, and
// the state with its 50 and 90 % bands.
std::string plot_html(std::span<const Recording> recordings, const Analysis& analysis,
                      const std::string& title);

}  // namespace kuleshov::sense

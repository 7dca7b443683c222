// How one viewer answers this film: a linear-Gaussian model of each dimension of feeling, started
// from the audience's prior and updated within the showing.
//
//   shown' = (evoked - shown) / delay            what the film evokes, after the viewer's delay
//   felt   = gain * shown + offset + deviation   deviation: a mood of the moment that decays
//
// gain and offset are static unknowns (recursive least squares with a normal prior, i.e. the Kalman
// filter of a constant: Kalman 1960); deviation is a first-order Gauss-Markov process. A sensor's
// estimate is itself a posterior under the population's prior; that prior is divided out again
// before the estimate counts as evidence, so an unmeasured dimension counts as none.
#pragma once

#include <array>

#include "kuleshov/direct/audience.hpp"
#include "kuleshov/sense/viewer_state.hpp"

namespace kuleshov::direct {

// Delay of felt arousal behind the picture: skin responses begin 1-3 s after an event and rise for
// 0.5-5 s, heart rate follows in 2-5 s (Boucsein, Electrodermal Activity, 2012). Seconds.
inline constexpr double response_delay_s = 6;
// A mood of the moment decays over 10-20 s (time constant of the viewer state's random walk).
inline constexpr double deviation_decay_s = 20;
inline constexpr double deviation_sd = 0.15;
// Estimates closer together than this are not independent: a filter made them from shared samples.
inline constexpr double independent_after_s = 10;

// The measurement behind a posterior, its prior divided out. Variance 0: nothing was measured (less
// than a twentieth of what the prior itself tells).
struct Evidence {
  double value = 0;  // within +-1.5
  double variance = 0;
};
Evidence measured(const sense::Estimate& estimate, const sense::Estimate& unmeasured);

struct Axis {
  double gain = 0.8, offset = 0;
  double var_gain = 0, covariance = 0, var_offset = 0;
  double shown = 0;
  double deviation = 0, var_deviation = 0;

  void start(const AxisPrior& prior);
  // Moves on by `seconds` while the film evokes `evoked`.
  void pass(double seconds, double evoked);
  // Takes in an estimate made `since` seconds after the one before.
  void learn(const sense::Estimate& estimate, const sense::Estimate& unmeasured, double since);
  [[nodiscard]] double believed() const { return gain * shown + offset + deviation; }
  [[nodiscard]] double variance() const;
};

struct Response {
  Axis arousal;
  Axis valence;
  double clock_s = 0;     // film time up to which the model has moved
  double evidence_s = 0;  // film time of the last estimate taken in

  void start(const Audience& audience);
  void pass(double until_s, const story::Felt& evoked);
  void learn(const sense::ViewerState& state);
  [[nodiscard]] story::Felt believed() const { return {arousal.believed(), valence.believed()}; }
};

}  // namespace kuleshov::direct

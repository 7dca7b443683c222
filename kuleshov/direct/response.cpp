#include "kuleshov/direct/response.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::direct {

Evidence measured(const sense::Estimate& estimate, const sense::Estimate& unmeasured) {
  const double prior_information = 1 / (unmeasured.sd * unmeasured.sd);
  const double sd = std::max(estimate.sd, 1e-3);
  const double information = 1 / (sd * sd) - prior_information;
  if (information <= 0.05 * prior_information) return {};
  const double value =
      (estimate.mean / (sd * sd) - unmeasured.mean * prior_information) / information;
  return {std::clamp(value, -1.5, 1.5), 1 / information};
}

void Axis::start(const AxisPrior& prior) {
  gain = prior.gain;
  offset = prior.offset;
  var_gain = prior.gain_sd * prior.gain_sd;
  var_offset = prior.offset_sd * prior.offset_sd;
  covariance = prior.covariance;
  deviation = 0;
  var_deviation = deviation_sd * deviation_sd;
}

void Axis::pass(double seconds, double evoked) {
  shown += (evoked - shown) * (1 - std::exp(-seconds / response_delay_s));
  const double keeps = std::exp(-seconds / deviation_decay_s);
  deviation *= keeps;
  var_deviation = keeps * keeps * var_deviation + (1 - keeps * keeps) * deviation_sd * deviation_sd;
}

void Axis::learn(const sense::Estimate& estimate, const sense::Estimate& unmeasured, double since) {
  const Evidence evidence = measured(estimate, unmeasured);
  if (evidence.variance <= 0) return;
  const double repeated = std::max(1.0, independent_after_s / std::max(since, 0.05));
  const double noise = (evidence.variance + var_deviation) * repeated;
  const double to_gain = var_gain * shown + covariance;
  const double to_offset = covariance * shown + var_offset;
  const double spread = shown * to_gain + to_offset + noise;
  const double surprise = evidence.value - gain * shown - offset;
  gain += to_gain / spread * surprise;
  offset += to_offset / spread * surprise;
  var_gain -= to_gain * to_gain / spread;
  covariance -= to_gain * to_offset / spread;
  var_offset -= to_offset * to_offset / spread;
  const double left = evidence.value - gain * shown - offset - deviation;
  const double trust = var_deviation / (var_deviation + evidence.variance * repeated);
  deviation += trust * left;
  var_deviation *= 1 - trust;
}

double Axis::variance() const {
  return shown * shown * var_gain + 2 * shown * covariance + var_offset + var_deviation;
}

void Response::start(const Audience& audience) {
  arousal.start(audience.arousal);
  valence.start(audience.valence);
}

void Response::pass(double until_s, const story::Felt& evoked) {
  const double seconds = until_s - clock_s;
  if (seconds <= 0) return;
  arousal.pass(seconds, evoked.arousal);
  valence.pass(seconds, evoked.valence);
  clock_s = until_s;
}

void Response::learn(const sense::ViewerState& state) {
  const sense::ViewerState unmeasured;
  const double since = state.time_s - evidence_s;
  if (since <= 0) return;
  arousal.learn(state.arousal, unmeasured.arousal, since);
  valence.learn(state.valence, unmeasured.valence, since);
  evidence_s = state.time_s;
}

}  // namespace kuleshov::direct

#include "kuleshov/sense/belief.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::sense {

namespace {

// Degrees of freedom of the outlier weights: heavy tails, still a mean.
constexpr double robust_freedom = 4;

double squared(double x) { return x * x; }

}  // namespace

Belief::Belief() {
  namespace p = population;
  const auto start = [&](Index i, double mean, double sd) {
    mean_[i] = mean;
    covariance_[i][i] = squared(sd);
  };
  start(valence, p::valence.mean, p::valence.sd);
  start(usual_valence, 0, p::usual_valence.sd);
  covariance_[valence][usual_valence] = covariance_[usual_valence][valence] =
      squared(p::usual_valence.sd) / (1 + p::felt_change_s / p::usual_valence.time_constant_s);
  start(attention, 0, p::attention.sd);
  start(usual_attention, 0, p::usual_attention.sd);
  covariance_[attention][usual_attention] = covariance_[usual_attention][attention] =
      squared(p::usual_attention.sd) / (1 + p::felt_change_s / p::usual_attention.time_constant_s);
  start(heart_rate, p::heart_rate.mean, p::heart_rate.sd);
  start(log_rmssd, p::log_rmssd.mean, p::log_rmssd.sd);
  start(log_skin_level, p::log_skin_level.mean, p::log_skin_level.sd);
  start(log_response_rate, p::log_response_rate.mean, p::log_response_rate.sd);
  start(pupil, p::pupil.mean, p::pupil.sd);
  start(light_gain, p::light_gain.mean, p::light_gain.sd);
  start(face, p::face.mean, p::face.sd);
  start(log_blink_rate, p::log_blink_rate.mean, p::log_blink_rate.sd);
  start(log_away, p::log_away.mean, p::log_away.sd);
  start(near_target, p::near_target.mean, p::near_target.sd);
  start_arousal();
}

// Arousal, its slow part and its lagged copies begin in their joint stationary state. What returns
// to something that moves has an autocovariance of two exponentials.
void Belief::start_arousal() {
  namespace p = population;
  const std::array<double, 6> delay{
      0, p::heart_delay_s, p::skin_delay_s, p::pupil_delay_s, p::rmssd_delay_s, p::window_delay_s};
  const auto alike = [&](double a, double b, double time_constant_s) {
    if (!(a + b > 0)) return 1.0;
    return (a / (1 + a / time_constant_s) + b / (1 + b / time_constant_s)) / (a + b);
  };
  const auto& [slow_sd, slow_s] = p::usual_arousal;
  const double ratio = p::felt_change_s / slow_s;
  const double slow = squared(slow_sd) / (1 - ratio * ratio);
  const double fast = squared(p::arousal.sd) - slow;
  for (std::size_t i = 0; i < delay.size(); ++i) {
    for (std::size_t j = 0; j < delay.size(); ++j) {
      covariance_[i][j] = slow * alike(delay[i], delay[j], slow_s) +
                          fast * alike(delay[i], delay[j], p::felt_change_s);
    }
    covariance_[i][usual_arousal] = covariance_[usual_arousal][i] =
        squared(slow_sd) / (1 + ratio) / (1 + delay[i] / slow_s);
  }
  covariance_[usual_arousal][usual_arousal] = squared(slow_sd);
}

void Belief::step(double seconds) {
  if (!(seconds > 0)) return;
  namespace p = population;
  lag(arousal_at_heart, seconds, p::heart_delay_s);
  lag(arousal_at_skin, seconds, p::skin_delay_s);
  lag(arousal_at_pupil, seconds, p::pupil_delay_s);
  lag(arousal_at_rmssd, seconds, p::rmssd_delay_s);
  lag(arousal_at_window, seconds, p::window_delay_s);
  return_to(usual_arousal, arousal, p::usual_arousal, p::arousal.sd, seconds);
  return_to(usual_valence, valence, p::usual_valence, p::valence.sd, seconds);
  return_to(usual_attention, attention, p::usual_attention, p::attention.sd, seconds);
  wander(heart_rate, p::heart_drift_bpm_per_sqrt_minute, seconds);
  wander(log_rmssd, 0.03, seconds);
  wander(log_skin_level, p::skin_drift_per_sqrt_minute, seconds);
  wander(log_response_rate, 0.05, seconds);
  wander(pupil, p::pupil_drift_per_sqrt_minute, seconds);
  wander(face, 0.01, seconds);
  wander(log_blink_rate, 0.05, seconds);
  wander(log_away, 0.05, seconds);
  wander(near_target, p::near_target_drift_per_sqrt_minute, seconds);
}

// A state returns to what is usual for this viewer, which itself changes slowly. Exact for steps of
// any length.
void Belief::return_to(Index usual, Index state, const population::Slow& slow, double sd,
                       double seconds) {
  const double keep = std::exp(-seconds / population::felt_change_s);
  const double stays = std::exp(-seconds / slow.time_constant_s);
  const double faster = slow.time_constant_s / (slow.time_constant_s - population::felt_change_s);
  const double share = faster * (stays - keep);
  mean_[state] = keep * mean_[state] + share * mean_[usual];
  for (std::size_t j = 0; j < count; ++j) {
    covariance_[state][j] = keep * covariance_[state][j] + share * covariance_[usual][j];
  }
  for (std::size_t j = 0; j < count; ++j) {
    covariance_[j][state] = keep * covariance_[j][state] + share * covariance_[j][usual];
  }
  relax(usual, seconds, slow.time_constant_s, slow.sd);
  // As much noise as keeps the prior's widths.
  const double own = squared(slow.sd);
  const double both = own / (1 + population::felt_change_s / slow.time_constant_s);
  const double cross = both - stays * (keep * both + share * own);
  covariance_[state][state] +=
      squared(sd) * (1 - keep * keep) - share * share * own - 2 * keep * share * both;
  covariance_[state][usual] += cross;
  covariance_[usual][state] += cross;
}

void Belief::lag(Index copy, double seconds, double delay_s) {
  const double keep = std::exp(-seconds / delay_s);
  mean_[copy] = keep * mean_[copy] + (1 - keep) * mean_[arousal];
  for (std::size_t j = 0; j < count; ++j) {
    covariance_[copy][j] = keep * covariance_[copy][j] + (1 - keep) * covariance_[arousal][j];
  }
  for (std::size_t j = 0; j < count; ++j) {
    covariance_[j][copy] = keep * covariance_[j][copy] + (1 - keep) * covariance_[j][arousal];
  }
}

void Belief::relax(Index i, double seconds, double time_constant_s, double sd) {
  const double keep = std::exp(-seconds / time_constant_s);
  mean_[i] *= keep;
  for (std::size_t j = 0; j < count; ++j) covariance_[i][j] *= keep;
  for (std::size_t j = 0; j < count; ++j) covariance_[j][i] *= keep;
  covariance_[i][i] += squared(sd) * (1 - keep * keep);
}

void Belief::wander(Index i, double sd_per_sqrt_minute, double seconds) {
  covariance_[i][i] += squared(sd_per_sqrt_minute) * seconds / 60;
}

double Belief::gain_variance(Index cause, double gain_sd, double every_s) const {
  const double alike = std::max(1.0, population::felt_change_s / every_s);
  return alike * squared(gain_sd) * (squared(mean_[cause]) + covariance_[cause][cause]);
}

bool Belief::observe(const Measurement& measured) {
  if (!std::isfinite(measured.value) || !(measured.variance > 0)) return false;
  if (!std::isfinite(measured.variance)) return false;
  Row direction{};
  direction[measured.baseline] = 1;
  direction[measured.cause] = measured.gain.mean;
  direction[light_gain] = measured.light;
  const double expected = mean_[measured.baseline] + measured.gain.mean * mean_[measured.cause] +
                          measured.light * mean_[light_gain];
  const double variance =
      measured.variance + gain_variance(measured.cause, measured.gain.sd, measured.every_s);
  update(direction, measured.value - expected, variance);
  return true;
}

bool Belief::observe_direct(Index state, double value, double variance) {
  if (!std::isfinite(value) || !(variance > 0) || !std::isfinite(variance)) return false;
  Row direction{};
  direction[state] = 1;
  update(direction, value - mean_[state], variance);
  return true;
}

bool Belief::observe_count(const Count& counted) {
  const auto& [baseline, cause, gain, events, seconds, quality, every_s] = counted;
  if (!std::isfinite(events) || events < 0 || !(seconds > 0) || !std::isfinite(seconds)) {
    return false;
  }
  if (!(quality > 0)) return false;
  const double exponent = std::clamp(mean_[baseline] + gain.mean * mean_[cause], -4.0, 5.0);
  const double expected = std::exp(exponent) * seconds / 60;
  Row direction{};
  direction[baseline] = expected;
  direction[cause] = expected * gain.mean;
  const double variance = expected / std::min(quality, 1.0) +
                          squared(expected) * gain_variance(cause, gain.sd, every_s);
  update(direction, events - expected, variance);
  return true;
}

void Belief::update(const Row& direction, double innovation, double variance) {
  Row spread{};  // covariance * direction
  double total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) spread[i] += covariance_[i][j] * direction[j];
  }
  for (std::size_t i = 0; i < count; ++i) total += direction[i] * spread[i];
  const double surprise = squared(innovation) / (total + variance);
  const double weight = std::min(1.0, (robust_freedom + 1) / (robust_freedom + surprise));
  const double whole = total + variance / weight;
  for (std::size_t i = 0; i < count; ++i) mean_[i] += spread[i] * innovation / whole;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) covariance_[i][j] -= spread[i] * spread[j] / whole;
  }
}

Estimate Belief::estimate(Index i) const {
  return {mean_[i], std::sqrt(std::max(covariance_[i][i], 0.0))};
}

}  // namespace kuleshov::sense

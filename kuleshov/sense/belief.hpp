// The belief about a viewer: an extended Kalman filter over what is felt, the lagged copies of
// arousal that each organ answers to, and the viewer's own baselines. Baselines begin as wide as
// people differ and narrow while watching, so the first minutes are uncertain of themselves.
// Felt states and lags: Ornstein-Uhlenbeck processes; counts: point-process update (Eden, Frank,
// Barbieri, Solo & Brown 2004, Neural Comput 16:971); outliers: Student-t weights (Lange, Little &
// Taylor 1989, JASA 84:881). Fixed size, no allocation.
#pragma once

#include <array>
#include <cstddef>

#include "kuleshov/sense/population.hpp"
#include "kuleshov/sense/viewer_state.hpp"

namespace kuleshov::sense {

class Belief {
 public:
  enum Index : std::size_t {
    arousal,
    arousal_at_heart,
    arousal_at_skin,
    arousal_at_pupil,
    arousal_at_rmssd,
    arousal_at_window,
    usual_arousal,  // its slow part
    valence,
    usual_valence,    // its slow part
    attention,        // less its prior mean
    usual_attention,  // its slow part
    heart_rate,
    log_rmssd,
    log_skin_level,
    log_response_rate,
    pupil,
    light_gain,  // mm of pupil per ln unit of the picture's luminance
    face,
    log_blink_rate,
    log_away,
    near_target,
    count
  };

  Belief();
  // Time passes: felt states drift towards the prior, baselines wander.
  void step(double seconds);

  // baseline + gain * cause + noise of `variance` was measured as `value`.
  struct Measurement {
    Index baseline;
    Index cause;
    population::Normal gain;
    double value;
    double variance;
    double light = 0;  // times light_gain is added; pupils only
    // Between such measurements. How a person's gain differs from other people's does not change
    // from one to the next: within the time in which the cause changes they all err alike.
    double every_s = population::felt_change_s;
  };
  // False when the value or variance is not finite, and nothing changes.
  bool observe(const Measurement& measured);
  // The state itself was measured, with noise of `variance`.
  bool observe_direct(Index state, double value, double variance);
  // `events` were counted in `seconds`, at the rate exp(baseline + gain * cause) a minute; of a
  // signal of `quality` 0..1, which divides the noise.
  struct Count {
    Index baseline;
    Index cause;
    population::Normal gain;
    double events;
    double seconds = 1;
    double quality = 1;
    double every_s = population::felt_change_s;
  };
  bool observe_count(const Count& counted);

  [[nodiscard]] Estimate estimate(Index i) const;

 private:
  using Row = std::array<double, count>;
  void start_arousal();
  void lag(Index copy, double seconds, double delay_s);
  void relax(Index i, double seconds, double time_constant_s, double sd);
  void return_to(Index usual, Index state, const population::Slow& slow, double sd, double seconds);
  void wander(Index i, double sd_per_sqrt_minute, double seconds);
  void update(const Row& direction, double innovation, double variance);
  [[nodiscard]] double gain_variance(Index cause, double gain_sd, double every_s) const;

  Row mean_{};
  std::array<Row, count> covariance_{};
};

}  // namespace kuleshov::sense

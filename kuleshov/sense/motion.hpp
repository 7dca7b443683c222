// How much a worn sensor moves, from its accelerometer: the spread of the length of the vector over
// the last seconds. Electrodes that move make responses of their own (Boucsein 2012,
// Electrodermal Activity, 2nd ed.; Kleckner et al. 2018, IEEE TBME 65:1460 asks for the same check
// by eye). Bounded memory, no allocation.
#pragma once

namespace kuleshov::sense {

class MotionTracker {
 public:
  // Length of the acceleration, g. Not finite or beyond 20 g: passed over.
  void sample(double time_s, double g);
  // Standard deviation of the last 5 s or so, g; 0 where no accelerometer speaks.
  [[nodiscard]] double spread_g(double now_s) const;
  // 1 while still, falling to 0.2 in strong motion; 1 where no accelerometer speaks.
  [[nodiscard]] double stillness(double now_s) const;

 private:
  bool started_ = false;
  double last_s_ = -1e9;
  double mean_ = 1;
  double variance_ = 0;
};

}  // namespace kuleshov::sense

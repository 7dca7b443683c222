// A device's clock against ours. A message is never early, so the smallest delay of each ten
// seconds lies near the truth; a straight line through the last thirty of these gives offset and
// drift (the idea of NTP's clock filter, RFC 5905, and of Lab Streaming Layer). A jump of more than
// 2 s starts anew. Fixed size, no allocation.
#pragma once

#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

class ClockMap {
 public:
  void saw(double device_s, double arrived_s);
  // Device time as our time. Before anything was seen: the device time itself.
  [[nodiscard]] double ours(double device_s) const;
  [[nodiscard]] double drift_ppm() const { return 1e6 * slope_; }
  [[nodiscard]] bool known() const { return !smallest_.empty(); }

 private:
  struct Smallest {
    double device_s;
    double offset_s;
  };
  void fit();
  Ring<Smallest, 30> smallest_;
  double window_start_s_ = 0;
  double offset_s_ = 0;
  double at_s_ = 0;
  double slope_ = 0;
};

}  // namespace kuleshov::sense

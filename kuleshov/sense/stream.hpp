// Live samples as messages: docs/formats/stream-protocol.md. One JSON object a message, over the
// session's WebSocket or as lines on standard input.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/ring.hpp"
#include "kuleshov/sense/source.hpp"

namespace kuleshov::sense {

// A device's clock against ours. A message is never early, so the smallest delay of each ten
// seconds lies near the truth; a straight line through the last thirty of these gives offset and
// drift (the idea of NTP's clock filter, RFC 5905, and of Lab Streaming Layer). A jump of more than
// 2 s starts anew.
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

// Turns messages into samples on film time.
class StreamReader {
 public:
  // The samples of a message that arrived at `arrived_s`, in film time. Errors: not JSON, not a
  // message of this protocol, an unknown channel. Numbers beyond double's range and times that are
  // not finite are dropped and counted.
  base::Result<std::vector<Sample>> read(std::string_view message, double arrived_s);
  [[nodiscard]] std::size_t dropped() const { return dropped_; }
  [[nodiscard]] const ClockMap* clock(const std::string& device) const;

 private:
  std::map<std::string, ClockMap> clocks_;
  std::size_t dropped_ = 0;
};

}  // namespace kuleshov::sense

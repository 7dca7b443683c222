// Live samples as messages: docs/formats/stream-protocol.md. One JSON object a message, over the
// session's WebSocket or as lines on standard input.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/clock_map.hpp"
#include "kuleshov/sense/source.hpp"

namespace kuleshov::sense {

class JsonCursor;

// Turns messages into samples on film time. No allocation after construction for messages that are
// right and names that are new to it at most 64 times.
class StreamReader {
 public:
  static constexpr std::size_t most_samples = 4096;
  static constexpr std::size_t most_devices = 64;
  static constexpr std::size_t longest_name = 64;

  StreamReader();
  // The samples of a message that arrived at `arrived_s`, in film time; good until the next call.
  // Errors: not JSON, not a message of this protocol, an unknown channel, more than 4096 samples.
  // Samples without a time are dropped and counted.
  base::Result<std::span<const Sample>> read(std::string_view message, double arrived_s);
  [[nodiscard]] std::size_t dropped() const { return dropped_; }
  [[nodiscard]] const ClockMap* clock(std::string_view device) const;

 private:
  struct Device {
    std::string name;  // reserved
    ClockMap clock;
  };
  struct Pending {
    Sample sample;
    double device_s;
  };
  base::Result<void> read_samples(JsonCursor& json);
  base::Result<Pending> read_sample(JsonCursor& json);
  void place(double arrived_s, std::string_view device);
  ClockMap* clock_of(std::string_view device);

  std::array<Device, most_devices> devices_;
  std::size_t known_devices_ = 0;
  std::vector<Pending> pending_;
  std::vector<Sample> samples_;
  std::size_t dropped_ = 0;
};

}  // namespace kuleshov::sense

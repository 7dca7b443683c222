// Streams of the Lab Streaming Layer (https://labstreaminglayer.org) as a viewer's signals. The
// network part is in builds that found liblsl; all else knows only the small Inlet interface.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/source.hpp"

namespace kuleshov::sense {

// One stream of numbers as it comes in.
class Inlet {
 public:
  struct About {
    std::string name;
    std::string type;                 // "ECG", "EDA", "Gaze" ...
    std::vector<std::string> labels;  // of the channels; may be fewer than there are
    std::size_t channels = 1;
    std::vector<std::string> units = {};  // as labels: "microvolts"
  };
  virtual ~Inlet() = default;
  [[nodiscard]] virtual const About& about() const = 0;
  // The next sample that is there, without waiting: its sender's time and a value for each channel.
  virtual bool pull(double& sender_s, std::span<double> values) = 0;
  // Our clock less the sender's, s, as the network last estimated it.
  virtual double clock_offset_s() = 0;
};

// Which channel number `i` of a stream holds: by its label, else by the stream's type or name.
// Values are turned into our units by the channel's unit, or by a label such as "ECG_uV".
struct InletChannel {
  Channel channel;
  double scale = 1;
};
std::optional<InletChannel> channel_of(const Inlet::About& about, std::size_t i);

// Not thread-safe; one reader. Streams with no known channel are left out and named in `ignored`.
class InletSource final : public SignalSource {
 public:
  // Film time 0 is `start_s` on our clock.
  InletSource(std::vector<std::unique_ptr<Inlet>> inlets, double start_s);
  std::span<const Sample> next(double until_s) override;
  [[nodiscard]] std::span<const std::string> heard() const { return heard_; }
  [[nodiscard]] std::span<const std::string> ignored() const { return ignored_; }

 private:
  struct Stream {
    std::unique_ptr<Inlet> inlet;
    std::vector<std::optional<InletChannel>> channels;
    std::vector<double> values;
  };
  void drain(Stream& stream);
  double start_s_;
  std::vector<Stream> streams_;
  std::vector<std::string> heard_;
  std::vector<std::string> ignored_;
  PushedSource pushed_;
};

// Whether this build can reach the network of LSL.
bool lsl_available();
// LSL's own clock on this machine, s; 0 in builds without it.
double lsl_clock_s();
// Every stream of numbers that answers within `wait_s`. Errors: backend_absent in builds without
// liblsl; not_found when nothing answers.
base::Result<std::vector<std::unique_ptr<Inlet>>> find_inlets(double wait_s);

}  // namespace kuleshov::sense

// Signals on their way in. Simulated viewers, recordings and live devices all hand out the same
// samples through one interface, so whatever watches a viewer need not know which it is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace kuleshov::sense {

// What a sample measures, and in which unit.
enum class Channel : std::uint8_t {
  heart_beat,        // a beat at `time_s`; value: interval before it in s, 0 where it is not known
  heart_rate,        // bpm, already averaged by a device
  ecg,               // mV
  ppg,               // arbitrary, systole upwards
  skin_conductance,  // uS
  skin_temperature,  // degrees Celsius
  acceleration,      // g, length of the vector: 1 at rest
  respiration,       // arbitrary, breathing in upwards
  gaze_x,            // degrees from the middle of the picture, + to the right; sent before gaze_y
  gaze_y,            // degrees, + up
  pupil,             // mm across, mean of the eyes; not finite or <= 0: not seen
  eye_openness,      // 0 closed .. 1 open
  action_unit,       // `index` is the FACS number; 0..1 (OpenFace intensity divided by 5)
  head_yaw,          // degrees
  head_pitch,        // degrees
  head_roll,         // degrees
  film_luminance,    // not the viewer: mean relative luminance of the picture shown, 0..1
  film_target_x,     // not the viewer: where the film wants to be looked at, degrees as gaze_x
  film_target_y,     // degrees; sent last of the three
  film_target_radius,  // degrees: how far around it still counts as looking there
  count
};
std::string_view name_of(Channel channel);  // "heart-beat"
std::string_view unit_of(Channel channel);  // "s"

struct Sample {
  double time_s = 0;  // film time
  Channel channel = Channel::heart_beat;
  std::uint8_t index = 0;
  double value = 0;
};

// Not thread-safe; one reader.
class SignalSource {
 public:
  virtual ~SignalSource() = default;
  // Every sample up to and including film time `until_s` that was not handed out before, in the
  // order of time. `until_s` must not go back. The span is good until the next call.
  virtual std::span<const Sample> next(double until_s) = 0;
};

// No sensor at all.
class SilentSource final : public SignalSource {
 public:
  std::span<const Sample> next(double) override { return {}; }
};

// Samples that a device, a page or a socket pushes in as they arrive: sorted, doubles dropped.
// Holds at most `most` samples between two calls of next(); beyond that the oldest are lost and
// counted. A sample that comes after its time was asked for is handed out late, with its own time.
class PushedSource final : public SignalSource {
 public:
  explicit PushedSource(std::size_t most = 8192);
  void push(const Sample& sample);
  std::span<const Sample> next(double until_s) override;
  [[nodiscard]] std::size_t lost() const { return lost_; }

 private:
  std::size_t most_;
  std::vector<Sample> waiting_;
  std::vector<Sample> out_;
  std::size_t lost_ = 0;
};

// A Bluetooth heart rate measurement (GATT characteristic 0x2A37), as a page receives it.
struct HeartRateMeasurement {
  double rate_bpm = 0;
  bool contact_known = false;
  bool contact = true;
  std::size_t intervals = 0;
  std::array<double, 9> interval_s{};  // oldest first; 9 are the most a notification can hold
};
// False when the bytes are too short for what their flags announce.
bool parse_heart_rate(std::span<const std::uint8_t> bytes, HeartRateMeasurement& out);
// Pushes the beats of a notification that arrived at film time `at_s`: the last beat is placed
// there, the others before it. Without intervals the rate itself is pushed.
void push_heart_rate(const HeartRateMeasurement& measured, double at_s, PushedSource& source);

}  // namespace kuleshov::sense

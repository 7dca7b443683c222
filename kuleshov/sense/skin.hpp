// Skin conductance, causally and in absolute microsiemens: the level, the responses (SCRs), and
// whether the electrodes touch. The recorded maximum decides nothing, so one jerk does not blind
// it.
//   grid: samples of any rate become 8 a second;
//   artefacts: a slope that skin cannot have (rise above 8, fall below -4 uS/s; Kleckner et al.
//   2018,
//     IEEE TBME 65:1460, bar 10) holds the last good value until the signal is back or 4 s are
//     over;
//   responses: the driver x' + x / 3 s undoes the slow decay of a response (the first-order part of
//     the deconvolution of Benedek & Kaernbach 2010, J Neurosci Methods 190:80), so that
//     overlapping responses are separate jumps; a jump above an absolute and a noise threshold is a
//     response;
//   contact: 0.05-60 uS, and alive. Near zero means "no contact", not "calm".
// Bounded memory, no allocation.
#pragma once

#include <cstdint>

#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

// What a sample brought to light.
struct SkinEvent {
  enum class Kind : std::uint8_t { none, onset, peak, recovery, artefact_start, artefact_end };
  Kind kind = Kind::none;
  double time_s = 0;        // when it was; onsets are known about 0.6 s later
  double amplitude_us = 0;  // onset: so far; peak, recovery: measured from onset to peak
  // peak: since the onset, the rise time; recovery: since the peak, the half-recovery time
  // (Boucsein 2012, section 2.3.1.3). A response that the next one overtakes, or that artefacts
  // touch, or that takes more than 20 s, has no recovery.
  double seconds = 0;
};

class SkinTracker {
 public:
  static constexpr double grid_hz = 8;

  // At most four things happen at once; they are handed to `take` in the order of their discovery.
  template <class Take>
  void sample(double time_s, double microsiemens, Take take) {
    push(time_s, microsiemens);
    for (; !events_.empty(); events_.pop_oldest()) take(events_[0]);
  }

  // The signal on its even grid, held where it does what skin cannot do.
  struct GridPoint {
    double time_s = 0;
    double value_us = 0;
    bool good = false;  // neither held nor within a second of an artefact
  };
  // The points since they were last taken, oldest first (the last 32 are kept).
  template <class Take>
  void take_grid(Take take) {
    for (; !points_.empty(); points_.pop_oldest()) take(points_[0]);
  }

  // Smoothed conductance, uS; 0 before there is any.
  [[nodiscard]] double level_us() const { return smooth_; }
  // Slow part: what is left under the responses, uS.
  [[nodiscard]] double tonic_us() const { return tonic_; }
  // The electrodes touch and the signal is alive and still, 0..1.
  [[nodiscard]] double quality(double now_s) const;

 private:
  struct Response {
    bool open = false;
    double onset_s = 0;
    double onset_us = 0;
    double top_s = 0;
    double top_us = 0;
  };
  void push(double time_s, double microsiemens);
  void grid_point(double time_s, double value);
  double gate(double time_s, double value);
  void mark_fault(double time_s);
  void start(double time_s, double value);
  void watch_flatness(double time_s, double value);
  void follow_driver(double time_s);
  void open_response(double time_s);
  void close_response();
  void follow_peak(double time_s);
  void follow_recovery(double time_s);
  void say(SkinEvent::Kind kind, double time_s, double amplitude_us = 0, double seconds = 0);

  bool started_ = false;
  double last_s_ = -1e9;
  double last_value_ = 0;
  std::int64_t bin_ = 0;
  double bin_sum_ = 0;
  double bin_count_ = 0;

  Ring<double, 16> recent_;
  double held_ = 0;
  double held_since_s_ = -1;
  bool in_artefact_ = false;
  double last_fault_s_ = -1e9;
  double first_s_ = 0;
  double smooth_ = 0;
  double tonic_ = 0;
  double flat_low_ = 0;
  double flat_high_ = 0;
  double flat_since_s_ = 0;
  bool flat_ = false;

  bool has_driver_ = false;
  double driver_ = 0;
  double noise_ = 0;
  double trough_ = 0;
  double top_ = 0;
  double crossed_s_ = 0;
  bool rising_ = false;
  Response response_;
  Response recovering_;  // its peak is known, half of it is still to be lost
  double before_us_ = 0;
  Ring<SkinEvent, 8> events_;
  Ring<GridPoint, 32> points_;
};

}  // namespace kuleshov::sense

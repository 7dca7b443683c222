// All that is made of a viewer's signals before anything is felt: beats, responses, blinks, looks,
// each as an event at the time when it was. Fed sample by sample, causal, bounded memory, no
// allocation after construction. One viewer, one thread.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "kuleshov/sense/eyes.hpp"
#include "kuleshov/sense/face_evidence.hpp"
#include "kuleshov/sense/head.hpp"
#include "kuleshov/sense/heart.hpp"
#include "kuleshov/sense/motion.hpp"
#include "kuleshov/sense/ring.hpp"
#include "kuleshov/sense/skin.hpp"
#include "kuleshov/sense/source.hpp"
#include "kuleshov/sense/waves.hpp"

namespace kuleshov::sense {

enum class EventKind : std::uint8_t {
  r_peak,          // value: interval before it, s; 0 where it is not believed
  ppg_peak,        // the same
  beat,            // a beat that a device reported; the same
  scr_onset,       // value: uS so far
  scr_peak,        // value: amplitude, uS
  blink,           // value: seconds
  saccade,         // value: degrees
  fixation,        // value: seconds
  closure,         // eyes shut for longer than a blink; value: seconds
  artefact_start,  // of the skin signal
  artefact_end,
  scr_rise,      // at the peak of a skin response; value: seconds since its onset
  scr_recovery,  // half of a skin response is lost; value: seconds since its peak
};
std::string_view name_of(EventKind kind);  // "r_peak"

struct Event {
  double time_s = 0;  // when it was, film time
  EventKind kind = EventKind::beat;
  double value = 0;
};

class Senses {
 public:
  // Recordings that know their rate say so, to spare the resampling; 0: any times.
  struct Rates {
    double ecg_hz = 0;
    double ppg_hz = 0;
  };
  Senses() : Senses(Rates{}) {}
  explicit Senses(Rates rates);

  // A sample from long before what its channel gave last is dropped; after a few such in a row its
  // clock was set back (or was once far ahead), and the channel begins anew from there.
  void feed(const Sample& sample);
  // The events since they were last taken, oldest first; beyond 64 the oldest are lost.
  bool take(Event& event);

  [[nodiscard]] const HeartTracker& heart() const { return heart_; }
  [[nodiscard]] const SkinTracker& skin() const { return skin_; }
  [[nodiscard]] const FaceTracker& face() const { return face_; }
  [[nodiscard]] const PupilTracker& pupil() const { return pupil_; }
  [[nodiscard]] LightResponse& light() { return light_; }
  [[nodiscard]] const BlinkTracker& blinks() const { return blinks_; }
  [[nodiscard]] const HeadTracker& head() const { return head_; }

  // A channel gave something since film time `since_s`.
  [[nodiscard]] bool worn(Channel channel) const { return last_s(channel) > -1e8; }
  [[nodiscard]] double last_s(Channel channel) const {
    return last_s_[static_cast<std::size_t>(channel)];
  }
  [[nodiscard]] double last_pupil_s() const { return last_pupil_s_; }
  [[nodiscard]] double device_rate_bpm() const { return device_rate_; }
  // 0..1 over the last 10 s: covered by believed beats, from a wave that is clean.
  [[nodiscard]] double heart_quality(double now_s) const;
  // Of the wave that gave the last beat: 1 for beats that a device reported.
  [[nodiscard]] double wave_quality() const;
  [[nodiscard]] WaveIndices ecg_indices() const { return ecg_.quality().indices(); }
  [[nodiscard]] WaveIndices ppg_indices() const { return ppg_.quality().indices(); }
  // 0..1: contact, no artefact in the last seconds, and the sensor does not move.
  [[nodiscard]] double skin_quality(double now_s) const;
  // 0..1: share of the last second or two in which the pupil, or else the lids, were seen.
  [[nodiscard]] double eye_quality(double now_s) const;
  [[nodiscard]] const MotionTracker& motion() const { return motion_; }
  // Share of the last seconds (forgetting in 2 s) in which the gaze, or else the head, was on the
  // picture; below 0 where neither is known.
  [[nodiscard]] double on_picture(double now_s) const;
  // How long the viewer looked away since this was last asked, s; below 0 where neither gaze nor
  // head is known.
  double take_away_s(double now_s);
  // Share 0..1 of the seen gaze since this was last asked that was where the film wants it; below 0
  // where gaze or target is not known, or for less than half a second.
  double take_on_target();
  // The same, forgetting in 20 s, for who only wants to look; below 0 where it is not known.
  [[nodiscard]] double on_target(double now_s) const;

 private:
  // Which source of beats is heard when there are several: ECG before a device before PPG.
  enum class Rank : std::uint8_t { none, ppg, device, ecg };
  [[nodiscard]] bool late(const Sample& sample);
  void begin_anew(Channel channel);
  void begin_hearts_anew();
  void begin_eyes_anew();
  void beat(const Beat& beat, double stream_start_s, EventKind kind, Rank rank);
  void believe(double time_s, double interval_s, EventKind kind, Rank rank);
  void feed_skin(const Sample& sample);
  void feed_pupil(const Sample& sample);
  void feed_gaze(const Sample& sample);
  void feed_head(const Sample& sample);
  void look(double time_s, bool inside);
  void aim(double time_s, double x, double y);
  void say(const EyeEvent& event);
  void say(double time_s, EventKind kind, double value) { events_.push({time_s, kind, value}); }

  Wave<EcgDetector> ecg_;
  Wave<PpgDetector> ppg_;
  HeartTracker heart_;
  SkinTracker skin_;
  MotionTracker motion_;
  BlinkTracker blinks_;       // by the lids
  BlinkTracker lost_pupils_;  // some trackers only lose the pupil
  double last_blink_s_ = -1e9;
  GazeTracker gaze_;
  PupilTracker pupil_;
  LightResponse light_;
  FaceTracker face_;
  HeadTracker head_;
  Ring<Event, 64> events_;
  std::array<double, static_cast<std::size_t>(Channel::count)> last_s_;
  std::array<std::uint8_t, static_cast<std::size_t>(Channel::count)> behind_{};
  double last_pupil_s_ = -1e9;
  double device_rate_ = 0;
  double eyes_seen_ = 0;  // smoothed over a second
  Rank rank_ = Rank::none;
  double rank_s_ = -1e9;
  double gaze_x_ = 0;
  double target_x_ = std::nan("");
  double target_y_ = std::nan("");
  double target_radius_ = 3;
  double on_picture_ = 0;
  double last_look_s_ = -1e9;
  double away_s_ = 0;
  double aimed_s_ = 0;      // gaze seen while a target was known, s
  double on_target_s_ = 0;  // of these
  double last_aim_s_ = -1e9;
  double last_aimed_s_ = -1e9;  // while a target was known
  double on_target_share_ = 0;
};

}  // namespace kuleshov::sense

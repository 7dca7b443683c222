// Eyes, causally: blinks, fixations and saccades, pupil without its blinks, light taken into
// account. Bounded memory, no allocation.
#pragma once

#include <cmath>
#include <cstdint>

#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

// Something that lasted.
struct EyeEvent {
  enum class Kind : std::uint8_t { none, blink, closure, saccade, fixation };
  Kind kind = Kind::none;
  double start_s = 0;
  double end_s = 0;
  double x = 0;  // fixation: mean place, degrees; saccade: where it ended
  double y = 0;
  double size = 0;  // saccade: amplitude, degrees
};

// Blinks from openness, or from pupils that vanish. Closed: below a quarter of this viewer's open
// level for 50-500 ms (Kwon et al. 2013, J R Soc Interface 10:20130227: 100-400 ms); longer is a
// closure. Gaps under 50 ms are bridged.
class BlinkTracker {
 public:
  // openness 0..1, or not finite where it is not known; `pupil_seen` is what the camera says.
  EyeEvent openness(double time_s, double value);
  EyeEvent pupil_seen(double time_s, bool seen);
  [[nodiscard]] bool closed() const { return closed_; }
  // Within 50 ms before or 150 ms after a blink the pupil cannot be trusted (Kret & Sjak-Shie 2019,
  // Behav Res Methods 51:1336); causally only the time after is known.
  [[nodiscard]] bool settled(double now_s) const { return !closed_ && now_s - opened_s_ > 0.15; }

 private:
  EyeEvent follow(double time_s, bool closed);
  double open_level_ = 0.8;
  double last_s_ = -1e9;
  bool closed_ = false;
  bool reopening_ = false;
  double closed_since_s_ = 0;
  double opened_s_ = -1e9;
  double reopening_since_s_ = 0;
};

// Velocity threshold (I-VT; Salvucci & Goldberg 2000, ETRA) that rises with the noise of the
// recording (after Nystrom & Holmqvist 2010, Behav Res Methods 42:188): at least 30 degrees/s and
// six robust deviations. Saccades last 10-150 ms, fixations 60 ms or more.
class GazeTracker {
 public:
  // Degrees; not finite or `valid` false: not seen. The event is one that ended 40 ms
  // ago or more: a lid that closes drags the gaze along, and what touches a loss is no saccade.
  EyeEvent sample(double time_s, double x, double y, bool valid);
  [[nodiscard]] double threshold() const;
  [[nodiscard]] bool in_saccade() const { return fast_; }

 private:
  struct Point {
    double time_s;
    double x;
    double y;
  };
  [[nodiscard]] double speed() const;
  EyeEvent change(double time_s, const Point& at);
  void queue(const EyeEvent& event);
  void lose();
  void follow_speed();
  void begin(const Point& at);

  Ring<Point, 64> points_;
  double noise_ = 0;
  bool started_ = false;
  bool fast_ = false;
  double now_s_ = -1e9;
  double seen_since_s_ = -1e9;
  Ring<EyeEvent, 8> waiting_;
  Point first_{};
  Point last_{};
  double sum_x_ = 0;
  double sum_y_ = 0;
  double count_ = 0;
};

// Pupil diameter cleaned of blinks and jumps: 1.5-9 mm, dilation speed within what is usual for
// this eye (MAD rule of Kret & Sjak-Shie 2019), smoothed over 0.25 s.
class PupilTracker {
 public:
  // True when the sample is good; `diameter_mm` is then current.
  bool sample(double time_s, double millimetres);
  [[nodiscard]] double diameter_mm() const { return smooth_; }

 private:
  Ring<double, 31> speeds_;
  double last_s_ = -1e9;
  double last_ = 0;
  double smooth_ = 0;
  int refused_ = 0;
};

// What the light of the picture does to a pupil: ln luminance, delayed by 0.25 s and lagged by 0.3
// s while the pupil narrows, 1 s while it widens (Ellis 1981, Br J Ophthalmol 65:754).
class LightResponse {
 public:
  // 0..1; anything else: not known from then on.
  void luminance(double time_s, double relative);
  // ln units about the middle (0: a picture of relative luminance 0.18); 0 where none was told.
  [[nodiscard]] double at(double time_s);
  [[nodiscard]] bool known() const { return known_; }

 private:
  Ring<double, 64> waiting_s_;
  Ring<double, 64> waiting_;
  bool known_ = false;
  double target_ = 0;
  double lagged_ = 0;
  double last_s_ = -1e9;
};

}  // namespace kuleshov::sense

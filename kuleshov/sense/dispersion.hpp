// Fixations by dispersion (I-DT; Salvucci & Goldberg 2000, ETRA): gaze that stays within a degree
// for a tenth of a second. Beside GazeTracker's velocities (eyes.hpp), for trackers too slow to
// measure any. Causal, bounded memory, no allocation.
#pragma once

#include "kuleshov/sense/eyes.hpp"
#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

class DispersionTracker {
 public:
  // Width plus height of a fixation, degrees, and its least length: the usual range is 0.5-1 degree
  // and 100-200 ms (Salvucci & Goldberg 2000; Holmqvist & Andersson 2017, Eye Tracking, 2nd ed.).
  static constexpr double widest_deg = 1;
  static constexpr double shortest_s = 0.1;

  // Degrees; not finite or `valid` false: not seen. What ended with this sample: a fixation, or the
  // saccade between the last one and the one that has just begun (at most 150 ms).
  EyeEvent sample(double time_s, double x, double y, bool valid);

 private:
  struct Point {
    double time_s;
    double x;
    double y;
  };
  struct Box {
    double left = 0, right = 0, low = 0, high = 0;
    void cover(const Point& p);
    [[nodiscard]] double size() const { return right - left + high - low; }
  };
  EyeEvent end_fixation();
  EyeEvent look_for_fixation();
  [[nodiscard]] static Box box_at(const Point& p) { return {p.x, p.x, p.y, p.y}; }

  Ring<Point, 256> points_;  // while no fixation is open: the last tenth of a second
  bool fixating_ = false;
  Box box_;
  double start_s_ = 0;
  double sum_x_ = 0;
  double sum_y_ = 0;
  double count_ = 0;
  Point last_{-1e9, 0, 0};
  EyeEvent before_;  // the fixation before, kind none after a loss
};

}  // namespace kuleshov::sense

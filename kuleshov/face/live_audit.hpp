// The auditor for live use: frame by frame, without allocation, with the values of the batch.
#pragma once

#include <array>

#include "kuleshov/face/audit.hpp"
#include "kuleshov/face/signal.hpp"

namespace kuleshov::face {

// Two columns seen one sample at a time: deviations and correlation (Welford 1962).
class RunningPair {
 public:
  void add(double a, double b);
  [[nodiscard]] double deviation_of_first() const;
  [[nodiscard]] double correlation() const;

 private:
  double n_ = 0, mean_a_ = 0, mean_b_ = 0, aa_ = 0, bb_ = 0, ab_ = 0;
};

// The measures that need no look back over the whole take, as they stand after the last sample.
struct LiveValues {
  double seconds = 0;
  double intensity = 0;              // share of samples with a shape above .8
  double gaze_movement = 0;          // degrees
  double eye_conjugacy = 0;          // r
  double eye_head_gain = 0;          // ratio; 0 before the head has turned
  double saccade_rate = 0;           // a minute
  double blink_rate = 0;             // a minute
  double longest_without_blink = 0;  // seconds
  double lip_seal = 0;               // r
};

// Not for several threads at once.
class LiveAudit {
 public:
  // Room for `most_seconds` at `fps` is taken here and nowhere else. Errors: rates or lengths that
  // are not positive, more than 24 hours of frames.
  static base::Result<LiveAudit> open(double fps, double most_seconds);

  // The next frame. False when the room is used up: the frame is then left out. Does not allocate.
  bool push(const FaceFrame& frame);
  // The samples that waited for a frame after them; call once, after the last push.
  void finish();
  [[nodiscard]] const LiveValues& now() const { return values_; }
  // Every measure over all frames so far: audit() of the same take, to the last bit. Allocates.
  [[nodiscard]] base::Result<Audit> report(const AuditRequest& request = {}) const;

 private:
  LiveAudit() = default;
  void note_recorded(const FaceFrame& frame);
  void take_sample(const Mix& mix);
  void count_saccade();
  void follow_head();
  void follow_lids(float lid);

  // Eye yaw and pitch, head yaw and pitch of one sample.
  using Angles4 = std::array<float, 4>;
  [[nodiscard]] const Angles4& back(std::size_t samples) const {
    return recent_[(samples_ - 1 - samples) % recent_.size()];
  }

  Track track_;
  EvenClock clock_;
  double fps_ = 30;
  std::size_t samples_ = 0;
  std::array<Angles4, 5> recent_{};
  RunningPair eyes_, lips_;
  std::size_t strong_ = 0, saccades_ = 0, quiet_from_ = 0, blinks_ = 0, closed_at_ = 0;
  double last_blink_ = 0, longest_gap_ = 0;
  double with_head_ = 0, head_square_ = 0;
  bool closed_ = false;
  LiveValues values_;
};

}  // namespace kuleshov::face

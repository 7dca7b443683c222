#include "kuleshov/sense/features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace kuleshov::sense {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double spectrum_window_s = 300;
constexpr double window_s = 60;
constexpr double fresh_s = 2;
constexpr std::size_t least_pairs = 15;
constexpr double least_covered = 0.8;

using R = FeatureRow;
constexpr std::array columns{FeatureColumn{"time_s", &R::time_s},
                             FeatureColumn{"rate_bpm", &R::rate_bpm},
                             FeatureColumn{"rmssd_ms", &R::rmssd_ms},
                             FeatureColumn{"sdnn_ms", &R::sdnn_ms},
                             FeatureColumn{"pnn50_pct", &R::pnn50_pct},
                             FeatureColumn{"lf_ms2", &R::lf_ms2},
                             FeatureColumn{"hf_ms2", &R::hf_ms2},
                             FeatureColumn{"breaths_per_min", &R::breaths_per_min},
                             FeatureColumn{"heart_quality", &R::heart_quality},
                             FeatureColumn{"wave_likeness", &R::wave_likeness},
                             FeatureColumn{"wave_flat", &R::wave_flat},
                             FeatureColumn{"wave_saturated", &R::wave_saturated},
                             FeatureColumn{"wave_powerline", &R::wave_powerline},
                             FeatureColumn{"skin_us", &R::skin_us},
                             FeatureColumn{"skin_tonic_us", &R::skin_tonic_us},
                             FeatureColumn{"responses_per_min", &R::responses_per_min},
                             FeatureColumn{"response_us", &R::response_us},
                             FeatureColumn{"response_rise_s", &R::response_rise_s},
                             FeatureColumn{"response_recovery_s", &R::response_recovery_s},
                             FeatureColumn{"skin_quality", &R::skin_quality},
                             FeatureColumn{"motion_g", &R::motion_g},
                             FeatureColumn{"pupil_mm", &R::pupil_mm},
                             FeatureColumn{"blinks_per_min", &R::blinks_per_min},
                             FeatureColumn{"saccades_per_min", &R::saccades_per_min},
                             FeatureColumn{"fixation_s", &R::fixation_s},
                             FeatureColumn{"on_picture", &R::on_picture},
                             FeatureColumn{"eye_quality", &R::eye_quality},
                             FeatureColumn{"smile", &R::smile},
                             FeatureColumn{"frown", &R::frown},
                             FeatureColumn{"brow_raise", &R::brow_raise},
                             FeatureColumn{"jaw_drop", &R::jaw_drop},
                             FeatureColumn{"head_yaw_deg", &R::head_yaw_deg},
                             FeatureColumn{"head_pitch_deg", &R::head_pitch_deg},
                             FeatureColumn{"head_roll_deg", &R::head_roll_deg},
                             FeatureColumn{"head_motion_deg_s", &R::head_motion_deg_s},
                             FeatureColumn{"on_target", &R::on_target}};

bool is_beat(EventKind kind) {
  return kind == EventKind::r_peak || kind == EventKind::ppg_peak || kind == EventKind::beat;
}

// NaN of nothing.
class Mean {
 public:
  void add(double value) {
    sum_ += value;
    count_ += 1;
  }
  [[nodiscard]] double value() const { return count_ > 0 ? sum_ / count_ : missing; }

 private:
  double sum_ = 0;
  double count_ = 0;
};

double minutes_of(double now_s) { return std::min(window_s, std::max(now_s, 1.0)) / 60; }

}  // namespace

std::span<const FeatureColumn> feature_columns() { return columns; }

FeatureTracker::FeatureTracker() : corrector_(most_beats) { times_.reserve(most_beats); }

void FeatureTracker::hear(const Event& event) {
  is_beat(event.kind) ? beats_.push(event) : events_.push(event);
}

// Events come in about the order of time: a little further back than asked may lie one within.
template <class Use>
void FeatureTracker::look_back(double now_s, Use use) const {
  for (std::size_t i = events_.size(); i-- > 0;) {
    if (events_[i].time_s < now_s - window_s - 5) return;
    if (events_[i].time_s >= now_s - window_s) use(events_[i]);
  }
}

void FeatureTracker::heart(double now_s, const ViewerModel& model, FeatureRow& row) const {
  const Senses& senses = model.senses();
  const auto ten = model.heart().variability(now_s, 10);
  const auto sixty = model.heart().variability(now_s, window_s);
  row.heart_quality = senses.heart_quality(now_s);
  row.rate_bpm = ten.mean_rate_bpm > 0 ? ten.mean_rate_bpm : missing;
  const bool device = now_s - senses.last_s(Channel::heart_rate) < fresh_s;
  if (!(ten.mean_rate_bpm > 0) && device) row.rate_bpm = senses.device_rate_bpm();
  const bool enough = sixty.pairs >= least_pairs;
  row.rmssd_ms = enough ? sixty.rmssd_ms : missing;
  row.sdnn_ms = enough ? sixty.sdnn_ms : missing;
  row.pnn50_pct = enough ? sixty.pnn50_pct : missing;
}

void FeatureTracker::wave(const Senses& senses, double now_s, FeatureRow& row) const {
  const auto fresh = [&](Channel c) { return now_s - senses.last_s(c) < fresh_s; };
  row.wave_likeness = row.wave_flat = row.wave_saturated = row.wave_powerline = missing;
  if (!fresh(Channel::ecg) && !fresh(Channel::ppg)) return;
  const WaveIndices indices = fresh(Channel::ecg) ? senses.ecg_indices() : senses.ppg_indices();
  row.wave_likeness = indices.likeness;
  row.wave_flat = indices.flat;
  row.wave_saturated = indices.saturated;
  row.wave_powerline = indices.powerline;
}

void FeatureTracker::spectra(double now_s, FeatureRow& row) {
  times_.clear();
  double covered = 0;
  for (std::size_t i = 0; i < beats_.size(); ++i) {
    if (beats_[i].time_s < now_s - spectrum_window_s) continue;
    times_.push_back(beats_[i].time_s);
    covered += beats_[i].value;
  }
  std::sort(times_.begin(), times_.end());
  const bool whole = covered > least_covered * std::min(now_s, spectrum_window_s);
  const Spectrum s = whole ? spectrum(corrector_.correct(times_).beats_s) : Spectrum{};
  row.lf_ms2 = s.enough ? s.lf_ms2 : missing;
  row.hf_ms2 = s.enough ? s.hf_ms2 : missing;
  const auto last = std::lower_bound(times_.begin(), times_.end(), now_s - window_s);
  const double breaths =
      row.heart_quality > least_covered ? respiration_rate({last, times_.end()}, {}) : 0;
  row.breaths_per_min = breaths > 0 ? breaths : missing;
}

void FeatureTracker::skin(double now_s, const ViewerModel& model, FeatureRow& row) const {
  row.skin_quality = model.senses().skin_quality(now_s);
  row.motion_g = now_s - model.senses().last_s(Channel::acceleration) < fresh_s
                     ? model.senses().motion().spread_g(now_s)
                     : missing;
  const bool usable = row.skin_quality > 0;
  double onsets = 0;
  Mean amplitude;
  Mean rise;
  Mean recovery;
  look_back(now_s, [&](const Event& e) {
    if (e.kind == EventKind::scr_onset) onsets += 1;
    if (e.kind == EventKind::scr_peak) amplitude.add(e.value);
    if (e.kind == EventKind::scr_rise) rise.add(e.value);
    if (e.kind == EventKind::scr_recovery) recovery.add(e.value);
  });
  row.skin_us = usable ? model.skin().level_us() : missing;
  row.skin_tonic_us = usable ? model.skin().tonic_us() : missing;
  row.responses_per_min = usable ? onsets / minutes_of(now_s) : missing;
  row.response_us = amplitude.value();
  row.response_rise_s = rise.value();
  row.response_recovery_s = recovery.value();
}

void FeatureTracker::eyes(double now_s, const Senses& senses, FeatureRow& row) const {
  const auto fresh = [&](Channel c) { return now_s - senses.last_s(c) < fresh_s; };
  const bool lids = fresh(Channel::eye_openness) || fresh(Channel::pupil);
  double blinks = 0;
  double saccades = 0;
  Mean fixation;
  look_back(now_s, [&](const Event& e) {
    if (e.kind == EventKind::blink) blinks += 1;
    if (e.kind == EventKind::saccade) saccades += 1;
    if (e.kind != EventKind::fixation) return;
    fixation.add(e.value);
  });
  const double minutes = minutes_of(now_s);
  const bool pupil = now_s - senses.last_pupil_s() < fresh_s;
  row.pupil_mm = pupil ? senses.pupil().diameter_mm() : missing;
  row.blinks_per_min = lids ? blinks / minutes : missing;
  row.saccades_per_min = fresh(Channel::gaze_y) ? saccades / minutes : missing;
  row.fixation_s = fixation.value();
  row.eye_quality = lids ? senses.eye_quality(now_s) : missing;
  const double share = senses.on_picture(now_s);
  row.on_picture = share >= 0 ? share : missing;
  const double aimed = senses.on_target(now_s);
  row.on_target = aimed >= 0 ? aimed : missing;
}

void FeatureTracker::face(double now_s, const Senses& senses, FeatureRow& row) const {
  const FaceTracker& face = senses.face();
  const bool face_seen = face.seen(now_s);
  row.smile = face_seen ? face.smile() : missing;
  row.frown = face_seen ? face.frown() : missing;
  row.brow_raise = face_seen ? face.brow_raise() : missing;
  row.jaw_drop = face_seen ? face.jaw_drop() : missing;
  const HeadTracker& head = senses.head();
  const bool head_seen = head.seen(now_s);
  row.head_yaw_deg = head_seen ? head.degrees(HeadTracker::Axis::yaw) : missing;
  row.head_pitch_deg = head_seen ? head.degrees(HeadTracker::Axis::pitch) : missing;
  row.head_roll_deg = head_seen ? head.degrees(HeadTracker::Axis::roll) : missing;
  row.head_motion_deg_s = head_seen ? head.motion_deg_per_s() : missing;
}

FeatureRow FeatureTracker::at(double now_s, const ViewerModel& model) {
  FeatureRow row;
  row.time_s = now_s;
  heart(now_s, model, row);
  wave(model.senses(), now_s, row);
  spectra(now_s, row);
  skin(now_s, model, row);
  eyes(now_s, model.senses(), row);
  face(now_s, model.senses(), row);
  return row;
}

}  // namespace kuleshov::sense

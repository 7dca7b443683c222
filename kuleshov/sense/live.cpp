#include "kuleshov/sense/live.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kuleshov/sense/device_rate.hpp"

namespace kuleshov::sense {

namespace {

namespace p = population;

// Neighbouring beats share breathing and the ten-second wave, so each tells less than a beat of its
// own would: noise is inflated by about twice its correlation time over the spacing of the updates.
constexpr double beat_correlation = 6;
constexpr double smallest_beat_variance = 4;          // bpm^2
constexpr double device_rate_variance = 16 * 20.0;    // 1 Hz values averaged over 10 s
constexpr double guessed_rate_variance = 100 * 60.0;  // off by 10 bpm, for a minute at a time
constexpr double skin_level_variance = 0.05 * 0.05 * 30;
constexpr double pupil_variance = 0.15 * 0.15 * 20;  // mm^2 at 4 Hz; hippus lasts seconds
constexpr double unknown_light_factor = 4;
constexpr double face_variance = 0.05 * 0.05 * 6;  // at 4 Hz
constexpr double still_face_factor = 4;
// Of a second's share: two or three looks, each on the target or not.
constexpr double target_variance = 0.25 / 2.5;
constexpr std::size_t variability_every_s = 15;
constexpr double variability_window_s = 60;
constexpr std::size_t least_pairs = 15;
// A wave worse than this gives no beats to believe; between, quality divides the deviation.
constexpr double least_wave_quality = 0.2;
constexpr double least_quality_for_variability = 0.5;
constexpr double least_skin_quality = 0.1;
constexpr double least_eye_quality = 0.3;
constexpr double longest_gap_s = 600;
constexpr double back_is_a_seek_s = 1;

}  // namespace

ViewerModel::ViewerModel(Senses::Rates rates, std::shared_ptr<const LearnedModel> learned)
    : senses_(rates) {
  if (learned && learned->kind == LearnedKind::gains) {
    gains_ = learned->gains;
  } else {
    learned_ = std::move(learned);
  }
}

void ViewerModel::feed(std::span<const Sample> samples) {
  for (const Sample& sample : samples) feed(sample);
}

void ViewerModel::feed(const Sample& sample) {
  senses_.feed(sample);
  Event event;
  while (senses_.take(event)) {
    hear(event);
    events_.push(event);
  }
}

bool ViewerModel::take(Event& event) {
  if (events_.empty()) return false;
  event = events_[0];
  events_.pop_oldest();
  return true;
}

void ViewerModel::hear(const Event& event) {
  switch (event.kind) {
    case EventKind::r_peak:
    case EventKind::ppg_peak:
    case EventKind::beat:
      if (event.value > 0) hear_beat();
      return;
    case EventKind::scr_onset:
      responses_ += 1;
      return;
    case EventKind::blink:
      blinks_ += 1;
      return;
    default:
      return;
  }
}

void ViewerModel::hear_beat() {
  const double quality = senses_.wave_quality();
  if (learned_ || quality < least_wave_quality) return;
  const double noise = std::max(heart().rate_variance(), smallest_beat_variance);
  belief_.observe({Belief::heart_rate, Belief::arousal_at_heart, gains_.heart, heart().rate_bpm(),
                   noise * beat_correlation / (quality * quality), 0,
                   60 / std::max(heart().rate_bpm(), 30.0)});
}

// Where a device gives a rate but no beats, or none that are believed.
void ViewerModel::observe_device_rate() {
  const double rate = senses_.device_rate_bpm();
  const bool fresh = now_s_ - senses_.last_s(Channel::heart_rate) < 2;
  if (!fresh || !(rate >= 25 && rate <= 240) || heart().coverage(now_s_, 10) > 0.3) return;
  const double variance = tells_beats(senses_) ? guessed_rate_variance : device_rate_variance;
  belief_.observe(
      {Belief::heart_rate, Belief::arousal_at_heart, gains_.heart, rate, variance, 0, 1});
}

void ViewerModel::observe_skin() {
  const double responses = std::exchange(responses_, 0);
  const double quality = senses_.skin_quality(now_s_);
  if (quality < least_skin_quality) return;
  belief_.observe({Belief::log_skin_level, Belief::arousal_at_skin, gains_.log_skin,
                   std::log(skin().tonic_us()), skin_level_variance / quality, 0, 1});
  belief_.observe_count({Belief::log_response_rate, Belief::arousal_at_skin, gains_.response,
                         responses, 1, quality, 1});
}

// A window tells of the arousal of a minute ago, and twelve of them share their seconds.
void ViewerModel::observe_window() {
  if (!window_.second(now_s_, rate_for_window(senses_, now_s_),
                      log_skin_for_window(senses_, now_s_)) ||
      !learned_) {
    return;
  }
  const auto told = learned_->observe(window_.latest().features);
  if (!told) return;
  const double shared = window_length_s / window_step_s;
  const auto state =
      learned_->dimension == Dimension::valence ? Belief::valence : Belief::arousal_at_window;
  belief_.observe_direct(state, told->value, told->variance * shared);
}

void ViewerModel::observe_variability() {
  const double quality = senses_.wave_quality();
  if (quality < least_quality_for_variability) return;
  const auto v = heart().variability(now_s_, variability_window_s);
  if (v.pairs < least_pairs || !(v.rmssd_ms > 1)) return;
  const double sampling = 1 / (2 * static_cast<double>(v.pairs));
  const double overlap = variability_window_s / static_cast<double>(variability_every_s);
  belief_.observe({Belief::log_rmssd, Belief::arousal_at_rmssd, gains_.log_rmssd,
                   std::log(v.rmssd_ms), (sampling + 0.02) * 2 * overlap / (quality * quality), 0,
                   static_cast<double>(variability_every_s)});
}

void ViewerModel::observe_pupil() {
  if (now_s_ - senses_.last_pupil_s() > period_s) return;
  const double light = senses_.light().at(now_s_);
  const double quality = senses_.eye_quality(now_s_);
  if (quality < least_eye_quality) return;
  // Without the picture's light a change of width may mean anything.
  const double variance =
      (senses_.light().known() ? 1 : unknown_light_factor) * pupil_variance / quality;
  belief_.observe({Belief::pupil, Belief::arousal_at_pupil, p::pupil_gain,
                   senses_.pupil().diameter_mm(), variance, light, period_s});
}

void ViewerModel::observe_face() {
  if (!senses_.face().seen(now_s_)) return;
  const double evidence = senses_.face().valence_evidence();
  const double still = std::clamp(1 - std::abs(evidence) / 0.1, 0.0, 1.0);
  belief_.observe({Belief::face, Belief::valence, p::face_gain, evidence,
                   face_variance * (1 + (still_face_factor - 1) * still)});
}

// Looking is needed for attention and does not prove it: looking away tells much, an open gaze
// little. Where the film's target is known, how often the gaze rests there, against this viewer's
// own usual share, tells more.
void ViewerModel::observe_looking() {
  const double away_s = senses_.take_away_s(now_s_);
  if (away_s < 0) return;
  belief_.observe_count(
      {Belief::log_away, Belief::attention, p::away_gain, away_s / p::away_look_s, 1, 1, 1});
  const double on_target = senses_.take_on_target();
  if (on_target < 0) return;
  belief_.observe(
      {Belief::near_target, Belief::attention, p::near_gain, on_target, target_variance, 0, 1});
}

void ViewerModel::observe_blinks() {
  const double blinks = std::exchange(blinks_, 0);
  const double quality = senses_.eye_quality(now_s_);
  if (quality < least_eye_quality || senses_.blinks().closed()) return;
  belief_.observe_count(
      {Belief::log_blink_rate, Belief::attention, p::blink_gain, blinks, 1, quality, 1});
}

void ViewerModel::each_step() {
  observe_pupil();
  observe_face();
}

void ViewerModel::each_second() {
  observe_window();
  if (!learned_) {
    observe_skin();
    observe_device_rate();
  }
  observe_looking();
  observe_blinks();
  const auto seconds = static_cast<std::size_t>(std::llround(std::max(0.0, now_s_)));
  if (!learned_ && seconds % variability_every_s == 0) observe_variability();
}

void ViewerModel::advance(double time_s) {
  if (time_s - now_s_ > longest_gap_s) {
    belief_.step(time_s - now_s_ - 60);
    now_s_ = std::floor(time_s) - 60;
  }
  while (now_s_ + period_s <= time_s) {
    belief_.step(period_s);
    now_s_ += period_s;
    each_step();
    if (++steps_ % 4 == 0) each_second();
  }
}

ViewerState ViewerModel::state_at(double time_s) {
  if (std::isfinite(time_s)) {
    if (time_s < now_s_ - back_is_a_seek_s) {
      belief_.step(10 * p::felt_change_s);
      now_s_ = std::floor(std::max(time_s, 0.0) / period_s) * period_s;
    }
    advance(time_s);
  }
  ViewerState state;
  state.time_s = now_s_;
  state.arousal = belief_.estimate(Belief::arousal);
  state.valence = belief_.estimate(Belief::valence);
  state.attention = belief_.estimate(Belief::attention);
  state.attention.mean += p::attention.mean;
  state.arousal.mean = std::clamp(state.arousal.mean, -1.0, 1.0);
  state.valence.mean = std::clamp(state.valence.mean, -1.0, 1.0);
  state.attention.mean = std::clamp(state.attention.mean, 0.0, 1.0);
  state.quality = quality();
  return state;
}

double ViewerModel::quality() const {
  double sum = 0;
  double channels = 0;
  const auto add = [&](bool worn, double value) {
    if (!worn) return;
    sum += value;
    channels += 1;
  };
  const auto has = [&](Channel c) { return senses_.worn(c); };
  const auto fresh = [&](Channel c) { return now_s_ - senses_.last_s(c) < 2 ? 1.0 : 0.0; };
  const bool beats = has(Channel::ecg) || has(Channel::ppg) || has(Channel::heart_beat);
  add(beats || has(Channel::heart_rate),
      std::max(senses_.heart_quality(now_s_), 0.5 * fresh(Channel::heart_rate)));
  add(has(Channel::skin_conductance), senses_.skin_quality(now_s_));
  add(has(Channel::pupil) || has(Channel::eye_openness), senses_.eye_quality(now_s_));
  add(has(Channel::gaze_y), fresh(Channel::gaze_y));
  add(has(Channel::action_unit), senses_.face().seen(now_s_) ? 1 : 0);
  return channels > 0 ? sum / channels : 0;
}

double ViewerModel::baseline_known() const {
  const auto narrowed = [&](Belief::Index i, double prior_sd) {
    return 1 - std::min(1.0, belief_.estimate(i).sd / prior_sd);
  };
  return std::max(narrowed(Belief::heart_rate, p::heart_rate.sd),
                  narrowed(Belief::log_skin_level, p::log_skin_level.sd));
}

}  // namespace kuleshov::sense

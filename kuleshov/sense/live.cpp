#include "kuleshov/sense/live.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::sense {

namespace {

namespace p = population;

// Neighbouring beats share breathing and the ten-second wave, so each tells less than a beat of its
// own would: noise is inflated by twice its correlation time over the spacing of the updates.
constexpr double beat_correlation = 6;
constexpr double smallest_beat_variance = 4;        // bpm^2
constexpr double device_rate_variance = 16 * 20.0;  // 1 Hz values averaged over 10 s
constexpr double skin_level_variance = 0.05 * 0.05 * 20;
constexpr std::size_t variability_every_s = 15;
constexpr double variability_window_s = 60;
constexpr std::size_t least_pairs = 15;
constexpr double longest_gap_s = 600;
constexpr double back_is_a_seek_s = 1;

}  // namespace

void ViewerModel::feed(std::span<const Sample> samples) {
  for (const Sample& sample : samples) feed(sample);
}

void ViewerModel::feed(const Sample& sample) {
  if (!std::isfinite(sample.time_s)) return;
  switch (sample.channel) {
    case Channel::heart_beat:
      return feed_beat(sample);
    case Channel::heart_rate:
      return feed_rate(sample);
    case Channel::skin_conductance:
      return feed_skin(sample);
    default:
      return;
  }
}

void ViewerModel::feed_beat(const Sample& sample) {
  has_heart_ = true;
  if (!heart_.beat(sample.time_s, sample.value)) return;
  const double noise = std::max(heart_.rate_variance(), smallest_beat_variance);
  belief_.observe({Belief::heart_rate, Belief::arousal_at_heart, p::heart_gain, heart_.rate_bpm(),
                   noise * beat_correlation});
}

void ViewerModel::feed_rate(const Sample& sample) {
  if (!(sample.value >= 25 && sample.value <= 240)) return;
  has_heart_ = true;
  if (sample.time_s <= last_rate_s_) return;
  last_rate_s_ = sample.time_s;
  if (heart_.coverage(sample.time_s, 10) > 0.3) return;  // beats say more
  belief_.observe({Belief::heart_rate, Belief::arousal_at_heart, p::heart_gain, sample.value,
                   device_rate_variance});
}

void ViewerModel::feed_skin(const Sample& sample) {
  has_skin_ = true;
  if (skin_.sample(sample.time_s, sample.value).response) responses_ += 1;
}

void ViewerModel::observe_skin() {
  const double quality = skin_.quality(now_s_);
  if (quality < 0.5) {
    responses_ = 0;
    return;
  }
  belief_.observe({Belief::log_skin_level, Belief::arousal_at_skin, p::log_skin_gain,
                   std::log(skin_.level_us()), skin_level_variance / quality});
  belief_.observe_count(Belief::log_response_rate, Belief::arousal_at_skin, p::response_gain,
                        responses_, 1);
  responses_ = 0;
}

void ViewerModel::observe_variability() {
  const auto v = heart_.variability(now_s_, variability_window_s);
  if (v.pairs < least_pairs || !(v.rmssd_ms > 1)) return;
  const double sampling = 1 / (2 * static_cast<double>(v.pairs));
  const double overlap = variability_window_s / static_cast<double>(variability_every_s);
  belief_.observe({Belief::log_rmssd, Belief::arousal_at_rmssd, p::log_rmssd_gain,
                   std::log(v.rmssd_ms), (sampling + 0.02) * 2 * overlap});
}

void ViewerModel::each_second() {
  observe_skin();
  const auto seconds = static_cast<std::size_t>(std::llround(now_s_));
  if (seconds % variability_every_s == 0) observe_variability();
}

void ViewerModel::advance(double time_s) {
  if (time_s - now_s_ > longest_gap_s) {
    belief_.step(time_s - now_s_ - 60);
    now_s_ = std::floor(time_s) - 60;
  }
  while (now_s_ + period_s <= time_s) {
    belief_.step(period_s);
    now_s_ += period_s;
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
  const bool device_rate = now_s_ - last_rate_s_ < 5;
  add(has_heart_, std::max(heart_.coverage(now_s_, 10), device_rate ? 0.5 : 0.0));
  add(has_skin_, skin_.quality(now_s_));
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

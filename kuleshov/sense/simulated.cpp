#include "kuleshov/sense/simulated.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kuleshov::sense {

namespace {

constexpr double tick_s = 1.0 / 32;
constexpr std::int64_t ticks_per_skin_sample = 8;  // 4 Hz
constexpr std::int64_t ticks_per_face_sample = 2;  // 16 Hz
// Shape of a skin response (Bateman function): time constants of Benedek & Kaernbach 2010
// (J Neurosci Methods 190:80).
constexpr double rise_s = 0.7;
constexpr double decay_s = 2;
constexpr double response_length_s = 20;
constexpr double refractory_s = 1;
constexpr double share_of_other_light = 0.25;

// An Ornstein-Uhlenbeck process of the given stationary sd, one tick on.
void wander(double& x, double sd, double time_constant_s, base::Random& random) {
  const double keep = std::exp(-tick_s / time_constant_s);
  x = keep * x + sd * std::sqrt(1 - keep * keep) * random.normal();
}

void follow(double& x, double target, double time_constant_s) {
  x += (1 - std::exp(-tick_s / time_constant_s)) * (target - x);
}

double bateman(double since_s) {
  static const double peak_s = std::log(decay_s / rise_s) * rise_s * decay_s / (decay_s - rise_s);
  static const double height = std::exp(-peak_s / decay_s) - std::exp(-peak_s / rise_s);
  if (since_s <= 0) return 0;
  return (std::exp(-since_s / decay_s) - std::exp(-since_s / rise_s)) / height;
}

constexpr std::array<std::string_view, 5> all_names{"average", "calm", "tense", "bored",
                                                    "grieving"};

}  // namespace

std::span<const std::string_view> viewer_names() { return all_names; }

std::optional<ViewerParameters> viewer_named(std::string_view name) {
  if (std::find(all_names.begin(), all_names.end(), name) == all_names.end()) return std::nullopt;
  ViewerParameters v;
  v.name = name;
  if (name == "calm") {
    v.arousal_bias = -0.35;
    v.arousal_share = 0.5;
    v.valence_bias = 0.15;
    v.heart_rate_bpm = 62;
    v.breath_hz = 0.2;
    v.breath_wave_bpm = 4;
    v.responses_per_minute = 2;
  } else if (name == "tense") {
    v.arousal_bias = 0.35;
    v.arousal_share = 0.8;
    v.valence_bias = -0.15;
    v.heart_rate_bpm = 78;
    v.breath_wave_bpm = 1.5;
    v.responses_per_minute = 5;
    v.skin_level_us = 5;
  } else if (name == "bored") {
    v.arousal_bias = -0.45;
    v.arousal_share = 0.2;
    v.valence_bias = -0.2;
    v.valence_share = 0.2;
    v.attention = 0.25;
    v.blinks_per_minute = 24;
  } else if (name == "grieving") {
    v.arousal_bias = 0.1;
    v.arousal_share = 0.8;
    v.valence_bias = -0.5;
    v.valence_share = 0.6;
    v.attention = 0.8;
    v.responses_per_minute = 4;
  }
  return v;
}

ViewerParameters viewer_drawn(std::uint64_t seed) {
  base::Random random(seed, "viewer");
  namespace p = population;
  const auto around = [&](p::Normal n) { return random.normal(n.mean, n.sd); };
  ViewerParameters v;
  v.name = "drawn";
  v.arousal_bias = random.normal(0, 0.3);
  v.arousal_share = random.uniform(0.4, 1);
  v.valence_bias = random.normal(0, 0.3);
  v.valence_share = random.uniform(0.4, 1);
  v.attention = std::clamp(random.normal(p::attention.mean, 0.29), 0.0, 1.0);
  v.wander_sd = 0.3;  // together as wide as the prior of population.hpp
  v.response_s = random.uniform(4, 15);
  v.heart_rate_bpm = std::clamp(around(p::heart_rate), 48.0, 110.0);
  v.heart_gain_bpm = around(p::heart_gain);
  v.breath_hz = random.uniform(0.18, 0.32);
  v.breath_wave_bpm = random.uniform(0.5, 5);
  v.slow_wave_bpm = random.uniform(1, 3);
  v.skin_level_us = std::exp(around(p::log_skin_level));
  v.skin_gain = around(p::log_skin_gain);
  v.responses_per_minute = random.chance(0.1) ? 0 : std::exp(around(p::log_response_rate));
  v.response_gain = around(p::response_gain);
  v.response_us = std::exp(random.normal(std::log(0.15), 0.5));
  v.face_gain = std::max(0.0, around(p::face_gain));
  v.pupil_mm = std::clamp(around(p::pupil), 2.0, 7.0);
  v.pupil_gain_mm = around(p::pupil_gain);
  v.blinks_per_minute = std::exp(around(p::log_blink_rate));
  v.blink_gain = around(p::blink_gain);
  v.away_share *= std::exp(p::log_away.sd * random.normal());
  v.away_gain = around(p::away_gain);
  v.light_gain_mm = around(p::light_gain);
  v.near_share = around(p::near_target);
  v.near_gain = around(p::near_gain);
  return v;
}

SimulatedViewer::SimulatedViewer(ViewerParameters parameters, std::uint64_t seed)
    : parameters_(std::move(parameters)),
      mind_(seed, "mind"),
      heart_(seed, "heart"),
      skin_(seed, "skin"),
      eyes_(seed, "eyes"),
      face_(seed, "face"),
      faults_(seed, "faults") {
  pulled_ = {parameters_.arousal_bias, parameters_.valence_bias, parameters_.attention};
  wander_ = {parameters_.wander_sd * mind_.normal(), parameters_.wander_sd * mind_.normal(), 0};
  felt_ = {pulled_.arousal + wander_.arousal, pulled_.valence + wander_.valence,
           parameters_.attention};
  at_heart_ = at_skin_ = at_pupil_ = felt_.arousal;
  phase_ = heart_.uniform();
  out_.reserve(256);
}

std::span<const Sample> SimulatedViewer::next(double until_s) {
  out_.clear();
  while (static_cast<double>(ticks_ + 1) * tick_s <= until_s) {
    ++ticks_;
    step();
  }
  return out_;
}

void SimulatedViewer::emit(Channel channel, double value, std::uint8_t index, double time_s) {
  const double now_s = static_cast<double>(ticks_) * tick_s;
  if (now_s < gone_until_s_) return;
  out_.push_back({time_s < 0 ? now_s : time_s, channel, index, value});
}

void SimulatedViewer::step() {
  const double now_s = static_cast<double>(ticks_) * tick_s;
  feel();
  if (faults_.chance(parameters_.drop_outs_per_minute * tick_s / 60)) {
    const double from_s = std::max(now_s, gone_until_s_);
    gone_until_s_ = now_s + faults_.uniform(5, 20);
    if (gone_until_s_ > from_s) drop_outs_.push_back({from_s, gone_until_s_});
  }
  if (parameters_.has_heart) beat();
  if (parameters_.has_skin) sweat();
  if (parameters_.has_eyes) look();
  if (parameters_.has_face && ticks_ % ticks_per_face_sample == 0) show_face();
}

void SimulatedViewer::feel() {
  const auto& v = parameters_;
  follow(pulled_.arousal, v.arousal_bias + v.arousal_share * drive_.arousal, v.response_s);
  follow(pulled_.valence, v.valence_bias + v.valence_share * drive_.valence, v.response_s);
  wander(wander_.arousal, v.wander_sd, v.wander_s, mind_);
  wander(wander_.valence, v.wander_sd, v.wander_s, mind_);
  wander(wander_.attention, v.attention_wander_sd, v.wander_s, mind_);
  felt_.arousal = std::clamp(pulled_.arousal + wander_.arousal, -1.0, 1.0);
  felt_.valence = std::clamp(pulled_.valence + wander_.valence, -1.0, 1.0);
  felt_.attention = std::clamp(pulled_.attention + wander_.attention, 0.0, 1.0);
  follow(at_heart_, felt_.arousal, population::heart_delay_s);
  follow(at_skin_, felt_.arousal, population::skin_delay_s);
  follow(at_pupil_, felt_.arousal, population::pupil_delay_s);
}

// Integral pulse frequency modulation (Mateo & Laguna 2000, IEEE TBME 47:985): a beat falls when
// the integral of the rate passes one.
void SimulatedViewer::beat() {
  const auto& v = parameters_;
  const double now_s = static_cast<double>(ticks_) * tick_s;
  wander(slow_wave_, v.slow_wave_bpm, 4, heart_);
  wander(heart_drift_, v.heart_drift_bpm, 240, heart_);
  breath_phase_ += v.breath_hz * tick_s;
  breath_phase_ -= std::floor(breath_phase_);
  const double calm = std::exp(population::log_rmssd_gain.mean * at_heart_);
  const double wave =
      calm * (v.breath_wave_bpm * std::sin(2 * std::numbers::pi * breath_phase_) + slow_wave_);
  const double rate = v.heart_rate_bpm + v.heart_gain_bpm * at_heart_ + wave + heart_drift_;
  const double before = phase_;
  const double gained = std::clamp(rate, 35.0, 200.0) / 60 * tick_s;
  phase_ += gained;
  if (phase_ >= false_phase_) {  // the sensor takes something else for a beat
    false_phase_ = 2;
    emit(Channel::heart_beat, now_s - last_beat_s_, 0, now_s);
    last_beat_s_ = now_s;
  }
  if (phase_ < 1) return;
  phase_ -= 1;
  const double beat_s = now_s - tick_s + (1 - before) / gained * tick_s;
  beats_.push_back(beat_s);
  if (heart_.chance(v.missed_beats)) return;
  const double interval_s = last_beat_s_ < 0 ? 0 : beat_s - last_beat_s_;
  emit(Channel::heart_beat, interval_s, 0, beat_s);
  false_phase_ = heart_.chance(v.false_beats) ? heart_.uniform(0.3, 0.7) : 2;
  last_beat_s_ = beat_s;
}

double SimulatedViewer::phasic_us() const {
  const double now_s = static_cast<double>(ticks_) * tick_s;
  double sum = 0;
  for (const Response& r : responses_) sum += r.amplitude_us * bateman(now_s - r.onset_s);
  return sum;
}

void SimulatedViewer::sweat() {
  const auto& v = parameters_;
  const double now_s = static_cast<double>(ticks_) * tick_s;
  const double rate = v.responses_per_minute * std::exp(v.response_gain * at_skin_);
  const double free = responses_.empty() || now_s - responses_.back().onset_s > refractory_s;
  if (free && skin_.chance(std::min(rate, 40.0) * tick_s / 60)) {
    responses_.push_back({now_s, v.response_us * std::exp(0.5 * skin_.normal())});
    onsets_.push_back(now_s);
  }
  std::erase_if(responses_,
                [&](const Response& r) { return now_s - r.onset_s > response_length_s; });
  if (skin_.chance(v.skin_jerks_per_minute * tick_s / 60)) {
    skin_jerk_us_ = v.skin_level_us * skin_.uniform(-0.8, 2);
    jerks_.push_back(now_s);
  }
  follow(skin_jerk_us_, 0, 0.8);
  if (ticks_ % ticks_per_skin_sample != 0) return;
  const double level = v.skin_level_us * std::exp(v.skin_gain * at_skin_);
  const double value = level + phasic_us() + skin_jerk_us_ + v.skin_noise_us * skin_.normal();
  emit(Channel::skin_conductance, std::max(value, 0.0));
}

void SimulatedViewer::look() {
  const auto& v = parameters_;
  const double now_s = static_cast<double>(ticks_) * tick_s;
  const double more = felt_.attention - population::attention.mean;
  const double rate = v.blinks_per_minute * std::exp(v.blink_gain * more);
  if (now_s > blink_until_s_ + 0.3 && eyes_.chance(rate * tick_s / 60)) {
    blink_until_s_ = now_s + eyes_.uniform(0.1, 0.25);
    blinks_.push_back(now_s);
  }
  const bool closed = now_s < blink_until_s_;
  wander(unrest_, v.pupil_unrest_mm, 2.5, eyes_);
  wander(light_, v.pupil_light_mm, 5, eyes_);
  const double width =
      v.pupil_mm + v.pupil_gain_mm * at_pupil_ + unrest_ + light_mm() + 0.03 * eyes_.normal();
  if (now_s >= looks_until_s_) turn_gaze();
  if (!closed) {
    emit(Channel::gaze_x, gaze_x_ + 0.1 * eyes_.normal());
    emit(Channel::gaze_y, gaze_y_ + 0.1 * eyes_.normal());
  }
  emit(Channel::eye_openness, closed ? 0.05 : 0.95);
  emit(Channel::pupil, closed ? 0 : width);
}

// Of the film's light where it is known; some light of the room comes on top.
double SimulatedViewer::light_mm() {
  if (!drive_.seen.luminance) return light_;
  const double now_s = static_cast<double>(ticks_) * tick_s;
  film_light_.luminance(now_s, *drive_.seen.luminance);
  return parameters_.light_gain_mm * film_light_.at(now_s) + share_of_other_light * light_;
}

void SimulatedViewer::turn_gaze() {
  const auto& v = parameters_;
  const double more = felt_.attention - population::attention.mean;
  const bool away = eyes_.chance(std::min(0.95, v.away_share * std::exp(v.away_gain * more)));
  gaze_x_ = away ? (eyes_.chance(0.5) ? 1 : -1) * eyes_.uniform(25, 40) : 6 * eyes_.normal();
  gaze_y_ = 3 * eyes_.normal();
  looks_until_s_ = static_cast<double>(ticks_) * tick_s + eyes_.uniform(0.2, 0.6);
  if (away || !drive_.seen.target) return;
  if (!eyes_.chance(std::clamp(v.near_share + v.near_gain * more, 0.02, 0.98))) return;
  const Seen::Target& target = *drive_.seen.target;
  gaze_x_ = target.x_deg + 0.5 * target.radius_deg * eyes_.normal();
  gaze_y_ = target.y_deg + 0.5 * target.radius_deg * eyes_.normal();
}

void SimulatedViewer::show_face() {
  const auto& v = parameters_;
  const double keep = std::exp(-2 * tick_s / 0.5);
  face_noise_ = keep * face_noise_ + v.face_noise * std::sqrt(1 - keep * keep) * face_.normal();
  const double net = v.face_gain * felt_.valence + face_noise_;
  emit(Channel::action_unit, std::clamp(net, 0.0, 1.0), 12);
  emit(Channel::action_unit, std::clamp(-net, 0.0, 1.0), 4);
}

}  // namespace kuleshov::sense

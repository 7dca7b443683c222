#include "kuleshov/sense/senses.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kuleshov::sense {

namespace {

constexpr double ecg_grid_hz = 250;
constexpr double ppg_grid_hz = 128;
constexpr double rank_holds_s = 5;
constexpr double one_blink_s = 0.3;  // lids and lost pupils tell of the same blink
constexpr double looking_memory_s = 2;
constexpr double longest_look_step_s = 0.25;  // a longer hole says nothing of where one looked
// Half the picture as a viewer at three picture heights sees it (ITU-R BT.2022), with some margin.
constexpr double half_width_deg = 20;
constexpr double half_height_deg = 13;
constexpr double head_away_deg = 35;
constexpr double usual_target_deg = 3;
// A fovea is two degrees wide, a good tracker a degree off (Holmqvist & Andersson 2017, Eye
// Tracking, 2nd ed.).
constexpr double aim_margin_deg = 2;
constexpr double least_aim_s = 0.5;
constexpr double aim_memory_s = 20;
constexpr double long_before_s = 10;
constexpr std::uint8_t in_a_row = 4;
constexpr double never_s = -1e9;

constexpr std::array<std::string_view, 13> event_names{
    "r_peak",   "ppg_peak", "beat",           "scr_onset",    "scr_peak", "blink",       "saccade",
    "fixation", "closure",  "artefact_start", "artefact_end", "scr_rise", "scr_recovery"};

}  // namespace

std::string_view name_of(EventKind kind) { return event_names[static_cast<std::size_t>(kind)]; }

Senses::Senses(Rates rates)
    : ecg_(rates.ecg_hz, ecg_grid_hz, ecg_wave), ppg_(rates.ppg_hz, ppg_grid_hz, ppg_wave) {
  last_s_.fill(never_s);
}

bool Senses::take(Event& event) {
  if (events_.empty()) return false;
  event = events_[0];
  events_.pop_oldest();
  return true;
}

bool Senses::late(const Sample& sample) {
  const auto channel = static_cast<std::size_t>(sample.channel);
  if (sample.time_s >= last_s_[channel] - long_before_s) {
    behind_[channel] = 0;
    return false;
  }
  if (++behind_[channel] < in_a_row) return true;
  behind_[channel] = 0;
  last_s_[channel] = sample.time_s;
  begin_anew(sample.channel);
  return false;
}

void Senses::begin_anew(Channel channel) {
  switch (channel) {
    case Channel::ecg:
      ecg_.begin_anew();
      return begin_hearts_anew();
    case Channel::ppg:
      ppg_.begin_anew();
      return begin_hearts_anew();
    case Channel::heart_beat:
      return begin_hearts_anew();
    case Channel::skin_conductance:
      skin_ = {};
      return;
    case Channel::acceleration:
      motion_ = {};
      return;
    case Channel::pupil:
    case Channel::eye_openness:
    case Channel::gaze_y:
    case Channel::head_yaw:
      return begin_eyes_anew();
    case Channel::action_unit:
      face_ = {};
      return;
    case Channel::film_luminance:
      light_ = {};
      return;
    default:
      return;
  }
}

void Senses::begin_hearts_anew() {
  heart_ = {};
  rank_ = Rank::none;
  rank_s_ = never_s;
}

void Senses::begin_eyes_anew() {
  blinks_ = {};
  lost_pupils_ = {};
  gaze_ = {};
  pupil_ = {};
  last_blink_s_ = last_pupil_s_ = last_look_s_ = last_aim_s_ = never_s;
  last_aimed_s_ = never_s;
  head_ = {};
}

void Senses::feed(const Sample& sample) {
  if (!std::isfinite(sample.time_s) || sample.channel >= Channel::count) return;
  if (late(sample)) return;
  const double t = sample.time_s;
  auto& last = last_s_[static_cast<std::size_t>(sample.channel)];
  last = std::max(last, t);
  switch (sample.channel) {
    case Channel::ecg:
      return ecg_.sample(t, sample.value, [this](const Beat& found, double start_s) {
        beat(found, start_s, EventKind::r_peak, Rank::ecg);
      });
    case Channel::ppg:
      return ppg_.sample(t, sample.value, [this](const Beat& found, double start_s) {
        beat(found, start_s, EventKind::ppg_peak, Rank::ppg);
      });
    case Channel::heart_beat:
      return believe(t, sample.value, EventKind::beat, Rank::device);
    case Channel::heart_rate:
      device_rate_ = sample.value;
      return;
    case Channel::skin_conductance:
      return feed_skin(sample);
    case Channel::acceleration:
      return motion_.sample(t, sample.value);
    case Channel::pupil:
      return feed_pupil(sample);
    case Channel::eye_openness:
      return say(blinks_.openness(t, sample.value));
    case Channel::gaze_x:
      gaze_x_ = sample.value;
      return;
    case Channel::gaze_y:
      return feed_gaze(sample);
    case Channel::head_yaw:
      head_.angle(t, HeadTracker::Axis::yaw, sample.value);
      return feed_head(sample);
    case Channel::head_pitch:
      return head_.angle(t, HeadTracker::Axis::pitch, sample.value);
    case Channel::head_roll:
      return head_.angle(t, HeadTracker::Axis::roll, sample.value);
    case Channel::action_unit:
      return face_.action_unit(t, sample.index, sample.value);
    case Channel::film_luminance:
      return light_.luminance(t, sample.value);
    case Channel::film_target_x:
      target_x_ = sample.value;
      return;
    case Channel::film_target_y:
      target_y_ = sample.value;
      return;
    case Channel::film_target_radius:
      target_radius_ = std::isfinite(sample.value) ? sample.value : usual_target_deg;
      return;
    default:
      return;
  }
}

void Senses::beat(const Beat& found, double stream_start_s, EventKind kind, Rank rank) {
  const double time_s = stream_start_s + found.time_s;
  if (rank < rank_ && time_s - rank_s_ < rank_holds_s) return say(time_s, kind, 0);
  rank_ = rank;
  rank_s_ = time_s;
  const double before = heart_.last_beat_s();
  const double rise_s = stream_start_s + found.rise_s;
  const bool believed = heart_.beat(rise_s, 0);
  say(time_s, kind, believed && before > -1e8 ? rise_s - before : 0);
}

void Senses::believe(double time_s, double interval_s, EventKind kind, Rank rank) {
  if (rank < rank_ && time_s - rank_s_ < rank_holds_s) return;
  rank_ = rank;
  rank_s_ = time_s;
  const bool believed = heart_.beat(time_s, interval_s);
  say(time_s, kind, believed ? interval_s : 0);
}

void Senses::feed_skin(const Sample& sample) {
  skin_.sample(sample.time_s, sample.value, [&](const SkinEvent& event) {
    switch (event.kind) {
      case SkinEvent::Kind::onset:
        return say(event.time_s, EventKind::scr_onset, event.amplitude_us);
      case SkinEvent::Kind::peak:
        say(event.time_s, EventKind::scr_peak, event.amplitude_us);
        return say(event.time_s, EventKind::scr_rise, event.seconds);
      case SkinEvent::Kind::recovery:
        return say(event.time_s, EventKind::scr_recovery, event.seconds);
      case SkinEvent::Kind::artefact_start:
        return say(event.time_s, EventKind::artefact_start, 0);
      case SkinEvent::Kind::artefact_end:
        return say(event.time_s, EventKind::artefact_end, 0);
      case SkinEvent::Kind::none:
        return;
    }
  });
}

void Senses::feed_pupil(const Sample& sample) {
  const bool seen = std::isfinite(sample.value) && sample.value > 0;
  eyes_seen_ += 0.02 * ((seen ? 1 : 0) - eyes_seen_);
  say(lost_pupils_.pupil_seen(sample.time_s, seen));
  if (seen && blinks_.settled(sample.time_s) && lost_pupils_.settled(sample.time_s) &&
      pupil_.sample(sample.time_s, sample.value)) {
    last_pupil_s_ = sample.time_s;
  }
}

void Senses::feed_gaze(const Sample& sample) {
  const bool seen = std::isfinite(gaze_x_) && std::isfinite(sample.value);
  const bool inside =
      seen && std::abs(gaze_x_) < half_width_deg && std::abs(sample.value) < half_height_deg;
  say(gaze_.sample(sample.time_s, gaze_x_, sample.value, seen));
  if (blinks_.closed()) return;
  look(sample.time_s, inside);
  if (inside) aim(sample.time_s, gaze_x_, sample.value);
}

void Senses::aim(double time_s, double x, double y) {
  const double since = std::clamp(time_s - last_aim_s_, 0.0, longest_look_step_s);
  last_aim_s_ = time_s;
  const double off = std::hypot(x - target_x_, y - target_y_);
  if (!std::isfinite(off)) return;
  aimed_s_ += since;
  const bool on = off < target_radius_ + aim_margin_deg;
  if (on) on_target_s_ += since;
  const bool first = last_aimed_s_ < 0;
  const double share = first ? 1 : 1 - std::exp(-since / aim_memory_s);
  on_target_share_ += share * ((on ? 1 : 0) - on_target_share_);
  last_aimed_s_ = time_s;
}

void Senses::feed_head(const Sample& sample) {
  if (!std::isfinite(sample.value) || sample.time_s - last_s(Channel::gaze_y) < 1) return;
  look(sample.time_s, std::abs(sample.value) < head_away_deg);
}

void Senses::look(double time_s, bool inside) {
  const double since = std::clamp(time_s - last_look_s_, 0.0, longest_look_step_s);
  last_look_s_ = time_s;
  on_picture_ += (1 - std::exp(-since / looking_memory_s)) * ((inside ? 1 : 0) - on_picture_);
  if (!inside) away_s_ += since;
}

double Senses::wave_quality() const {
  if (rank_ == Rank::ecg) return ecg_indices().overall;
  return rank_ == Rank::ppg ? ppg_indices().overall : 1;
}

double Senses::heart_quality(double now_s) const {
  return heart_.coverage(now_s, 10) * wave_quality();
}

double Senses::skin_quality(double now_s) const {
  return skin_.quality(now_s) * motion_.stillness(now_s);
}

double Senses::eye_quality(double now_s) const {
  if (now_s - last_s(Channel::pupil) < looking_memory_s) return eyes_seen_;
  return now_s - last_s(Channel::eye_openness) < looking_memory_s ? 1 : 0;
}

double Senses::on_picture(double now_s) const {
  const double last = std::max(last_s(Channel::gaze_y), last_s(Channel::head_yaw));
  return now_s - last < looking_memory_s ? on_picture_ : -1;
}

double Senses::take_away_s(double now_s) {
  const double away_s = std::exchange(away_s_, 0);
  return on_picture(now_s) >= 0 ? away_s : -1;
}

double Senses::on_target(double now_s) const {
  return now_s - last_aimed_s_ < aim_memory_s ? on_target_share_ : -1;
}

double Senses::take_on_target() {
  const double aimed_s = std::exchange(aimed_s_, 0);
  const double on_s = std::exchange(on_target_s_, 0);
  return aimed_s >= least_aim_s ? on_s / aimed_s : -1;
}

void Senses::say(const EyeEvent& event) {
  const double length_s = event.end_s - event.start_s;
  const bool lids = event.kind == EyeEvent::Kind::blink || event.kind == EyeEvent::Kind::closure;
  if (lids && event.start_s - last_blink_s_ < one_blink_s) return;
  if (lids) last_blink_s_ = event.start_s;
  switch (event.kind) {
    case EyeEvent::Kind::blink:
      return say(event.start_s, EventKind::blink, length_s);
    case EyeEvent::Kind::closure:
      return say(event.start_s, EventKind::closure, length_s);
    case EyeEvent::Kind::saccade:
      return say(event.start_s, EventKind::saccade, event.size);
    case EyeEvent::Kind::fixation:
      return say(event.start_s, EventKind::fixation, length_s);
    case EyeEvent::Kind::none:
      return;
  }
}

}  // namespace kuleshov::sense

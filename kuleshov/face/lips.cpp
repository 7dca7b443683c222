#include "kuleshov/face/lips.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::face {

namespace {

constexpr double reach_s = 0.30;  // how far a sound is felt before and after it
constexpr double falloff_s = 0.09;
constexpr double seal_ramp_s = 0.07;

double away_from(double t, double start, double end) { return std::max({0.0, start - t, t - end}); }

void blend(Viseme& sum, const Viseme& part, float weight) {
  sum.jaw += part.jaw * weight;
  sum.funnel += part.funnel * weight;
  sum.pucker += part.pucker * weight;
  sum.stretch += part.stretch * weight;
  sum.lower_down += part.lower_down * weight;
  sum.upper_up += part.upper_up * weight;
  sum.roll_lower += part.roll_lower * weight;
  sum.press += part.press * weight;
  sum.smile += part.smile * weight;
  sum.tongue += part.tongue * weight;
}

float join(float a, float b) { return 1 - (1 - a) * (1 - b); }

void join_both(FaceFrame& frame, Shape left, Shape right, float value) {
  frame[left] = join(frame[left], value);
  frame[right] = join(frame[right], value);
}

}  // namespace

Lips::Lips(const std::vector<Phoneme>& speech, const Tables& tables) {
  for (const Phoneme& phoneme : speech) {
    sounds_.push_back({phoneme.start_s, std::max(phoneme.end_s, phoneme.start_s + 0.01),
                       tables.viseme(phoneme.symbol)});
  }
  std::ranges::stable_sort(sounds_, {}, &Sound::start);
}

Viseme Lips::at(double t) const {
  Viseme sum{.dominance = 0};
  double total = 0.12;  // the pull of rest: lips close where nothing is said
  const auto from = std::ranges::lower_bound(sounds_, t - 1.2, {}, &Sound::start);
  for (auto sound = from; sound != sounds_.end() && sound->start < t + reach_s; ++sound) {
    const double distance = away_from(t, sound->start, sound->end);
    if (distance > reach_s) continue;
    const double weight = sound->target.dominance * std::exp(-distance / falloff_s);
    blend(sum, sound->target, static_cast<float>(weight));
    total += weight;
    const double closed = sound->target.seal * (1 - smooth_rise(distance / seal_ramp_s));
    sum.seal = std::max(sum.seal, static_cast<float>(closed));
  }
  Viseme out;
  blend(out, sum, static_cast<float>(1 / total));
  out.seal = sum.seal;
  return out;
}

float Lips::talk(double t) const {
  double nearest = 9;
  const auto from = std::ranges::lower_bound(sounds_, t - 1.5, {}, &Sound::start);
  for (auto sound = from; sound != sounds_.end() && sound->start < t + 1.5; ++sound) {
    nearest = std::min(nearest, away_from(t, sound->start, sound->end));
  }
  return static_cast<float>(1 - smooth_rise((nearest - 0.3) / 0.7));
}

void apply_lips(const Viseme& lips, FaceFrame& frame) {
  const float open = 1 - lips.seal;
  frame[Shape::jaw_open] = join(frame[Shape::jaw_open], lips.jaw) * (1 - 0.75F * lips.seal);
  frame[Shape::mouth_funnel] = join(frame[Shape::mouth_funnel], lips.funnel) * open;
  frame[Shape::mouth_pucker] = join(frame[Shape::mouth_pucker], lips.pucker);
  frame[Shape::mouth_roll_lower] = join(frame[Shape::mouth_roll_lower], lips.roll_lower);
  frame[Shape::tongue_out] = join(frame[Shape::tongue_out], lips.tongue) * open;
  join_both(frame, Shape::mouth_stretch_left, Shape::mouth_stretch_right, lips.stretch);
  join_both(frame, Shape::mouth_smile_left, Shape::mouth_smile_right, lips.smile);
  join_both(frame, Shape::mouth_press_left, Shape::mouth_press_right, lips.press * lips.seal);
  join_both(frame, Shape::mouth_lower_down_left, Shape::mouth_lower_down_right, lips.lower_down);
  join_both(frame, Shape::mouth_upper_up_left, Shape::mouth_upper_up_right, lips.upper_up);
  for (const Shape s : {Shape::mouth_lower_down_left, Shape::mouth_lower_down_right,
                        Shape::mouth_upper_up_left, Shape::mouth_upper_up_right}) {
    frame[s] *= open;
  }
  // Recorded talk: lips stay a third of the way closed over an opening jaw (r .77-.86).
  frame[Shape::mouth_close] = frame[Shape::jaw_open] * (0.32F + 0.68F * lips.seal);
}

}  // namespace kuleshov::face

#include "kuleshov/face/lips.hpp"

#include <algorithm>
#include <cmath>

namespace kuleshov::face {

namespace {

constexpr double reach_s = 0.30;  // how far a sound is felt before and after it
constexpr double pause_s = 0.25;  // ends a stretch of talk
constexpr float widest = 0.75F;   // of a speaking jaw, ARKit units

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

Lips::Lips(const std::vector<Phoneme>& speech, const Tables& tables, base::Random random) {
  const SpeechHabit& habit = tables.timing.speech;
  std::vector<Phoneme> sorted = speech;
  std::ranges::stable_sort(sorted, {}, &Phoneme::start_s);
  const auto draw = [&random](const LogNormal& of) {
    return draw_log_normal(random, of.median, of.sigma, of.least, of.most);
  };
  double effort = 1;
  double last = -1e9;
  for (const Phoneme& phoneme : sorted) {
    if (phoneme.start_s - last > pause_s) effort = draw(habit.effort);
    last = std::max(last, phoneme.end_s);
    Sound sound{.start = phoneme.start_s,
                .end = std::max(phoneme.end_s, phoneme.start_s + 0.01),
                .target = tables.viseme(phoneme.symbol)};
    vary(habit, effort, phoneme.stressed, sound, random);
    sounds_.push_back(sound);
  }
  slack_ = {static_cast<float>(draw(habit.slack_rest)), static_cast<float>(habit.slack_share)};
  slack_sigma_ = habit.slack_sigma;
  slack_noise_ = SlowNoise(random, habit.slack_periods.low, habit.slack_periods.high);
}

void Lips::vary(const SpeechHabit& habit, double effort, bool stressed, Sound& sound,
                base::Random& random) {
  const auto around_one = [&random](double sigma) {
    return draw_log_normal(random, 1, sigma, 0.5, 2);
  };
  Viseme& target = sound.target;
  const double jaw = effort * (stressed ? habit.stressed : 1.0) * around_one(habit.token_sigma);
  target.jaw = std::min(widest, target.jaw * static_cast<float>(jaw));
  const auto lips = static_cast<float>(std::sqrt(effort) * around_one(habit.token_sigma));
  for (float* part : {&target.funnel, &target.pucker, &target.stretch, &target.lower_down,
                      &target.upper_up, &target.roll_lower, &target.smile}) {
    *part = std::min(0.7F, *part * lips);
  }
  target.dominance *= static_cast<float>(around_one(habit.dominance_sigma));
  const bool rounded = target.pucker > 0.2F || target.funnel > 0.2F;
  sound.before = habit.before_s * around_one(habit.reach_sigma) * (rounded ? habit.rounding : 1);
  sound.after = habit.after_s * around_one(habit.reach_sigma);
  sound.ramp = habit.seal_s * around_one(habit.reach_sigma);
}

Viseme Lips::at(double t) const {
  Viseme sum{.dominance = 0};
  double total = 0.12;  // the pull of rest: lips close where nothing is said
  const auto from = std::ranges::lower_bound(sounds_, t - 1.2, {}, &Sound::start);
  for (auto sound = from; sound != sounds_.end() && sound->start < t + reach_s; ++sound) {
    const double distance = away_from(t, sound->start, sound->end);
    if (distance > reach_s) continue;
    const double falloff = t < sound->start ? sound->before : sound->after;
    const double weight = sound->target.dominance * std::exp(-distance / falloff);
    blend(sum, sound->target, static_cast<float>(weight));
    total += weight;
    const double closed = sound->target.seal * (1 - smooth_rise(distance / sound->ramp));
    sum.seal = std::max(sum.seal, static_cast<float>(closed));
  }
  Viseme out;
  blend(out, sum, static_cast<float>(1 / total));
  out.seal = sum.seal;
  return out;
}

LipSlack Lips::slack(double t) const {
  const double share = slack_.share * std::exp(slack_sigma_ * slack_noise_.at(t));
  return {slack_.rest, static_cast<float>(std::min(0.8, share))};
}

float Lips::talk(double t) const {
  double nearest = 9;
  const auto from = std::ranges::lower_bound(sounds_, t - 1.5, {}, &Sound::start);
  for (auto sound = from; sound != sounds_.end() && sound->start < t + 1.5; ++sound) {
    nearest = std::min(nearest, away_from(t, sound->start, sound->end));
  }
  return static_cast<float>(1 - smooth_rise((nearest - 0.3) / 0.7));
}

void apply_lips(const Viseme& lips, const LipSlack& slack, FaceFrame& frame) {
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
  const float jaw = frame[Shape::jaw_open];
  const float held = std::min(jaw, slack.rest + slack.share * jaw);
  frame[Shape::mouth_close] = held + (jaw - held) * lips.seal;
}

}  // namespace kuleshov::face

#include "kuleshov/face/performer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kuleshov/culture/display.hpp"
#include "kuleshov/face/context.hpp"

namespace kuleshov::face {

namespace {

constexpr double degrees = 180 / std::numbers::pi;
// The lid rides on the eye: measured r .89 between look-down and blink in recorded takes.
constexpr float lid_follows = 0.35F;
// A speaking mouth keeps this much of the emotion's own opening.
constexpr float open_while_speaking = 0.35F;
// And this much of what it draws away from the lips that must close.
constexpr float drawn_while_speaking = 0.65F;

// Recorded people hardly ever hold a shape above .8 (4 % of frames of talk).
constexpr float delicate = 0.79F;

std::array<float, shape_count> shapes_of(const std::array<float, unit_limit>& left,
                                         const std::array<float, unit_limit>& right,
                                         const Tables& tables, float most) {
  std::array<float, shape_count> out{};
  for (std::size_t unit = 0; unit < unit_limit; ++unit) {
    if (left[unit] <= 0 && right[unit] <= 0) continue;
    for (const ShapeWeight& target : tables.units[unit].shapes) {
      const float level = target.side == Side::left    ? left[unit]
                          : target.side == Side::right ? right[unit]
                                                       : std::max(left[unit], right[unit]);
      float& shape = out[static_cast<std::size_t>(target.shape)];
      shape = std::min(most, shape + target.weight * level);
    }
  }
  return out;
}

// Where a series of eased steps has come to. Only the last few can still be under way.
template <class Step>
std::pair<double, double> eased_recent(const std::vector<Step>& steps, double t) {
  const auto next = std::ranges::upper_bound(steps, t, {}, &Step::start);
  const auto count = next - steps.begin();
  const auto first = steps.begin() + std::max<std::ptrdiff_t>(0, count - 6);
  double yaw = first == steps.begin() ? 0 : (first - 1)->yaw;
  double pitch = first == steps.begin() ? 0 : (first - 1)->pitch;
  for (auto step = first; step != next; ++step) {
    const double share = smooth_rise((t - step->start) / step->duration);
    yaw += (step->yaw - yaw) * share;
    pitch += (step->pitch - pitch) * share;
  }
  return {yaw, pitch};
}

Angles pose_at(const std::vector<HeadPose>& poses, double t) {
  Angles at;
  for (const HeadPose& pose : poses) {
    if (pose.from > t) break;
    const auto share = static_cast<float>(smooth_rise((t - pose.from) / pose.rise));
    at.yaw += (pose.pose.yaw - at.yaw) * share;
    at.pitch += (pose.pose.pitch - at.pitch) * share;
    at.roll += (pose.pose.roll - at.roll) * share;
  }
  return at;
}

// Opponents give way to each other, whatever feelings meet in one moment: both lose what they would
// hold against each other beyond a trace, so that neither jumps when the stronger changes.
void give_way(FaceFrame& frame, Shape one, Shape other) {
  constexpr float trace = 0.11F;
  const float against = std::min(frame[one], frame[other]) - trace;
  if (against <= 0) return;
  frame[one] -= against;
  frame[other] -= against;
}

// Down within 0.2 s, back within 0.35.
double nod_share(double since) {
  return smooth_rise(since / 0.24) * (1 - smooth_rise((since - 0.26) / 0.42));
}

}  // namespace

Angles Performer::head_at(double t) const {
  Angles head = pose_at(expression_.poses, t);
  const auto [yaw, pitch] = eased_recent(gaze_.turns, t);
  head.yaw += static_cast<float>(yaw + sway_ * sway_yaw_.at(t));
  head.pitch += static_cast<float>(pitch + 0.7 * sway_ * sway_pitch_.at(t));
  head.roll += static_cast<float>(0.5 * sway_ * sway_roll_.at(t));
  const auto from = std::ranges::lower_bound(nods_, t - 0.8);
  for (auto nod = from; nod != nods_.end() && *nod < t; ++nod) {
    head.pitch -= static_cast<float>(nod_ * nod_share(t - *nod));
  }
  return head;
}

float Performer::blink_at(double t) const {
  const Timing& timing = tables_->timing;
  const auto from = std::ranges::lower_bound(gaze_.blinks, t - 0.7, {}, &Blink::start);
  double closed = 0;
  for (auto blink = from; blink != gaze_.blinks.end() && blink->start < t; ++blink) {
    const double since = (t - blink->start) / blink->scale;
    const double down = smooth_rise(since / timing.blink_close);
    const double up =
        smooth_rise((since - timing.blink_close - timing.blink_hold) / timing.blink_open);
    closed = std::max(closed, blink->strength * down * (1 - up));
  }
  return static_cast<float>(closed);
}

void Performer::add_units(double t, FaceFrame& frame) const {
  std::array<float, unit_limit> left{};
  std::array<float, unit_limit> right{};
  const auto from =
      std::ranges::lower_bound(expression_.movements, t - longest_, {}, &Movement::start);
  for (auto m = from; m != expression_.movements.end() && m->start < t; ++m) {
    const auto share = static_cast<float>(m->share(t));
    const auto unit = static_cast<std::size_t>(m->unit);
    left[unit] = 1 - (1 - left[unit]) * (1 - m->left * share);
    right[unit] = 1 - (1 - right[unit]) * (1 - m->right * share);
  }
  const float talk = lips_.talk(t);
  const auto hold_back = [&](std::size_t unit, float kept) {
    left[unit] *= 1 - (1 - kept) * talk;
    right[unit] *= 1 - (1 - kept) * talk;
  };
  for (const std::size_t unit : {25U, 26U, 27U, 28U}) hold_back(unit, open_while_speaking);
  for (const std::size_t unit : {10U, 16U}) hold_back(unit, drawn_while_speaking);
  frame.shape = shapes_of(left, right, *tables_, on(off_, Rule::intensity) ? delicate : 1.0F);
  if (!on(off_, Rule::opposites)) return;
  give_way(frame, Shape::mouth_smile_left, Shape::mouth_frown_left);
  give_way(frame, Shape::mouth_smile_right, Shape::mouth_frown_right);
}

void Performer::add_eyes(double t, FaceFrame& frame) const {
  frame.head = head_at(t);
  // The line of sight stays where it is aimed while the head moves: vestibulo-ocular reflex.
  const auto [yaw, pitch] = eased_recent(gaze_.shifts, t);
  const Timing& timing = tables_->timing;
  const auto vergence =
      static_cast<float>(degrees * std::atan(timing.eyes_apart_m / 2 / timing.partner_distance_m));
  const Angles against = on(off_, Rule::vestibular) ? frame.head : Angles{};
  const float in_head = std::clamp(static_cast<float>(yaw) - against.yaw, -33.0F, 33.0F);
  const float up = std::clamp(static_cast<float>(pitch) - against.pitch, -26.0F, 24.0F);
  float other = in_head;
  if (!other_eye_.empty()) {
    other = std::clamp(static_cast<float>(eased_recent(other_eye_, t).first), -33.0F, 33.0F);
  }
  // The left eye turns towards the nose, to the person's right.
  aim_eyes(frame, {in_head - vergence, up, 0}, {other + vergence, up, 0});
  const float blink = blink_at(t);
  const auto close = [&](Shape lid, Shape down, Shape wide) {
    const float follows = on(off_, Rule::lids) ? lid_follows : 0.0F;
    const float held = std::clamp(own_lid_ + frame[lid] + follows * frame[down], 0.0F, 1.0F);
    frame[lid] = std::max(held, blink);
    // A lid that has come down, for a blink or a look down, is not wide.
    const float down_by = std::max(blink, static_cast<float>(smooth_rise((held - 0.14) / 0.1)));
    if (on(off_, Rule::opposites)) frame[wide] *= 1 - down_by;
  };
  close(Shape::eye_blink_left, Shape::eye_look_down_left, Shape::eye_wide_left);
  close(Shape::eye_blink_right, Shape::eye_look_down_right, Shape::eye_wide_right);
}

// The tremble that the smooth rule keeps away: 7 to 11 Hz.
float Performer::noise_at(double t, std::size_t shape) const {
  const double hz = 7 + static_cast<double>(shape % 5);
  return 0.05F * static_cast<float>(
                     std::sin(2 * std::numbers::pi * hz * t + 1.7 * static_cast<double>(shape)));
}

FaceFrame Performer::at(double t) const {
  FaceFrame frame;
  add_units(t, frame);
  if (!lips_.silent()) {
    Viseme lips = lips_.at(t);
    if (!on(off_, Rule::seal)) lips.seal = 0;
    apply_lips(lips, lips_.slack(t), frame);
    if (!on(off_, Rule::seal)) frame[Shape::mouth_close] = 0;
  }
  if (!on(off_, Rule::smooth)) {
    for (std::size_t s = 14; s + 1 < shape_count; ++s) {
      frame.shape[s] = std::clamp(frame.shape[s] + noise_at(t, s), 0.0F, 1.0F);
    }
  }
  add_eyes(t, frame);
  return frame;
}

bool Performer::next(FaceFrame& frame) {
  if (cursor_ >= frame_count_) return false;
  frame = at(static_cast<double>(cursor_++) / fps_);
  return true;
}

namespace {

// What one emotion becomes before these people: stronger, weaker or masked.
base::Result<void> apply_display_rules(const culture::Pack* pack, const Context& context,
                                       const Tables& tables, base::Random& random, Shown& shown) {
  const culture::Control rule =
      culture::control(pack, shown.term->family, context.occasion, random);
  const double felt = shown.intensity;
  shown.intensity = std::clamp(felt * rule.scale, 0.0, 1.0);
  for (const culture::Manner::Unit& unit : rule.units) {
    const Side side = unit.one_sided ? Side::one : Side::both;
    shown.manner.push_back({unit.number, side, 1, unit.intensity});
  }
  shown.head = {static_cast<float>(rule.head_yaw), static_cast<float>(rule.head_pitch),
                static_cast<float>(rule.head_roll)};
  shown.gaze_pitch = rule.gaze_pitch;
  shown.gaze_away = rule.gaze_away;
  if (rule.mask.empty()) return {};
  shown.felt = shown.term;
  shown.leak = felt * rule.leak;
  shown.term = TRY(tables.named(rule.mask));
  return {};
}

// The emotions asked for; none asked for but an event told: what its appraisal is nearest to.
std::vector<EmotionKey> wanted(const PerformanceRequest& request, const Context& context,
                               const Tables& tables) {
  if (!request.emotions.empty() || !context.appraised) {
    std::vector<EmotionKey> keys = request.emotions;
    std::ranges::stable_sort(keys, {}, &EmotionKey::at_s);
    return keys;
  }
  return {{0, terms_by_appraisal(tables, context).front().first->name, 0.5}};
}

base::Result<std::vector<Shown>> what_is_shown(const PerformanceRequest& request,
                                               const Tables& tables) {
  const Context context = TRY(read_context(request.context));
  const culture::Pack* pack = nullptr;
  if (!request.culture.empty()) pack = TRY(culture::find_pack(request.culture));
  const auto keys = wanted(request, context, tables);
  base::Random random(request.seed, "display");
  std::vector<Shown> out;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    Shown shown{.from = keys[i].at_s,
                .to = i + 1 == keys.size() ? request.seconds : keys[i + 1].at_s,
                .term = TRY(tables.named(keys[i].emotion)),
                .intensity = std::clamp(keys[i].intensity, 0.0, 1.0),
                .first_answer = {},
                .manner = {},
                .head = {}};
    if (i == 0 && context.appraised) shown.first_answer = TRY(predicted_units(context.checks));
    if (pack != nullptr) TRY(apply_display_rules(pack, context, tables, random, shown));
    if (shown.to > shown.from) out.push_back(std::move(shown));
  }
  if (out.empty()) {
    out.push_back({.from = 0,
                   .to = request.seconds,
                   .term = TRY(tables.named("neutral")),
                   .first_answer = {},
                   .manner = {},
                   .head = {}});
  }
  return out;
}

// Stressed vowels that get a brow and a nod: a share of them, never crowded.
std::vector<double> draw_accents(const std::vector<Phoneme>& speech, const Timing& timing,
                                 base::Random random) {
  std::vector<double> out;
  for (const Phoneme& phoneme : speech) {
    if (!phoneme.stressed || !random.chance(timing.accent_share)) continue;
    if (!out.empty() && phoneme.start_s - out.back() < timing.accent_gap) continue;
    out.push_back(phoneme.start_s);
  }
  return out;
}

}  // namespace

base::Result<Performer> Performer::plan(const PerformanceRequest& request, RulesOff off) {
  if (!(request.seconds > 0) || !(request.fps > 0) || request.seconds > 36'000 ||
      request.fps > 1000) {
    return base::fail("a performance needs a positive length and frame rate",
                      "give up to 36000 seconds at up to 1000 frames a second");
  }
  Performer out;
  out.tables_ = TRY(tables());
  out.off_ = off;
  const Tables& data = *out.tables_;
  out.shown_ = TRY(what_is_shown(request, data));
  const auto accents =
      draw_accents(request.speech, data.timing, base::Random(request.seed, "accents"));
  out.expression_ =
      plan_expression(out.shown_, accents, data, std::clamp(request.expressivity, 0.2, 2.0),
                      base::Random(request.seed, "expression"), off);
  for (const Movement& m : out.expression_.movements) {
    out.longest_ = std::max(out.longest_, m.end() - m.start);
  }
  out.gaze_ = plan_gaze(request, out.shown_, data.timing, base::Random(request.seed, "gaze"), off);
  if (!on(off, Rule::conjugate)) {
    out.other_eye_ =
        plan_gaze(request, out.shown_, data.timing, base::Random(request.seed, "other eye")).shifts;
  }
  out.lips_ = Lips(request.speech, data, base::Random(request.seed, "lips"));
  for (const double at : accents) out.nods_.push_back(at - 0.06);
  base::Random sway(request.seed, "sway");
  out.sway_yaw_ = SlowNoise(sway, 2.5, 9);
  out.sway_pitch_ = SlowNoise(sway, 2.5, 9);
  out.sway_roll_ = SlowNoise(sway, 3, 10);
  out.sway_ = request.speaking ? data.timing.sway_speaking : data.timing.sway_silent;
  out.own_lid_ = static_cast<float>(std::clamp(sway.normal(0.04, 0.06), 0.0, 0.16));
  out.nod_ = data.timing.nod_degrees;
  out.fps_ = request.fps;
  out.frame_count_ = std::max<std::size_t>(
      1, static_cast<std::size_t>(std::llround(request.seconds * request.fps)));
  return out;
}

base::Result<Take> perform(const PerformanceRequest& request) {
  Performer performer = TRY(Performer::plan(request));
  Take take{.fps = request.fps, .frames = {}};
  take.frames.resize(performer.frame_count());
  for (FaceFrame& frame : take.frames) performer.next(frame);
  return take;
}

}  // namespace kuleshov::face

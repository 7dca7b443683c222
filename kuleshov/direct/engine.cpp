#include "kuleshov/direct/engine.hpp"

#include <algorithm>
#include <cmath>

#include "kuleshov/base/random.hpp"

namespace kuleshov::direct {

namespace {

constexpr double offered_for_s = 12;
constexpr int offered_shots = 2;
enum Purpose : std::uint64_t { branch_draw = 1, cut_draw = 2 };

double four_decimals(double value) {
  const double rounded = std::round(value * 1e4) / 1e4;
  return rounded == 0 ? 0 : rounded;
}

// What is not a number tells nothing: the prior stands.
sense::Estimate quantised(const sense::Estimate& estimate, const sense::Estimate& prior) {
  if (!std::isfinite(estimate.mean) || !std::isfinite(estimate.sd)) return prior;
  return {four_decimals(std::clamp(estimate.mean, -2.0, 2.0)),
          four_decimals(std::clamp(estimate.sd, 1e-4, 10.0))};
}

}  // namespace

sense::ViewerState quantised(const sense::ViewerState& state) {
  constexpr double longest_s = 1e7;
  const sense::ViewerState prior;
  const double time_s = std::isfinite(state.time_s) ? std::clamp(state.time_s, 0.0, longest_s) : 0;
  const double quality = std::isfinite(state.quality) ? std::clamp(state.quality, 0.0, 1.0) : 0;
  return {four_decimals(time_s), quantised(state.arousal, prior.arousal),
          quantised(state.valence, prior.valence), quantised(state.attention, prior.attention),
          four_decimals(quality)};
}

Engine::Engine(std::shared_ptr<const Plan> plan, Policy policy, std::uint64_t seed)
    : plan_(std::move(plan)), policy_(policy), seed_(seed), story_(*plan_) {
  candidates_.resize(static_cast<std::size_t>(std::max(plan_->most_ways(), 1)));
  ahead_ = candidates_;
  at_.scene = plan_->opening();
  at_.shot = plan_->scenes()[static_cast<std::size_t>(at_.scene)].first_shot;
  at_.response.start(plan_->audience());
  at_.pace = start_pace(*plan_);
  at_.music = start_music(*plan_, plan_->intended(at_.scene, 0));
  const PlannedShot& shot = plan_->shots()[static_cast<std::size_t>(at_.shot)];
  at_.length = shot.natural;
  hold_leader();
}

double Engine::draw(std::uint64_t purpose) const {
  const std::uint64_t key = seed_ * 0x9e3779b97f4a7c15ULL + at_.decisions * 4 + purpose;
  return base::Random(key).uniform();
}

double Engine::share_at(double time_s) const {
  const PlannedShot& shot = plan_->shots()[static_cast<std::size_t>(at_.shot)];
  const double through =
      std::clamp((time_s - at_.starts.seconds()) / at_.length.seconds(), 0.0, 1.0);
  return shot.begins + (shot.ends - shot.begins) * through;
}

story::Felt Engine::intended_at_time(double time_s) const {
  const double elapsed_s = at_.line_elapsed_s + std::max(0.0, time_s - at_.starts.seconds());
  if (at_.line_way < 0 || elapsed_s >= at_.line_length_s)
    return plan_->intended(at_.scene, share_at(time_s));
  const double place = elapsed_s / at_.line_length_s * outlook_samples;
  const auto sample = std::min<std::size_t>(static_cast<std::size_t>(place), outlook_samples - 1);
  return plan_->ways()[static_cast<std::size_t>(at_.line_way)].outlook.intended[sample];
}

void Engine::observe(const sense::ViewerState& raw) {
  const sense::ViewerState state = quantised(raw);
  if (state.time_s < state_.time_s) return;
  const double middle = (at_.response.clock_s + state.time_s) / 2;
  at_.response.pass(state.time_s, plan_->evoked(at_.scene, share_at(middle)));
  at_.response.learn(state);
  story_.observe(state, state.time_s);
  state_ = state;
}

bool Engine::last_in_scene() const {
  const PlannedScene& scene = plan_->scenes()[static_cast<std::size_t>(at_.scene)];
  return at_.shot + 1 == scene.first_shot + scene.shots;
}

bool Engine::offers() const {
  const PlannedScene& scene = plan_->scenes()[static_cast<std::size_t>(at_.scene)];
  if (!scene.key_point || at_.ended) return false;
  const int left = scene.first_shot + scene.shots - at_.shot;
  const double begins = plan_->shots()[static_cast<std::size_t>(at_.shot)].begins;
  return left <= offered_shots || (1 - begins) * scene.seconds <= offered_for_s;
}

std::span<const Candidate> Engine::candidates() const {
  return {candidates_.data(), weighed_.count};
}

std::vector<Candidate> Engine::offer() const {
  if (!offers()) return {};
  std::vector<Candidate> buffer(candidates_.size());
  buffer.resize(weigh_ways(buffer, Propensities::fill).count);
  return buffer;
}

Moment Engine::moment() const {
  return {intended_at_time(state_.time_s), plan_->intended(at_.scene, share_at(state_.time_s)),
          at_.response.believed(), state_.arousal.sd, state_.valence.sd};
}

// Closes what is more intense than the viewer allows; where everything is, all but the calmest.
bool Engine::close_above_ceiling(std::span<Candidate> candidates) const {
  const auto peak = [&](const Candidate& c) {
    return plan_->ways()[static_cast<std::size_t>(c.way)].outlook.peak;
  };
  const Candidate* calmest = nullptr;
  for (const Candidate& c : candidates)
    if (c.closed == Closed::no && (calmest == nullptr || peak(c) < peak(*calmest))) calmest = &c;
  for (Candidate& c : candidates)
    if (c.closed == Closed::no && &c != calmest && peak(c) > policy_.intensity_ceiling)
      c.closed = Closed::ceiling;
  return calmest != nullptr && peak(*calmest) > policy_.intensity_ceiling;
}

Engine::Weighed Engine::weigh_ways(std::span<Candidate> buffer, Propensities propensities) const {
  const PlannedScene& scene = plan_->scenes()[static_cast<std::size_t>(at_.scene)];
  Weighed weighed;
  if (scene.ending) return weighed;
  for (int way = scene.first_way; way < scene.first_way + scene.ways; ++way)
    buffer[weighed.count++] = {way, Closed::no, 0, 0, 0, 1};
  const std::span<Candidate> all = buffer.first(weighed.count);
  story_.mark(state_, all);
  if (!scene.key_point) return weighed;
  if (policy_.intensity_ceiling < 1) weighed.all_above_ceiling = close_above_ceiling(all);
  weighed.leader =
      weigh({*plan_, policy_, at_.response, scene.default_way, at_.leader}, all, propensities);
  return weighed;
}

void Engine::hold_leader() {
  if (!offers()) return;
  const Weighed weighed = weigh_ways(ahead_, Propensities::leave);
  if (weighed.leader >= 0) at_.leader = ahead_[static_cast<std::size_t>(weighed.leader)].way;
}

void Engine::choose_at_key_point(int by_hand) {
  const std::span<const Candidate> all = candidates();
  const auto chosen_by_hand = std::find_if(all.begin(), all.end(), [&](const Candidate& c) {
    return c.way == by_hand && (c.closed == Closed::no || c.closed == Closed::ceiling);
  });
  choice_.hand_refused = by_hand >= 0 && chosen_by_hand == all.end();
  if (chosen_by_hand != all.end()) {
    choice_.chosen = static_cast<int>(chosen_by_hand - all.begin());
    choice_.because = Because::hand;
    return;
  }
  choice_.chosen = pick(all, draw(branch_draw));
  if (!policy_.adapt_plot || policy_.arc == story::ArcPolicy::ignore)
    choice_.because = Because::director;
  else if (weighed_.all_above_ceiling)
    choice_.because = Because::ceiling_all;
  else
    choice_.because = choice_.chosen == choice_.leader ? Because::best : Because::explored;
}

void Engine::choose_way(int by_hand) {
  const PlannedScene& scene = plan_->scenes()[static_cast<std::size_t>(at_.scene)];
  weighed_ = weigh_ways(candidates_, Propensities::fill);
  choice_.leader = weighed_.leader;
  const std::span<const Candidate> all = candidates();
  if (scene.key_point) {
    choose_at_key_point(by_hand);
  } else {
    const auto first = std::find_if(all.begin(), all.end(),
                                    [](const Candidate& c) { return c.closed == Closed::no; });
    choice_.chosen = first == all.end() ? -1 : static_cast<int>(first - all.begin());
  }
  if (choice_.chosen < 0) {
    choice_.chosen = scene.default_way - scene.first_way;
    choice_.because = Because::only_default;
  }
  choice_.way = all[static_cast<std::size_t>(choice_.chosen)].way;
}

void Engine::advance_line(double seconds) {
  if (at_.line_way < 0) return;
  at_.line_elapsed_s += seconds;
  if (at_.line_elapsed_s >= at_.line_length_s) at_.line_way = -1;
}

void Engine::take(int way) {
  const PlannedWay& planned = plan_->ways()[static_cast<std::size_t>(way)];
  const PlannedScene& from = plan_->scenes()[static_cast<std::size_t>(at_.scene)];
  const PlannedScene& to = plan_->scenes()[static_cast<std::size_t>(planned.to)];
  if (from.key_point) {
    at_.line_way = way == from.default_way ? -1 : from.default_way;
    at_.line_elapsed_s = 0;
    at_.line_length_s = planned.outlook.seconds;
  }
  if (to.core) at_.line_way = -1;
  story_.take(way);
  at_.scene = planned.to;
  at_.shot = to.first_shot;
  at_.leader = -1;
  begin_cue(*plan_, plan_->intended(at_.scene, 0), at_.starts, at_.music);
}

void Engine::cut_next() {
  const bool adapts = policy_.adapt_cut && policy_.arc != story::ArcPolicy::ignore;
  base::Random random(seed_ * 0x9e3779b97f4a7c15ULL + at_.decisions * 4 + cut_draw);
  choice_.urge = urge_of(policy_.arc, choice_.moment);
  choice_.cut = cut_shot(*plan_, at_.shot, adapts, choice_.urge, at_.length.seconds(),
                         random.normal(), at_.pace);
  at_.in = choice_.cut.in;
  at_.length = choice_.cut.length;
}

void Engine::frame_next() {
  choice_.framing = {};
  if (policy_.adapt_cut && policy_.adapt_framing) {
    Moment ahead = choice_.moment;
    ahead.content = plan_->intended(at_.scene, share_at(at_.starts.seconds()));
    const double nearness = nearness_of(policy_.arc, choice_.urge, choice_.state.attention);
    choice_.framing = choose_framing(*plan_, at_.shot, nearness, ahead, policy_.intensity_ceiling);
  }
  at_.framing = choice_.framing.framing;
}

const Choice& Engine::next(const sense::ViewerState& state, int by_hand) {
  observe(state);
  const PlannedScene& scene = plan_->scenes()[static_cast<std::size_t>(at_.scene)];
  const base::Ticks cut_at = at_.starts + at_.length;
  choice_ = Choice{};
  choice_.at = cut_at;
  choice_.scene = at_.scene;
  choice_.state = state_;
  choice_.moment = moment();
  const bool scene_ends = last_in_scene();
  weighed_ = {};
  choice_.ends = at_.ended || (scene_ends && (scene.ending || scene.ways == 0));
  if (choice_.ends) {
    at_.ended = true;
    return choice_;
  }
  if (scene_ends) {
    choice_.key_point = scene.key_point;
    choose_way(by_hand);
  }
  // The model stands at the cut before the story moves on.
  at_.response.pass(cut_at.seconds(), plan_->evoked(at_.scene, share_at(cut_at.seconds())));
  story_.observe(state_, cut_at.seconds());
  advance_line(at_.length.seconds());
  at_.starts = cut_at;
  if (scene_ends)
    take(choice_.way);
  else
    ++at_.shot;
  ++at_.decisions;
  cut_next();
  frame_next();
  Moment ahead = choice_.moment;
  ahead.content = plan_->intended(at_.scene, share_at(cut_at.seconds()));
  ahead.intended = intended_at_time(cut_at.seconds());
  plan_music(*plan_, policy_, ahead, cut_at, at_.music);
  hold_leader();
  return choice_;
}

void Engine::begin_at(story::StoryState story) {
  at_.scene = story.scene;
  at_.starts = story.now;
  at_.shot = plan_->scenes()[static_cast<std::size_t>(at_.scene)].first_shot;
  at_.length = plan_->shots()[static_cast<std::size_t>(at_.shot)].natural;
  at_.response.clock_s = at_.response.evidence_s = at_.starts.seconds();
  at_.music = start_music(*plan_, plan_->intended(at_.scene, 0));
  at_.music.cue = at_.music.from = at_.starts;
  state_.time_s = at_.starts.seconds();
  story_ = StoryLine(*plan_, std::move(story));
  hold_leader();
}

void Engine::put_back(const Position& position, const sense::ViewerState& state, StoryLine story) {
  at_ = position;
  state_ = state;
  story_ = std::move(story);
}

}  // namespace kuleshov::direct

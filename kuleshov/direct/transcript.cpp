#include "kuleshov/direct/transcript.hpp"

#include <fmt/format.h>

#include "kuleshov/direct/engine.hpp"
#include "kuleshov/direct/save.hpp"
#include "kuleshov/direct/watch.hpp"

namespace kuleshov::direct {

namespace {

using story::TranscriptStep;

// A length in a transcript is met when it is right to half a frame.
constexpr double half_a_frame_s = 0.02;

sense::ViewerState state_of(const story::ViewerBelief& belief, double time_s) {
  sense::ViewerState state;
  state.time_s = time_s;
  state.arousal = {belief.mean[0], belief.sd[0]};
  state.valence = {belief.mean[1], belief.sd[1]};
  state.attention = {belief.mean[2], belief.sd[2]};
  return state;
}

class Player {
 public:
  Player(std::shared_ptr<const Plan> plan, const Policy& policy, std::uint64_t seed,
         story::TranscriptResult& result)
      : plan_(std::move(plan)), engine_(plan_, policy, seed), result_(result) {}

  bool step(const TranscriptStep& expected) {
    result_.path.push_back(here());
    if (here().str() != expected.scene)
      return differs(expected.place,
                     fmt::format("the film is in scene {}, not {}", here().str(), expected.scene));
    if (std::string why =
            story::variables_differ(plan_->graph(), engine_.story().state(), expected);
        !why.empty())
      return differs(expected.place, std::move(why));
    return play_scene(expected);
  }

 private:
  [[nodiscard]] const story::SceneId& here() const {
    return plan_->scene_id(engine_.position().scene);
  }

  bool differs(const base::Place& place, std::string message) {
    result_.passed = false;
    result_.message = std::move(message);
    result_.place = place;
    return false;
  }

  bool play_scene(const TranscriptStep& expected) {
    for (std::size_t shot = 0;; ++shot) {
      if (!cut_is(expected, shot)) return false;
      observe_shot(expected.belief);
      if (engine_.last_in_scene()) return leave(expected, shot + 1);
      engine_.next(last_);
    }
  }

  bool cut_is(const TranscriptStep& expected, std::size_t shot) {
    if (expected.cuts.empty()) return true;
    const Position& at = engine_.position();
    const std::string& name = plan_->take_id(at.shot, at.framing).str();
    if (shot >= expected.cuts.size())
      return differs(expected.place, fmt::format("after these cuts comes shot {}", name));
    const story::ExpectedCut& cut = expected.cuts[shot];
    if (name != cut.shot)
      return differs(cut.place, fmt::format("this is shot {}, not {}", name, cut.shot));
    const double length_s = at.length.seconds();
    if (length_s < cut.low_s - half_a_frame_s || length_s > cut.high_s + half_a_frame_s)
      return differs(cut.place, fmt::format("shot {} lasts {:.2f} s", name, length_s));
    if (cut.in_s && std::abs(at.in.seconds() - *cut.in_s) > half_a_frame_s)
      return differs(cut.place, fmt::format("shot {} begins at {:.2f} s", name, at.in.seconds()));
    return true;
  }

  void observe_shot(const story::ViewerBelief& belief) {
    const Position& at = engine_.position();
    const double until = (at.starts + at.length).seconds() - lead_s;
    for (; static_cast<double>(grid_) * state_period_s <= until; ++grid_) {
      last_ = state_of(belief, static_cast<double>(grid_) * state_period_s);
      engine_.observe(last_);
    }
  }

  bool leave(const TranscriptStep& expected, std::size_t shots) {
    if (!expected.cuts.empty() && shots != expected.cuts.size())
      return differs(expected.place, fmt::format("the scene has {} shots", shots));
    const story::Scene& scene =
        plan_->film().scenes[static_cast<std::size_t>(engine_.position().scene)];
    const int hand = expected.take.empty() ? -1 : plan_->way_index(story::WayId(expected.take));
    const bool no_such = !expected.take.empty() && hand < 0;
    if (no_such)
      return differs(expected.place,
                     fmt::format("scene {} has no way {}", scene.id.str(), expected.take));
    const Choice& choice = engine_.next(last_, hand);
    if (std::string why = story::ways_differ(open_now(), expected); !why.empty())
      return differs(expected.place, std::move(why));
    if (choice.ends)
      return expected.take.empty() ||
             differs(expected.place, fmt::format("scene {} is an ending", scene.id.str()));
    if (expected.ends)
      return differs(expected.place, fmt::format("scene {} is no ending", scene.id.str()));
    if (choice.hand_refused)
      return differs(expected.place, fmt::format("way {} is closed", expected.take));
    const std::string& taken = plan_->way(choice.way).id.str();
    if (!expected.way.empty() && taken != expected.way)
      return differs(expected.place, fmt::format("way {} is taken, not {}", taken, expected.way));
    return true;
  }

  [[nodiscard]] std::vector<std::string> open_now() const {
    std::vector<std::string> open;
    for (const Candidate& candidate : engine_.candidates()) {
      if (candidate.closed == Closed::no) open.push_back(plan_->way(candidate.way).id.str());
    }
    return open;
  }

  std::shared_ptr<const Plan> plan_;
  Engine engine_;
  story::TranscriptResult& result_;
  sense::ViewerState last_;
  std::int64_t grid_ = 1;
};

}  // namespace

base::Result<story::TranscriptResult> run_transcript(std::shared_ptr<const Plan> plan,
                                                     const story::Transcript& transcript) {
  if (!transcript.directed) return story::run_transcript(plan->graph(), transcript);
  Policy policy;
  policy.arc = plan->film().policy;
  if (!transcript.policy.empty()) policy.arc = TRY(arc_policy_named(transcript.policy));
  policy.explore = Explore::none;
  story::TranscriptResult result;
  result.name = transcript.name;
  Player player(std::move(plan), policy, transcript.seed, result);
  for (const TranscriptStep& step : transcript.steps) {
    if (!player.step(step)) break;
  }
  return result;
}

}  // namespace kuleshov::direct

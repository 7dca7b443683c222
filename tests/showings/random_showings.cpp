#include "tests/showings/random_showings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/direct/engine.hpp"
#include "kuleshov/story/check.hpp"
#include "kuleshov/story/generate.hpp"

namespace kuleshov::showings {

namespace {

using base::Random;
using direct::Engine;
using direct::Plan;
using direct::Position;

constexpr std::uint64_t most_decisions = 5'000;

// Two to four shots a scene, and a director's bounds around them.
void give_shots(story::Film& film, Random& random) {
  film.style.asl_low_s = random.uniform(1, 3);
  film.style.asl_high_s = film.style.asl_low_s + random.uniform(1, 6);
  film.style.asl_change_per_minute = random.uniform(0.05, 0.6);
  film.style.tempi_bpm = {60, 75, 100};
  for (story::Scene& scene : film.scenes) {
    scene.arc = {{0, {random.uniform(-0.5, 0.5), 0}}, {1, {random.uniform(-0.9, 0.9), 0.1}}};
    scene.shots.clear();
    for (std::uint64_t i = 2 + random.below(3); i > 0; --i) {
      story::Shot shot;
      shot.id = story::ShotId(fmt::format("{}.{}", scene.id.str(), scene.shots.size() + 1));
      shot.scene = scene.id;
      shot.natural = base::Ticks::seconds_on_frame(random.uniform(1.5, 6));
      shot.shortest = base::Ticks::frames(shot.natural.whole_frames() * 6 / 10);
      shot.longest = base::Ticks::frames(shot.natural.whole_frames() * 14 / 10);
      scene.shots.push_back(std::move(shot));
    }
  }
}

// Some key points may be seen again, as often as a counter allows.
void add_loops(story::Film& film, Random& random) {
  story::Variable rounds;
  rounds.id = story::VariableId("rounds");
  rounds.type = story::VariableType::integer;
  rounds.high = 2;
  film.variables.push_back(rounds);
  for (story::Scene& scene : film.scenes) {
    if (!scene.key_point || scene.ways.size() > 4 || !random.chance(0.4)) continue;
    story::Way way;
    way.id = story::WayId(scene.id.str() + "-again");
    way.from = way.to = scene.id;
    way.trigger.text = "rounds < 2";
    way.effects.push_back({rounds.id, {"rounds + 1", {}}});
    scene.ways.push_back(std::move(way));
  }
}

// Takes away the triggers that the checker finds idle.
void mend(story::Film& film, const story::CheckReport& report) {
  for (const story::Finding& finding : report.findings) {
    if (finding.rule != "trigger-never" && finding.rule != "trigger-always") continue;
    for (story::Scene& scene : film.scenes) {
      if (scene.id != finding.scene) continue;
      for (story::Way& way : scene.ways)
        if (finding.message.find(way.id.str()) != std::string::npos) way.trigger.text.clear();
    }
  }
}

story::Film make_film(Random& random) {
  story::GeneratedShape shape;
  shape.key_points = 1 + static_cast<int>(random.below(4));
  shape.scenes = shape.key_points * (8 + static_cast<int>(random.below(8)));
  shape.booleans = 1 + static_cast<int>(random.below(6));
  shape.guarded = random.uniform(0.2, 0.8);
  story::Film film = story::generate_film(shape, random.bits());
  give_shots(film, random);
  if (random.chance(0.5)) add_loops(film, random);
  return film;
}

bool passes(story::Film& film) {
  for (int round = 0; round < 4; ++round) {
    const auto graph = story::Graph::compile(film);
    if (!graph) return false;
    const story::CheckReport report = story::check(*graph);
    if (report.holds) return report.complete;
    mend(film, report);
  }
  return false;
}

direct::Policy random_policy(Random& random) {
  direct::Policy policy;
  policy.arc = static_cast<story::ArcPolicy>(random.below(4));
  policy.explore = static_cast<direct::Explore>(random.below(3));
  policy.explore_share = random.uniform();
  policy.intensity_ceiling = random.chance(0.5) ? 1 : random.uniform();
  policy.steadiness = random.uniform(0, 3);
  return policy;
}

class Showing {
 public:
  Showing(std::shared_ptr<const Plan> plan, Random& random, Walked& walked)
      : plan_(std::move(plan)),
        random_(random),
        walked_(walked),
        engine_(plan_, random_policy(random), random.bits()) {}

  void run() {
    pass_core();
    while (!engine_.position().ended && engine_.position().decisions < most_decisions) step();
    const auto scene = static_cast<std::size_t>(engine_.position().scene);
    if (!engine_.position().ended || !plan_->scenes()[scene].ending) fail("it does not end");
    if (core_ != plan_->film().core.size()) fail("a core scene was left out");
    walked_.decisions += engine_.position().decisions;
    ++walked_.showings;
  }

 private:
  void step() {
    const Position before = engine_.position();
    state_.time_s = (before.starts + before.length).seconds() - random_.uniform(0, 0.5);
    state_.arousal = {random_.uniform(-1, 1), random_.uniform(0.01, 0.6)};
    state_.valence = {random_.uniform(-1, 1), random_.uniform(0.01, 0.6)};
    const int hand =
        random_.chance(0.3) ? static_cast<int>(random_.below(plan_->ways().size())) : -1;
    const direct::Choice& choice = engine_.next(state_, hand);
    if (choice.because == direct::Because::only_default) fail("no way was open");
    const Position& at = engine_.position();
    if (at.ended) return;
    if (at.scene != before.scene || at.shot <= before.shot) pass_core();
    check_anchor(before, at);
  }

  void pass_core() {
    const story::SceneId& scene = plan_->scene_id(engine_.position().scene);
    const auto& core = plan_->film().core;
    const auto rank = std::find(core.begin(), core.end(), scene) - core.begin();
    if (rank == static_cast<std::ptrdiff_t>(core.size())) return;
    if (static_cast<std::size_t>(rank) > core_) fail("core scenes are out of order");
    core_ = std::max(core_, static_cast<std::size_t>(rank) + 1);
  }

  void check_anchor(const Position& before, const Position& at) {
    const story::StyleAnchor& style = plan_->film().style;
    const direct::PlannedShot& shot = plan_->shots()[static_cast<std::size_t>(at.shot)];
    if (at.length < shot.shortest || at.in + at.length > shot.longest)
      fail("a shot is cut beyond its bounds");
    if (at.pace.target_s < style.asl_low_s - 1e-9 || at.pace.target_s > style.asl_high_s + 1e-9)
      fail("the rhythm leaves its band");
    const double allowed =
        before.pace.target_s * style.asl_change_per_minute * before.length.seconds() / 60;
    if (std::abs(at.pace.target_s - before.pace.target_s) > allowed + 1e-9)
      fail("the rhythm changes too fast");
    const bool in_key =
        at.music.mode >= 0 && static_cast<std::size_t>(at.music.mode) < style.modes.size() &&
        at.music.tempo >= 0 && static_cast<std::size_t>(at.music.tempo) < style.tempi_bpm.size();
    if (!in_key || at.music.gain_db < style.music_low_db - 1e-9 ||
        at.music.gain_db > style.music_high_db + 1e-9)
      fail("the score leaves its anchor");
  }

  void fail(const std::string& what) {
    if (!walked_.violation.empty()) return;
    walked_.violation =
        fmt::format("{}: showing {} of film {}, in scene {}", what, walked_.showings, walked_.films,
                    plan_->scene_id(engine_.position().scene).str());
  }

  std::shared_ptr<const Plan> plan_;
  Random& random_;
  Walked& walked_;
  Engine engine_;
  sense::ViewerState state_;
  std::size_t core_ = 0;  // core scenes passed
};

}  // namespace

Walked walk(std::uint64_t seed, std::size_t showings, std::size_t each) {
  Random random(seed, "random_showings");
  Walked walked;
  while (walked.showings < showings && walked.violation.empty()) {
    story::Film film = make_film(random);
    if (!passes(film)) {
      ++walked.films_refuted;
      continue;
    }
    const auto plan = Plan::of(std::move(film)).value();
    for (std::size_t i = 0; i < each && walked.showings < showings; ++i)
      Showing(plan, random, walked).run();
    ++walked.films;
  }
  return walked;
}

}  // namespace kuleshov::showings

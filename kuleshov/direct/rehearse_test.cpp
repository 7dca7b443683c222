#include "kuleshov/direct/rehearse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kuleshov/direct/example_film.hpp"
#include "kuleshov/direct/felt.hpp"
#include "kuleshov/direct/learn.hpp"
#include "kuleshov/direct/watch.hpp"

namespace kuleshov::direct {
namespace {

using testing::HasSubstr;

std::shared_ptr<const Plan> the_last_light() {
  return Plan::of(story::read_film(KULESHOV_SOURCE_DIR "/films/the-last-light").value()).value();
}

std::string watched(const std::shared_ptr<const Plan>& plan, const story::SceneId& from) {
  const auto viewer = viewer_named("simulated:tense", 4);
  std::string log;
  const auto note = [&](const std::string& line, const Decision&) {
    log += line + "\n";
    return base::Result<void>{};
  };
  const auto done =
      watch(plan, log_head(*plan, {}, 4, "simulated:tense"), **viewer, note, {}, from);
  EXPECT_TRUE(done) << (done ? "" : done.error().what);
  return log;
}

// The story along the witness, its ways checked: whatever the viewer feels, each step is one that
// the film has, and the values are those that its effects give.
TEST(Rehearse, EverySceneOfASampleFilmBeginsInAStateThatCanOccur) {
  const auto plan = the_last_light();
  for (const story::Scene& scene : plan->film().scenes) {
    const auto state = story_state_at(*plan, scene.id);
    ASSERT_TRUE(state) << scene.id.str();
    EXPECT_EQ(state->path.front(), plan->opening());
    EXPECT_EQ(plan->scene_id(state->scene), scene.id);
    story::StoryState again = story::start(plan->graph());
    for (std::size_t i = 1; i < state->path.size(); ++i) {
      const auto& ways = plan->graph().scenes()[static_cast<std::size_t>(again.scene)].ways;
      const auto way = std::find_if(ways.begin(), ways.end(),
                                    [&](const auto& w) { return w.to == state->path[i]; });
      ASSERT_NE(way, ways.end()) << scene.id.str();
      story::take(plan->graph(), again, static_cast<int>(way - ways.begin()));
    }
    EXPECT_EQ(again.variables, state->variables) << scene.id.str();
  }
}

TEST(Rehearse, AShowingFromASceneRunsToAnEndingAndReplays) {
  const auto plan = the_last_light();
  const std::string log = watched(plan, story::SceneId("s10"));
  EXPECT_THAT(log.substr(0, log.find('\n')), HasSubstr(R"("scene":"s10")"));
  const auto replayed = replay(plan, log, "log");
  ASSERT_TRUE(replayed) << replayed.error().what;
  EXPECT_TRUE(replayed->same) << replayed->why;
  const auto felt = felt_arcs(*plan, log, "log");
  ASSERT_TRUE(felt);
  EXPECT_EQ(felt->front().scene.empty(), false);
  for (const FeltArc& arc : *felt) EXPECT_NE(arc.scene, "s1");
  const auto seen = observations_of(plan, log, "log", 0);
  ASSERT_TRUE(seen) << seen.error().what;
  EXPECT_FALSE(seen->empty());
}

TEST(Rehearse, FromTheOpeningItIsAShowing) {
  const auto plan = the_last_light();
  EXPECT_EQ(watched(plan, plan->scene_id(plan->opening())), watched(plan, {}));
}

TEST(Rehearse, ASceneThatNoPathLeadsToIsRefusedWithTheReason) {
  story::Film film = example_film(1);
  film.scenes.push_back(film.scenes.back());
  film.scenes.back().id = story::SceneId("nowhere");
  const auto plan = Plan::of(film).value();
  const auto state = story_state_at(*plan, story::SceneId("nowhere"));
  ASSERT_FALSE(state);
  EXPECT_THAT(state.error().what, HasSubstr("no path leads to scene 'nowhere'"));
  EXPECT_THAT(story_state_at(*plan, story::SceneId("s999")).error().what,
              HasSubstr("there is no scene 's999'"));
}

}  // namespace
}  // namespace kuleshov::direct

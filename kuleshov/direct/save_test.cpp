#include "kuleshov/direct/save.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "kuleshov/direct/example_film.hpp"
#include "kuleshov/direct/showing.hpp"

namespace kuleshov::direct {
namespace {

using testing::HasSubstr;

std::shared_ptr<const Plan> plan_of(const story::Film& film) { return Plan::of(film).value(); }

// A showing in the scene behind the first key point.
Showing begun(const story::Film& film) {
  Showing showing(plan_of(film), {}, 1);
  for (int i = 0; i < 12; ++i) {
    sense::ViewerState state;
    state.time_s = (showing.current().starts + showing.current().cut.length).seconds() - 0.3;
    showing.next(state);
  }
  return showing;
}

// The film without a scene: what led to it leads to the ending.
story::Film without(story::Film film, const story::SceneId& scene) {
  const story::SceneId end = film.scenes.back().id;
  std::erase_if(film.scenes, [&](const story::Scene& s) { return s.id == scene; });
  for (story::Scene& other : film.scenes)
    for (story::Way& way : other.ways)
      if (way.to == scene) way.to = end;
  return film;
}

TEST(Save, OfAnEditedFilmGoesOnAtTheNearestEarlierSceneAndSaysWhatIsGone) {
  const story::Film film = example_film(1);
  const Showing showing = begun(film);
  const story::SceneId here = showing.current().scene;
  ASSERT_NE(here, film.scenes.front().id);
  const story::Film edited = without(film, here);
  const auto refused = Showing::go_on(plan_of(edited), showing.save());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().what, HasSubstr("gone: scene " + here.str()));
  story::Migration migration;
  base::Ticks played(7);
  auto again = Showing::go_on(plan_of(edited), showing.save(), &played, &migration);
  ASSERT_TRUE(again) << again.error().what;
  ASSERT_EQ(migration.scenes_gone.size(), 1U);
  EXPECT_EQ(migration.scenes_gone[0], here);
  EXPECT_EQ(again->current().scene, migration.resumes_at);
  EXPECT_EQ(again->current().shot_in_scene, 0);
  EXPECT_EQ(played, base::Ticks{});
  EXPECT_EQ(again->current().starts, showing.current().starts);  // film time goes on
  for (int i = 0; i < 200 && !again->current().ended; ++i) again->next({});
  EXPECT_TRUE(again->current().ended);
}

TEST(Save, AShotThatIsGoneBeginsItsSceneAgain) {
  story::Film film = example_film(1);
  const Showing showing = begun(film);
  for (story::Scene& scene : film.scenes) {
    if (scene.id != showing.current().scene) continue;
    for (story::Shot& shot : scene.shots) shot.id = story::ShotId("new-" + shot.id.str());
  }
  story::Migration migration;
  const auto again = Showing::go_on(plan_of(film), showing.save(), nullptr, &migration);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->current().scene, showing.current().scene);
  EXPECT_EQ(again->current().shot_in_scene, 0);
}

TEST(Save, AVariableThatIsNewStartsAsDeclared) {
  story::Film film = example_film(1);
  const Showing showing = begun(film);
  story::Variable variable;
  variable.id = story::VariableId("later");
  variable.start = 1;
  film.variables.push_back(variable);
  story::Migration migration;
  const auto again = Showing::go_on(plan_of(film), showing.save(), nullptr, &migration);
  ASSERT_TRUE(again);
  EXPECT_TRUE(migration.clean());
  ASSERT_EQ(migration.variables_new.size(), 1U);
  EXPECT_EQ(again->current().cut.shot, showing.current().cut.shot);
}

}  // namespace
}  // namespace kuleshov::direct

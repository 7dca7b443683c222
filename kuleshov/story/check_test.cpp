#include "kuleshov/story/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kuleshov/base/json.hpp"
#include "kuleshov/story/generate.hpp"
#include "kuleshov/story/sketch.hpp"

namespace kuleshov::story {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST(Check, ASoundFilmIsProved) {
  const CheckReport report = sound().check();
  EXPECT_TRUE(report.holds) << report_to_text(report);
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(report.shortest_run, base::Ticks::seconds(30));
  EXPECT_EQ(report.longest_run, base::Ticks::seconds(60));
}

TEST(Check, TheTinyFilmIsProved) {
  const auto film = read_film(KULESHOV_SOURCE_DIR "/tests/films/tiny");
  ASSERT_TRUE(film);
  const CheckReport report = check(*Graph::compile(*film));
  EXPECT_TRUE(report.holds && report.complete) << report_to_text(report);
}

TEST(Check, AMissingCoreSceneIsShownByTheShortestPath) {
  Sketch sketch = sound();
  sketch.core({"c"});
  std::rotate(sketch.film.core.begin() + 1, sketch.film.core.end() - 1, sketch.film.core.end());
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), ElementsAre("core-on-every-path"));
  EXPECT_EQ(path_of(report, "core-on-every-path").size(), 3U);
  EXPECT_THAT(path_of(report, "core-on-every-path"), testing::Not(Contains("c")));
}

TEST(Check, CoreScenesOutOfOrderAreShown) {
  Sketch sketch;
  sketch.film.ending_family = "home";
  sketch.way("a", "c");
  sketch.way("c", "b");
  sketch.way("b", "z");
  sketch.scene("z").ending = true;
  sketch.core({"a", "b", "c"});
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), ElementsAre("core-order"));
  EXPECT_THAT(path_of(report, "core-order"), ElementsAre("a", "c", "b"));
}

TEST(Check, AKeyPointOfTwoWaysIsShown) {
  Sketch sketch = sound();
  sketch.scene("a").ways.pop_back();
  EXPECT_THAT(rules_of(sketch.check()), Contains("ways-3-to-5"));
}

TEST(Check, AKeyPointThatOffersTooFewInOneStateOnlyIsShown) {
  Sketch sketch = sound();
  sketch.boolean("late");
  sketch.scene("a").ways[2].trigger.text = "not late";
  sketch.way("o", "a");
  sketch.way("o", "p", "false or seen(a)");  // never taken: both triggers are looked at below
  sketch.way("p", "a");
  sketch.film.core.clear();
  sketch.core({"o"});
  sketch.film.scenes[0].core = false;
  EXPECT_THAT(rules_of(sketch.check()), testing::Not(Contains("ways-3-to-5")));
  sketch.scene("o").ways[0].effects.push_back({VariableId("late"), {"true", {}}});
  EXPECT_THAT(path_of(sketch.check(), "ways-3-to-5"), ElementsAre("o", "a"));
}

TEST(Check, SixWaysAreTooMany) {
  Sketch sketch = sound();
  for (int i = 0; i < 3; ++i) sketch.way("a", "b");
  EXPECT_THAT(rules_of(sketch.check()), ElementsAre("ways-3-to-5"));
}

TEST(Check, AWayThatNeedsASensorIsNotEnough) {
  Sketch sketch = sound();
  for (Way& way : sketch.scene("a").ways) way.trigger.text = "arousal > 0.3 surely 0.8";
  const auto rules = rules_of(sketch.check());
  EXPECT_THAT(rules, Contains("way-without-sensor"));
  EXPECT_THAT(rules, Contains("dead-end"));  // nobody need be moved
}

TEST(Check, ConditionsOnOneQuantityStayConsistent) {
  Sketch sketch = sound();
  sketch.scene("a").ways[0].trigger.text = "arousal > 0.2";
  sketch.scene("a").ways[1].trigger.text = "arousal < 0.2";
  sketch.way("a", "d");
  // One of the two and both others: three ways in every state, one without a sensor.
  EXPECT_THAT(rules_of(sketch.check()), IsEmpty());
}

TEST(Check, ADeadEndIsShown) {
  Sketch sketch = sound();
  sketch.scene("b").ways[0].trigger.text = "not told";
  const CheckReport report = sketch.check();
  EXPECT_THAT(path_of(report, "dead-end"), ElementsAre("a", "b"));
  EXPECT_THAT(rules_of(report), Contains("trigger-never"));
}

TEST(Check, AnEndlessLoopIsShownAsALoop) {
  Sketch sketch = sound();
  sketch.way("c", "e", "told");
  std::swap(sketch.scene("c").ways[0], sketch.scene("c").ways[1]);
  sketch.way("e", "a");
  sketch.scene("b").ways[0].to = SceneId("c");  // told is true there
  const CheckReport report = sketch.check();
  const auto path = path_of(report, "ending-family");
  ASSERT_FALSE(path.empty()) << report_to_text(report);
  EXPECT_EQ(std::count(path.begin(), path.end(), path.back()) >= 2, true);
  EXPECT_FALSE(report.longest_run);
}

TEST(Check, ALoopThatTheStateForbidsIsNone) {
  Sketch sketch = sound();
  sketch.way("d", "a", "times(a) < 2");
  std::swap(sketch.scene("d").ways[0], sketch.scene("d").ways[1]);
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), testing::Not(Contains("ending-family"))) << report_to_text(report);
}

TEST(Check, ATrapFromWhichNoEndingCanBeReachedIsShown) {
  Sketch sketch = sound();
  sketch.scene("d").ways[0].to = SceneId("t");
  sketch.way("t", "d");
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), Contains("ending-family"));
}

TEST(Check, TriggersThatNeverOrAlwaysHoldAreShown) {
  Sketch sketch = sound();
  sketch.way("b", "d", "not told");
  sketch.scene("c").ways[0].trigger.text = "not told or told";
  const auto rules = rules_of(sketch.check());
  EXPECT_THAT(rules, Contains("trigger-never"));
  EXPECT_THAT(rules, Contains("trigger-always"));
}

TEST(Check, DanglingAndUnreachableAreShown) {
  Sketch sketch = sound();
  sketch.way("b", "nowhere");
  sketch.way("alone", "z");
  const auto rules = rules_of(sketch.check());
  EXPECT_THAT(rules, Contains("dangling"));
  EXPECT_THAT(rules, Contains("unreachable"));
}

TEST(Check, RunningTimesAreExactOverStates) {
  Sketch sketch = sound();
  sketch.film.shortest_run = base::Ticks::seconds(35);
  sketch.film.longest_run = base::Ticks::seconds(60);
  sketch.way("c", "b", "told");  // in the plain graph a longer path, but told is false in c
  std::swap(sketch.scene("c").ways[0], sketch.scene("c").ways[1]);
  const CheckReport report = sketch.check();
  EXPECT_EQ(report.longest_run, base::Ticks::seconds(60));
  EXPECT_EQ(path_of(report, "length").size(), 3U);
}

TEST(Check, CoreScenesMayNotGoOnByTheViewer) {
  Sketch sketch = sound();
  sketch.core({"b"});
  std::swap(sketch.film.core[1], sketch.film.core[2]);
  sketch.way("b", "c", "arousal > 0.4");
  std::swap(sketch.scene("b").ways[0], sketch.scene("b").ways[1]);
  EXPECT_THAT(rules_of(sketch.check()), Contains("core-adaptive"));
}

TEST(Check, CoreScenesHaveOneFramingAndOthersKeepToTheAnchor) {
  Sketch sketch = sound();
  sketch.scene("c").shots[0].framings = {{ShotId("c.1.wide"), ShotScale::wide, CameraMove::hold}};
  EXPECT_TRUE(sketch.check().holds);
  sketch.film.style.widest = ShotScale::medium;
  EXPECT_THAT(rules_of(sketch.check()), ElementsAre("style-anchor"));
  sketch.film.style.widest = ShotScale::wide;
  sketch.scene("a").shots[0].framings = {{ShotId("a.1.wide"), ShotScale::wide, CameraMove::hold}};
  EXPECT_THAT(rules_of(sketch.check()), ElementsAre("core-adaptive"));
}

TEST(Check, ContinuityHoldsOrIsShown) {
  Sketch sketch = sound();
  sketch.scene("b").continuity["mara.holds"] = "letter";
  sketch.scene("z").continuity["mara.holds?"] = "letter";
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), ElementsAre("continuity"));
  EXPECT_EQ(path_of(report, "continuity").size(), 3U);
  for (const char* id : {"c", "d"}) sketch.scene(id).continuity["mara.holds"] = "letter";
  EXPECT_TRUE(sketch.check().holds);
}

TEST(Check, TheDeadAreNotPresent) {
  Sketch sketch = sound();
  sketch.scene("b").continuity["tomas.alive"] = "false";
  sketch.scene("z").present = {CharacterId("tomas")};
  EXPECT_THAT(path_of(sketch.check(), "continuity"), ElementsAre("a", "b", "z"));
}

TEST(Check, AnchorsThatCannotBeKeptAreShown) {
  Sketch sketch = sound();
  sketch.film.style.closest = ShotScale::medium;
  sketch.scene("b").shots[0].scale = ShotScale::close_up;
  sketch.scene("c").shots.resize(3, sketch.scene("c").shots[0]);
  sketch.film.style.asl_high_s = 9;  // its shots last ten seconds at the least
  const auto rules = rules_of(sketch.check());
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "style-anchor"), 2);
}

TEST(Check, TheReportSaysWhenItWasCutOff) {
  GeneratedShape shape{60, 4, 12, 0.5};
  const Film film = generate_film(shape, 3);
  CheckLimits limits;
  limits.most_nodes = 300;
  const CheckReport report = check(*Graph::compile(film), limits);
  EXPECT_FALSE(report.complete);
  EXPECT_FALSE(report.cut_off.empty());
  const auto json = base::parse_json(report_to_json(report), "");
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["complete"], false);
}

TEST(Check, TimesOfOneSceneStayConsistent) {
  Sketch s = sound();
  s.scene("z").ending = false;
  s.way("z", "w");
  s.way("w", "early", "since(a) <= 30s");
  s.way("w", "late", "since(a) > 30s");
  s.scene("early").ending = true;
  s.scene("late").ending = true;
  EXPECT_THAT(rules_of(s.check()), Not(Contains("dead-end")));
  s.scene("early").ending = false;
  s.way("early", "late", "since(a) > 40s and since(a) < 20s");
  s.way("early", "late");
  EXPECT_THAT(rules_of(s.check()), Contains("trigger-never"));
}

}  // namespace
}  // namespace kuleshov::story

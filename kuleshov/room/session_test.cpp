#include "kuleshov/room/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kuleshov/base/json.hpp"
#include "kuleshov/direct/watch.hpp"
#include "kuleshov/room/example_package.hpp"
#include "kuleshov/room/example_page.hpp"

namespace kuleshov::room {
namespace {

using base::Json;

const base::Path tiny = base::Path(KULESHOV_SOURCE_DIR) / "tests" / "films" / "tiny";

Session session_of(const ExamplePackage& example, const std::string& viewer = "none",
                   std::uint64_t seed = 1, std::vector<std::string>* log = nullptr,
                   const std::string& from = "") {
  Session::Options options;
  options.newest = [folder = example.folder()] {
    auto package = read_package(folder);
    return package ? *package : nullptr;
  };
  options.viewer = viewer;
  options.seed = seed;
  options.from = from;
  options.token = "t";
  if (log != nullptr) options.log = [log](const std::string& line) { log->push_back(line); };
  auto session = Session::begin(std::move(options));
  if (!session) throw std::runtime_error(session.error().what);
  return *std::move(session);
}

std::vector<std::string> shots_of(const Session& session) {
  std::vector<std::string> shots;
  for (const Entry& entry : session.entries()) shots.push_back(entry.decision.cut.shot.str());
  return shots;
}

TEST(Session, WelcomesWithTheOpeningAndWhatMayFollow) {
  const ExamplePackage example(tiny);
  Session session = session_of(example);
  const auto said = session.welcome(false);
  const Json welcome = find(said, "welcome");
  EXPECT_EQ(welcome["timeline"][0]["shot"], "s1.1");
  EXPECT_EQ(welcome["timeline"][0]["at"], 0);
  const Json outlook = find(said, "outlook");
  EXPECT_EQ(outlook["cut"], 1);
  EXPECT_EQ(outlook["at"], welcome["timeline"][0]["length"]);
  EXPECT_EQ(outlook["default"]["shot"], "s1.2");
}

TEST(Session, PlaysToTheEndWithoutAGapOnTheTimeline) {
  const ExamplePackage example(tiny);
  Session session = session_of(example, "simulated:tense", 3);
  play_through(session);
  ASSERT_TRUE(session.entries().back().decision.film_ends);
  std::int64_t at = 0;
  for (const Entry& entry : session.entries()) {
    EXPECT_EQ(entry.at, at);
    at += entry.length;
  }
}

TEST(Session, ARehearsalBeginsAtItsSceneAndItsLogDecidesTheSame) {
  const ExamplePackage example(tiny);
  std::vector<std::string> log;
  Session session = session_of(example, "simulated:tense", 3, &log, "s4");
  EXPECT_EQ(session.entries().front().decision.scene.str(), "s4");
  EXPECT_EQ(session.entries().front().at, 0);
  play_through(session);
  ASSERT_TRUE(session.entries().back().decision.film_ends);
  std::string lines;
  for (const std::string& line : log) lines += line + "\n";
  const auto plan = direct::Plan::of(read_package(example.folder()).value()->film).value();
  const auto again = direct::replay(plan, lines, "log");
  ASSERT_TRUE(again) << again.error().what;
  EXPECT_TRUE(again->same) << again->why;
}

TEST(Session, TheSameMessagesGiveTheSameFilm) {
  const ExamplePackage example(tiny);
  for (const std::string viewer : {"none", "simulated:calm", "simulated:grieving"}) {
    std::vector<std::string> first_log;
    std::vector<std::string> second_log;
    Session first = session_of(example, viewer, 11, &first_log);
    Session second = session_of(example, viewer, 11, &second_log);
    play_through(first);
    play_through(second);
    EXPECT_EQ(first_log, second_log);
    EXPECT_EQ(first_log.size() + 1, first.entries().size());
  }
}

TEST(Session, OffersEveryOpenWayLikeliestFirst) {
  const ExamplePackage example(tiny);
  Session session = session_of(example);
  double at_s = 0;
  std::vector<std::string> said = session.welcome(false);
  while (!find(said, "outlook")["key_point"].get<bool>()) {
    said = play_to_cut(session, at_s, session.entries().back().cut + 1);
  }
  const Json outlook = find(said, "outlook");
  const Json standard = outlook["default"]["way"];
  ASSERT_GE(outlook["options"].size(), 1u);
  double before = 1;
  for (const Json& option : outlook["options"]) {
    EXPECT_NE(option["way"], standard);
    EXPECT_LE(option["likelihood"].get<double>(), before);
    before = option["likelihood"].get<double>();
    EXPECT_THAT(outlook["fetch"], testing::Contains(option["shot"]));
  }
}

// Plays until the next decision is a key point's; returns the last answers.
std::vector<std::string> to_key_point(Session& session, double& at_s) {
  std::vector<std::string> said = session.welcome(false);
  while (!find(said, "outlook")["key_point"].get<bool>()) {
    said = play_to_cut(session, at_s, session.entries().back().cut + 1);
  }
  return said;
}

TEST(Session, AWayChosenByHandIsTaken) {
  const ExamplePackage example(tiny);
  Session session = session_of(example);
  double at_s = 0;
  const Json option = find(to_key_point(session, at_s), "outlook")["options"].back();
  (void)session.receive(Choose{option["way"]}, true);
  const Json cut = find(play_to_cut(session, at_s, session.entries().back().cut + 1), "cut");
  EXPECT_EQ(cut["way"], option["way"]);
  EXPECT_EQ(cut["shot"], option["shot"]);
  EXPECT_EQ(cut["decided_by"], "hand");
}

TEST(Session, AWayChosenEarlyWaitsForItsKeyPoint) {
  const ExamplePackage example(tiny);
  Session session = session_of(example);
  double at_s = 0;
  (void)play_to_cut(session, at_s, 1);
  (void)session.receive(Choose{"shout"}, true);
  (void)to_key_point(session, at_s);
  const Json cut = find(play_to_cut(session, at_s, session.entries().back().cut + 1), "cut");
  EXPECT_EQ(cut["way"], "shout");
  EXPECT_EQ(cut["decided_by"], "hand");
}

TEST(Session, ALateDecisionIsTakenBackAndTheDefaultStands) {
  const ExamplePackage example(tiny);
  Session session = session_of(example);
  double at_s = 0;
  const Json outlook = find(to_key_point(session, at_s), "outlook");
  (void)session.receive(Choose{outlook["options"].back()["way"]}, true);
  const std::int64_t cut = session.entries().back().cut + 1;
  (void)play_to_cut(session, at_s, cut);
  const Json stood = find(session.receive(Stood{cut}, true), "cut");
  EXPECT_EQ(stood["shot"], outlook["default"]["shot"]);
  EXPECT_EQ(stood["length"], outlook["default"]["length"]);
  EXPECT_EQ(stood["decided_by"], "default");
  EXPECT_TRUE(find(session.receive(Stood{cut}, true), "error").is_object()) << "only once";
  play_through(session, at_s);
  EXPECT_TRUE(session.entries().back().decision.film_ends);
}

TEST(Session, AKeyPointCanBeDecidedAgain) {
  const ExamplePackage example(tiny);
  Session session = session_of(example);
  double at_s = 0;
  const Json option = find(to_key_point(session, at_s), "outlook")["options"].back();
  const std::int64_t cut = session.entries().back().cut + 1;
  (void)play_to_cut(session, at_s, cut);
  play_through(session, at_s);
  const Json outlook = find(session.receive(Again{cut}, true), "outlook");
  EXPECT_EQ(outlook["cut"], cut);
  (void)session.receive(Choose{option["way"]}, true);
  EXPECT_EQ(find(session.receive(Decide{cut, {}}, true), "cut")["way"], option["way"]);
}

TEST(Session, LeavingASceneGoesOnWithTheNextAtTheFrameAskedFor) {
  const ExamplePackage example(tiny);
  Session session = session_of(example);
  (void)session.receive(Time{0.5}, true);
  const Json cut = find(session.receive(Decide{1, 30}, true), "cut");
  EXPECT_EQ(cut["at"], 30);
  EXPECT_EQ(cut["shot"], "s2.1");
  EXPECT_EQ(session.entries()[0].length, 30);
  double at_s = 1.3;
  play_through(session, at_s);
  EXPECT_TRUE(session.entries().back().decision.film_ends);
}

TEST(Session, NothingReactsInTheDirectorsCut) {
  const ExamplePackage example(tiny);
  Session one = session_of(example, "simulated:tense", 1);
  Session other = session_of(example, "simulated:bored", 9);
  (void)one.receive(React{false}, true);
  (void)other.receive(React{false}, true);
  play_through(one);
  play_through(other);
  EXPECT_EQ(shots_of(one), shots_of(other));
  for (const Entry& entry : one.entries()) EXPECT_EQ(entry.decided_by, "director");
}

TEST(Session, ShotsThatAreNotMadeAreWaitedForOrPassedBy) {
  ExamplePackage example(tiny, {"s1.2"});
  Session session = session_of(example);
  double at_s = 0;
  EXPECT_TRUE(find(play_to_cut(session, at_s, 1), "waiting").is_object());
  EXPECT_EQ(session.entries().size(), 1u);
  example.write({});
  EXPECT_EQ(find(play_to_cut(session, at_s, 1), "cut")["shot"], "s1.2");
}

TEST(Session, AWayWhoseShotIsNotMadeIsNotTaken) {
  const ExamplePackage example(tiny, {"s4.1"});
  Session session = session_of(example);
  double at_s = 0;
  (void)to_key_point(session, at_s);
  (void)session.receive(Choose{"wait"}, true);
  const Json cut = find(play_to_cut(session, at_s, session.entries().back().cut + 1), "cut");
  ASSERT_TRUE(cut.is_object());
  EXPECT_NE(cut["shot"], "s4.1");
}

TEST(Session, SignalsAreOnlyTakenFromThisMachine) {
  const ExamplePackage example(tiny);
  Session session = session_of(example);
  const Samples beats{{{1.0, "heart-beat", 0.8}}};
  EXPECT_TRUE(find(session.receive(beats, false), "error").is_object());
  EXPECT_TRUE(find(session.receive(Sense{true}, false), "error").is_object());
  EXPECT_TRUE(session.receive(Sense{true}, true).empty());
  EXPECT_TRUE(session.receive(beats, true).empty());
  EXPECT_EQ(session.viewer(), "live");
}

TEST(Session, LiveBeatsNarrowTheBeliefAndSilenceDoesNot) {
  const ExamplePackage example(tiny);
  Session silent = session_of(example);
  Session live = session_of(example, "live");
  Json without;
  Json with;
  for (double t = 0; t < 40; t += 0.25) {
    if (static_cast<int>(t * 4) % 3 == 0) {
      (void)live.receive(Samples{{{t, "heart-beat", 0.75}}}, true);
    }
    with = find(live.receive(Time{t}, true), "state");
    without = find(silent.receive(Time{t}, true), "state");
  }
  EXPECT_LT(with["arousal"][1], without["arousal"][1]);
  EXPECT_GT(with["quality"], 0.3);
  EXPECT_EQ(without["quality"], 0.0);
}

TEST(Session, OutOfStepRequestsAreErrorsAndChangeNothing) {
  const ExamplePackage example(tiny);
  Session session = session_of(example);
  for (const Message& message : {Message{Decide{5, {}}}, Message{Stood{1}}, Message{Again{0}},
                                 Message{Again{9}}, Message{Hello{}}}) {
    EXPECT_TRUE(find(session.receive(message, true), "error").is_object());
  }
  EXPECT_EQ(session.entries().size(), 1u);
}

TEST(Session, ABrokenPackageIsAnErrorWithItsFile) {
  const ExamplePackage example(tiny);
  ASSERT_TRUE(base::write_file(example.folder() / "manifest.json", R"({"manifest": 1, "id": )"));
  const auto package = read_package(example.folder());
  ASSERT_FALSE(package);
  EXPECT_THAT(package.error().place.file, testing::EndsWith("manifest.json"));
  ASSERT_TRUE(base::write_file(example.folder() / "manifest.json",
                               R"({"manifest":1,"id":"x","shots":[{"file":"../../etc/passwd"}]})"));
  EXPECT_FALSE(read_package(example.folder()));
}

// Plays to the end with a gaze that the page sends, on the film's target or beside it in the
// picture.
double attention_of_gaze(double x_deg) {
  const ExamplePackage example(tiny);
  Session session = session_of(example, "live");
  double at_s = 0;
  Json state;
  for (int cut = 1; !session.entries().back().decision.film_ends && cut < 200; ++cut) {
    const Entry& last = session.entries().back();
    const double end_s = static_cast<double>(last.at + last.length) / 25 - 0.45;
    for (; at_s < end_s; at_s += 0.25) {
      Samples gaze;
      for (double t = at_s; t < at_s + 0.24; t += 1.0 / 32) {
        gaze.samples.push_back({t, "gaze-x", x_deg});
        gaze.samples.push_back({t, "gaze-y", 1.86});
      }
      (void)session.receive(gaze, true);
      state = find(session.receive(Time{at_s + 0.25}, true), "state");
    }
    (void)session.receive(Decide{cut, {}}, true);
  }
  return state["attention"][0];
}

TEST(Session, a_gaze_where_the_film_wants_it_is_attention_and_one_beside_it_is_less) {
  const double on = attention_of_gaze(-6.6);
  const double beside = attention_of_gaze(9);
  EXPECT_GT(on, beside + 0.05);
}

}  // namespace
}  // namespace kuleshov::room

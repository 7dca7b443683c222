#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include "kuleshov/base/file.hpp"
#include "kuleshov/story/check.hpp"
#include "kuleshov/story/film.hpp"
#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/promises.hpp"
#include "kuleshov/write/sample_of_tests.hpp"
#include "kuleshov/write/source.hpp"
#include "kuleshov/write/voice.hpp"
#include "kuleshov/write/weave_edit.hpp"

namespace kuleshov::write {
namespace {

Draft draft_of(const std::string& premise, std::uint64_t seed) {
  return draft_of(brief_of(premise, seed));
}

// Theme x genre x mood x culture x ending: 200 premises.
std::vector<std::string> premises() {
  const std::vector<std::string> genres{"science fiction", "romantic comedy",   "detective mystery",
                                        "family drama",    "suspense thriller", "folk tale"};
  const std::vector<std::string> people{"a lighthouse keeper",
                                        "an old baker",
                                        "a violinist",
                                        "a doctor",
                                        "a woman who repairs clocks",
                                        "a station master",
                                        "a young librarian",
                                        "a potter",
                                        "a spy",
                                        "an astronaut"};
  const std::vector<std::string> cultures{"in Ireland", "in Japan",  "in Lagos",
                                          "in Suzhou",  "in Mexico", ""};
  const std::vector<std::string> endings{"tragic ending", "happy ending", "bittersweet ending",
                                         "open ending"};
  std::vector<std::string> all;
  for (std::size_t i = 0; i < 200; ++i)
    all.push_back(genres[i % 6] + ", " + people[(i / 3) % 10] + " " + cultures[(i / 7) % 6] + ", " +
                  endings[(i / 2) % 4]);
  return all;
}

// Forty films that several tests look at, written once.
const std::vector<Draft>& forty() {
  static const std::vector<Draft> all = [] {
    std::vector<Draft> drafts;
    for (std::uint64_t seed = 0; seed < part_of(40); ++seed)
      drafts.push_back(draft_of(premises()[seed * 5], seed));
    return drafts;
  }();
  return all;
}

base::Path scratch(const std::string& name) {
  return std::filesystem::temp_directory_path() / ("kuleshov_write_" + name);
}

TEST(Write, TwoHundredPremisesGiveFilmsThatCheckAndLastFiveToNineMinutes) {
  const auto folder = scratch("premises");
  double least = 1e9;
  double most = 0;
  std::size_t i = 0;
  for (const std::string& premise : premises()) {
    if (i == part_of(200)) break;
    const Draft draft = draft_of(premise, 1000 + i++);
    ASSERT_TRUE(write_source(draft, folder).has_value());
    const auto film = story::read_film(folder.string());
    ASSERT_TRUE(film.has_value()) << premise << "\n" << base::describe(film.error());
    const auto graph = story::Graph::compile(*film);
    ASSERT_TRUE(graph.has_value()) << premise << "\n" << base::describe(graph.error());
    const story::CheckReport report = story::check(*graph);
    EXPECT_TRUE(report.holds && report.complete) << premise << "\n"
                                                 << story::report_to_text(report);
    least = std::min(least, report.shortest_run->seconds() / 60);
    most = std::max(most, report.longest_run->seconds() / 60);
    EXPECT_GE(film->scenes.size(), 12U);
    EXPECT_LE(film->scenes.size(), 30U) << premise;
  }
  std::printf("runs from %.2f to %.2f minutes\n", least, most);
  EXPECT_GE(least, 4) << "shortest path, every shot at its shortest";
  EXPECT_LE(most, 14) << "longest path, every shot at its longest";
}

TEST(Write, ThePromisesOfThePremiseAreKept) {
  for (const auto& [said, ending] :
       std::map<std::string, std::string>{{"tragic ending", "tragic"},
                                          {"happy ending", "happy"},
                                          {"bittersweet ending", "bittersweet"},
                                          {"open ending", "open"}}) {
    const Draft draft = draft_of("science fiction, a lighthouse keeper in Japan, " + said, 3);
    EXPECT_EQ(draft.reading.ending, ending);
    EXPECT_EQ(draft.reading.trade, "lighthouse-keeper");
    EXPECT_EQ(draft.reading.culture, "japanese");
    EXPECT_EQ(draft.reading.genre, "science-fiction");
    // The last scene is one that only this ending allows: the plan's own meaning, not its words.
    EXPECT_THAT(draft.weave.knots.back().event->endings, testing::Contains(ending));
    EXPECT_TRUE(draft.weave.knots.back().next.empty());
  }
}

TEST(Write, EveryPromiseOfASliceOfTheBenchmarksPremisesIsKept) {
  Promises kept;
  for (std::size_t i = 0; i < part_of(200); i += 7)
    kept.add(keep_count(premise_at(i), library(), scratch("promises")).value());
  EXPECT_EQ(kept.checks, kept.films);
  EXPECT_EQ(kept.ending, kept.films);
  EXPECT_EQ(kept.cast, kept.films);
  EXPECT_EQ(kept.setting, kept.films);
  EXPECT_EQ(kept.culture, kept.films);
  EXPECT_EQ(kept.mood, kept.films);
  EXPECT_EQ(kept.repeated, 0U);
  EXPECT_EQ(kept.symbols, 0U);
  EXPECT_EQ(kept.unexplained, 0U);
  EXPECT_EQ(kept.matters, kept.films);
}

TEST(Write, FilmsOfOnePremiseDifferAndPeopleSoundLikeThemselves) {
  const Sameness found = sameness_over(30, library());  // fewer say little of voices
  EXPECT_LT(found.one_premise, 0.2);
  EXPECT_LT(found.any_premise, 0.05);
  EXPECT_GT(found.voice, 0.45) << "chance is about 0.3";
}

TEST(Write, WhatAnEventNeedsHoldsOnEveryPathThatReachesIt) {
  for (const Draft& draft : forty()) {
    for (const Knot& knot : draft.weave.knots)
      for (const World& world : knot.worlds)
        for (const Condition& need : knot.event->needs)
          EXPECT_TRUE(holds(need, world, *draft.weave.plot))
              << knot.event->id << " needs " << need.fluent;
  }
}

// Conflict is planned and surprise is fair, in every film.
TEST(Write, EveryFilmHasAClashAndARevealThatWasPlantedInAnEarlierScene) {
  for (const Draft& draft : forty()) {
    ASSERT_NE(draft.intrigue, nullptr) << draft.brief.premise;
    const auto scene_of = [&](const PlannedStep& step) {
      const auto found = std::find_if(draft.weave.knots.begin(), draft.weave.knots.end(),
                                      [&](const Knot& knot) { return knot.event == &step.event; });
      EXPECT_NE(found, draft.weave.knots.end()) << step.action;
      return draft.told[static_cast<std::size_t>(found - draft.weave.knots.begin())].happens;
    };
    for (const auto& course : draft.intrigue->courses()) {
      bool clash = false;
      bool reveal = false;
      for (const PlannedStep* step : course) {
        clash |= !step->motives.empty() && !step->losers.empty();
        for (const std::size_t cause : step->causes)
          EXPECT_LT(scene_of(draft.intrigue->earlier(*step, cause)), scene_of(*step));
        if (!step->reveal) continue;
        reveal = true;
        EXPECT_LT(scene_of(draft.intrigue->earlier(*step, step->reveal->planted)), scene_of(*step));
      }
      EXPECT_TRUE(clash && reveal) << draft.intrigue->shape;
    }
  }
}

TEST(Write, KeyPointsOfferThreeToFiveWaysThreeThatAskNothing) {
  for (const Draft& draft : forty()) {
    for (const Knot& knot : draft.weave.knots) {
      if (knot.kind != Place_in_graph::key) continue;
      EXPECT_GE(knot.next.size(), 3U);
      EXPECT_LE(knot.next.size(), 5U);
      const auto asks_nothing = [&](std::size_t to) { return !draft.weave.knots[to].asks; };
      EXPECT_GE(std::count_if(knot.next.begin(), knot.next.end(), asks_nothing), 3);
    }
  }
}

TEST(Write, NoLineIsSaidTwiceOnAPath) {
  for (std::uint64_t seed = 0; seed < part_of(60); ++seed) {
    const Draft draft = draft_of(premises()[seed * 3], seed);
    std::map<std::string, std::vector<std::size_t>> said;
    for (std::size_t i = 0; i < draft.scenes.size(); ++i)
      for (const Passage& passage : draft.scenes[i].passages) {
        if (passage.kind != Passage::Kind::line) continue;
        for (const std::size_t at : said[passage.text])
          EXPECT_FALSE(leads_to(draft.weave, at, i)) << passage.text;
        said[passage.text].push_back(i);
      }
  }
}

TEST(Write, TheSameSeedGivesTheSameBytes) {
  const Draft one = draft_of("a thriller about a doctor", 9);
  const Draft two = draft_of("a thriller about a doctor", 9);
  EXPECT_EQ(fountain(one), fountain(two));
  EXPECT_EQ(film_yaml(one), film_yaml(two));
}

TEST(Write, EveryPlotIsDrawnAndExpandsWithoutUnknownSymbols) {
  std::set<std::string> genres;
  std::set<std::string> left;
  for (const Plot& plot : library().plots) {
    genres.insert(plot.genre);
    left.insert(plot.id);
  }
  for (const std::string& genre : genres)
    for (const std::string ending : {"tragic", "happy", "bittersweet", "open"})
      for (std::uint64_t seed = 0; seed < part_of(12); ++seed) {
        Brief brief;
        brief.genre = genre;
        brief.ending = ending;
        brief.seed = seed;
        const auto draft = make_draft(brief, library());
        ASSERT_TRUE(draft.has_value()) << base::describe(draft.error());
        EXPECT_EQ(fountain(*draft).find('{'), std::string::npos);
        left.erase(draft->weave.plot->id);
      }
  if (part_of(12) == 12) {
    EXPECT_THAT(left, testing::IsEmpty());
  }
}

TEST(Premise, SaysWhatItUnderstoodAndWhatItAssumed) {
  const Draft draft =
      draft_of("A family drama about an old potter named Ines and her daughter, happy ending", 1);
  EXPECT_EQ(draft.reading.hero_name, "Ines");
  EXPECT_EQ(draft.reading.hero_gender, "female");
  EXPECT_GE(draft.cast.front().age, 38);
  EXPECT_THAT(draft.reading.understood,
              testing::Contains(testing::HasSubstr("protagonist: artist")));
  EXPECT_THAT(draft.reading.assumed, testing::Contains(testing::HasSubstr("culture")));
}

TEST(Premise, ReadsChinese) {
  const Draft draft = draft_of("科幻，灯塔守塔人，悲剧", 1);
  EXPECT_EQ(draft.reading.genre, "science-fiction");
  EXPECT_EQ(draft.reading.trade, "lighthouse-keeper");
  EXPECT_EQ(draft.reading.ending, "tragic");
}

TEST(Premise, RefusesAGenreThatIsNotThere) {
  Brief brief;
  brief.premise = "anything";
  brief.genre = "operetta";
  EXPECT_FALSE(make_draft(brief, library()).has_value());
}

TEST(Voice, FormalPeopleDoNotContractAndDryOnesDropTheirSubject) {
  EXPECT_EQ(without_contractions("I don't know. You'll see."), "I do not know. You will see.");
  EXPECT_EQ(clipped("I don't know."), "Don't know.");
  EXPECT_EQ(clipped("It's got your name on."), "It's got your name on.");
  EXPECT_EQ(clipped("I don't know?"), "I don't know?");
}

TEST(Conditions, RoundTrip) {
  EXPECT_EQ(parse_condition("trust>=2")->value, 2);
  EXPECT_EQ(parse_condition("!told")->value, 0);
  EXPECT_TRUE(parse_change("trust-1")->relative);
  EXPECT_EQ(parse_change("trust-1")->value, -1);
  EXPECT_FALSE(parse_change("H.knows.page")->relative);
}

}  // namespace
}  // namespace kuleshov::write

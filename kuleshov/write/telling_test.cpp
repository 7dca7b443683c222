#include "kuleshov/write/telling.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>

#include "kuleshov/story/check.hpp"
#include "kuleshov/write/lasting.hpp"
#include "kuleshov/write/sample_of_tests.hpp"
#include "kuleshov/write/script.hpp"
#include "kuleshov/write/source.hpp"
#include "kuleshov/write/weave_edit.hpp"

namespace kuleshov::write {
namespace {

Brief brief_of(std::uint64_t seed) {
  static const std::vector<std::string> genres{"science fiction",   "romantic comedy",
                                               "detective mystery", "family drama",
                                               "suspense thriller", "folk tale"};
  static const std::vector<std::string> endings{"tragic", "happy", "bittersweet", "open"};
  Brief brief;
  brief.premise = genres[seed % 6] + " about a baker";
  brief.ending = endings[seed % 4];
  brief.seed = seed;
  return brief;
}

void expect_checks(const Draft& draft) {
  const auto folder = std::filesystem::temp_directory_path() / "kuleshov_telling";
  ASSERT_TRUE(write_source(draft, folder).has_value());
  const auto film = story::read_film(folder.string());
  ASSERT_TRUE(film.has_value()) << base::describe(film.error());
  const auto graph = story::Graph::compile(*film);
  ASSERT_TRUE(graph.has_value()) << base::describe(graph.error());
  const story::CheckReport report = story::check(*graph);
  EXPECT_TRUE(report.holds && report.complete) << story::report_to_text(report);
}

// ---- the writer's own beats ----

const char* const beats_text = R"(- Mara finds a letter that was never posted.
- Her brother Tomas comes home with one bag.
- Mara burns the letter in the yard and Tomas watches her do it.
- At dawn Tomas is gone.
)";

TEST(Beats, PlainTextAndFountainGiveTheSameBeatsInOrder) {
  const auto plain = read_beats(beats_text);
  const auto fountain = read_beats(
      "# Act one\n\n= Mara finds a letter that was never posted.\n\n= Her brother Tomas comes home "
      "with one bag.\n\n= Mara burns the letter in the yard and Tomas watches her do it.\n\n= At "
      "dawn Tomas is gone.\n");
  ASSERT_EQ(plain->size(), 4U);
  ASSERT_EQ(fountain->size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ((*plain)[i].text, (*fountain)[i].text);
  EXPECT_FALSE(read_beats("  \n\n").has_value());
}

TEST(Beats, PeopleAreThoseWithNamesNotPlacesNorFirstWords) {
  auto beats = read_beats("The letter comes. Mara reads it in Galway.\n\nShe writes to Tomas.");
  const auto people = people_in(*beats, library());
  ASSERT_EQ(people.size(), 2U);
  EXPECT_EQ(people[0].name, "Mara");
  EXPECT_EQ(people[0].gender, "female");
  EXPECT_EQ(people[1].name, "Tomas");
}

TEST(Beats, NoTextBreaksThem) {
  EXPECT_TRUE(rc::check([](const std::string& noise) {
    auto beats = read_beats(noise);
    if (beats) (void)people_in(*beats, library());
  }));
}

TEST(Storyline, EveryBeatStandsInTheFilmWordForWordAndInOrder) {
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    Brief brief = brief_of(seed);
    brief.storyline = beats_text;
    const Draft draft = draft_of(brief);
    const std::string script = fountain(draft);
    std::size_t at = 0;
    for (const Beat& beat : draft.beats) {
      const std::size_t synopsis = script.find("= " + beat.text + "\n", at);
      ASSERT_NE(synopsis, std::string::npos) << beat.text;
      at = script.find("\n" + beat.text + "\n", synopsis + 2);
      ASSERT_NE(at, std::string::npos) << beat.text;
    }
    EXPECT_EQ(draft.cast[0].name, "Mara");
    EXPECT_EQ(draft.cast[1].name, "Tomas");
    expect_checks(draft);
  }
}

TEST(Storyline, FountainScenesKeepTheirPlaceTheirActionAndTheirLines) {
  Brief brief = brief_of(3);
  brief.storyline =
      "EXT. SALT PANS - DUSK\n\n= Ines waits for the cart.\n\nInes counts the posts. She gets to "
      "nine.\n\nINES\n(low)\nNine. It was always ten.\n";
  const Draft draft = draft_of(brief);
  const std::string script = fountain(draft);
  EXPECT_THAT(script, testing::HasSubstr("EXT. SALT PANS - DUSK #s"));
  EXPECT_THAT(script, testing::HasSubstr("counts the posts. She gets to nine.\n"));
  EXPECT_THAT(script, testing::HasSubstr("INES\n(low)\nNine. It was always ten.\n"));
  expect_checks(draft);
}

TEST(Cast, NamesThatWereAskedForAreTheFilms) {
  Brief brief = brief_of(5);
  brief.cast = "Ottilie 61 female, Bruno 58 male";
  const Draft draft = draft_of(brief);
  EXPECT_EQ(draft.cast[0].name, "Ottilie");
  EXPECT_EQ(draft.cast[0].age, 61);
  EXPECT_EQ(draft.cast[1].name, "Bruno");
  EXPECT_EQ(draft.cast[1].gender, "male");
  EXPECT_FALSE(read_cast("Mara of the sea").has_value());
}

// ---- length ----

TEST(Minutes, AreKeptWithinATenthFromFiveToTwenty) {
  for (const int minutes : {5, 7, 9, 12, 16, 20})
    for (std::uint64_t seed = 0; seed < part_of(4); ++seed) {
      Brief brief = brief_of(seed);
      brief.minutes = minutes;
      const Draft draft = draft_of(brief);
      EXPECT_NEAR(seconds_of(draft) / 60, minutes, 0.1 * minutes) << brief.premise;
    }
}

// ---- tellings ----

TEST(Telling, EveryTellingOfEveryPlotChecksAndShowsEverythingThatHappens) {
  for (const std::string telling : {"frame", "reverse", "braided", "unreliable"})
    for (std::uint64_t seed = 0; seed < part_of(24); ++seed) {
      Brief brief = brief_of(seed);
      brief.telling = telling;
      const Draft draft = draft_of(brief);
      EXPECT_EQ(draft.reading.telling, telling);
      EXPECT_THAT(telling_faults(draft), testing::IsEmpty()) << telling << " " << seed;
      expect_checks(draft);
    }
}

TEST(Telling, ReverseShowsTheEndFirstAndTheOpeningLast) {
  Brief brief = brief_of(1);
  brief.telling = "reverse";
  const Draft draft = draft_of(brief);
  EXPECT_EQ(draft.weave.knots.front().event->does, "end");
  EXPECT_TRUE(draft.weave.knots.back().event->does == "hook" ||
              draft.weave.knots.back().event->does == "bond");
  for (std::size_t i = 1; i < draft.told.size(); ++i) {
    const bool way = draft.weave.knots[i].kind == Place_in_graph::way;
    EXPECT_TRUE(way || draft.told[i].happens < draft.told[i - 1].happens) << i;
  }
  EXPECT_FALSE(draft.told.front().ahead.empty() && draft.told[1].ahead.empty())
      << "what is shown first has consequences that have not happened yet";
}

TEST(Telling, BraidedGoesToAndFroAndStillEndsWithTheEnd) {
  Brief brief = brief_of(2);
  brief.telling = "braided";
  const Draft draft = draft_of(brief);
  EXPECT_EQ(draft.weave.knots.back().event->does, "end");
  std::size_t back = 0;
  for (std::size_t i = 1; i < draft.told.size(); ++i)
    back += draft.told[i].happens < draft.told[i - 1].happens ? 1U : 0U;
  EXPECT_GE(back, 2U);
}

TEST(Telling, TheUnreliableTellerLeavesOutWhatIsShownBeforeTheClimax) {
  Brief brief = brief_of(0);
  brief.telling = "unreliable";
  const Draft draft = draft_of(brief);
  std::size_t cut = 0;
  std::size_t restored = 0;
  for (std::size_t i = 0; i < draft.told.size(); ++i) {
    if (draft.told[i].cut_short) cut = i;
    if (draft.told[i].restores) restored = i;
  }
  ASSERT_GT(cut, 0U);
  ASSERT_GT(restored, cut);
  EXPECT_FALSE(draft.told[cut].missing.empty()) << "it has happened and is not shown";
  EXPECT_TRUE(draft.told[restored].missing.empty()) << "now it is";
  EXPECT_EQ(draft.weave.knots[restored + 1].event->does, "climax");
}

TEST(Telling, AFrameIsToldBySomebodyWhoIsStillThereAtTheEnd) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Brief brief = brief_of(seed);
    brief.telling = "frame";
    const Draft draft = draft_of(brief);
    const auto& knots = draft.weave.knots;
    EXPECT_THAT(knots[knots.size() - 2].event->who,
                testing::Contains(std::string(1, draft.teller)));
    EXPECT_EQ(knots.front().event->who, knots.back().event->who);
  }
}

TEST(Telling, IsReadFromThePremiseAndFromTheForm) {
  Brief brief;
  brief.premise = "a family drama about a baker, told backwards";
  EXPECT_EQ(draft_of(brief).reading.telling, "reverse");
  brief.premise = "a family drama about a baker";
  brief.form = "braided";
  EXPECT_EQ(draft_of(brief).reading.telling, "braided");
  brief.form.clear();
  brief.telling = "sideways";
  EXPECT_FALSE(make_draft(brief, library()).has_value());
}

TEST(Weave, AScenePutInAndTakenOutLeavesTheWeaveAsItWas) {
  const Draft draft = draft_of(brief_of(4));
  Event extra;
  extra.id = "extra";
  for (std::size_t at = 1; at < draft.weave.knots.size(); ++at) {
    if (!may_insert(draft.weave, at)) continue;
    Weave weave = draft.weave;
    insert_before(weave, at, extra);
    const auto from = before(weave, at);
    ASSERT_FALSE(from.empty());
    EXPECT_EQ(weave.knots[at].next, std::vector<std::size_t>{at + 1});
    for (const std::size_t f : from) EXPECT_LT(f, at);
  }
}

}  // namespace
}  // namespace kuleshov::write

#include "kuleshov/write/drafts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "kuleshov/story/check.hpp"
#include "kuleshov/story/film.hpp"
#include "kuleshov/write/asks.hpp"
#include "kuleshov/write/locked.hpp"
#include "kuleshov/write/sample_of_tests.hpp"
#include "kuleshov/write/script.hpp"
#include "kuleshov/write/source.hpp"
#include "kuleshov/write/variants.hpp"

namespace kuleshov::write {
namespace {

// A fresh folder with three drafts in it.
base::Path film_with_drafts(const std::string& name) {
  const base::Path folder = std::filesystem::temp_directory_path() / ("kuleshov_drafts_" + name);
  std::filesystem::remove_all(folder);
  static const auto drafts =
      make_variants(brief_of("a family drama about a baker, happy ending", 5), library(), 3);
  EXPECT_TRUE(write_variants(*drafts, folder).has_value());
  return folder;
}

std::string script_in(const base::Path& folder) {
  return base::read_file(folder / "screenplay.fountain").value();
}

TEST(Script, BlocksJoinToTheSameBytes) {
  const std::string script = fountain(make_draft(brief_of("a thriller", 2), library()).value());
  EXPECT_EQ(joined(blocks_of(script)), script);
  EXPECT_TRUE(
      rc::check([](const std::string& text) { RC_ASSERT(joined(blocks_of(text)) == text); }));
}

TEST(Script, NamesChangeAsWholeWordsOnly) {
  EXPECT_EQ(renamed("MARA: Mara's marathon, mara.",
                    {{"MARA", "INES"}, {"Mara", "Ines"}, {"mara", "ines"}}),
            "INES: Ines's marathon, ines.");
}

TEST(Variants, AreFartherApartThanTheSameNumberOfNeighbouringSeeds) {
  const Brief brief = brief_of("science fiction, a lighthouse keeper", 1);
  const auto chosen = make_variants(brief, library(), 4).value();
  const auto least = [](const std::vector<Draft>& drafts) {
    double lowest = 1;
    for (std::size_t i = 0; i < drafts.size(); ++i)
      for (std::size_t j = i + 1; j < drafts.size(); ++j)
        lowest = std::min(lowest, distance(drafts[i], drafts[j]));
    return lowest;
  };
  std::vector<Draft> neighbours;
  for (std::uint64_t seed = 1; seed <= 4; ++seed)
    neighbours.push_back(make_draft(brief_of(brief.premise, seed), library()).value());
  EXPECT_GE(least(chosen), least(neighbours));
  EXPECT_GT(least(chosen), 0.1);
  EXPECT_EQ(distance(chosen[0], chosen[0]), 0);
}

TEST(Drafts, ListShowDiffAndCut) {
  const base::Path film = film_with_drafts("list");
  ASSERT_EQ(list_drafts(film)->size(), 3U);
  EXPECT_THAT(*show_draft(film, "b", {"s1", ""}), testing::HasSubstr("#s1#"));
  EXPECT_FALSE(show_draft(film, "b", {"s99", ""}).has_value());
  EXPECT_FALSE(differences(film, "a", "b")->empty());
  EXPECT_TRUE(differences(film, "a", "a")->empty());
  ASSERT_TRUE(cut_draft(film, "c").has_value());
  EXPECT_EQ(list_drafts(film)->size(), 2U);
  EXPECT_FALSE(cut_draft(film, "c").has_value());
}

TEST(Drafts, LockedScenesSurviveKeepMergeAndWriteByteByByte) {
  const base::Path film = film_with_drafts("lock");
  std::vector<Block> blocks = blocks_of(script_in(film));
  blocks[3].text += "[[lock]]\n\nA line that only a person would write.\n\n";
  const std::string kept = blocks[3].text;
  ASSERT_TRUE(base::write_file(film / "screenplay.fountain", joined(blocks)).has_value());
  EXPECT_FALSE(merge_scene(film, "b", blocks[3].id).has_value());
  EXPECT_FALSE(rewrite_scene(film, blocks[3].id, "", 7, library()).has_value());
  ASSERT_TRUE(keep_draft(film, "b").has_value());
  EXPECT_THAT(script_in(film), testing::HasSubstr(kept));
  ASSERT_TRUE(
      write_source(make_draft(brief_of("a family drama about a baker", 9), library()).value(), film)
          .has_value());
  EXPECT_THAT(script_in(film), testing::HasSubstr(kept));
}

TEST(Drafts, AMergedSceneSpeaksWithTheFilmsOwnNamesAndIsStillAFilm) {
  const base::Path film = film_with_drafts("merge");
  const std::string before = script_in(film);
  ASSERT_TRUE(merge_scene(film, "b", "s2").has_value());
  EXPECT_NE(script_in(film), before);
  const auto read = story::read_film(film.string());
  EXPECT_TRUE(read.has_value()) << base::describe(read.error());
}

TEST(Drafts, ARewrittenSceneChangesAloneAndKeepsTheFilmReadable) {
  const base::Path film = film_with_drafts("rewrite");
  const std::vector<Block> before = blocks_of(script_in(film));
  for (std::uint64_t seed = 2; seed < 6; ++seed)
    ASSERT_TRUE(rewrite_scene(film, "s4", "", seed, library()).has_value());
  ASSERT_TRUE(rewrite_scene(film, "s4", "shorter", 2, library()).has_value());
  const std::vector<Block> after = blocks_of(script_in(film));
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].id == "s4") continue;
    EXPECT_EQ(before[i].text, after[i].text);
  }
  EXPECT_TRUE(story::read_film(film.string()).has_value());
}

TEST(Drafts, OneSpeechOfAnotherDraftIsMergedAloneUnderTheFilmsOwnNames) {
  const base::Path film = film_with_drafts("line");
  const auto before = speeches_of(*show_draft(film, "", {"s2", ""}));
  // A draft that tells the same plan in other words: some seed says one line differently.
  std::vector<Speech> theirs = before;
  std::size_t differing = before.size();
  for (std::uint64_t seed = 2; differing == before.size() && seed < 20; ++seed) {
    Brief brief = brief_of("a family drama about a baker, happy ending", 5);
    brief.word_seed = seed;
    const Draft draft = make_draft(brief, library()).value();
    ASSERT_TRUE(write_source(draft, film / "drafts" / "words").has_value());
    theirs = speeches_of(*show_draft(film, "words", {"s2", ""}));
    if (theirs.size() != before.size()) continue;
    differing = 0;
    while (differing < before.size() && before[differing].words == theirs[differing].words)
      ++differing;
  }
  ASSERT_LT(differing, before.size());
  ASSERT_TRUE(merge_speeches(film, "words", "s2", "", differing + 1).has_value());
  const auto after = speeches_of(*show_draft(film, "", {"s2", ""}));
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_EQ(after[i].words, i == differing ? theirs[i].words : before[i].words);
  ASSERT_TRUE(merge_speeches(film, "words", "s2", before[0].cue, 0).has_value());
  EXPECT_FALSE(merge_speeches(film, "words", "s2", "NOBODY", 0).has_value());
  EXPECT_TRUE(story::read_film(film.string()).has_value());
}

TEST(Drafts, AWayIsTheSceneItLeadsTo) {
  const base::Path film = film_with_drafts("way");
  const auto read = story::read_film(film.string()).value();
  for (const story::Scene& scene : read.scenes)
    for (const story::Way& way : scene.ways) {
      if (!scene.key_point) continue;
      EXPECT_EQ(scene_of_way(film, "", way.id.str()).value(), way.to.str()) << way.id;
    }
  EXPECT_FALSE(scene_of_way(film, "", "no-such-way").has_value());
}

TEST(Drafts, ASceneLockedInFilmYamlSurvivesEverything) {
  const base::Path film = film_with_drafts("locked");
  const std::string kept = *show_draft(film, "", {"s3", ""});
  const std::string yaml = base::read_file(film / "film.yaml").value();
  ASSERT_TRUE(base::write_file(film / "film.yaml", lock_in_yaml(yaml, {"s3"})).has_value());
  EXPECT_FALSE(merge_scene(film, "b", "s3").has_value());
  EXPECT_FALSE(rewrite_scene(film, "s3", "", 7, library()).has_value());
  ASSERT_TRUE(keep_draft(film, "b").has_value());
  EXPECT_EQ(*show_draft(film, "", {"s3", ""}), kept);
  ASSERT_TRUE(
      write_source(make_draft(brief_of("a family drama about a baker", 9), library()).value(), film)
          .has_value());
  EXPECT_EQ(*show_draft(film, "", {"s3", ""}), kept);
  EXPECT_THAT(locked_in_yaml(base::read_file(film / "film.yaml").value()), testing::Contains("s3"));
}

// A locked scene of one draft within another: its people, its place.
TEST(Drafts, ALockedScenesPeopleAndPlaceStayInTheFilmWhateverIsWrittenAroundIt) {
  const base::Path film = film_with_drafts("around");
  std::vector<Block> blocks = blocks_of(script_in(film));
  blocks[2].text += "[[lock]]\n\nMine.   \n\n";
  const std::string kept = blocks[2].text;
  ASSERT_TRUE(base::write_file(film / "screenplay.fountain", joined(blocks)).has_value());
  for (const char* premise : {"a thriller about a spy in Ireland", "science fiction in Japan"}) {
    ASSERT_TRUE(
        write_source(make_draft(brief_of(premise, 9), library()).value(), film).has_value());
    EXPECT_THAT(script_in(film), testing::HasSubstr(kept));
    const auto read = story::read_film(film.string());
    EXPECT_TRUE(read.has_value()) << base::describe(read.error());
  }
  EXPECT_EQ(company_of_locked(film).size(), 4U);
  // What has no place in a shorter script is not lost: nothing is written.
  blocks.back().text += "[[lock]]\n\n";
  ASSERT_TRUE(base::write_file(film / "screenplay.fountain", joined(blocks)).has_value());
  Brief brief = brief_of("a family drama about a baker", 9);
  brief.minutes = 5;
  EXPECT_FALSE(write_source(make_draft(brief, library()).value(), film).has_value());
  EXPECT_EQ(script_in(film), joined(blocks));
}

TEST(Variants, AreAboutTheSamePeopleWhereTheirPlotsLetThem) {
  const auto drafts =
      make_variants(brief_of("a family drama about a baker in Oaxaca", 7), library(), 2).value();
  const Cast& first = drafts[0].cast;
  for (const Person& person : drafts[1].cast) {
    const Person* before = in_role(first, person.role);
    const bool same = before != nullptr && before->gender == person.gender;
    EXPECT_EQ(same, before != nullptr && before->name == person.name) << person.role;
  }
  EXPECT_EQ(drafts[1].brief.company.size(), first.size());
}

TEST(Drafts, WhatIsPickedIsShownComparedAndCutAlone) {
  const base::Path film = film_with_drafts("pick");
  const auto before = speeches_of(*show_draft(film, "a", {"s2", "", 0}));
  EXPECT_EQ(*show_draft(film, "a", {"s2", "", 2}), before[1].cue + ": " + before[1].words + "\n");
  EXPECT_FALSE(show_draft(film, "a", {"s2", "nobody", 0}).has_value());
  EXPECT_FALSE(show_draft(film, "a", {"s2", "", 99}).has_value());
  ASSERT_TRUE(cut_from(film, "a", {"s2", "", 2}).has_value());
  EXPECT_EQ(speeches_of(*show_draft(film, "a", {"s2", "", 0})).size(), before.size() - 1);
  const auto found = differences(film, "", "a").value();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].words, before[1].words);
  EXPECT_TRUE(found[0].in_first);
  EXPECT_TRUE(differences(film, "", "a", {"s3", "", 0})->empty());
  EXPECT_TRUE(story::read_film((film / "drafts" / "a").string()).has_value());
  EXPECT_FALSE(cut_from(film, "a", {"s1", "nobody", 0}).has_value());
}

TEST(Drafts, ADraftThatIsNotThereIsAnErrorThatNamesThoseThatAre) {
  const base::Path film = film_with_drafts("unknown");
  for (const char* id : {"z", "..", ".cut"}) {
    for (const auto& error : {show_draft(film, id, {}).error(), keep_draft(film, id).error(),
                              cut_draft(film, id).error()}) {
      EXPECT_THAT(error.what, testing::HasSubstr(std::string("no draft '") + id));
      EXPECT_THAT(error.remedy, testing::HasSubstr("a, b"));
    }
  }
  EXPECT_FALSE(cut_draft(film, ".").has_value());
  EXPECT_TRUE(std::filesystem::exists(film / "film.yaml"));
}

TEST(Drafts, ASceneIsCutWhereTheFilmHoldsWithoutIt) {
  const base::Path film = film_with_drafts("spare");
  std::size_t spared = 0;
  const auto whole = story::read_film(film.string()).value();
  for (const story::Scene& scene : whole.scenes) {
    const bool cut = cut_from(film, "", {scene.id.str(), "", 0}).has_value();
    spared += cut ? 1 : 0;
    const auto read = story::read_film(film.string());
    ASSERT_TRUE(read.has_value()) << scene.id << base::describe(read.error());
    EXPECT_TRUE(story::check(story::Graph::compile(*read).value()).holds) << scene.id;
    EXPECT_FALSE(cut && scene.key_point) << scene.id;
  }
  EXPECT_GT(spared, 0U);
}

// ---- asks ----

std::size_t lines_in(const std::string& scene) { return speeches_of(scene).size(); }

// Of the first scenes, the one in which most is said: there is something to shorten.
std::string talkative(const base::Path& film) {
  std::string most = "s1";
  for (const char* id : {"s2", "s3", "s4", "s5", "s6"})
    if (lines_in(*show_draft(film, "", {id, ""})) > lines_in(*show_draft(film, "", {most, ""})))
      most = id;
  return most;
}

TEST(Asks, EachChangesTheSceneAsItSays) {
  const base::Path film = film_with_drafts("asks");
  const std::string at = talkative(film);
  const auto scene = [&](const std::string& ask) {
    auto text = rewrite_scene(film, at, ask, 3, library());
    EXPECT_TRUE(text.has_value()) << ask << (text ? "" : base::describe(text.error()));
    EXPECT_TRUE(story::read_film(film.string()).has_value()) << ask;
    return text.value_or("");
  };
  const std::string plain = scene("");
  EXPECT_LT(lines_in(scene("shorter")), lines_in(plain));
  EXPECT_GT(scene("longer").size(), plain.size());
  EXPECT_LT(lines_in(scene("more silence")), lines_in(plain));
  for (const char* ask : {"warmer", "colder", "funnier"}) EXPECT_NE(scene(ask), plain) << ask;
  for (const Speech& speech : speeches_of(scene("more formal")))
    EXPECT_EQ(speech.words.find("n't "), std::string::npos) << speech.words;
  EXPECT_NE(scene("warmer and shorter"), scene("shorter"));
}

TEST(Asks, WarmerIsWarmerInWhatFacesShow) {
  const base::Path film = film_with_drafts("warm");
  const auto count = [&](const std::string& ask, const std::string& term) {
    std::string text;
    for (const char* scene : {"s2", "s3", "s4", "s5"})
      text += rewrite_scene(film, scene, ask, 3, library()).value();
    std::size_t many = 0;
    for (auto at = text.find("emotion: " + term); at != std::string::npos;
         at = text.find("emotion: " + term, at + 1))
      ++many;
    return many;
  };
  EXPECT_GT(count("warmer", "tenderness"), count("", "tenderness"));
  EXPECT_GT(count("colder", "guardedness"), count("warmer", "guardedness"));
}

TEST(Asks, WhatNeedsAModelIsSaidPlainlyAndChangesNothing) {
  const base::Path film = film_with_drafts("needs");
  const std::string before = script_in(film);
  const auto result = rewrite_scene(film, "s4", "make it about the war", 3, library());
  ASSERT_FALSE(result.has_value());
  EXPECT_THAT(base::describe(result.error()), testing::HasSubstr("needs a language model"));
  EXPECT_THAT(base::describe(result.error()), testing::HasSubstr("--llm"));
  EXPECT_EQ(script_in(film), before);
}

TEST(Asks, AThingIsGivenItsName) {
  const auto asks = read_asks("name the boat Petrel, shorter", library());
  ASSERT_EQ(asks->size(), 2U);
  EXPECT_EQ((*asks)[0].thing, "boat");
  EXPECT_EQ((*asks)[0].name, "Petrel");
  Draft draft = make_draft(brief_of("a family drama about a baker", 5), library()).value();
  Passage passage;
  passage.text = "She looks at the boat and says nothing.";
  draft.scenes[2].passages.push_back(passage);
  ASSERT_TRUE(follow({"name", "boat", "Petrel"}, draft, 2, library(), 1).has_value());
  EXPECT_EQ(draft.scenes[2].passages.back().text,
            "She looks at the boat, Petrel, and says nothing.");
  EXPECT_FALSE(follow({"name", "zeppelin", "Ida"}, draft, 2, library(), 1).has_value());
}

}  // namespace
}  // namespace kuleshov::write

#include "kuleshov/write/style.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "kuleshov/base/file.hpp"
#include "kuleshov/story/check.hpp"
#include "kuleshov/write/beats.hpp"
#include "kuleshov/write/sample_of_tests.hpp"
#include "kuleshov/write/source.hpp"

namespace kuleshov::write {
namespace {

TEST(Style, EachIsKnownByItsWordsAndGivesAFilmThatChecks) {
  const auto folder = std::filesystem::temp_directory_path() / "kuleshov_write_style";
  std::set<std::string> anchors;
  for (std::size_t i = 0; i < part_of(library().styles.size()); ++i) {
    const Entry& style = library().styles[i];
    Brief brief = brief_of("a mystery about a librarian", 20 + i);
    brief.style = style.first("match") + " please";
    const Draft draft = draft_of(brief);
    EXPECT_EQ(draft.reading.style, style.id);
    ASSERT_TRUE(write_source(draft, folder));
    const auto film = story::read_film(folder.string());
    ASSERT_TRUE(film) << base::describe(film.error());
    const auto report = story::check(story::Graph::compile(*film).value());
    EXPECT_TRUE(report.holds) << style.id << "\n" << story::report_to_text(report);
    EXPECT_DOUBLE_EQ(film->style.asl_low_s, style.number("average_shot_length_s", 0));
    EXPECT_THAT(style.all("voices"), testing::Contains(draft.cast.front().voice_kind));
    anchors.insert(style_value(draft, "average_shot_length_s", "") +
                   style_value(draft, "instruments", ""));
  }
  EXPECT_EQ(anchors.size(), part_of(library().styles.size()));
}

TEST(Style, ASpareFilmLooksAroundLessAndNobodyPlaysBeyondItsBand) {
  const auto looks = [](const Draft& draft) {
    std::size_t all = 0;
    for (const DraftScene& scene : draft.scenes)
      for (const Passage& passage : scene.passages) all += passage.look > 0 ? 1 : 0;
    return all;
  };
  Brief brief = brief_of("a romantic comedy about a baker", 3);
  const Draft plain = draft_of(brief);
  brief.style = "spare";
  const Draft spare = draft_of(brief);
  EXPECT_LT(2 * looks(spare), looks(plain));
  for (const DraftScene& scene : spare.scenes)
    for (const Passage& passage : scene.passages) EXPECT_LE(passage.intensity, 0.6);
}

TEST(Style, ADocumentaryComesIntoEachSceneByHand) {
  Brief brief = brief_of("a thriller about a nurse", 3);
  brief.style = "in a documentary manner";
  for (const DraftScene& scene : draft_of(brief).scenes) {
    const auto shot = std::find_if(scene.passages.begin(), scene.passages.end(),
                                   [](const auto& p) { return p.kind == Passage::Kind::shot; });
    if (shot == scene.passages.end()) continue;
    EXPECT_THAT(shot->text, testing::HasSubstr("handheld"));
  }
}

TEST(Style, WhatIsNotKnownIsSaidWithWhatIs) {
  Brief brief = brief_of("a comedy", 1);
  brief.style = "cubist";
  brief.mood = "grumpy";
  brief.theme = "jealousy";
  base::Random random(1);
  const auto reading = read_premise(brief, library(), random);
  ASSERT_EQ(reading->unknown.size(), 3U);
  EXPECT_THAT(reading->unknown, testing::Contains(testing::AllOf(testing::HasSubstr("cubist"),
                                                                 testing::HasSubstr("spare"))));
  brief.ending = "sad";
  EXPECT_THAT(read_premise(brief, library(), random).error().remedy,
              testing::HasSubstr("bittersweet"));
}

TEST(Theme, APlotThatIsAboutItIsTakenWhereTheGenreHasOne) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    Brief brief = brief_of("a family drama about a baker", seed);
    brief.theme = "forgiveness";
    base::Random random(seed);
    EXPECT_EQ(read_premise(brief, library(), random)->plot, "the-sale");
  }
}

// A son is not his mother's sister, nor a woman of thirty the mother of one of sixty.
TEST(People, WhomTheWriterNamedAreToEachOtherWhatTheirAgesAndGendersAllow) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    base::Random random(seed);
    Brief brief = brief_of("a family drama", seed);
    const auto reading =
        read_premise(brief, library(), random, read_cast("Mara 61 female, Tomas 30 male").value());
    EXPECT_THAT(reading->relation, testing::AnyOf("son", "rival", "old-friend", "old-love"))
        << seed;
    const auto peers =
        read_premise(brief, library(), random, read_cast("Mara 61 female, Tomas 60 male").value());
    EXPECT_THAT(peers->relation, testing::AnyOf("brother", "rival", "old-friend", "old-love"));
  }
}

std::vector<std::string> names_in(const std::string& text, std::vector<std::string>* genders) {
  auto beats = read_beats(text).value();
  std::vector<std::string> names;
  for (const Named& person : people_in(beats, library())) {
    names.push_back(person.name);
    if (genders != nullptr) genders->push_back(person.gender);
  }
  return names;
}

TEST(People, OfAStorylineAreThoseWhoDoSomethingInIt) {
  std::vector<std::string> genders;
  EXPECT_THAT(names_in("1. Ada loses a key.\n2. Bruno lies about the key.\n3. Ada forgives him.\n",
                       &genders),
              testing::ElementsAre("Ada", "Bruno"));
  EXPECT_THAT(genders, testing::ElementsAre("female", "male"));
  EXPECT_THAT(names_in("- Snow falls on the harbour.\n- Dinner ends early.\n- Xochi leaves.\n- "
                       "Father comes home.\n",
                       nullptr),
              testing::ElementsAre("Xochi"));
  // Whom somebody loves is another.
  genders.clear();
  names_in("- Quill loves her.\n- Quill takes his hat.\n- Brisa waits for him.\n", &genders);
  EXPECT_THAT(genders, testing::ElementsAre("male", ""));
}

TEST(People, AStorylineSaysNothingOfTheProtagonistsAgeByItsObjects) {
  base::Random random(1);
  Brief brief;
  brief.storyline = "Nadia finds the last page of her book.";
  EXPECT_EQ(read_premise(brief, library(), random)->hero_age, "");
}

}  // namespace
}  // namespace kuleshov::write

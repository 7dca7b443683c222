// What must hold of the words of any film, whatever it is about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kuleshov/base/file.hpp"
#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/lasting.hpp"
#include "kuleshov/write/promises.hpp"
#include "kuleshov/write/sample_of_tests.hpp"
#include "kuleshov/write/trim.hpp"
#include "kuleshov/write/voice.hpp"

namespace kuleshov::write {
namespace {

Passage line(const std::string& role, const std::string& text, double intensity = 0.3) {
  Passage passage;
  passage.kind = Passage::Kind::line;
  passage.role = role;
  passage.text = text;
  passage.intensity = intensity;
  return passage;
}

Passage action(const std::string& text, std::size_t look = 0) {
  Passage passage;
  passage.text = text;
  passage.look = look;
  return passage;
}

std::vector<std::string> texts(const DraftScene& scene) {
  std::vector<std::string> all;
  for (const Passage& passage : scene.passages) all.push_back(passage.text);
  return all;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

TEST(Trim, ALookAroundGoesAndWhatIsDoneStays) {
  DraftScene scene;
  scene.passages = {action("A wet road. Mara waits.", 12), action("A wall.", 7), line("H", "Yes.")};
  EXPECT_TRUE(drop_look(scene));
  EXPECT_TRUE(drop_look(scene));
  EXPECT_FALSE(drop_look(scene));
  EXPECT_THAT(texts(scene), testing::ElementsAre("Mara waits.", "Yes."));
}

TEST(Trim, AQuestionGoesWithItsAnswerOnly) {
  DraftScene scene;
  scene.passages = {action("They wait."),   line("H", "Cold."),           line("O", "Is it late?"),
                    line("H", "Past ten."), line("O", "Give me a hand."), line("H", "Here.")};
  EXPECT_TRUE(drop_exchange(scene));
  EXPECT_THAT(texts(scene),
              testing::ElementsAre("They wait.", "Cold.", "Give me a hand.", "Here."));
}

TEST(Trim, NothingGoesThatTheNextLineLeansOn) {
  DraftScene scene;
  scene.passages = {action("They wait."), line("H", "Cold."), line("O", "I sold the boat."),
                    line("H", "That was hers.")};
  EXPECT_FALSE(drop_exchange(scene));
  scene.passages = {action("They wait."), line("H", "Cold."), line("O", "I sold the boat.", 0.6),
                    line("H", "Late to say so.", 0.5), line("O", "Give me a hand.")};
  EXPECT_FALSE(drop_exchange(scene)) << "what is felt stays";
}

TEST(Voice, AWordThatAnswersOpensOnlyAnAnswer) {
  Entry voice;
  voice.words["openers"] = {"Oh, ", "Indeed. "};
  voice.words["opener_rate"] = {"1"};
  base::Random random(1, "voice");
  const std::string said = "It is colder than it was.";
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(in_voice(said, voice, Before::nothing, random), said);
    EXPECT_FALSE(in_voice(said, voice, Before::question, random).starts_with("Indeed"));
    EXPECT_NE(in_voice("It is colder than it was.", voice, Before::statement, random), "");
  }
}

// Names in capitals before anybody speaks, an age once, and no second sentence that nobody named.
TEST(Prose, PeopleAreSeenBeforeTheySpeakAndHaveOneAge) {
  for (std::size_t i = 0; i < part_of(16); ++i) {
    const auto draft = make_draft(premise_at(i * 12).brief, library());
    ASSERT_TRUE(draft.has_value()) << base::describe(draft.error());
    std::string all;
    std::set<std::string> seen;
    for (const DraftScene& scene : draft->scenes)
      for (const Passage& passage : scene.passages) {
        if (passage.kind == Passage::Kind::action) all += passage.text + "\n";
        const Person* person = in_role(draft->cast, passage.role);
        if (passage.kind != Passage::Kind::line || person == nullptr) continue;
        const bool unseen = passage.parenthetical.find(".S.") != std::string::npos ||
                            passage.parenthetical.find("V.O.") != std::string::npos;
        EXPECT_TRUE(unseen || all.find(person->cue) != std::string::npos)
            << draft->reading.plot << " " << scene.id << ": " << person->cue;
      }
    for (const Person& person : draft->cast)
      EXPECT_LE(count(all, person.name + ", " + std::to_string(person.age)) +
                    count(all, person.cue + ", " + std::to_string(person.age)),
                1U)
          << draft->reading.plot << ": " << person.name;
  }
}

TEST(Prose, NoSnowFallsWhereNoneFallsUnlessItIsAskedFor) {
  for (std::uint64_t seed = 0; seed < part_of(4); ++seed) {
    Brief brief;
    brief.seed = seed;
    brief.premise = "a farce about a baker in Lagos";
    const auto draft = make_draft(brief, library());
    ASSERT_TRUE(draft.has_value());
    EXPECT_NE(draft->reading.weather, "snow");
  }
}

}  // namespace
}  // namespace kuleshov::write

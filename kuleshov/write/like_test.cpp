#include "kuleshov/write/like.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/fit.hpp"
#include "kuleshov/write/sample_of_tests.hpp"
#include "kuleshov/write/source.hpp"

namespace kuleshov::write {
namespace {

// `scenes` scenes, each with so many lines of a few words; ANNA and BEN, then in the second half
// CARL and DORA elsewhere by night.
std::string script_of(std::size_t scenes, std::size_t lines) {
  std::string out;
  for (std::size_t i = 0; i < scenes; ++i) {
    const bool late = 2 * i >= scenes;
    out += late ? "EXT. QUARRY - NIGHT\n\nGravel moves somewhere.\n\n"
                : "INT. KITCHEN - DAY\n\nA kettle, nearly boiling.\n\n";
    for (std::size_t j = 0; j < lines; ++j)
      out += std::string(late ? (j % 2 == 0 ? "CARL" : "DORA") : (j % 2 == 0 ? "ANNA" : "BEN")) +
             "\nSomething or other about it.\n\n";
  }
  return out;
}

TEST(Like, LearnsLengthsSharesAndTheTurn) {
  const Shape shape = shape_of(text::parse_fountain(script_of(20, 6))).value();
  EXPECT_EQ(shape.scenes, 20U);
  EXPECT_EQ(shape.silent_share, 0);
  EXPECT_NEAR(shape.scene_low_s, shape.scene_high_s, 3);
  EXPECT_NEAR(shape.speech_words, 5, 0.01);
  EXPECT_GT(shape.dialogue_share, 0.6);
  EXPECT_THAT(shape.turns, testing::Contains(testing::DoubleNear(0.5, 0.03)));
  EXPECT_EQ(shape.tension.size(), 11U);
  const Shape silent = shape_of(text::parse_fountain(script_of(20, 0))).value();
  EXPECT_NEAR(silent.silent_share, 1, 1e-9);
  EXPECT_EQ(silent.dialogue_share, 0);
  EXPECT_FALSE(shape_of(text::parse_fountain("just words")).has_value());
}

TEST(Like, AStructureIsChosenByWhereItTurns) {
  Shape shape;
  for (const Structure& structure : library().structures) {
    shape.turns.clear();
    const auto last = static_cast<double>(structure.slots.size() - 1);
    for (std::size_t i = 0; i < structure.slots.size(); ++i)
      if (structure.slots[i].starts_with("key"))
        shape.turns.push_back(static_cast<double>(i) / last);
    EXPECT_NEAR(apart(structure, shape), 0, 1e-9);
  }
}

TEST(Like, LessIsSpokenInADraftLikeAQuietScript) {
  Brief brief;
  brief.premise = "a family drama about a baker";
  brief.seed = 3;
  brief.like = shape_of(text::parse_fountain(script_of(24, 12))).value();
  const std::string talking = fountain(make_draft(brief, library()).value());
  brief.like = shape_of(text::parse_fountain(script_of(24, 0))).value();
  const std::string quiet = fountain(make_draft(brief, library()).value());
  EXPECT_LT(shape_of(text::parse_fountain(quiet))->dialogue_share,
            shape_of(text::parse_fountain(talking))->dialogue_share - 0.03);
}

TEST(Like, SharedRunsOfWordsAreFound) {
  const SharedRun run = longest_shared_run("Well. \"The old QUARRY road,\" she said.",
                                           "by the old quarry road again");
  EXPECT_EQ(run.words, 4U);
  EXPECT_EQ(run.run, "the old quarry road");
  EXPECT_EQ(longest_shared_run("", "a b").words, 0U);
  EXPECT_TRUE(rc::check([](const std::string& a, const std::string& b) {
    RC_ASSERT(longest_shared_run(a, b).words == longest_shared_run(b, a).words);
  }));
}

TEST(Like, NoTextOfARealScriptIsCopied) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) GTEST_SKIP() << "set KULESHOV_DATA to the folder that holds text/fountain";
  const base::Path file =
      base::Path(data) / "text" / "fountain" / "ebscreenplays" / "Cyber_Bob_ep00001.fountain";
  Brief brief;
  brief.premise = "science fiction about an astronaut";
  brief.like = learn_shape(file).value();
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    brief.seed = seed;
    const Draft draft = make_draft(brief, library()).value();
    const SharedRun shared = longest_shared_run_with(words_in(draft), file).value();
    EXPECT_LE(shared.words, 6U) << shared.run;
    EXPECT_EQ(longest_shared_run_with(base::read_file(file).value(), file)->words > 100, true);
  }
}

}  // namespace
}  // namespace kuleshov::write

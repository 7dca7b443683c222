#include "kuleshov/direct/transcript.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kuleshov/direct/plan.hpp"

namespace kuleshov::direct {
namespace {

using testing::HasSubstr;

story::Film tiny() { return story::read_film(KULESHOV_SOURCE_DIR "/tests/films/tiny").value(); }

story::TranscriptResult run(const std::string& text) {
  const auto transcript = story::read_transcript(text, "t.yaml");
  EXPECT_TRUE(transcript) << (transcript ? "" : base::describe(transcript.error()));
  if (!transcript) return {};
  return run_transcript(Plan::of(tiny()).value(), *transcript).value();
}

// The director's cut: natural lengths, in order.
std::string natural_cuts(const story::Scene& scene) {
  std::string cuts;
  for (const story::Shot& shot : scene.shots)
    cuts += fmt::format("{}{{shot: {}, length_s: [{}, {}], in_s: 0}}", cuts.empty() ? "" : ", ",
                        shot.id.str(), shot.natural.seconds(), shot.natural.seconds());
  return cuts;
}

TEST(DirectedTranscript, WithoutReactingEveryShotHasItsNaturalLength) {
  const story::Film film = tiny();
  const std::string head = "transcript: x\ndirector: {policy: ignore}\nsteps:\n";
  const std::string text = fmt::format("{}  - {{scene: s1, cuts: [{}]}}\n  - {{scene: s2}}\n", head,
                                       natural_cuts(film.scenes[0]));
  const auto result = run(text);
  EXPECT_TRUE(result.passed) << result.message;
}

TEST(DirectedTranscript, AHandIsTakenAndTheDirectorsWayIsExpected) {
  const auto result =
      run("transcript: x\ndirector: {policy: follow, seed: 3}\nsteps:\n  - {scene: s1}\n"
          "  - {scene: s2, take: wait, closed: [leave]}\n  - {scene: s4}\n");
  EXPECT_TRUE(result.passed) << result.message;
  const auto refused =
      run("transcript: x\ndirector: {policy: follow}\nsteps:\n  - {scene: s1}\n"
          "  - {scene: s2, take: leave}\n  - {scene: s5}\n");
  EXPECT_FALSE(refused.passed);
  EXPECT_THAT(refused.message, HasSubstr("way leave is closed"));
}

TEST(DirectedTranscript, ACutThatDiffersIsNamedWithItsLine) {
  const auto result =
      run("transcript: x\ndirector: {policy: ignore}\nsteps:\n  - scene: s1\n    cuts:\n"
          "      - {shot: s1.1, length_s: [0.1, 0.2]}\n");
  EXPECT_FALSE(result.passed);
  EXPECT_EQ(result.place.line, 6U);
  EXPECT_THAT(result.message, HasSubstr("shot s1.1 lasts"));
}

}  // namespace
}  // namespace kuleshov::direct

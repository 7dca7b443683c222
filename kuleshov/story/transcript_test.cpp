#include "kuleshov/story/transcript.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kuleshov/base/file.hpp"

namespace kuleshov::story {
namespace {

using testing::HasSubstr;

const std::string tiny = KULESHOV_SOURCE_DIR "/tests/films/tiny";

TEST(Transcript, TheTinyFilmsOwnPass) {
  const auto film = read_film(tiny);
  const auto graph = Graph::compile(*film);
  for (const char* name : {"/tests/ask.yaml", "/tests/stirred.yaml"}) {
    const auto transcript = read_transcript(base::read_file(tiny + name).value(), name);
    ASSERT_TRUE(transcript) << base::describe(transcript.error());
    const auto result = run_transcript(*graph, *transcript);
    EXPECT_TRUE(result.passed) << result.message;
    EXPECT_EQ(result.path.size(), 4U);
  }
}

TEST(Transcript, WhatDiffersIsNamedWithItsLine) {
  const auto film = read_film(tiny);
  const auto graph = Graph::compile(*film);
  const auto transcript =
      read_transcript("transcript: x\nsteps:\n  - {scene: s1}\n  - {scene: s3}\n", "t.yaml");
  ASSERT_TRUE(transcript);
  const auto result = run_transcript(*graph, *transcript);
  EXPECT_FALSE(result.passed);
  EXPECT_EQ(result.place.line, 4U);
  EXPECT_THAT(result.message, HasSubstr("in scene s2, not s3"));
}

TEST(Transcript, WhatIsNoTranscriptIsAnErrorWithItsPlace) {
  EXPECT_FALSE(read_transcript("transcript: x\nsteps: [{scne: s1}]\n", "t.yaml"));
  EXPECT_FALSE(read_transcript("[1]", "t.yaml"));
  const auto cuts =
      read_transcript("transcript: x\nsteps:\n  - {scene: s1, cuts: [{shot: s1.1}]}\n", "t.yaml");
  ASSERT_FALSE(cuts);
  EXPECT_EQ(cuts.error().place.line, 3U);
  EXPECT_THAT(cuts.error().what, HasSubstr("without a director"));
}

}  // namespace
}  // namespace kuleshov::story

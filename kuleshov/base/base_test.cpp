#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <set>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/base/id.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/base/ticks.hpp"
#include "kuleshov/base/timecode.hpp"

namespace kuleshov::base {
namespace {

TEST(Error, NamesFileLineFaultAndRemedy) {
  const Error error{"the key point has two ways",
                    "give it three to five",
                    {"film.yaml", 12, 3, 0},
                    ErrorKind::bad_input};
  EXPECT_EQ(describe(error), "film.yaml:12:3: the key point has two ways\n  give it three to five");
}

TEST(Error, TryHandsTheErrorOn) {
  const auto outer = [](Result<int> inner) -> Result<int> { return TRY(inner) + 1; };
  EXPECT_EQ(outer(41).value(), 42);
  EXPECT_EQ(outer(fail("no")).error().what, "no");
}

TEST(Ticks, AFrameIsTwoOpusPackets) {
  EXPECT_EQ(Ticks::frames(1).count(), 2 * 960);
  EXPECT_EQ(Ticks::seconds_on_frame(1.01).whole_frames(), 25);
}

TEST(Random, MatchesTheReferenceOfXoshiro256StarStar) {
  // SplitMix64(0) and xoshiro256** as published by their authors (prng.di.unimi.it), seed 0.
  Random random(0);
  EXPECT_EQ(random.bits(), 0x99ec5f36cb75f2b4ULL);
  EXPECT_EQ(random.bits(), 0xbf6e1f784956452aULL);
}

TEST(Random, StreamsOfDifferentPurposeDiffer) {
  EXPECT_NE(Random(1, "cut").bits(), Random(1, "score").bits());
  EXPECT_EQ(Random(1, "cut").bits(), Random(1, "cut").bits());
}

TEST(Random, BelowStaysBelow) {
  EXPECT_TRUE(rc::check([] {
    const auto n = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
    Random random(*rc::gen::arbitrary<std::uint64_t>());
    RC_ASSERT(random.below(n) < n);
  }));
}

TEST(Random, NormalHasMeanZeroAndUnitVariance) {
  Random random(5);
  double sum = 0;
  double squares = 0;
  const int n = 100'000;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / n, 0, 0.02);
  EXPECT_NEAR(squares / n, 1, 0.02);
}

TEST(File, NothingIsLeftOfAWriteThatFails) {
  const Path folder = Path(testing::TempDir()) / "kuleshov-file-test";
  std::filesystem::create_directories(folder / "taken");  // a folder of that name blocks the rename
  EXPECT_FALSE(write_file(folder / "taken", "text"));
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.insert(entry.path().filename());
  EXPECT_THAT(names, testing::ElementsAre("taken"));
  std::filesystem::remove_all(folder);
}

TEST(File, ReadsBackWhatItWrote) {
  const Path path = Path(testing::TempDir()) / "kuleshov-roundtrip";
  EXPECT_TRUE(rc::check([&] {
    const auto bytes = *rc::gen::arbitrary<std::string>();
    RC_ASSERT(write_file(path, bytes).has_value());
    RC_ASSERT(read_file(path).value() == bytes);
  }));
  std::filesystem::remove(path);
}

TEST(File, Sha256MatchesFips180) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Json, AFaultHasLineAndColumn) {
  const auto result = parse_json("{\n  \"a\": ,\n}", "x.json");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().place.line, 2U);
  EXPECT_EQ(result.error().place.file, "x.json");
}

TEST(Json, ANumberThatNoDoubleHoldsIsAnError) { EXPECT_FALSE(parse_json("22440E79500", "x.json")); }

TEST(Json, QuantiseGivesNoMinusZero) { EXPECT_FALSE(std::signbit(quantise(-0.00001))); }

TEST(Text, LinesTakeAllEndings) {
  EXPECT_THAT(lines("a\r\nb\n\nc"), testing::ElementsAre("a", "b", "", "c"));
}

TEST(Text, SlugIsFitForFileNames) { EXPECT_EQ(slug("The Last Light!"), "the-last-light"); }

TEST(Timecode, CountsFramesAfterTheSecond) {
  EXPECT_EQ(timecode_seconds(" 01:02:03:30 ", 60), 3723.5);
  EXPECT_EQ(timecode_seconds("00:00:01:12.5", 25), 1.5);
}

TEST(Timecode, WhatIsNoTimeCodeGivesNothing) {
  for (const char* code :
       {"", "1:2:3", "1:2:3:4:5", "1:2:x:4", "1:2:-3:4", "1:2:nan:4", "1:2:3:100"})
    EXPECT_FALSE(timecode_seconds(code, 60)) << code;
}

}  // namespace
}  // namespace kuleshov::base

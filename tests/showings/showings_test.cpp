// A slice of what `./bench showings` walks a million times.
#include <gtest/gtest.h>

#include "tests/showings/random_showings.hpp"

namespace kuleshov::showings {
namespace {

TEST(RandomShowings, OfFilmsThatCheckKeepCoreEndingAndAnchors) {
  const Walked walked = walk(1, 20'000, 200);
  EXPECT_EQ(walked.violation, "");
  EXPECT_EQ(walked.showings, 20'000U);
  EXPECT_GE(walked.films, 100U);
}

}  // namespace
}  // namespace kuleshov::showings

#include "kuleshov/write/left_out.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kuleshov/write/sample_of_tests.hpp"

namespace kuleshov::write {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(LeftOut, ThingsOfAPremiseAreTheHeadsOfItsNounPhrases) {
  EXPECT_THAT(things_named("A comedy about a dentist and a parrot, happy ending"),
              ElementsAre("comedy", "dentist", "parrot"));
  EXPECT_THAT(things_named("a retired clown finds the letter of an old friend"),
              ElementsAre("clown", "friend"));
  EXPECT_THAT(things_named("a translator at a hotel hears what she should not"),
              ElementsAre("translator", "hotel"));
  EXPECT_THAT(things_named("science fiction, lighthouse, tragic; a"), IsEmpty());
  EXPECT_THAT(things_named("灯塔看守人"), IsEmpty());
}

TEST(LeftOut, WhatTheFilmHasNothingOfIsTold) {
  Brief brief;
  brief.premise = "a comedy drama about a dentist, a baker and a parrot, happy ending";
  const Draft draft = make_draft(brief, library()).value();
  const auto left = left_out(draft, library());
  EXPECT_THAT(left, testing::Contains("parrot"));
  EXPECT_THAT(left, testing::Not(testing::Contains("drama")));
  EXPECT_THAT(left, testing::Not(testing::Contains("baker")));
}

}  // namespace
}  // namespace kuleshov::write

#include "kuleshov/write/beat_places.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace kuleshov::write {
namespace {

using testing::Contains;
using testing::ElementsAre;

const Entry words{"beats",
                  {{"incite", {"finds"}}, {"turn", {"the truth"}}, {"end", {"is gone", "leave"}}}};

Sense of(const std::string& text) { return {{}, time_said(text), kinds_in(text, words)}; }

TEST(BeatPlaces, AKindIsKnownByItsWordsAndTheirEndings) {
  EXPECT_THAT(kinds_in("Mara leaves the house.", words), ElementsAre("end"));
  EXPECT_THAT(kinds_in("Mara FINDS a letter.", words), ElementsAre("incite"));
  EXPECT_TRUE(kinds_in("The sleeves are wet.", words).empty());
  EXPECT_EQ(time_said("At dawn Tomas is gone."), "dawn");
  EXPECT_EQ(time_said("Tomas sings."), "");
}

TEST(BeatPlaces, ABeatStandsWhereSuchAThingHappens) {
  const std::vector<Sense> spots{{{}, "day", {"hook"}},   {{}, "day", {"bond"}},
                                 {{}, "day", {"incite"}}, {{}, "night", {"turn"}},
                                 {{}, "day", {"climax"}}, {{}, "dawn", {"end"}}};
  EXPECT_THAT(
      places_for({of("Mara finds it."), of("The truth comes out."), of("At dawn he is gone.")},
                 spots),
      ElementsAre(2, 3, 5));
  // One beat alone would stand in the middle by its order; what it says puts it at the end.
  EXPECT_THAT(places_for({of("He is gone.")}, spots), ElementsAre(5));
  EXPECT_THAT(places_for({of("He sings.")}, spots), ElementsAre(2));
}

TEST(BeatPlaces, WhoIsThereDecidesBetweenScenesThatAreEquallyNear) {
  const std::vector<Sense> spots{{{"H"}, "", {}}, {{"P"}, "", {}}, {{"O"}, "", {}}};
  EXPECT_THAT(places_for({{{"H"}, "", {}}}, {spots[0], spots[2]}), ElementsAre(0));
  EXPECT_THAT(places_for({{{"O"}, "", {}}}, {spots[0], spots[2]}), ElementsAre(1));
}

RC_GTEST_PROP(BeatPlaces, TheWritersOrderIsKept, ()) {
  const std::vector<std::string> said{"finds", "is gone", "sings at night", "the truth"};
  const auto beats = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(said));
  const auto count = *rc::gen::inRange<std::size_t>(1, 9);
  std::vector<Sense> senses;
  for (const std::string& beat : beats) senses.push_back(of(beat));
  std::vector<Sense> spots;
  for (std::size_t i = 0; i < count; ++i)
    spots.push_back({{}, i % 2 == 0 ? "day" : "night", {i == 0 ? "incite" : "end"}});
  const auto places = places_for(senses, spots);
  RC_ASSERT(places.size() == beats.size());
  RC_ASSERT(std::is_sorted(places.begin(), places.end()));
  for (const std::size_t place : places) RC_ASSERT(place < count);
}

TEST(BeatPlaces, ABeatPlaysWhereItSays) {
  const std::vector<std::pair<std::string, std::string>> places{
      {"work", "BAKEHOUSE"}, {"out", "YARD BEHIND THE BAKERY"}, {"home", "FLAT ABOVE THE SHOP"}};
  EXPECT_EQ(place_said("Mara burns the letter in the yard.", places), "out");
  EXPECT_EQ(place_said("They wait in the shop.", places), "home");
  EXPECT_EQ(place_said("They stand in the garden.", places), "out");
  EXPECT_EQ(place_said("Nobody flatters her.", places), "");
}

}  // namespace
}  // namespace kuleshov::write

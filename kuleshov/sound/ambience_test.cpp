#include "kuleshov/sound/ambience.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"

namespace kuleshov::sound {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

story::Setting place(const std::string& id, bool interior) {
  story::Setting setting;
  setting.id = story::PlaceId(id);
  setting.interior = interior;
  return setting;
}

std::vector<std::string> names(const story::Setting& setting, const std::string& weather = "") {
  std::vector<std::string> found;
  for (const AmbienceLayer& layer : ambience_of(setting, weather)) found.push_back(layer.name);
  return found;
}

TEST(Ambience, AHarbourOfWhichTheFilmSaysNothingSoundsOfTheSea) {
  EXPECT_THAT(names(place("old-harbour", false)), IsSupersetOf({"sea", "birds"}));
  EXPECT_THAT(names(place("harbour-office", true)), Not(Contains("sea")));
}

TEST(Ambience, TheFilmsOwnWordComesFirst) {
  story::Setting harbour = place("harbour", false);
  harbour.sounds = {"machine"};
  EXPECT_THAT(names(harbour), ElementsAre("machine", "wind"));
  harbour.sounds = {"silence"};
  EXPECT_THAT(names(harbour, "storm"), ElementsAre("room"));
}

TEST(Ambience, WeatherIsHeardEverywhereAndMuffledInside) {
  EXPECT_THAT(names(place("nowhere", false), "storm"), ElementsAre("rain", "wind"));
  for (const AmbienceLayer& layer : ambience_of(place("nowhere", true), "rain"))
    EXPECT_EQ(layer.muffled, layer.name == "rain");
}

TEST(Ambience, EveryUsualSoundIsOneThatIsMade) {
  const auto table = base::read_json(base::data_folder() / "sound" / "places.json");
  ASSERT_TRUE(table);
  for (const char* side : {"outside", "inside"}) {
    const base::Json rows = table->at(side);
    for (const auto& [sounds, words] : rows.items()) {
      EXPECT_FALSE(words.empty()) << sounds;
      for (const std::string_view sound : base::split(sounds, ' '))
        EXPECT_THAT((std::vector<std::string>{"sea", "wind", "rain", "crowd", "machine", "birds",
                                              "fire", "water", "snow", "insects"}),
                    Contains(std::string(sound)));
    }
  }
}

}  // namespace
}  // namespace kuleshov::sound

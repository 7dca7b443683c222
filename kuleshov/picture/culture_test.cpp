// A film's culture is seen: in its houses, rooms and clothes, in how near people stand, and in what
// their hands do. What the film itself says always comes first.
#include <gtest/gtest.h>

#include <set>

#include "kuleshov/culture/drawing.hpp"
#include "kuleshov/picture/body.hpp"
#include "kuleshov/picture/business.hpp"
#include "kuleshov/picture/places.hpp"
#include "kuleshov/picture/shot_picture.hpp"
#include "kuleshov/picture/site.hpp"
#include "kuleshov/picture/stage.hpp"

namespace kuleshov::picture {
namespace {

story::Character person(const std::string& id) {
  story::Character c;
  c.id = story::CharacterId{id};
  c.cue = id;
  c.gender = "female";
  c.age = 40;
  return c;
}

struct Home {
  story::Film film;
  story::Scene scene;

  explicit Home(const std::string& culture, bool interior = true) {
    film.culture = culture;
    film.cast = {person("ANN"), person("BEA")};
    story::Setting& setting = film.settings.emplace_back();
    setting.id = story::PlaceId{"p"};
    setting.interior = interior;
    setting.kind = interior ? "living-room" : "village";
    scene.id = story::SceneId{"s1"};
    scene.setting = setting.id;
    scene.present = {story::CharacterId{"ANN"}, story::CharacterId{"BEA"}};
    shot("");
  }
  void shot(const std::string& action) {
    story::Shot& added = scene.shots.emplace_back();
    added.id = story::ShotId{"s1." + std::to_string(scene.shots.size())};
    added.scale = story::ShotScale::wide;
    added.action = action;
    for (const auto& who : scene.present) added.people.emplace_back().who = who;
  }
  [[nodiscard]] std::vector<std::uint32_t> picture() const {
    const auto made =
        ShotPicture::prepare(film, scene, scene.shots.front(), {}, base::Ticks::seconds(2), 1);
    EXPECT_TRUE(made);
    Bitmap out;
    EXPECT_TRUE(made->draw(5, out));
    return {out.pixels().begin(), out.pixels().end()};
  }
  [[nodiscard]] Business business(std::size_t shot, std::size_t who = 0) const {
    return business_of(film, scene, scene.shots[shot], scene.shots[shot].people[who], nullptr);
  }
  [[nodiscard]] double apart() const {
    const auto marks = block_shot(film, scene, scene.shots.front());
    return marks.size() == 2 ? marks[1].head.x - marks[0].head.x : 0;
  }
};

TEST(CultureOfPictures, EveryPackBuildsItsOwnHouseRoomAndDress) {
  std::set<std::vector<std::uint32_t>> rooms;
  for (const auto& id : culture::pack_ids()) rooms.insert(Home(id).picture());
  EXPECT_EQ(rooms.size(), culture::pack_ids().size());
}

TEST(CultureOfPictures, EveryWordOfEveryPackHasAPainter) {
  for (const auto& id : culture::pack_ids()) {
    const culture::Drawing* drawing = culture::drawing_of(id);
    ASSERT_NE(drawing, nullptr) << id;
    EXPECT_FALSE(drawing->house.empty() || drawing->room.empty()) << id;
    for (const auto& [room, things] : drawing->things) {
      for (const auto& thing : things) EXPECT_TRUE(elements().contains(thing)) << id << thing;
    }
    for (const auto& outfit : drawing->outfits) {
      const bool plain = outfit.garment == "plain";
      const Cut cut = cut_of(outfit.garment), other = cut_of("plain");
      EXPECT_TRUE(plain || cut.hem != other.hem || cut.collar != other.collar)
          << id << outfit.garment;
    }
  }
}

TEST(CultureOfPictures, WhatTheFilmSaysComesFirst) {
  Home home("yoruba-southwest-nigeria", false);
  home.film.settings.front().architecture = "jiangnan";
  const auto built =
      built_for(home.film.settings.front(), culture::drawing_of("yoruba-southwest-nigeria"));
  ASSERT_TRUE(built);
  EXPECT_EQ(built->house.shape, "upturned");
  Look look;
  story::Character ann = person("ANN");
  ann.appearance.dress = "uniform";
  EXPECT_EQ(design_of(ann, look, culture::drawing_of("yoruba-southwest-nigeria")).garment,
            "uniform");
}

TEST(CultureOfPictures, AFamilyOverTwoCountriesIsDressedPersonByPerson) {
  Look look;
  std::set<std::string> at_home, abroad;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "m", "n", "o",
                           "p", "q", "r", "s", "t"}) {
    const story::Character one = person(name);
    at_home.insert(design_of(one, look, culture::drawing_of("bengal-delta")).garment);
    abroad.insert(design_of(one, look, culture::drawing_of("aotearoa-maori")).garment);
  }
  EXPECT_TRUE(at_home.contains("sari"));
  EXPECT_GE(at_home.size(), 2U) << "not everybody in a place wears the same";
  EXPECT_FALSE(abroad.contains("sari"));
}

TEST(CultureOfPictures, AnUnknownPackIsDrawnAsNone) {
  EXPECT_EQ(culture::drawing_of("atlantis"), nullptr);
  EXPECT_EQ(Home("atlantis").picture(), Home("").picture());
}

TEST(Proxemics, StrangersStandFartherApartThanFriends) {
  Home home("atlantic-fishing");
  home.film.cast[0].relations["BEA"] = "stranger";
  const double far = home.apart();
  home.film.cast[0].relations["BEA"] = "friend";
  EXPECT_GT(far, 1.3 * home.apart());
  home.film.culture = "andean-cusco";
  home.film.cast[0].relations["BEA"] = "stranger";
  EXPECT_LT(home.apart(), far);
}

TEST(Business, AnActionSeatsSomebodyUntilTheyRise) {
  Home home("");
  home.scene.shots.clear();
  home.shot("Ann sits down. Bea waits.");
  home.shot("They say nothing.");
  home.shot("Ann gets up.");
  EXPECT_EQ(home.business(0).pose, "sit");
  EXPECT_EQ(home.business(0).seat, "chair");
  EXPECT_EQ(home.business(0, 1).pose, "stand");
  EXPECT_EQ(home.business(1).pose, "sit");
  EXPECT_EQ(home.business(2).pose, "stand");
}

TEST(Business, WhereOneSitsOnCushionsOneKneels) {
  Home home("japanese-kansai");
  home.scene.shots.clear();
  home.shot("Ann sits.");
  EXPECT_EQ(home.business(0).seat, "cushion");
  EXPECT_EQ(home.business(0).pose, "kneel-low");
  EXPECT_FALSE(home.business(0).shoes) << "they are left at the door";
}

TEST(Business, WhatTheActionNamesIsInTheHandOfWhoTakesIt) {
  Home home("");
  home.scene.shots.clear();
  home.shot("Bea holds a letter. Ann looks at the lamp.");
  EXPECT_EQ(home.business(0, 1).holds, "letter");
  EXPECT_EQ(home.business(0, 1).arms, "hold");
  EXPECT_EQ(home.business(0, 0).holds, "");
}

TEST(Business, ANoteOfTheShotComesFirstAndAStanceLastsTheScene) {
  Home home("");
  home.shot("");
  EXPECT_EQ(home.business(0).arms, home.business(1).arms);
  home.scene.shots[1].people[0].pose = "lean";
  EXPECT_EQ(home.business(1).pose, "lean");
}

TEST(Business, HeadsTurnDownToWhoSits) {
  Home home("");
  home.scene.shots.clear();
  home.shot("Ann sits.");
  const auto marks = block_shot(home.film, home.scene, home.scene.shots.front());
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_GT(marks[0].turn.pitch, 0.02) << "she looks up to who stands";
  EXPECT_LT(marks[1].turn.pitch, -0.02);
}

TEST(Gestures, AHandIsUpOnAStressedWordAndDownBetween) {
  BodyPose pose;
  Look look;
  const Design design = design_of(person("ANN"), look);
  pose.gesture = 1;
  const double up = arm_of(design, pose, 1).wrist.y;
  pose.gesture = 0.02;
  EXPECT_LT(up, arm_of(design, pose, 1).wrist.y - 0.6);
  EXPECT_TRUE(moves(pose, 1));
  EXPECT_FALSE(moves(pose, -1));
  pose.stroke = "open";
  EXPECT_TRUE(moves(pose, -1));
}

}  // namespace
}  // namespace kuleshov::picture

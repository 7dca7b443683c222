// Who is there decides how a feeling is worn.
#include "kuleshov/cut/occasion.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "kuleshov/cut/performers.hpp"

namespace kuleshov::cut {
namespace {

using face::Shape;

struct Quarrel {
  story::Film film;
  story::Scene scene;
  story::Shot shot;
  Layout layout;

  explicit Quarrel(const std::string& relation) {
    film.culture = "japanese-kansai";
    film.languages = {"en"};
    for (const char* id : {"ken", "other"}) {
      film.cast.emplace_back().id = story::CharacterId(id);
      scene.present.emplace_back(id);
    }
    if (!relation.empty()) film.cast[1].relations["ken"] = relation;
    shot.action = "He puts the cup down.";
    shot.people = {{story::CharacterId("ken"), "anger", 0.8, "", ""},
                   {story::CharacterId("other"), "", 0.4, "", ""}};
    layout.file = base::Ticks::frames(150);
  }

  // How far the brows are drawn together and the nose wrinkled, over many takes of one evening.
  [[nodiscard]] double anger_shown() const {
    double sum = 0;
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
      story::Film drawn = film;
      drawn.seed = seed;
      const auto performers = cast_shot(drawn, scene, shot, layout, {});
      for (const auto& frame : performers[0].take.frames) {
        sum += frame[Shape::brow_down_left] + frame[Shape::nose_sneer_left];
      }
    }
    return sum;
  }
};

TEST(Occasion, AngerIsShownLessBeforeOnesSuperiorThanBeforeAFriend) {
  const double to_superior = Quarrel("subordinate").anger_shown();  // he is the other's subordinate
  const double to_friend = Quarrel("friend").anger_shown();
  EXPECT_LT(to_superior, 0.8 * to_friend);
}

TEST(Occasion, WhoNobodyIsThereForIsAlone) {
  Quarrel quarrel("friend");
  quarrel.scene.present.resize(1);
  quarrel.shot.people.resize(1);
  const std::string alone =
      context_of(quarrel.film, quarrel.scene, quarrel.shot, story::CharacterId("ken"));
  EXPECT_NE(alone.find("relation: alone"), std::string::npos);
}

TEST(Occasion, OneLooksAtDecidesAndSceneSaysHowManyWatch) {
  Quarrel quarrel("superior");
  quarrel.film.cast.emplace_back().id = story::CharacterId("aunt");
  quarrel.scene.present.emplace_back("aunt");
  quarrel.film.cast[0].relations["aunt"] = "family";
  const story::CharacterId ken("ken");
  EXPECT_EQ(partner_of(quarrel.scene, quarrel.shot, ken).str(), "other");
  quarrel.shot.people[0].looks_at = "aunt";
  EXPECT_EQ(partner_of(quarrel.scene, quarrel.shot, ken).str(), "aunt");
  const double before = publicness_of(quarrel.film, quarrel.scene, ken);
  quarrel.scene.publicness = 0.9;
  EXPECT_LT(before, 0.9);
  EXPECT_DOUBLE_EQ(publicness_of(quarrel.film, quarrel.scene, ken), 0.9);
}

}  // namespace
}  // namespace kuleshov::cut

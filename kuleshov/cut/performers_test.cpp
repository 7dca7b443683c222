// A family over two countries: each person is played by the rules of their own culture.
#include "kuleshov/cut/performers.hpp"

#include <gtest/gtest.h>

namespace kuleshov::cut {
namespace {

story::Character person(const std::string& id, const std::string& culture) {
  story::Character out;
  out.id = story::CharacterId(id);
  out.culture = culture;
  return out;
}

story::OnScreen on_screen(const std::string& id) {
  story::OnScreen out;
  out.who = story::CharacterId(id);
  out.emotion = "pride";
  out.intensity = 0.8;
  return out;
}

struct Family {
  story::Film film;
  story::Scene scene;
  story::Shot shot;
  Layout layout;

  Family(const std::string& film_culture, const std::string& mother, const std::string& daughter) {
    film.culture = film_culture;
    film.languages = {"en"};
    film.cast = {person("mother", mother), person("daughter", daughter)};
    shot.id = story::ShotId("s1.1");
    shot.action = "She won; her family stands around her.";
    shot.people = {on_screen("mother"), on_screen("daughter")};
    for (const auto& who : shot.people) scene.present.push_back(who.who);
    layout.file = base::Ticks::frames(150);
  }
  [[nodiscard]] std::vector<picture::Performer> play() const {
    return cast_shot(film, scene, shot, layout, {});
  }
};

bool same(const face::Take& a, const face::Take& b) {
  if (a.frames.size() != b.frames.size()) return false;
  for (std::size_t i = 0; i < a.frames.size(); ++i) {
    if (a.frames[i].shape != b.frames[i].shape) return false;
  }
  return true;
}

TEST(DiasporaFamily, EachPersonIsPlayedByTheirOwnCulture) {
  const auto at_home = Family("chinese-jiangnan", "", "").play();
  const auto abroad = Family("chinese-jiangnan", "", "atlantic-fishing").play();
  ASSERT_EQ(at_home.size(), 2U);
  ASSERT_EQ(abroad.size(), 2U);
  EXPECT_TRUE(same(at_home[0].take, abroad[0].take)) << "the mother has the film's culture";
  EXPECT_FALSE(same(at_home[1].take, abroad[1].take)) << "the daughter has her own";
}

TEST(DiasporaFamily, AnUnknownCultureIsPlayedWithoutRulesAndNotRefused) {
  const auto cast = Family("", "atlantis", "").play();
  ASSERT_EQ(cast.size(), 2U);
  EXPECT_EQ(cast[0].take.frames.size(), 150U);
}

}  // namespace
}  // namespace kuleshov::cut

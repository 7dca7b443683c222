#include "kuleshov/story/casting.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "kuleshov/story/script_source.hpp"
#include "kuleshov/story/source.hpp"
#include "kuleshov/story/words.hpp"

namespace kuleshov::story {
namespace {

constexpr std::string_view tide =
    "INT. KITCHEN - NIGHT\n\n"
    "ANNA (34) coils a rope. Her father, OLD PETER, watches.\n\n"
    "MARIA, 60s, stirs soup. JONAS, a boy of 9, draws a boat.\n\n"
    "The DOCTOR stops. She takes off her gloves.\n\n"
    "KIT waits.\n\n"
    "ANNA\nYou sold it.\n\nOLD PETER\nI did.\n\nMARIA\nEat.\n\nJONAS\nWhy?\n\nDOCTOR\nHush.\n\n"
    "KIT\nNo.\n";

TEST(Casting, AgesAndGendersAreReadFromTheIntroductions) {
  const auto cast = cast_script(text::parse_fountain(tide));
  ASSERT_EQ(cast.size(), 6U);
  EXPECT_EQ(cast.at("ANNA").age, 34);
  EXPECT_EQ(cast.at("ANNA").gender, "female");
  EXPECT_EQ(cast.at("OLD PETER").age, 70);
  EXPECT_EQ(cast.at("OLD PETER").gender, "male");
  EXPECT_EQ(cast.at("MARIA").age, 65);
  EXPECT_EQ(cast.at("JONAS").age, 9);
  EXPECT_EQ(cast.at("JONAS").gender, "male");
  EXPECT_LT(cast.at("JONAS").appearance.height_m, 1.4);
  EXPECT_EQ(cast.at("DOCTOR").gender, "female");  // by the pronouns beside her
  EXPECT_EQ(cast.at("KIT").gender, "");           // nothing tells
  EXPECT_EQ(cast.at("KIT").age, 35);
}

TEST(Casting, NoTwoOfASmallCastLookAlike) {
  std::set<std::string> seen;
  for (const auto& [cue, casting] : cast_script(text::parse_fountain(tide))) {
    const Appearance& look = casting.appearance;
    EXPECT_TRUE(seen.insert(look.dress_colour).second) << cue;
  }
}

TEST(Casting, EveryLookIsOneThatAFilmSourceTakes) {
  EXPECT_TRUE(rc::check([] {
    std::string script = "INT. ROOM - DAY #a#\n\n";
    const auto cues = *rc::gen::container<std::set<std::string>>(rc::gen::element<std::string>(
        "OLD MAN", "GIRL", "MRS LIND", "ADA", "BRUNO", "X", "CLERK", "GRANDMOTHER", "THE KID"));
    for (const std::string& cue : cues) script += cue + "\nYes.\n\n";
    const auto source = source_from_script(text::parse_fountain(script), "t");
    RC_ASSERT(source);
    const auto film = read_film_texts(source->film_yaml, source->screenplay, "t");
    RC_ASSERT(film);
    RC_ASSERT(film->cast.size() == cues.size());
  }));
}

base::Result<Film> imported(const std::string& script) {
  const auto source = source_from_script(text::parse_fountain(script), "t");
  if (!source) return std::unexpected(source.error());
  return read_film_texts(source->film_yaml, source->screenplay, "t");
}

TEST(Casting, AShotNamesSomebodyByAWordOfTheirCueWhereItIsTheirsAlone) {
  const std::string script =
      "INT. ROOM - DAY #a#\n\n[[shot: close-up gu | looks: wan]]\n\nMR GU\nYes.\n\n"
      "MRS LIN WAN\nNo.\n";
  const auto film = imported(script);
  ASSERT_TRUE(film) << base::describe(film.error());
  EXPECT_EQ(film->scenes[0].shots[0].people.at(0).who.str(), "mr-gu");
  EXPECT_EQ(film->scenes[0].shots[0].people.at(0).looks_at, "mrs-lin-wan");
  const auto two = imported(script + "\nOLD GU\nWho?\n");
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().place.line, 3U);
}

TEST(Casting, AFilmWithoutACastOfItsOwnTakesTheScripts) {
  const auto film = read_film_texts(
      "film: 1\n", "INT. ROOM - DAY #a#\n\nGRANDMOTHER ROSE sits.\n\nGRANDMOTHER ROSE\nYes.\n",
      "t");
  ASSERT_TRUE(film);
  EXPECT_EQ(film->cast.at(0).age, 72);
  EXPECT_EQ(film->cast.at(0).gender, "female");
}

}  // namespace
}  // namespace kuleshov::story

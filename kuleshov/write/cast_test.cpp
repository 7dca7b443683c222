#include "kuleshov/write/cast.hpp"

#include <gtest/gtest.h>

#include <set>

#include "kuleshov/base/file.hpp"

namespace kuleshov::write {
namespace {

TEST(Cast, NoTwoPeopleOfAFilmAreDressedAlikeAndOneAtMostWearsGlasses) {
  const Library all = read_library(base::Path(KULESHOV_SOURCE_DIR) / "data").value();
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    base::Random random(seed);
    Brief brief;
    brief.premise = "a ferryman, by the sea";
    const auto reading = read_premise(brief, all, random);
    ASSERT_TRUE(reading);
    const Cast cast = make_cast(*reading, all.plots[seed % all.plots.size()], all, random);
    std::set<std::string> cloths;
    std::size_t glasses = 0;
    for (const Person& person : cast) {
      cloths.insert(person.look.at("dress_colour"));
      glasses += person.look.at("glasses") == "true" ? 1 : 0;
    }
    EXPECT_EQ(cloths.size(), cast.size()) << seed;
    EXPECT_LE(glasses, 1U) << seed;
  }
}

}  // namespace
}  // namespace kuleshov::write

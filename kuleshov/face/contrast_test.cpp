// One height of the mouth's corners in two situations and three cultures.
#include "kuleshov/face/contrast.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "kuleshov/base/file.hpp"

namespace kuleshov::face {
namespace {

struct Shown {
  ContrastRequest request;
  std::vector<ContrastCell> cells;
};

const Shown& shown() {
  static const Shown once = [] {
    auto request = read_contrast((base::data_folder() / "face" / "two_contexts.yaml").string());
    EXPECT_TRUE(request) << (request ? "" : base::describe(request.error()));
    auto cells = contrast(*request);
    EXPECT_TRUE(cells) << (cells ? "" : base::describe(cells.error()));
    return Shown{std::move(*request), std::move(*cells)};
  }();
  return once;
}

const Trait& trait(std::size_t context, std::size_t culture, const std::string& name) {
  const auto& cell = shown().cells[context * shown().request.cultures.size() + culture];
  for (const Trait& t : cell.traits) {
    if (t.name == name) return t;
  }
  throw std::out_of_range(name);
}

TEST(Contrast, EveryStillHasTheSameHeightOfTheCorners) {
  for (const ContrastCell& cell : shown().cells) {
    EXPECT_GE(cell.stills.size(), 20U);
    for (const Still& still : cell.stills) {
      EXPECT_NEAR(still.corner_cm, shown().request.corner_cm, shown().request.tolerance_cm);
    }
  }
}

TEST(Contrast, PeopleOfOneCultureDifferMoreThanTheMeansOfTwo) {
  for (std::size_t context = 0; context < shown().request.contexts.size(); ++context) {
    for (std::size_t k = 0; k < shown().cells.front().traits.size(); ++k) {
      EXPECT_LT(widest_gap(shown().request, shown().cells, context, k), 1)
          << shown().cells.front().traits[k].name << " in context " << context;
    }
  }
}

TEST(Contrast, TheSituationsDifferFarMoreThanPeopleDo) {
  for (std::size_t culture = 0; culture < 3; ++culture) {
    const Trait& won = trait(0, culture, "one-sided");
    const Trait& despises = trait(1, culture, "one-sided");
    const double people = std::hypot(won.deviation, despises.deviation) / std::sqrt(2.0);
    EXPECT_GT(despises.mean - won.mean, 2 * people) << culture;
  }
}

TEST(Contrast, AmongFriendsJiangnanHoldsTheLipsMoreAndTheHeadLower) {
  EXPECT_LT(trait(0, 0, "head pitch").mean + 1, trait(0, 1, "head pitch").mean);
  EXPECT_GT(trait(0, 0, "lips held").mean, trait(0, 1, "lips held").mean + 0.02);
}

TEST(Contrast, AFileWithoutCulturesIsRefused) {
  const auto path = std::filesystem::temp_directory_path() / "contrast_without_cultures.yaml";
  ASSERT_TRUE(base::write_file(path, "people: 4\ncontexts: []\n"));
  const auto request = read_contrast(path.string());
  ASSERT_FALSE(request);
  EXPECT_NE(request.error().what.find("needs cultures"), std::string::npos);
}

}  // namespace
}  // namespace kuleshov::face

#include "kuleshov/culture/drawing.hpp"

#include <gtest/gtest.h>

#include "kuleshov/base/error.hpp"

namespace kuleshov::culture {
namespace {

TEST(Drawing, EveryPackSaysHowItLooksAndHolds) {
  for (const auto& id : pack_ids()) {
    const Drawing* drawing = drawing_of(id);
    ASSERT_NE(drawing, nullptr) << id;
    EXPECT_GE(drawing->outfits.size(), 4U) << id;
    EXPECT_FALSE(drawing->note.empty()) << id;
    const auto faults = faults_of(*drawing, **find_pack(id));
    EXPECT_TRUE(faults.empty()) << id << ": " << (faults.empty() ? "" : faults.front().first);
  }
}

TEST(Drawing, NobodysEverydayDressIsOneCostumeOnly) {
  for (const auto& id : pack_ids()) {
    double of_any_city = 0, all = 0;
    for (const auto& outfit : drawing_of(id)->outfits) {
      all += outfit.share;
      if (outfit.of.empty()) of_any_city += outfit.share;
    }
    EXPECT_GT(of_any_city / all, 0.15) << id;
  }
}

TEST(Drawing, FaultsAreNamedWithTheirLine) {
  const auto drawing = parse_drawing(
      "pack: 1\ndrawing:\n  accents: [red]\n  distances_m: {friend: 9}\n  outfits:\n"
      "    - {garment: sari, of: nothing, share: 0}\n",
      "p.yaml");
  ASSERT_TRUE(drawing);
  const auto faults = faults_of(*drawing, Pack{});
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_EQ(faults[1].second.line, 6U);
}

TEST(Drawing, WhatIsNoMappingIsAnErrorWithItsPlace) {
  const auto drawing = parse_drawing("pack: 1\ndrawing: [a, b]\n", "p.yaml");
  ASSERT_FALSE(drawing);
  EXPECT_EQ(drawing.error().place.line, 2U);
  EXPECT_FALSE(drawing.error().remedy.empty());
}

TEST(Drawing, WithoutFiguresPeopleStandAsPeopleDoInGeneral) {
  EXPECT_LT(distance_m(nullptr, "friend"), distance_m(nullptr, "colleague"));
  EXPECT_LT(distance_m(nullptr, "colleague"), distance_m(nullptr, "stranger"));
}

}  // namespace
}  // namespace kuleshov::culture

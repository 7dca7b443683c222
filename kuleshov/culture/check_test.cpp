#include "kuleshov/culture/check.hpp"

#include <gtest/gtest.h>

#include <set>

namespace kuleshov::culture {
namespace {

TEST(Check, EveryPackThatShipsHolds) {
  for (const auto& id : pack_ids()) {
    const auto pack = find_pack(id);
    ASSERT_TRUE(pack) << base::describe(pack.error());
    for (const Finding& f : check(**pack)) EXPECT_FALSE(f.error) << id << ": " << f.message;
  }
}

TEST(Check, EightPacksFromFiveContinentsShip) {
  std::set<std::string> continents;
  for (const auto& id : pack_ids()) continents.insert((*find_pack(id))->continent);
  EXPECT_GE(pack_ids().size(), 8U);
  EXPECT_GE(continents.size(), 5U);
}

TEST(Check, EverySectionOfEveryShippedPackHasEntriesAndNames) {
  for (const auto& id : pack_ids()) {
    const Pack& pack = **find_pack(id);
    for (const auto& name : section_names()) {
      EXPECT_FALSE(pack.section(name).empty()) << id << " " << name;
    }
    EXPECT_GE(pack.names.female.size(), 5U) << id;
    EXPECT_GE(pack.names.family.size(), 5U) << id;
    EXPECT_FALSE(pack.palettes.empty()) << id;
  }
}

TEST(Check, ARuleNarrowerThanItsOwnEffectIsRefused) {
  const auto pack = parse_pack(
      "pack: 1\nid: x\ndisplay_rules:\n  - {family: anger, scale: 0.5, spread: 0.3}\n", "x.yaml");
  ASSERT_TRUE(pack);
  bool found = false;
  for (const Finding& f : check(*pack)) {
    found = found || (f.error && f.message.find("spread") != std::string::npos);
  }
  EXPECT_TRUE(found);
}

TEST(Check, ClaimsWithoutASourceAreErrorsButTheUnknownNeedsNone) {
  const auto pack = parse_pack(
      "pack: 1\nid: x\ngaze:\n  - {name: a, status: attested}\n  - {name: b, status: unknown}\n",
      "x.yaml");
  ASSERT_TRUE(pack);
  int unsourced = 0;
  for (const Finding& f : check(*pack)) {
    unsourced += f.message.find("has no source") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(unsourced, 1);
}

TEST(Check, ANewPackIsReadAndDoesNotHoldYet) {
  const auto pack = parse_pack(new_pack("my-town"), "pack.yaml");
  ASSERT_TRUE(pack) << base::describe(pack.error());
  EXPECT_FALSE(holds(check(*pack)));
}

TEST(Compare, NamesWhatIsSharedAndWhatIsNot) {
  const std::string text =
      compare(**find_pack("chinese-jiangnan"), **find_pack("japanese-kansai"), "objects");
  EXPECT_NE(text.find("umbrella"), std::string::npos);
  EXPECT_NE(text.find("japanese-kansai only"), std::string::npos);
}

}  // namespace
}  // namespace kuleshov::culture

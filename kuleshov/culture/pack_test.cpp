#include "kuleshov/culture/pack.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "kuleshov/culture/display.hpp"

namespace kuleshov::culture {
namespace {

TEST(Packs, EveryPackThatShipsCanBeReadUnderItsOwnId) {
  const auto ids = pack_ids();
  ASSERT_FALSE(ids.empty());
  for (const auto& id : ids) {
    const auto pack = find_pack(id);
    ASSERT_TRUE(pack) << base::describe(pack.error());
    EXPECT_EQ((*pack)->id, id);
  }
}

TEST(Packs, AreFoundByAlias) {
  const auto pack = find_pack("north-atlantic-coast");
  ASSERT_TRUE(pack) << base::describe(pack.error());
  EXPECT_EQ((*pack)->id, "atlantic-fishing");
}

TEST(Packs, AnUnknownOneNamesTheKnown) {
  const auto pack = find_pack("atlantis");
  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.error().kind, base::ErrorKind::not_found);
  EXPECT_NE(pack.error().remedy.find("chinese-jiangnan"), std::string::npos);
}

TEST(Packs, AFaultIsNamedWithItsLine) {
  const auto pack = parse_pack("pack: 1\nid: x\ntaboos:\n  - {status: attested}\n", "x.yaml");
  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.error().place.line, 4U);
}

TEST(Packs, OtherYamlIsNotAPack) {
  EXPECT_FALSE(parse_pack("film: 1\n", "x.yaml"));
  EXPECT_FALSE(parse_pack("[1, 2", "x.yaml"));
  EXPECT_FALSE(parse_pack("pack: 1\nid: x\nplaces: words\n", "x.yaml"));
}

TEST(Display, TheMostSpecialRuleSpeaksFirst) {
  const auto pack = find_pack("chinese-jiangnan");
  ASSERT_TRUE(pack);
  const auto rules = fitting_rules(**pack, "anger", {"superior", 0.9});
  ASSERT_FALSE(rules.empty());
  EXPECT_LT(rules.front()->scale, 0.7);
}

TEST(Display, PersonsDifferMoreThanTheRulesDo) {
  const auto pack = find_pack("chinese-jiangnan");
  ASSERT_TRUE(pack);
  base::Random random(3);
  double sum = 0;
  double squares = 0;
  const int people = 4000;
  for (int i = 0; i < people; ++i) {
    const double log_scale = std::log(control(*pack, "joy", {"stranger", 0.9}, random).scale);
    sum += log_scale;
    squares += log_scale * log_scale;
  }
  const double mean = sum / people;
  const double deviation = std::sqrt(squares / people - mean * mean);
  EXPECT_LT(mean, 0);
  EXPECT_GT(deviation, std::abs(mean));
}

TEST(Display, ShameIsControlledMoreThanJoyInPublicOnly) {
  EXPECT_LT(general_scale("shame", 1), general_scale("joy", 1));
  EXPECT_EQ(general_scale("shame", 0), 1);
}

RC_GTEST_PROP(Packs, AnyTextIsAPackOrAnError, (const std::string& text)) {
  const auto pack = parse_pack("pack: 1\nid: x\n" + text, "any.yaml");
  RC_ASSERT(pack.has_value() || !pack.error().what.empty());
}

}  // namespace
}  // namespace kuleshov::culture

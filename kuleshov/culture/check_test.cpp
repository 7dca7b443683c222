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

std::string errors_of(const std::string& yaml) {
  const auto pack = parse_pack("pack: 1\nid: x\n" + yaml, "x.yaml");
  if (!pack) return base::describe(pack.error());
  std::string out;
  for (const Finding& f : check(*pack)) {
    if (f.error) out += f.message + "\n";
  }
  return out;
}

TEST(Check, AClaimOfOneStudyNeedsItsNOrSaysThatItIsUnknown) {
  const std::string claim = "gaze:\n  - {name: a, status: one-study, source: s";
  const std::string told = "sources:\n  s: {text: S 2001, kind: study, n: 40}\n";
  const std::string silent = "sources:\n  s: {text: S 2001, kind: study}\n";
  const std::string unknown = "sources:\n  s: {text: S 2001, kind: study, n: unknown}\n";
  const std::string book = "sources:\n  s: {text: S 2001, kind: book}\n";
  EXPECT_EQ(errors_of(told + claim + "}\n").find("one study"), std::string::npos);
  EXPECT_EQ(errors_of(unknown + claim + "}\n").find("one study"), std::string::npos);
  EXPECT_NE(errors_of(silent + claim + "}\n").find("rests on one study: give n"),
            std::string::npos);
  EXPECT_NE(errors_of(silent + claim + ", n: 12}\n").find("source 's' is a study: give n"),
            std::string::npos);
  EXPECT_NE(errors_of(book + claim + "}\n").find("none of its sources is one"), std::string::npos);
}

TEST(Check, AReviewSaysWhoAndWhen) {
  const std::string entry = "gaze:\n  - {name: a, status: unknown, review: ";
  EXPECT_EQ(errors_of(entry + "not-reviewed}\n").find("reviewed it"), std::string::npos);
  EXPECT_NE(errors_of(entry + "reviewed}\n").find("say who reviewed it"), std::string::npos);
  const std::string by = entry + "{status: reviewed, by: A. Name, on: ";
  EXPECT_NE(errors_of(by + "lately}}\n").find("say when"), std::string::npos);
  EXPECT_EQ(errors_of(by + "2026-11}}\n").find("say"), errors_of("").find("say"));
  EXPECT_NE(errors_of(entry + "perhaps}\n").find("is not a review status"), std::string::npos);
}

TEST(Check, ReviewIsInheritedFromTheSourcesOrThePack) {
  const auto pack = parse_pack(
      "pack: 1\nid: x\nreview: {status: not-reviewed, note: n}\n"
      "sources:\n  s: {text: S, kind: study, n: 9, checked: {by: B, on: 2026-11}}\n"
      "  t: {text: T, kind: book}\n"
      "gaze:\n  - {name: a, source: s}\n  - {name: b, source: [s, t]}\n"
      "  - {name: c, source: t, review: {status: reviewed, by: C, on: 2026-11}}\n",
      "x.yaml");
  ASSERT_TRUE(pack) << base::describe(pack.error());
  const auto& gaze = pack->section("gaze");
  EXPECT_EQ(gaze[0].review.status, Review::Status::source_checked);
  EXPECT_EQ(gaze[0].review.by, "B");
  EXPECT_EQ(gaze[1].review.status, Review::Status::not_reviewed);
  EXPECT_EQ(gaze[2].review.by, "C");
  EXPECT_NE(show(*pack, "gaze").find("s (n = 9); source-checked by B 2026-11]"), std::string::npos);
}

TEST(Check, EveryClaimOfEveryShippedPackIsCounted) {
  for (const auto& id : pack_ids()) {
    const Pack& pack = **find_pack(id);
    for (const Coverage& row : coverage(pack)) {
      const int known = row.attested + row.one_study + row.common_knowledge + row.unknown;
      EXPECT_EQ(known, row.reviewed + row.source_checked + row.not_reviewed) << row.section;
    }
    EXPECT_FALSE(pack.review.note.empty()) << id;
    EXPECT_FALSE(pack.names.note.empty()) << id;
  }
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

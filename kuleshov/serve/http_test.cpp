#include "kuleshov/serve/http.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kuleshov::serve {
namespace {

using testing::ElementsAre;

TEST(Target, PathAndQueryAreDecoded) {
  const auto target = parse_target("/films/a%20b/shots/s1.1.mp4?v=ab%2Bc&x=1+2&flag");
  ASSERT_TRUE(target);
  EXPECT_THAT(target->path, ElementsAre("films", "a b", "shots", "s1.1.mp4"));
  EXPECT_EQ(target->query.at("v"), "ab+c");
  EXPECT_EQ(target->query.at("x"), "1 2");
  EXPECT_EQ(target->query.at("flag"), "");
}

TEST(Target, WhatLeadsOutOfTheShelfIsRefused) {
  for (const char* target :
       {"/../etc/passwd", "/films/%2e%2e/x", "/a/%2e./b", "/a%2f..%2fb", "/a\\..\\b", "/%00",
        "/a%5c..", "/%zz", "/%4", "films", "", "http://x/", "/\x7f"}) {
    EXPECT_FALSE(parse_target(target)) << target;
  }
  EXPECT_FALSE(parse_target("/" + std::string(longest_target, 'a')));
}

RC_GTEST_PROP(Target, NoSegmentIsEverUnfitForAFileName, (const std::string& bytes)) {
  const auto target = parse_target("/" + bytes);
  if (!target) return;
  for (const std::string& segment : target->path) {
    RC_ASSERT(!segment.empty() && segment != "." && segment != "..");
    RC_ASSERT(segment.find_first_of(std::string("/\\\0\n", 4)) == std::string::npos);
  }
}

RangeAnswer part(std::uint64_t first, std::uint64_t last) {
  return {RangeKind::part, {first, last}};
}

TEST(Range, FirstLastAndSuffix) {
  EXPECT_EQ(choose_range("bytes=0-9", 100).range, part(0, 9).range);
  EXPECT_EQ(choose_range("bytes=90-", 100).range, part(90, 99).range);
  EXPECT_EQ(choose_range("bytes=90-500", 100).range, part(90, 99).range);
  EXPECT_EQ(choose_range("bytes=-10", 100).range, part(90, 99).range);
  EXPECT_EQ(choose_range("bytes=-500", 100).range, part(0, 99).range);
}

TEST(Range, WhatCannotBeSatisfiedIsSaid) {
  EXPECT_EQ(choose_range("bytes=100-", 100).kind, RangeKind::unsatisfiable);
  EXPECT_EQ(choose_range("bytes=-0", 100).kind, RangeKind::unsatisfiable);
  EXPECT_EQ(choose_range("bytes=0-", 0).kind, RangeKind::unsatisfiable);
}

TEST(Range, WhatIsMalformedIsIgnored) {
  for (const char* header :
       {"", "bytes", "bytes=", "bytes=a-b", "bytes=9-1", "bytes=0-1,3-4", "items=0-1", "bytes=1",
        "bytes=99999999999999999999999-", "bytes=--1"}) {
    EXPECT_EQ(choose_range(header, 100).kind, RangeKind::whole) << header;
  }
}

RC_GTEST_PROP(Range, APartLiesInTheFileAndIsShort, (const std::string& spec, std::uint64_t size)) {
  const RangeAnswer answer = choose_range("bytes=" + spec, size);
  if (answer.kind != RangeKind::part) return;
  RC_ASSERT(answer.range.first <= answer.range.last);
  RC_ASSERT(answer.range.last < size);
  RC_ASSERT(answer.range.size() <= longest_range);
}

RC_GTEST_PROP(Range, AnyTwoNumbersInOrderAreServedFromTheFirst,
              (std::uint32_t a, std::uint32_t b, std::uint32_t more)) {
  const std::uint64_t first = std::min(a, b);
  const std::uint64_t last = std::max(a, b);
  const std::uint64_t size = first + 1 + more;
  const auto answer =
      choose_range("bytes=" + std::to_string(first) + "-" + std::to_string(last), size);
  RC_ASSERT(answer.kind == RangeKind::part);
  RC_ASSERT(answer.range.first == first);
}

TEST(Etag, ListsWeakTagsAndTheStarMatch) {
  EXPECT_TRUE(etag_matches("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(etag_matches("*", "\"b\""));
  EXPECT_FALSE(etag_matches("\"a\"", "\"b\""));
  EXPECT_FALSE(etag_matches("", "\"b\""));
}

TEST(Host, PortAndCaseDoNotMatter) {
  EXPECT_EQ(host_name("LocalHost:8080"), "localhost");
  EXPECT_EQ(host_name("[::1]:80"), "[::1]");
  EXPECT_EQ(host_name("a.b"), "a.b");
}

TEST(Cookie, IsFoundAmongOthers) {
  EXPECT_EQ(cookie_value("a=1; kuleshov=xyz; b=2", "kuleshov"), "xyz");
  EXPECT_EQ(cookie_value("notkuleshov=xyz", "kuleshov"), "");
}

}  // namespace
}  // namespace kuleshov::serve

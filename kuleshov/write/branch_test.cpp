#include "kuleshov/write/branch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kuleshov::write {
namespace {

// s1 forks to s2 s3 s4; all meet in s5, which forks to s6 s7 s8.
story::Film film() {
  story::Film out;
  for (int i = 1; i <= 8; ++i) {
    story::Scene scene;
    scene.id = story::SceneId("s" + std::to_string(i));
    const auto way = [&](const char* id, int to) {
      story::Way one;
      one.id = story::WayId(id);
      one.from = scene.id;
      one.to = story::SceneId("s" + std::to_string(to));
      scene.ways.push_back(one);
    };
    if (i == 1) way("go", 2), way("stay", 3), way("ask", 4);
    if (i > 1 && i < 5) way(i == 2 ? "on2" : i == 3 ? "on3" : "on4", 5);
    if (i == 5) way("burn", 6), way("keep", 7), way("give", 8);
    scene.key_point = i == 1 || i == 5;
    if (i == 1) scene.default_way = story::WayId("stay");
    if (i == 5) scene.default_way = story::WayId("burn");
    out.scenes.push_back(scene);
  }
  return out;
}

text::Script script() {
  std::string source = "Title: T\n";
  for (int i = 1; i <= 8; ++i)
    source += "\nINT. ROOM " + std::to_string(i) + " - DAY #s" + std::to_string(i) + "#\n\nThey.\n";
  return text::parse_fountain(source);
}

std::vector<std::string> scenes(const base::Result<text::Script>& branch) {
  std::vector<std::string> all;
  for (const text::Element& element : branch.value().elements)
    if (element.type == text::ElementType::scene_heading) all.push_back(element.scene_number);
  return all;
}

TEST(Branch, FollowsTheDefaultWhereNothingWasChosen) {
  const auto branch = branch_of(film(), script(), {});
  EXPECT_THAT(scenes(branch), testing::ElementsAre("s1", "s3", "s5", "s6"));
  EXPECT_EQ(branch->elements.front().type, text::ElementType::title_page);
}

TEST(Branch, TakesTheWaysThatWereChosen) {
  EXPECT_THAT(scenes(branch_of(film(), script(), {"ask", "keep"})),
              testing::ElementsAre("s1", "s4", "s5", "s7"));
  EXPECT_THAT(scenes(branch_of(film(), script(), {"give"})),
              testing::ElementsAre("s1", "s3", "s5", "s8"));
}

TEST(Branch, NamesTheWaysThereAreAndRefusesThoseThatExcludeEachOther) {
  const auto unknown = branch_of(film(), script(), {"fly"});
  ASSERT_FALSE(unknown);
  EXPECT_THAT(unknown.error().remedy, testing::HasSubstr("go, stay, ask, burn, keep, give"));
  EXPECT_FALSE(branch_of(film(), script(), {"go", "ask"}));
  EXPECT_FALSE(branch_of(film(), script(), {"keep", "go"}));
}

}  // namespace
}  // namespace kuleshov::write

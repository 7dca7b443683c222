#include "kuleshov/story/path_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kuleshov/story/sketch.hpp"

namespace kuleshov::story {
namespace {

using testing::HasSubstr;
using testing::Not;

// a - b - z, where b's way back to a counts, and c is left with two ways.
Sketch with_a_fault() {
  Sketch sketch = sound();
  sketch.film.variables.push_back({VariableId("trust"), VariableType::integer, 0, 9, {}, 0, {}});
  sketch.scene("a").ways[0].label = {{"en", "Tell him"}};
  sketch.scene("a").ways[0].effects.push_back({VariableId("trust"), {"trust + 2", {}}});
  sketch.scene("b").ways[0].trigger.text = "trust < 2";
  return sketch;
}

const Finding& finding_of(const CheckReport& report, const std::string& rule) {
  for (const Finding& finding : report.findings)
    if (finding.rule == rule) return finding;
  ADD_FAILURE() << "no finding " << rule;
  return report.findings.front();
}

TEST(PathText, OneSceneALineWithTheWayAndWhatChanged) {
  const Sketch sketch = with_a_fault();
  const auto graph = Graph::compile(sketch.film);
  const CheckReport report = check(*graph);
  EXPECT_EQ(path_to_text(*graph, finding_of(report, "dead-end")),
            "    1. a                    told = false, trust = 0\n"
            "    2. b  a-b-0 \"Tell him\"  told = true, trust = 2\n"
            "       ways on: b-z-0 when \"trust < 2\"\n");
}

TEST(PathText, TheReportTellsAPathOnceForFindingsThatShareIt) {
  const Sketch sketch = with_a_fault();
  const auto graph = Graph::compile(sketch.film);
  const std::string text = report_to_text(check(*graph), &*graph);
  EXPECT_THAT(text, HasSubstr("shortest path:\n    1. a"));
  EXPECT_THAT(text, HasSubstr("by the same path\n"));
  EXPECT_THAT(text, Not(HasSubstr("--")));
}

TEST(PathText, EveryWayOfAPathIsTakenAsItsAuthorWroteIt) {
  Sketch sketch = sound();
  sketch.way("d", "d", "times(d) < 9");
  std::swap(sketch.scene("d").ways[0], sketch.scene("d").ways[1]);
  sketch.scene("d").ways[1].to = SceneId("t");  // no ending behind it
  sketch.way("t", "t");
  const auto graph = Graph::compile(sketch.film);
  for (const Finding& finding : check(*graph).findings) {
    const std::string text = path_to_text(*graph, finding);
    EXPECT_EQ(text.empty(), finding.path.empty());
    for (std::size_t i = 0; i < finding.path.size(); ++i)
      EXPECT_THAT(text, HasSubstr(std::to_string(i + 1) + ". " + finding.path[i].str()));
  }
}

}  // namespace
}  // namespace kuleshov::story

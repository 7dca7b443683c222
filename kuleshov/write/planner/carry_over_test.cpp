// Stories of the kinds that the planner was not made faster on.
#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>

#include "kuleshov/base/file.hpp"
#include "kuleshov/write/planner/published.hpp"
#include "kuleshov/write/planner/search.hpp"

namespace kuleshov::write::planner {
namespace {

std::string text_of(const std::string& problem) {
  return base::read_file(base::Path(KULESHOV_SOURCE_DIR) / "tests" / "planning" / "problems" /
                         (problem + ".txt"))
      .value();
}

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

TEST(CarryOver, StoriesOfOtherKindsAreFoundWithinAMinuteAndHoldUp) {
  for (const Published& story : of_our_own) {
    const auto problem = parse_problem(text_of(story.problem), story.problem);
    ASSERT_TRUE(problem) << base::describe(problem.error());
    const auto task = ground(*problem);
    ASSERT_TRUE(task) << base::describe(task.error());
    const double begun = seconds();
    Search search(*task, story.limits);
    const Outcome outcome = search.solve(story.goal);
    const double took = seconds() - begun;
    ASSERT_TRUE(outcome.plan) << story.name;
    std::printf("%-18s %2zu steps %7.0f ms %8zu visited\n", story.name, outcome.plan->steps.size(),
                1000 * took, outcome.visited);
    EXPECT_LT(took, 60) << story.name;
    std::vector<std::string> steps;
    for (const Step& step : outcome.plan->steps)
      steps.push_back(task->actions[static_cast<std::size_t>(step.action)].name);
    Search again(*task, story.limits);
    const auto valid = again.validate(steps);
    EXPECT_TRUE(valid) << story.name << ": " << base::describe(valid.error());
  }
}

// What the suite's language has: every construct stands in one of these problems.
TEST(CarryOver, TheProblemsUseTheWholeLanguage) {
  std::string all;
  for (const Published& story : of_our_own) all += text_of(story.problem);
  for (const char* construct : {"type ",      "entity ",
                                " : boolean", " : number",
                                "believes(",  "trigger ",
                                "action ",    "precondition:",
                                "effect:",    "consenting:",
                                "observing(", "utility():",
                                "forall(",    "exists(",
                                "sum(",       "if(",
                                "elseif(",    "else ",
                                "= ?",        "!= ",
                                ">= ",        "<= ",
                                " | ",        " - ",
                                " / ",        "believes(Hathaway, believes("})
    EXPECT_NE(all.find(construct), std::string::npos) << construct;
}

}  // namespace
}  // namespace kuleshov::write::planner

#include "kuleshov/write/reasons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "kuleshov/base/file.hpp"
#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/promises.hpp"
#include "kuleshov/write/sample_of_tests.hpp"

namespace kuleshov::write {
namespace {

// Riedl & Young's intentional validity, on every path: a slice of the benchmark's 200 films.
TEST(Reasons, NobodyDecidesOnAnythingForNoReason) {
  std::size_t decided = 0;
  std::size_t clashes = 0;
  for (std::size_t i = 0; i < 200; i += 6) {
    const auto draft = make_draft(premise_at(i).brief, library());
    ASSERT_TRUE(draft.has_value()) << base::describe(draft.error());
    for (const Event* idle : draft->reasons.unexplained)
      ADD_FAILURE() << draft->reading.plot << ": nobody has a reason for " << idle->id;
    for (const auto& [event, explained] : draft->reasons.events) {
      for (const Reason& reason : explained.reasons) {
        ++decided;
        EXPECT_EQ(reason.plan.front(), event->id) << "a plan begins with what is done";
        EXPECT_GT(reason.after, reason.before) << event->id;
      }
      clashes += !explained.reasons.empty() && !explained.losers.empty() ? 1U : 0U;
    }
  }
  std::printf("%zu decisions with a reason, %zu of them to the loss of somebody\n", decided,
              clashes);
  EXPECT_GT(decided, 150U);
  EXPECT_GT(clashes, 20U);
}

TEST(Reasons, ThePlannerReadsEveryPlotThatHasGoals) {
  EXPECT_TRUE(std::any_of(library().plots.begin(), library().plots.end(),
                          [](const Plot& plot) { return !plot.goals.empty(); }));
  for (const Plot& plot : library().plots) {
    const auto reasons = Reasons::of(plot);
    EXPECT_TRUE(reasons.has_value()) << plot.id << ": " << base::describe(reasons.error());
  }
}

// A chain: the tool is wanted only for what can be done with it, and who does not see that it is
// gone still counts on it.
TEST(Reasons, APlanReachesAsFarAsWhatItIsFor) {
  Plot plot;
  plot.id = "small";
  plot.fluents = {{"key", 0, 1, 0, false, ""}, {"open", 0, 1, 0, false, ""}};
  plot.goals["H"]["open"] = 1;
  Event take;
  take.id = "take-key";
  take.does = "way1";
  take.who = {"H"};
  take.changes = {{"key", false, 1}};
  Event unlock = take;
  unlock.id = "unlock";
  unlock.needs = {{"key", Condition::Compare::equal, 1}};
  unlock.changes = {{"open", false, 1}};
  Event dance = take;
  dance.id = "dance";
  dance.changes.clear();
  plot.events = {take, unlock, dance};
  Weave weave;
  weave.plot = &plot;
  for (const Event& event : plot.events) weave.knots.push_back({&event, {}, {}, {}, {}, false, 0});
  weave.knots[0].next = {1};
  weave.knots[1].next = {2};
  const Account account = Reasons::of(plot).value().account(weave);
  EXPECT_THAT(account.events.at(&plot.events[0]).reasons.front().plan,
              testing::ElementsAre("take-key", "unlock"));
  EXPECT_THAT(account.unexplained, testing::ElementsAre(&plot.events[2]));
}

}  // namespace
}  // namespace kuleshov::write

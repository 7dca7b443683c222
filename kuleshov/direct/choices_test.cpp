#include "kuleshov/direct/choices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "kuleshov/direct/example_film.hpp"
#include "kuleshov/direct/watch.hpp"

namespace kuleshov::direct {
namespace {

std::string log_of(const std::shared_ptr<const Plan>& plan, const std::string& viewer,
                   std::uint64_t seed, const Policy& policy) {
  std::string log;
  const auto who = viewer_named(viewer, seed).value();
  EXPECT_TRUE(watch(plan, log_head(*plan, policy, seed, viewer), *who,
                    [&](const std::string& line, const Decision&) {
                      log += line + "\n";
                      return base::Result<void>{};
                    }));
  return log;
}

std::vector<LoggedChoice> showings(const std::shared_ptr<const Plan>& plan, const Policy& policy,
                                   std::uint64_t first, std::size_t count) {
  static constexpr const char* viewers[] = {"simulated:calm", "simulated:tense", "simulated:bored",
                                            "simulated:grieving"};
  std::vector<LoggedChoice> all;
  for (std::size_t i = 0; i < count; ++i) {
    const auto log = log_of(plan, viewers[i % 4], first + i, policy);
    auto choices = choices_of(plan, log, "log", static_cast<int>(i)).value();
    std::ranges::move(choices, std::back_inserter(all));
  }
  return all;
}

TEST(Choices, LogsOfRealShowingsTellWhatAnotherPolicyWouldHaveBeenWorth) {
  const std::shared_ptr<const Plan> plan = Plan::of(example_film(3, {1, 4, 5, 0})).value();
  Policy trying;
  trying.explore_share = 1;
  trying.adapt_cut = false;
  const auto log = showings(plan, trying, 1, 240);
  ASSERT_EQ(log.size(), 240U);
  for (const LoggedChoice& choice : log) {
    double sum = 0;
    for (const Candidate& c : choice.candidates) sum += c.propensity;
    EXPECT_NEAR(sum, 1, 1e-6);
    EXPECT_LT(choice.reward, 0);
  }
  Policy fixed = trying;
  fixed.adapt_plot = false;
  const double truth = on_log(showings(plan, fixed, 10'001, 120)).value;
  const Worth told = snips_of_showings(log, default_target(*plan));
  EXPECT_GT(told.effective, 20);
  EXPECT_LT(std::abs(told.value - truth), 1.5 * told.half_width + 0.01)
      << told.value << " +- " << told.half_width << " for " << truth;
}

TEST(Choices, WithoutASensorThereIsNothingToCount) {
  const std::shared_ptr<const Plan> plan = Plan::of(example_film(3, {1, 4, 5, 0})).value();
  const std::string log = log_of(plan, "none", 1, {});
  EXPECT_TRUE(choices_of(plan, log, "log", 0).value().empty());
}

TEST(Choices, ALineThatWouldBeDecidedOtherwiseIsNamed) {
  const std::shared_ptr<const Plan> plan = Plan::of(example_film(3, {1, 4, 5, 0})).value();
  Policy trying;
  trying.explore_share = 1;
  std::string log = log_of(plan, "simulated:calm", 2, trying);
  const std::string seed = "\"seed\":2";
  ASSERT_NE(log.find(seed), log.npos);
  std::size_t refused = 0;
  for (int other = 3; other < 9; ++other) {
    std::string changed = log;
    changed.replace(changed.find(seed), seed.size(), "\"seed\":" + std::to_string(other));
    const auto read = choices_of(plan, changed, "log", 0);
    refused += !read && read.error().place.file == "log" ? 1 : 0;
  }
  EXPECT_GT(refused, 0U);
  EXPECT_FALSE(choices_of(plan, "{}\n", "log", 0));
}

}  // namespace
}  // namespace kuleshov::direct

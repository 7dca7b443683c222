#include "kuleshov/direct/evaluate.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "kuleshov/direct/example_film.hpp"

namespace kuleshov::direct {
namespace {

// One key point, so that every policy meets the same decisions.
Simulation logging(std::size_t showings) {
  Simulation simulation;
  simulation.plan = Plan::of(example_film(3, {1, 4, 5, 0})).value();
  simulation.world = make_world(*simulation.plan, 9, 0.2);
  simulation.policy.explore_share = 0.7;
  simulation.policy.adapt_cut = false;
  simulation.showings = showings;
  simulation.threads = 1;
  return simulation;
}

std::vector<LoggedChoice> log_of(Simulation simulation) {
  std::vector<LoggedChoice> log;
  simulation.log = &log;
  simulate(simulation);
  return log;
}

// The mean reward when the policy itself is shown to other people of the same population.
double truth(Simulation simulation, const Chooser& chooser) {
  simulation.first = 1'000'000;
  simulation.chooser = chooser;
  return on_log(log_of(simulation)).value;
}

int best_open(const Engine& engine, const sense::ViewerState&, base::Random&) {
  const std::vector<Candidate> all = engine.offer();
  const Candidate* best = nullptr;
  for (const Candidate& c : all)
    if (c.closed == Closed::no && (best == nullptr || c.score > best->score)) best = &c;
  return best->way;
}

int any_open(const Engine& engine, const sense::ViewerState&, base::Random& random) {
  const std::vector<Candidate> all = engine.offer();
  return all[random.below(all.size())].way;
}

int planned(const Engine& engine, const sense::ViewerState&, base::Random&) {
  return engine.plan().scenes()[static_cast<std::size_t>(engine.position().scene)].default_way;
}

void expect_recovers(const Worth& worth, double value) {
  EXPECT_LT(std::abs(worth.value - value), 1.5 * worth.half_width + 0.004)
      << worth.value << " +- " << worth.half_width << " for " << value;
}

TEST(Evaluate, recovers_what_another_policy_is_worth_from_the_logs_of_this_one) {
  const Simulation simulation = logging(6000);
  const auto log = log_of(simulation);
  ASSERT_EQ(log.size(), 6000u);
  const double even = truth(simulation, any_open);
  const double fixed = truth(simulation, planned);
  const double greedy = truth(simulation, best_open);
  expect_recovers(snips(log, even_target()), even);
  expect_recovers(snips(log, default_target(*simulation.plan)), fixed);
  expect_recovers(snips(log, greedy_target()), greedy);
  expect_recovers(doubly_robust(log, even_target()), even);
  expect_recovers(doubly_robust(log, default_target(*simulation.plan)), fixed);
  expect_recovers(doubly_robust(log, greedy_target()), greedy);
  // The policies differ by more than the intervals: the agreement above is not chance.
  EXPECT_GT(greedy - even, 0.015);
}

TEST(Evaluate, recovers_what_a_policy_is_worth_over_several_key_points) {
  Simulation simulation = logging(5000);
  simulation.plan = Plan::of(example_film(3, {3, 3, 4, 0})).value();
  simulation.world = make_world(*simulation.plan, 9, 0.2);
  simulation.policy.explore_share = 1;
  const auto log = log_of(simulation);
  ASSERT_EQ(log.size(), 15000u);
  const double even = truth(simulation, any_open);
  const double fixed = truth(simulation, planned);
  const double greedy = truth(simulation, best_open);
  expect_recovers(snips_of_showings(log, even_target()), even);
  expect_recovers(snips_of_showings(log, default_target(*simulation.plan)), fixed);
  expect_recovers(snips_of_showings(log, greedy_target()), greedy);
  expect_recovers(doubly_robust_of_showings(log, even_target()), even);
  expect_recovers(doubly_robust_of_showings(log, default_target(*simulation.plan)), fixed);
  expect_recovers(doubly_robust_of_showings(log, greedy_target()), greedy);
  EXPECT_GT(greedy - even, 0.01);
}

TEST(Evaluate, of_one_key_point_both_ways_to_count_agree) {
  const Simulation simulation = logging(500);
  const auto log = log_of(simulation);
  const Worth alone = snips(log, even_target());
  const Worth showing = snips_of_showings(log, even_target());
  EXPECT_NEAR(alone.value, showing.value, 1e-12);
  EXPECT_NEAR(alone.half_width, showing.half_width, 1e-12);
}

TEST(Evaluate, a_policy_that_the_logs_never_tried_has_no_effective_samples) {
  Simulation simulation = logging(200);
  simulation.policy.explore = Explore::none;
  const auto log = log_of(simulation);
  const Target never = [](const LoggedChoice& choice, std::span<double> probabilities) {
    probabilities[(static_cast<std::size_t>(choice.chosen) + 1) % probabilities.size()] = 1;
  };
  EXPECT_EQ(snips(log, never).effective, 0);
}

TEST(Learn, finds_where_a_scene_is_felt_otherwise_than_it_is_meant) {
  Simulation simulation = logging(4000);
  simulation.policy.explore_share = 1;
  simulation.world.beyond.assign(simulation.plan->scenes().size(), {});
  simulation.world.beyond[1] = {-0.4, 0};
  std::vector<Observation> observations;
  simulation.observations = &observations;
  simulate(simulation);
  const Audience audience = learn_audience(*simulation.plan, observations);
  const auto& beyond = audience.beyond.at(simulation.plan->scene_id(1).str());
  EXPECT_LT(beyond.arousal, -0.2);
  EXPECT_NEAR(beyond.valence, 0, 0.15);
}

TEST(Learn, an_audience_survives_its_json) {
  Audience audience;
  audience.arousal.offset = 0.25;
  audience.beyond["s1"] = {0.1, -0.2};
  const auto again = audience_from_json(audience_to_json(audience), "a.json");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->arousal.offset, 0.25);
  EXPECT_EQ(again->beyond.at("s1").valence, -0.2);
  EXPECT_FALSE(audience_from_json("{}", "a.json"));
}

TEST(Simulate, the_same_seed_gives_the_same_tally_on_any_number_of_threads) {
  Simulation simulation = logging(9000);
  const Tally one = simulate(simulation);
  simulation.threads = 3;
  const Tally three = simulate(simulation);
  EXPECT_EQ(one.distance, three.distance);
  EXPECT_EQ(one.paths, three.paths);
  EXPECT_EQ(one.scenes[2].felt[3].sum.arousal, three.scenes[2].felt[3].sum.arousal);
}

}  // namespace
}  // namespace kuleshov::direct

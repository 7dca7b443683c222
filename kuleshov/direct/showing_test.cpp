#include "kuleshov/direct/showing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/direct/example_film.hpp"
#include "kuleshov/direct/plan.hpp"

namespace kuleshov::direct {
namespace {

std::shared_ptr<const Plan> plan_of(const story::Film& film) { return Plan::of(film).value(); }

sense::ViewerState state(double time_s, double arousal, double sd = 0.15) {
  sense::ViewerState made;
  made.time_s = time_s;
  made.arousal = {arousal, sd};
  made.quality = 0.9;
  return made;
}

std::vector<Decision> play(Showing& showing, double arousal) {
  std::vector<Decision> all;
  while (!showing.current().ended) {
    const Step& step = showing.current();
    const double begins = step.starts.seconds();
    for (double t = 0.25; t < step.cut.length.seconds(); t += 0.25)
      showing.observe(state(begins + t, arousal));
    all.push_back(showing.next(state(begins + step.cut.length.seconds(), arousal)));
  }
  return all;
}

std::vector<std::string> path(const std::vector<Decision>& decisions) {
  std::vector<std::string> ways;
  for (const Decision& d : decisions)
    if (!d.ways.empty()) ways.push_back(d.way->str());
  return ways;
}

Policy steady() {
  Policy policy;
  policy.explore = Explore::none;
  return policy;
}

TEST(Showing, plays_from_the_first_core_scene_to_the_ending) {
  Showing showing(plan_of(example_film(1)), steady(), 1);
  EXPECT_EQ(showing.current().scene.str(), "c0");
  const auto decisions = play(showing, 0);
  EXPECT_TRUE(decisions.back().film_ends);
  EXPECT_EQ(showing.current().scene.str(), "c4");
  EXPECT_EQ(path(decisions).size(), 4u);
}

TEST(Showing, viewers_who_feel_differently_see_different_films) {
  const auto plan = plan_of(example_film(1));
  Showing calm(plan, steady(), 1);
  Showing tense(plan, steady(), 1);
  EXPECT_NE(path(play(calm, -0.5)), path(play(tense, 0.8)));
}

TEST(Showing, an_unmeasured_viewer_sees_the_directors_line) {
  const auto film = example_film(1);
  Showing showing(plan_of(film), steady(), 1);
  std::vector<std::string> ways;
  while (!showing.current().ended) {
    sense::ViewerState nothing;
    nothing.time_s = (showing.current().starts + showing.current().cut.length).seconds();
    const Decision d = showing.next(nothing);
    if (!d.ways.empty()) ways.push_back(d.way->str());
  }
  EXPECT_EQ(ways, (std::vector<std::string>{"way-0-2", "way-1-2", "way-2-2", "way-3-2"}));
}

TEST(Showing, ways_are_on_offer_before_the_decision_and_likelihoods_sum_to_one) {
  Showing showing(plan_of(example_film(1)), Policy{}, 1);
  bool offered = false;
  while (!showing.current().ended) {
    const auto options = showing.ways_on_offer();
    if (!options.empty()) {
      offered = true;
      double sum = 0;
      for (const WayOption& option : options) sum += option.propensity;
      EXPECT_NEAR(sum, 1, 1e-9);
    }
    const double end = (showing.current().starts + showing.current().cut.length).seconds();
    const bool decides = showing.current().last_in_scene && !options.empty();
    const Decision d = showing.next(state(end, 0.1));
    EXPECT_EQ(decides, !d.ways.empty());
  }
  EXPECT_TRUE(offered);
}

TEST(Showing, a_hand_decides_where_the_way_is_open_and_is_refused_where_there_is_none) {
  Showing showing(plan_of(example_film(1)), steady(), 1);
  while (showing.ways_on_offer().empty() || !showing.current().last_in_scene)
    showing.next(state((showing.current().starts + showing.current().cut.length).seconds(), 0));
  const std::string saved = showing.save();
  EXPECT_EQ(showing.next(state(60, 0), story::WayId("way-0-0")).way->str(), "way-0-0");
  auto again = Showing::go_on(plan_of(example_film(1)), saved).value();
  const Decision d = again.next(state(60, 0), story::WayId("nowhere"));
  EXPECT_NE(d.way->str(), "way-0-0");
  EXPECT_TRUE(std::any_of(d.reasons.begin(), d.reasons.end(),
                          [](const Reason& r) { return r.kind == "hand"; }));
}

TEST(Showing, a_ceiling_keeps_intense_ways_out) {
  Policy policy = steady();
  policy.intensity_ceiling = 0.2;
  policy.arc = story::ArcPolicy::mirror;
  const auto plan = plan_of(example_film(1));
  Showing showing(plan, policy, 1);
  for (const Decision& d : play(showing, 0.9))
    for (const WayOption& way : d.ways)
      if (way.id == d.way) {
        const bool calm =
            plan->ways()[static_cast<std::size_t>(plan->way_index(way.id))].outlook.peak <= 0.2;
        const bool all_above = std::none_of(d.ways.begin(), d.ways.end(), [&](const WayOption& w) {
          return plan->ways()[static_cast<std::size_t>(plan->way_index(w.id))].outlook.peak <= 0.2;
        });
        EXPECT_TRUE(calm || all_above);
      }
}

TEST(Showing, a_save_of_another_film_or_of_a_scene_that_is_gone_is_refused) {
  Showing showing(plan_of(example_film(1)), Policy{}, 1);
  const std::string saved = showing.save();
  EXPECT_FALSE(Showing::go_on(plan_of(example_film(2)), saved));
  auto edited = example_film(1);
  edited.scenes.front().shots.front().id = story::ShotId("c0.new");
  const auto refused = Showing::go_on(plan_of(edited), saved);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().what.find("c0.1"), std::string::npos);
  EXPECT_FALSE(Showing::go_on(plan_of(example_film(1)), "{\"showing\":1}"));
}

TEST(Showing, a_way_that_would_lose_a_core_scene_is_masked_by_what_was_proved) {
  auto film = example_film(1);
  for (story::Scene& scene : film.scenes)
    if (scene.id.str() == "k1") scene.ways[0].to = story::SceneId("c4");  // past c2 and c3
  const auto plan = plan_of(film);
  ASSERT_NE(plan->proof(), nullptr);
  for (const double arousal : {-0.9, 0.0, 0.9}) {
    Showing showing(plan, Policy{}, 1);
    bool masked = false;
    for (const Decision& d : play(showing, arousal))
      for (const WayOption& way : d.ways)
        if (way.id.str() == "way-1-0") {
          EXPECT_FALSE(way.open);
          masked = true;
        }
    EXPECT_TRUE(masked);
  }
  EXPECT_EQ(plan_of(example_film(1))->proof(), nullptr);
}

std::string bytes(const Decision& d) {
  std::string all = d.scene.str() + (d.way ? d.way->str() : "") + d.cut.shot.str() +
                    std::to_string(d.cut.in.count()) + ":" + std::to_string(d.cut.length.count());
  for (const Reason& r : d.reasons) all += r.detail;
  for (const double level : d.score.levels) all += std::to_string(level);
  return all;
}

// Whoever builds this, with whatever optimisation, must get these very bytes.
TEST(Showing, decides_the_same_bytes_in_every_build) {
  Policy policy;
  policy.explore_share = 0.5;
  std::string all;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto plan = plan_of(example_film(seed % 5, {4, 5, 5, 3}));
    Showing showing(plan, policy, seed);
    for (const Decision& d : play(showing, 0.1 * static_cast<double>(seed) - 1)) all += bytes(d);
  }
  EXPECT_EQ(base::sha256(all), "6388e7261865f7a637109c38fb243baec602bc1b0e6ce13d1f7c794ece5a281d");
}

RC_GTEST_PROP(Showing, goes_on_from_a_save_as_if_it_had_not_stopped, (std::uint16_t seed)) {
  const auto plan = plan_of(example_film(seed % 5));
  Showing one(plan, Policy{}, seed);
  base::Random random(seed);
  while (!one.current().ended) {
    base::Ticks played;
    const base::Ticks stopped(static_cast<std::int64_t>(random.below(48'000)));
    Showing other = Showing::go_on(plan, one.save(stopped), &played).value();
    RC_ASSERT(played == stopped);
    const double t = (one.current().starts + one.current().cut.length).seconds();
    const auto viewer = state(t, random.uniform(-0.8, 0.8), random.uniform(0.1, 0.6));
    RC_ASSERT(bytes(one.next(viewer)) == bytes(other.next(viewer)));
    if (random.chance(0.5)) one = std::move(other);
  }
}

RC_GTEST_PROP(Showing, cuts_stay_within_shot_bounds_and_the_anchor, (std::uint16_t seed)) {
  const auto plan = plan_of(example_film(seed % 7));
  base::Random random(seed);
  Policy policy;
  policy.arc = static_cast<story::ArcPolicy>(random.below(4));
  Showing showing(plan, policy, seed);
  const double mood = random.uniform(-1, 1);
  for (const Decision& d : play(showing, mood)) {
    if (d.film_ends) continue;
    for (std::size_t i = 0; i < plan->shots().size(); ++i)
      if (plan->shot_id(static_cast<int>(i)) == d.cut.shot) {
        RC_ASSERT(d.cut.length >= plan->shots()[i].shortest);
        RC_ASSERT(d.cut.in + d.cut.length <= plan->shots()[i].longest);
      }
    RC_ASSERT(d.cut.length.count() % base::Ticks::per_frame == 0);
    RC_ASSERT(d.score.gain_db >= plan->film().style.music_low_db);
    RC_ASSERT(d.score.gain_db <= plan->film().style.music_high_db);
    for (const double level : d.score.levels) RC_ASSERT(level >= 0 && level <= 1);
  }
}

}  // namespace
}  // namespace kuleshov::direct

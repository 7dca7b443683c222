// What noise may do, and what no showing may do.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/base/random.hpp"
#include "kuleshov/direct/engine.hpp"
#include "kuleshov/direct/example_film.hpp"

namespace kuleshov::direct {
namespace {

struct Mood {
  double arousal = 0, valence = 0;
};

// Ways taken at key points by a viewer of that mood, with noise on every state.
std::vector<int> taken(const std::shared_ptr<const Plan>& plan, const Policy& policy,
                       const Mood& mood, double noise_sd, std::uint64_t noise_seed) {
  Engine engine(plan, policy, 1);
  base::Random random(noise_seed);
  std::vector<int> ways;
  sense::ViewerState state;
  for (double t = 0.25; !engine.position().ended; t += 0.25) {
    state.time_s = t;
    state.arousal = {mood.arousal + random.normal(0, noise_sd), 0.3};
    state.valence = {mood.valence + random.normal(0, noise_sd), 0.3};
    engine.observe(state);
    const Position& at = engine.position();
    if (t + 0.3 < (at.starts + at.length).seconds()) continue;
    const Choice& choice = engine.next(state);
    if (choice.key_point) ways.push_back(choice.way);
  }
  return ways;
}

// The share of plot decisions that noise just below the stated uncertainty (0.3) changes.
double flips(double steadiness) {
  Policy policy;
  policy.explore = Explore::none;
  policy.steadiness = steadiness;
  base::Random random(5);
  double changed = 0;
  double all = 0;
  for (std::uint64_t film = 0; film < 8; ++film) {
    const auto plan = Plan::of(example_film(film)).value();
    for (int person = 0; person < 20; ++person) {
      const Mood mood{random.uniform(-0.7, 0.7), random.uniform(-0.7, 0.7)};
      const auto quiet = taken(plan, policy, mood, 0, 1);
      const auto noisy = taken(plan, policy, mood, 0.25, random.bits());
      for (std::size_t i = 0; i < quiet.size(); ++i) {
        changed += quiet[i] != noisy[i];
        all += 1;
      }
    }
  }
  return changed / all;
}

TEST(Stability, noise_below_the_stated_uncertainty_hardly_changes_the_film) {
  const double steady = flips(Policy{}.steadiness);
  const double nervous = flips(0);
  RecordProperty("flips_per_thousand", static_cast<int>(1000 * steady));
  RecordProperty("flips_per_thousand_without_steadiness", static_cast<int>(1000 * nervous));
  EXPECT_LT(steady, 0.05);
  EXPECT_LE(steady, nervous + 0.01);
}

// Which estimates a viewer's sensors give; the others stay what they are of anybody.
struct Sensors {
  bool arousal = false, valence = false;
  double from_s = 0, until_s = 1e9;
};

std::vector<int> taken_with(const std::shared_ptr<const Plan>& plan, const Mood& mood,
                            const Sensors& sensors) {
  Policy policy;
  policy.explore = Explore::none;
  Engine engine(plan, policy, 1);
  std::vector<int> ways;
  for (double t = 0.25; !engine.position().ended; t += 0.25) {
    sense::ViewerState state;
    state.time_s = t;
    const bool on = t >= sensors.from_s && t < sensors.until_s;
    if (on && sensors.arousal) state.arousal = {mood.arousal, 0.2};
    if (on && sensors.valence) state.valence = {mood.valence, 0.2};
    engine.observe(state);
    const Position& at = engine.position();
    if (t + 0.3 < (at.starts + at.length).seconds()) continue;
    const Choice& choice = engine.next(state);
    if (!choice.key_point) continue;
    ways.push_back(choice.way == plan->scenes()[static_cast<std::size_t>(choice.scene)].default_way
                       ? -1
                       : choice.way);
  }
  return ways;
}

TEST(Stability, one_sensor_comes_nearer_than_none_to_what_two_decide) {
  base::Random random(6);
  int same[3] = {};  // as with two: with none, one that drops out, one
  int other = 0;     // than the director's cut, without a sensor
  int all = 0;
  const Sensors sets[3] = {{}, {true, false, 0, 40}, {true, false}};
  for (std::uint64_t film = 0; film < 6; ++film) {
    const auto plan = Plan::of(example_film(film)).value();
    for (int person = 0; person < 12; ++person) {
      const Mood mood{random.uniform(-0.7, 0.7), random.uniform(-0.7, 0.7)};
      const std::vector<int> two = taken_with(plan, mood, {true, true});
      all += static_cast<int>(two.size());
      for (int set = 0; set < 3; ++set) {
        const std::vector<int> ways = taken_with(plan, mood, sets[set]);
        ASSERT_EQ(ways.size(), two.size());  // the film was whole
        for (std::size_t i = 0; i < ways.size(); ++i) same[set] += ways[i] == two[i] ? 1 : 0;
        if (set == 0)
          other += static_cast<int>(
              ways.size() - static_cast<std::size_t>(std::count(ways.begin(), ways.end(), -1)));
      }
    }
  }
  EXPECT_EQ(other, 0);
  EXPECT_LT(same[0], same[2]);
  EXPECT_LT(same[0], same[1]);
  RecordProperty("same_of_thousand_with_one", 1000 * same[2] / all);
}

// Core scenes in order, an ending, lengths within bounds, target within the anchor's band and rate:
// for any film of this shape, any viewer, any policy, any hand.
RC_GTEST_PROP(Promises, no_showing_breaks_core_ending_or_anchor,
              (std::uint16_t film_seed, std::uint32_t seed)) {
  const auto plan = Plan::of(example_film(film_seed % 40, {3, 3 + film_seed % 3, 4, 4})).value();
  const story::StyleAnchor& style = plan->film().style;
  base::Random random(seed);
  Policy policy;
  policy.arc = static_cast<story::ArcPolicy>(random.below(4));
  policy.explore = static_cast<Explore>(random.below(3));
  policy.explore_share = random.uniform();
  policy.intensity_ceiling = random.uniform();
  policy.steadiness = random.uniform(0, 3);
  Engine engine(plan, policy, seed);
  std::vector<std::string> core{plan->scene_id(engine.position().scene).str()};
  sense::ViewerState state;
  while (!engine.position().ended) {
    const Position before = engine.position();
    state.time_s = (before.starts + before.length).seconds() - random.uniform(0, 0.5);
    state.arousal = {random.uniform(-1, 1), random.uniform(0.01, 0.6)};
    state.valence = {random.uniform(-1, 1), random.uniform(0.01, 0.6)};
    const int hand = random.chance(0.2) ? static_cast<int>(random.below(plan->ways().size())) : -1;
    engine.next(state, hand);
    const Position& at = engine.position();
    if (at.ended) break;
    if (at.scene != before.scene && plan->scenes()[static_cast<std::size_t>(at.scene)].core)
      core.push_back(plan->scene_id(at.scene).str());
    const PlannedShot& shot = plan->shots()[static_cast<std::size_t>(at.shot)];
    RC_ASSERT(at.length >= shot.shortest && at.in + at.length <= shot.longest);
    RC_ASSERT(at.pace.target_s >= style.asl_low_s && at.pace.target_s <= style.asl_high_s);
    const double allowed =
        before.pace.target_s * style.asl_change_per_minute * before.length.seconds() / 60;
    RC_ASSERT(std::abs(at.pace.target_s - before.pace.target_s) <= allowed + 1e-9);
    RC_ASSERT(at.music.from >= at.starts);
  }
  std::vector<std::string> promised;
  for (const story::SceneId& id : plan->film().core) promised.push_back(id.str());
  RC_ASSERT(core == promised);
  RC_ASSERT(plan->scenes()[static_cast<std::size_t>(engine.position().scene)].ending);
}

}  // namespace
}  // namespace kuleshov::direct

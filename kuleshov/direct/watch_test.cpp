#include "kuleshov/direct/watch.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/direct/example_film.hpp"
#include "kuleshov/direct/felt.hpp"
#include "kuleshov/direct/learn.hpp"

namespace kuleshov::direct {
namespace {

const std::string sample = std::string(KULESHOV_SOURCE_DIR) + "/films/the-last-light";

struct Watched {
  std::string log;
  std::string path;
};

Watched watched(const std::shared_ptr<const Plan>& plan, const std::string& name,
                std::uint64_t seed, Policy policy = {}) {
  Watched result;
  const auto viewer = viewer_named(name, seed).value();
  const LogHead head = log_head(*plan, policy, seed, name);
  const auto done = watch(plan, head, *viewer, [&](const std::string& line, const Decision& d) {
    result.log += line + "\n";
    if (!d.ways.empty()) result.path += d.way->str() + " ";
    return base::Result<void>{};
  });
  EXPECT_TRUE(done);
  return result;
}

TEST(Watch, at_least_three_of_four_simulated_viewers_see_different_films) {
  const auto plan = open_plan(sample).value();
  Policy policy;
  policy.explore = Explore::none;
  std::set<std::string> paths;
  for (const char* name : {"calm", "tense", "bored", "grieving"})
    paths.insert(watched(plan, std::string("simulated:") + name, 1, policy).path);
  EXPECT_GE(paths.size(), 3u);
}

TEST(Watch, the_same_seed_writes_the_same_bytes) {
  const auto plan = open_plan(sample).value();
  EXPECT_EQ(watched(plan, "simulated:tense", 4).log, watched(plan, "simulated:tense", 4).log);
}

TEST(Watch, a_line_tells_time_scene_way_state_cut_score_and_reasons) {
  const auto plan = open_plan(sample).value();
  const Watched one = watched(plan, "simulated:calm", 2);
  bool decided = false;
  for (const std::string_view text : base::lines(one.log)) {
    if (text.empty()) continue;
    const base::Json line = base::parse_json(text, "log").value();
    EXPECT_TRUE(line.at("t").is_number());
    EXPECT_TRUE(line.at("scene").is_string());
    EXPECT_EQ(line.at("state").at("arousal").size(), 2u);
    EXPECT_TRUE(line.at("cut").is_object() || line.at("ends").get<bool>());
    EXPECT_TRUE(line.at("score").is_object() || line.at("ends").get<bool>());
    EXPECT_FALSE(line.at("reasons").empty());
    for (const base::Json& way : line.at("ways")) {
      decided = true;
      EXPECT_TRUE(way.at("open").is_boolean());
      EXPECT_TRUE(way.at("score").is_number());
    }
  }
  EXPECT_TRUE(decided);
}

TEST(Watch, a_real_recording_plays_in_film_time) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr || *data == 0) GTEST_SKIP() << "KULESHOV_DATA is not set";
  const auto plan = open_plan(sample).value();
  const std::string file = std::string(data) + "/signals/e4/stress_predict/S05";
  const Watched one = watched(plan, file, 1);
  EXPECT_EQ(one.log, watched(plan, file, 1).log);
  EXPECT_TRUE(replay(plan, one.log, "log").value().same);
  EXPECT_NE(one.path, "");
}

TEST(Watch, who_or_what_is_not_there_is_named) {
  EXPECT_NE(viewer_named("simulated:nobody", 1).error().remedy.find("calm"), std::string::npos);
  EXPECT_FALSE(viewer_named("/nowhere.csv", 1));
  EXPECT_EQ(open_film("/nowhere").error().kind, base::ErrorKind::not_found);
}

RC_GTEST_PROP(Replay, decides_the_same_bytes_for_any_film_seed_and_viewer,
              (std::uint8_t film, std::uint32_t seed)) {
  const auto plan = Plan::of(example_film(film % 6, {3, 3 + film % 3, 4, 3})).value();
  Policy policy;
  policy.arc = static_cast<story::ArcPolicy>(seed % 4);
  policy.explore = static_cast<Explore>(seed % 3);
  policy.explore_share = 0.5;
  const char* names[]{"simulated:calm", "simulated:tense", "none"};
  const Watched one = watched(plan, names[seed % 3], seed, policy);
  RC_ASSERT(replay(plan, one.log, "log").value().same);
}

TEST(Replay, says_where_a_log_differs) {
  const auto plan = open_plan(sample).value();
  Watched one = watched(plan, "none", 1);
  const std::size_t at = one.log.find("\"length_s\":", one.log.size() / 2);
  one.log[at + 11] = one.log[at + 11] == '3' ? '4' : '3';
  const Replay result = replay(plan, one.log, "log").value();
  EXPECT_FALSE(result.same);
  EXPECT_GT(result.differs_at, 10u);
  EXPECT_NE(result.why, "");
}

TEST(Replay, a_log_cut_short_or_of_another_film_or_damaged_is_told_apart) {
  const auto plan = open_plan(sample).value();
  const Watched one = watched(plan, "none", 1);
  const std::string half = one.log.substr(0, one.log.find('\n', one.log.size() / 2) + 1);
  EXPECT_FALSE(replay(plan, half, "log").value().same);
  EXPECT_FALSE(replay(Plan::of(example_film(1)).value(), one.log, "log"));
  const auto damaged = replay(plan, one.log.substr(0, 400), "log");
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().place.line, 1u);
  EXPECT_FALSE(replay(plan, "", "log"));
}

TEST(FeltArcs, a_log_becomes_felt_arcs_that_survive_their_json_and_pool) {
  const auto plan = open_plan(sample).value();
  const auto arcs = felt_arcs(*plan, watched(plan, "simulated:bored", 3).log, "log").value();
  ASSERT_GT(arcs.size(), 5u);
  const FeltArc again = felt_from_json(felt_to_json(arcs[2]), {}).value();
  EXPECT_EQ(felt_to_json(again), felt_to_json(arcs[2]));
  const auto compared = compare_arcs(*plan, arcs);
  EXPECT_EQ(compared.size(), arcs.size());
  EXPECT_FALSE(felt_from_json("{}", {"felt.jsonl", 3}));
}

TEST(FeltArcs, a_gap_that_the_interval_excludes_is_told_with_a_suggestion) {
  const auto plan = Plan::of(example_film(1)).value();
  FeltArc arc{"example-1", "c0", "test", {}, {}};
  for (FeltShare& share : arc.arousal) share = {200, 0.9, 0.2};
  const auto compared = compare_arcs(*plan, {arc});
  ASSERT_EQ(compared.size(), 1u);
  ASSERT_EQ(compared[0].arousal_parts.size(), 1u);
  EXPECT_GT(compared[0].arousal_parts[0].gap, 0.5);
  EXPECT_NE(compared[0].suggestions[0].find("more stirred"), std::string::npos);
  EXPECT_TRUE(compared[0].valence_parts.empty());
}

TEST(Learn, reads_observations_from_a_log) {
  const auto plan = open_plan(sample).value();
  const Watched one = watched(plan, "simulated:tense", 5);
  const auto seen = observations_of(plan, one.log, "log", 0).value();
  EXPECT_GT(seen.size(), 40u);
  EXPECT_EQ(seen.front().before, -1);
}

}  // namespace
}  // namespace kuleshov::direct

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "kuleshov/base/random.hpp"
#include "kuleshov/story/check.hpp"
#include "kuleshov/story/generate.hpp"
#include "kuleshov/story/sketch.hpp"

namespace kuleshov::story {
namespace {

using base::Random;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// ---- against a plain search over single states ------------------------------------------------

struct Plain {
  std::set<int> scenes;
  bool dead_end = false;
  bool few = false;
  bool many = false;
  bool core_missing = false;
  bool core_disorder = false;
};

// Every state by brute force, with viewer conditions free.
Plain plain_search(const Graph& graph) {
  Plain plain;
  using Key = std::tuple<int, std::vector<std::int32_t>, std::vector<std::uint8_t>, std::set<int>>;
  const auto key_of = [&](const StoryState& s) {
    std::set<int> core;
    for (const int scene : s.path) {
      if (graph.scenes()[at(scene)].core_rank >= 0)
        core.insert(graph.scenes()[at(scene)].core_rank);
    }
    auto visits = s.visits;
    for (auto& n : visits) n = std::min<std::uint8_t>(n, 5);
    return Key{s.scene, s.variables, visits, core};
  };
  std::set<Key> seen;
  std::deque<StoryState> queue{start(graph)};
  while (!queue.empty()) {
    StoryState state = queue.front();
    queue.pop_front();
    if (!seen.insert(key_of(state)).second) continue;
    plain.scenes.insert(state.scene);
    const Scene& scene = graph.film().scenes[at(state.scene)];
    const auto core = std::get<3>(key_of(state));
    if (scene.ending && core.size() < graph.film().core.size()) plain.core_missing = true;
    for (unsigned input = 0; input < (1U << graph.conditions().size()); ++input) {
      for (std::size_t c = 0; c < state.conditions.size(); ++c)
        state.conditions[c].holds = (input >> c & 1U) != 0;
      const auto open = open_ways(graph, state);
      if (open.empty() && !scene.ending) plain.dead_end = true;
      if (scene.key_point && open.size() < 3) plain.few = true;
      if (scene.key_point && open.size() > 5) plain.many = true;
      for (const int way : open) {
        StoryState next = state;
        take(graph, next, way);
        const int rank = graph.scenes()[at(next.scene)].core_rank;
        if (rank >= 0 && core.upper_bound(rank) != core.end()) plain.core_disorder = true;
        queue.push_back(next);
        if (!scene.key_point) break;  // a route: the first
      }
    }
  }
  return plain;
}

Film random_film() {
  Random random(*rc::gen::arbitrary<std::uint64_t>());
  Sketch sketch;
  sketch.film.ending_family = "x";
  sketch.boolean("p");
  sketch.boolean("q");
  sketch.film.variables.push_back({VariableId("n"), VariableType::integer, -1, 2, {}, 0, {}});
  const int count = 3 + static_cast<int>(random.below(6));
  const auto name = [](std::uint64_t i) { return "s" + std::to_string(i); };
  for (int i = 0; i < count; ++i) sketch.scene(name(static_cast<std::uint64_t>(i)));
  const char* conditions[] = {"",
                              "p",
                              "not q",
                              "n > 0",
                              "n + 1 < 2 or p",
                              "times(s1) < 2",
                              "seen(s2) and q",
                              "arousal > 0.3",
                              "not (arousal > 0.3) or p",
                              "p == q",
                              "min(n, 1) == times(s1)"};
  const std::pair<const char*, const char*> effects[] = {
      {"p", "true"}, {"q", "not p"}, {"n", "n + 1"}, {"n", "-n"}, {"p", "n > 0"}, {"q", "false"}};
  for (int i = 0; i < count; ++i) {
    Scene& scene = sketch.scene(name(static_cast<std::uint64_t>(i)));
    scene.ending = i + 1 == count || random.chance(0.1);
    scene.key_point = !scene.ending && random.chance(0.4);
    if (random.chance(0.2)) scene.on_enter.push_back({VariableId("q"), {"p or q", {}}});
    for (std::uint64_t w = scene.ending ? 0 : 1 + random.below(6); w > 0; --w) {
      const auto& [variable, value] = effects[random.below(std::size(effects))];
      sketch.way(name(static_cast<std::uint64_t>(i)),
                 name(random.below(static_cast<std::uint64_t>(count))),
                 conditions[random.below(std::size(conditions))],
                 random.chance(0.6) ? variable : "", value);
    }
  }
  sketch.core({"s0"});
  if (random.chance(0.7))
    sketch.core({name(1 + random.below(static_cast<std::uint64_t>(count) - 1))});
  return sketch.film;
}

bool has_rule(const CheckReport& report, const std::string& rule, const std::string& word = "") {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& f) {
    return f.rule == rule && f.message.find(word) != f.message.npos;
  });
}

// Walks the path with some input at each step; whether every step can be taken.
bool can_be_walked(const Graph& graph, const Finding& finding) {
  StoryState state = start(graph);
  if (finding.path.empty() || graph.scene_index(finding.path.front()) != state.scene) return false;
  for (std::size_t i = 0; i + 1 < finding.path.size(); ++i) {
    const int way = graph.way_index(state.scene, finding.ways.at(i));
    bool open = false;
    for (unsigned input = 0; input < (1U << graph.conditions().size()) && !open; ++input) {
      for (std::size_t c = 0; c < state.conditions.size(); ++c)
        state.conditions[c].holds = (input >> c & 1U) != 0;
      const auto ways = open_ways(graph, state);
      const bool key_point = graph.film().scenes[at(state.scene)].key_point;
      open = key_point ? std::find(ways.begin(), ways.end(), way) != ways.end()
                       : !ways.empty() && ways[0] == way;
    }
    if (!open) return false;
    take(graph, state, way);
    if (state.scene != graph.scene_index(finding.path[i + 1])) return false;
  }
  return true;
}

// The checker's two ways: on sets of all states, and by refinement of abstractions.
CheckLimits by_sets() { return {}; }
CheckLimits by_refinement() {
  CheckLimits limits;
  limits.most_nodes_at_first = 0;
  return limits;
}

class CheckWays : public testing::TestWithParam<CheckLimits> {};
INSTANTIATE_TEST_SUITE_P(Both, CheckWays, testing::Values(by_sets(), by_refinement()),
                         [](const auto& limits) {
                           return limits.index == 0 ? "BySets" : "ByRefinement";
                         });

TEST_P(CheckWays, AgreeWithAPlainSearchOnRandomFilms) {
  EXPECT_TRUE(rc::check([] {
    const Film film = random_film();
    const auto graph = Graph::compile(film);
    RC_ASSERT(graph.has_value());
    const CheckReport report = check(*graph, GetParam());
    RC_ASSERT(report.by_refinement == (GetParam().most_nodes_at_first == 0));
    const Plain plain = plain_search(*graph);
    RC_ASSERT(report.complete);
    RC_ASSERT(report.reachable_scenes == static_cast<double>(plain.scenes.size()));
    RC_ASSERT(has_rule(report, "dead-end") == plain.dead_end);
    RC_ASSERT(has_rule(report, "ways-3-to-5", "fewer") == plain.few);
    RC_ASSERT(has_rule(report, "ways-3-to-5", "more") == plain.many);
    RC_ASSERT(has_rule(report, "core-on-every-path") == plain.core_missing);
    RC_ASSERT(has_rule(report, "core-order") == plain.core_disorder);
  }));
}

// What both ways say is the same: rules, scenes, and how long the shortest paths are.
std::vector<std::string> told(const CheckReport& report) {
  std::vector<std::string> lines;
  for (const Finding& finding : report.findings) {
    const bool ending = finding.rule == "ending-family";  // shown by some path, from some scene
    const auto cut = ending ? finding.message.find("scene") : finding.message.npos;
    const std::string from = cut != finding.message.npos ? finding.message.substr(cut + 9) : "";
    lines.push_back(finding.rule + ": " + (ending ? from : finding.message));
    if (!ending) lines.back() += " " + std::to_string(finding.path.size());
  }
  return lines;
}

void both_say_the_same(const Film& film) {
  const auto graph = Graph::compile(film);
  RC_ASSERT(graph.has_value());
  const CheckReport sets = check(*graph, by_sets());
  const CheckReport refined = check(*graph, by_refinement());
  RC_ASSERT(sets.complete && refined.complete);
  RC_ASSERT(refined.by_refinement && !sets.by_refinement);
  RC_ASSERT(told(sets) == told(refined));
  RC_ASSERT(sets.reachable_scenes == refined.reachable_scenes);
  RC_ASSERT(sets.shortest_run == refined.shortest_run);
  RC_ASSERT(sets.longest_run == refined.longest_run);
  RC_ASSERT(refined.states <= sets.states);
}

TEST(Check, SetsAndRefinementSayTheSameOfRandomFilms) {
  EXPECT_TRUE(rc::check([] { both_say_the_same(random_film()); }));
}

TEST(Check, SetsAndRefinementSayTheSameOfGeneratedMaps) {
  EXPECT_TRUE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    const int width = *rc::gen::element(3, 6);
    both_say_the_same(generate_map({14, 40, 5, 1, 24, 8, width, 6}, seed));
  }));
}

TEST(Check, SetsAndRefinementSayTheSameOfGeneratedFilms) {
  EXPECT_TRUE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    both_say_the_same(generate_film({60, 4, 7, 0.7, 7}, seed));
  }));
}

TEST_P(CheckWays, ShowEveryFaultByAPathThatCanBeWalked) {
  EXPECT_TRUE(rc::check([] {
    const Film film = random_film();
    const auto graph = Graph::compile(film);
    RC_ASSERT(graph.has_value());
    const CheckReport report = check(*graph, GetParam());
    for (const Finding& finding : report.findings) {
      if (finding.path.empty()) {
        RC_ASSERT(finding.rule == "unreachable" || finding.rule == "ending-family" ||
                  finding.rule == "dangling");
      } else {
        RC_ASSERT(can_be_walked(*graph, finding));
      }
    }
  }));
}

TEST(Check, AMapWhoseVariablesAreInPlayEverywhereIsSettledByPathsThatCanBeWalked) {
  for (const std::uint64_t seed : {1U, 2U}) {
    const Film film = generate_map({90, 420, 28, 2, 90, 50, 30, 90}, seed);
    const auto graph = Graph::compile(film);
    ASSERT_TRUE(graph);
    CheckLimits limits = by_refinement();
    limits.most_findings = 60;
    const CheckReport report = check(*graph, limits);
    EXPECT_TRUE(report.complete && report.by_refinement) << report.cut_off;
    for (const Finding& finding : report.findings)
      EXPECT_TRUE(finding.path.empty() || can_be_walked(*graph, finding)) << finding.message;
  }
}

TEST_P(CheckWays, KeepPromisesWhereACompleteEndCanStillBeReached) {
  EXPECT_TRUE(rc::check([] {
    const Film film = random_film();
    const auto graph = Graph::compile(film);
    RC_ASSERT(graph.has_value());
    const Proof proof(*graph, GetParam());
    // Walking only ways that keep the promises never ends with core scenes missing.
    Random random(*rc::gen::arbitrary<std::uint64_t>());
    StoryState state = start(*graph);
    for (int step = 0; step < 60; ++step) {
      const Scene& scene = film.scenes[at(state.scene)];
      if (scene.ending) break;
      for (auto& memory : state.conditions) memory.holds = random.chance(0.5);
      std::vector<int> kept;
      for (const int way : open_ways(*graph, state)) {
        if (proof.keeps_promises(state, way)) kept.push_back(way);
        if (!scene.key_point) break;
      }
      if (kept.empty()) return;
      take(*graph, state, kept[random.below(kept.size())]);
    }
    if (!film.scenes[at(state.scene)].ending || state.path.size() == 1) return;
    std::set<int> passed(state.path.begin(), state.path.end());
    for (const SceneId& core : film.core) RC_ASSERT(passed.contains(graph->scene_index(core)));
  }));
}

TEST(Proof, AWitnessStandsAtItsScene) {
  const auto film = read_film(KULESHOV_SOURCE_DIR "/tests/films/tiny");
  ASSERT_TRUE(film);
  const auto graph = Graph::compile(*film);
  const Proof proof(*graph);
  for (const Scene& scene : film->scenes) {
    const auto state = proof.witness(scene.id);
    ASSERT_TRUE(state) << scene.id;
    EXPECT_EQ(film->scenes[at(state->scene)].id, scene.id);
  }
  EXPECT_FALSE(proof.witness(SceneId("nowhere")));
}

}  // namespace
}  // namespace kuleshov::story

#include "kuleshov/story/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/story/bdd.hpp"
#include "kuleshov/story/generate.hpp"

namespace kuleshov::story {
namespace {

using base::Random;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::size_t at(int index) { return static_cast<std::size_t>(index); }

// ---- a film in a line: "a>b,c when X set Y" ---------------------------------------------------

struct Sketch {
  Film film;
  Scene& scene(const std::string& id) {
    for (Scene& known : film.scenes) {
      if (known.id.str() == id) return known;
    }
    Scene made;
    made.id = SceneId(id);
    made.arc = {{0, {0, 0}}};
    Shot shot;
    shot.id = ShotId(id + ".1");
    shot.scene = made.id;
    shot.shortest = shot.natural = base::Ticks::seconds(10);
    shot.longest = base::Ticks::seconds(20);
    made.shots = {shot};
    film.scenes.push_back(made);
    return film.scenes.back();
  }
  Way& way(const std::string& from, const std::string& to, const std::string& when = "",
           const std::string& variable = "", const std::string& value = "") {
    scene(from);
    Way made;
    made.from = SceneId(from);
    made.to = SceneId(to);
    made.id = WayId(from + "-" + to + "-" + std::to_string(scene(from).ways.size()));
    made.trigger.text = when;
    if (!variable.empty()) made.effects.push_back({VariableId(variable), {value, {}}});
    scene(from).ways.push_back(made);
    return scene(from).ways.back();
  }
  void boolean(const std::string& id) {
    film.variables.push_back({VariableId(id), VariableType::boolean, 0, 1, {}, 0, {}});
  }
  void core(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      scene(id).core = true;
      film.core.emplace_back(id);
    }
  }
  CheckReport check() const {
    const auto graph = Graph::compile(film);
    EXPECT_TRUE(graph) << (graph ? "" : base::describe(graph.error()));
    return graph ? story::check(*graph) : CheckReport{};
  }
};

// a - three ways - z, all core rules kept.
Sketch sound() {
  Sketch sketch;
  sketch.film.ending_family = "home";
  sketch.boolean("told");
  sketch.way("a", "b", "", "told", "true");
  sketch.way("a", "c");
  sketch.way("a", "d");
  for (const char* id : {"b", "c", "d"}) sketch.way(id, "z");
  sketch.scene("z").ending = true;
  sketch.scene("a").key_point = true;
  sketch.core({"a", "z"});
  return sketch;
}

std::vector<std::string> rules_of(const CheckReport& report) {
  std::vector<std::string> rules;
  for (const Finding& finding : report.findings) rules.push_back(finding.rule);
  return rules;
}

std::vector<std::string> path_of(const CheckReport& report, const std::string& rule) {
  std::vector<std::string> path;
  for (const Finding& finding : report.findings) {
    if (finding.rule != rule) continue;
    for (const SceneId& id : finding.path) path.push_back(id.str());
    break;
  }
  return path;
}

TEST(Check, ASoundFilmIsProved) {
  const CheckReport report = sound().check();
  EXPECT_TRUE(report.holds) << report_to_text(report);
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(report.shortest_run, base::Ticks::seconds(30));
  EXPECT_EQ(report.longest_run, base::Ticks::seconds(60));
}

TEST(Check, TheTinyFilmIsProved) {
  const auto film = read_film(KULESHOV_SOURCE_DIR "/tests/films/tiny");
  ASSERT_TRUE(film);
  const CheckReport report = check(*Graph::compile(*film));
  EXPECT_TRUE(report.holds && report.complete) << report_to_text(report);
}

TEST(Check, AMissingCoreSceneIsShownByTheShortestPath) {
  Sketch sketch = sound();
  sketch.core({"c"});
  std::rotate(sketch.film.core.begin() + 1, sketch.film.core.end() - 1, sketch.film.core.end());
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), ElementsAre("core-on-every-path"));
  EXPECT_EQ(path_of(report, "core-on-every-path").size(), 3U);
  EXPECT_THAT(path_of(report, "core-on-every-path"), testing::Not(Contains("c")));
}

TEST(Check, CoreScenesOutOfOrderAreShown) {
  Sketch sketch;
  sketch.film.ending_family = "home";
  sketch.way("a", "c");
  sketch.way("c", "b");
  sketch.way("b", "z");
  sketch.scene("z").ending = true;
  sketch.core({"a", "b", "c"});
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), ElementsAre("core-order"));
  EXPECT_THAT(path_of(report, "core-order"), ElementsAre("a", "c", "b"));
}

TEST(Check, AKeyPointOfTwoWaysIsShown) {
  Sketch sketch = sound();
  sketch.scene("a").ways.pop_back();
  EXPECT_THAT(rules_of(sketch.check()), Contains("ways-3-to-5"));
}

TEST(Check, AKeyPointThatOffersTooFewInOneStateOnlyIsShown) {
  Sketch sketch = sound();
  sketch.boolean("late");
  sketch.scene("a").ways[2].trigger.text = "not late";
  sketch.way("o", "a");
  sketch.way("o", "p", "false or seen(a)");  // never taken: both triggers are looked at below
  sketch.way("p", "a");
  sketch.film.core.clear();
  sketch.core({"o"});
  sketch.film.scenes[0].core = false;
  EXPECT_THAT(rules_of(sketch.check()), testing::Not(Contains("ways-3-to-5")));
  sketch.scene("o").ways[0].effects.push_back({VariableId("late"), {"true", {}}});
  EXPECT_THAT(path_of(sketch.check(), "ways-3-to-5"), ElementsAre("o", "a"));
}

TEST(Check, SixWaysAreTooMany) {
  Sketch sketch = sound();
  for (int i = 0; i < 3; ++i) sketch.way("a", "b");
  EXPECT_THAT(rules_of(sketch.check()), ElementsAre("ways-3-to-5"));
}

TEST(Check, AWayThatNeedsASensorIsNotEnough) {
  Sketch sketch = sound();
  for (Way& way : sketch.scene("a").ways) way.trigger.text = "arousal > 0.3 surely 0.8";
  const auto rules = rules_of(sketch.check());
  EXPECT_THAT(rules, Contains("way-without-sensor"));
  EXPECT_THAT(rules, Contains("dead-end"));  // nobody need be moved
}

TEST(Check, ConditionsOnOneQuantityStayConsistent) {
  Sketch sketch = sound();
  sketch.scene("a").ways[0].trigger.text = "arousal > 0.2";
  sketch.scene("a").ways[1].trigger.text = "arousal < 0.2";
  sketch.way("a", "d");
  // One of the two and both others: three ways in every state, one without a sensor.
  EXPECT_THAT(rules_of(sketch.check()), IsEmpty());
}

TEST(Check, ADeadEndIsShown) {
  Sketch sketch = sound();
  sketch.scene("b").ways[0].trigger.text = "not told";
  const CheckReport report = sketch.check();
  EXPECT_THAT(path_of(report, "dead-end"), ElementsAre("a", "b"));
  EXPECT_THAT(rules_of(report), Contains("trigger-never"));
}

TEST(Check, AnEndlessLoopIsShownAsALoop) {
  Sketch sketch = sound();
  sketch.way("c", "e", "told");
  std::swap(sketch.scene("c").ways[0], sketch.scene("c").ways[1]);
  sketch.way("e", "a");
  sketch.scene("b").ways[0].to = SceneId("c");  // told is true there
  const CheckReport report = sketch.check();
  const auto path = path_of(report, "ending-family");
  ASSERT_FALSE(path.empty()) << report_to_text(report);
  EXPECT_EQ(std::count(path.begin(), path.end(), path.back()) >= 2, true);
  EXPECT_FALSE(report.longest_run);
}

TEST(Check, ALoopThatTheStateForbidsIsNone) {
  Sketch sketch = sound();
  sketch.way("d", "a", "times(a) < 2");
  std::swap(sketch.scene("d").ways[0], sketch.scene("d").ways[1]);
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), testing::Not(Contains("ending-family"))) << report_to_text(report);
}

TEST(Check, ATrapFromWhichNoEndingCanBeReachedIsShown) {
  Sketch sketch = sound();
  sketch.scene("d").ways[0].to = SceneId("t");
  sketch.way("t", "d");
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), Contains("ending-family"));
}

TEST(Check, TriggersThatNeverOrAlwaysHoldAreShown) {
  Sketch sketch = sound();
  sketch.way("b", "d", "not told");
  sketch.scene("c").ways[0].trigger.text = "not told or told";
  const auto rules = rules_of(sketch.check());
  EXPECT_THAT(rules, Contains("trigger-never"));
  EXPECT_THAT(rules, Contains("trigger-always"));
}

TEST(Check, DanglingAndUnreachableAreShown) {
  Sketch sketch = sound();
  sketch.way("b", "nowhere");
  sketch.way("alone", "z");
  const auto rules = rules_of(sketch.check());
  EXPECT_THAT(rules, Contains("dangling"));
  EXPECT_THAT(rules, Contains("unreachable"));
}

TEST(Check, RunningTimesAreExactOverStates) {
  Sketch sketch = sound();
  sketch.film.shortest_run = base::Ticks::seconds(35);
  sketch.film.longest_run = base::Ticks::seconds(60);
  sketch.way("c", "b", "told");  // in the plain graph a longer path, but told is false in c
  std::swap(sketch.scene("c").ways[0], sketch.scene("c").ways[1]);
  const CheckReport report = sketch.check();
  EXPECT_EQ(report.longest_run, base::Ticks::seconds(60));
  EXPECT_EQ(path_of(report, "length").size(), 3U);
}

TEST(Check, CoreScenesMayNotGoOnByTheViewer) {
  Sketch sketch = sound();
  sketch.core({"b"});
  std::swap(sketch.film.core[1], sketch.film.core[2]);
  sketch.way("b", "c", "arousal > 0.4");
  std::swap(sketch.scene("b").ways[0], sketch.scene("b").ways[1]);
  EXPECT_THAT(rules_of(sketch.check()), Contains("core-adaptive"));
}

TEST(Check, ContinuityHoldsOrIsShown) {
  Sketch sketch = sound();
  sketch.scene("b").continuity["mara.holds"] = "letter";
  sketch.scene("z").continuity["mara.holds?"] = "letter";
  const CheckReport report = sketch.check();
  EXPECT_THAT(rules_of(report), ElementsAre("continuity"));
  EXPECT_EQ(path_of(report, "continuity").size(), 3U);
  for (const char* id : {"c", "d"}) sketch.scene(id).continuity["mara.holds"] = "letter";
  EXPECT_TRUE(sketch.check().holds);
}

TEST(Check, TheDeadAreNotPresent) {
  Sketch sketch = sound();
  sketch.scene("b").continuity["tomas.alive"] = "false";
  sketch.scene("z").present = {CharacterId("tomas")};
  EXPECT_THAT(path_of(sketch.check(), "continuity"), ElementsAre("a", "b", "z"));
}

TEST(Check, AnchorsThatCannotBeKeptAreShown) {
  Sketch sketch = sound();
  sketch.film.style.closest = ShotScale::medium;
  sketch.scene("b").shots[0].scale = ShotScale::close_up;
  sketch.scene("c").shots.resize(3, sketch.scene("c").shots[0]);
  sketch.film.style.asl_high_s = 9;  // its shots last ten seconds at the least
  const auto rules = rules_of(sketch.check());
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "style-anchor"), 2);
}

TEST(Check, TheReportSaysWhenItWasCutOff) {
  GeneratedShape shape{60, 4, 12, 0.5};
  const Film film = generate_film(shape, 3);
  CheckLimits limits;
  limits.most_nodes = 300;
  const CheckReport report = check(*Graph::compile(film), limits);
  EXPECT_FALSE(report.complete);
  EXPECT_FALSE(report.cut_off.empty());
  const auto json = base::parse_json(report_to_json(report), "");
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["complete"], false);
}

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

TEST(Check, AgreesWithAPlainSearchOnRandomFilms) {
  EXPECT_TRUE(rc::check([] {
    const Film film = random_film();
    const auto graph = Graph::compile(film);
    RC_ASSERT(graph.has_value());
    const CheckReport report = check(*graph);
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

TEST(Check, EveryCounterexampleCanBeWalked) {
  EXPECT_TRUE(rc::check([] {
    const Film film = random_film();
    const auto graph = Graph::compile(film);
    RC_ASSERT(graph.has_value());
    const CheckReport report = check(*graph);
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

TEST(Proof, KeepsPromisesExactlyWhereACompleteEndCanStillBeReached) {
  EXPECT_TRUE(rc::check([] {
    const Film film = random_film();
    const auto graph = Graph::compile(film);
    RC_ASSERT(graph.has_value());
    const Proof proof(*graph);
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

// ---- decision diagrams ------------------------------------------------------------------------

TEST(Bdd, AgreesWithTruthTables) {
  EXPECT_TRUE(rc::check([] {
    constexpr std::uint32_t bits = 5;
    BddTable table(100'000);
    std::vector<std::pair<Bdd, std::uint32_t>> made;  // a set and its truth table of 32 rows
    for (std::uint32_t i = 0; i < bits; ++i) {
      std::uint32_t truth = 0;
      for (std::uint32_t row = 0; row < 32; ++row) truth |= (row >> i & 1U) << row;
      made.emplace_back(table.bit(i), truth);
    }
    const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6));
    for (const int step : steps) {
      const auto a = made[*rc::gen::inRange<std::size_t>(0, made.size())];
      const auto b = made[*rc::gen::inRange<std::size_t>(0, made.size())];
      const auto i = *rc::gen::inRange<std::uint32_t>(0, bits);
      std::uint32_t low = 0;
      std::uint32_t put = 0;
      for (std::uint32_t row = 0; row < 32; ++row) {
        const std::uint32_t off = row & ~(1U << i);
        const std::uint32_t some = (a.second >> off | a.second >> (off | 1U << i)) & 1U;
        low |= some << row;
        put |= (some & (row >> i) & 1U) << row;
      }
      if (step == 0) made.emplace_back(table.both(a.first, b.first), a.second & b.second);
      if (step == 1) made.emplace_back(table.either(a.first, b.first), a.second | b.second);
      if (step == 2) made.emplace_back(table.without(a.first, b.first), a.second & ~b.second);
      if (step == 3) made.emplace_back(table.inverse(a.first), ~a.second);
      if (step == 4) made.emplace_back(table.exists(a.first, table.bit(i)), low);
      if (step == 5) made.emplace_back(table.put(a.first, i, true), put);
    }
    for (const auto& [set, truth] : made) {
      RC_ASSERT(table.count(set, bits) == static_cast<double>(__builtin_popcount(truth)));
      for (std::uint32_t row = 0; row < 32; ++row) {
        std::vector<std::uint8_t> assignment(bits);
        for (std::uint32_t i = 0; i < bits; ++i)
          assignment[i] = static_cast<std::uint8_t>(row >> i & 1U);
        RC_ASSERT(table.contains(set, assignment) == ((truth >> row & 1U) != 0));
      }
    }
  }));
}

}  // namespace
}  // namespace kuleshov::story

#include "kuleshov/story/expression.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "kuleshov/story/graph.hpp"
#include "kuleshov/story/story_state.hpp"

namespace kuleshov::story {
namespace {

using base::Ticks;
using testing::ElementsAre;
using testing::HasSubstr;

Film small_film() {
  Film film;
  film.variables.push_back({VariableId("trust"), VariableType::integer, 0, 3, {}, 1, {}});
  film.variables.push_back({VariableId("told"), VariableType::boolean, 0, 1, {}, 0, {}});
  film.variables.push_back(
      {VariableId("tide"), VariableType::enumeration, 0, 2, {"out", "half-in", "storm"}, 0, {}});
  for (const char* id : {"s1", "s2", "s-3"}) {
    Scene scene;
    scene.id = SceneId(id);
    film.scenes.push_back(scene);
  }
  film.core = {SceneId("s1")};
  return film;
}

struct World {
  Film film = small_film();
  Names names{&film, {}, {}};
  std::vector<std::int32_t> variables{1, 0, 0};
  std::vector<std::uint8_t> visits = std::vector<std::uint8_t>(8);
  std::vector<Ticks> entered = std::vector<Ticks>(8);
  Ticks now;
  std::vector<ConditionMemory> conditions = std::vector<ConditionMemory>(8);

  std::int64_t value(const std::string& text) {
    const auto code = compile_condition({text, {"film.yaml", 4, 10, 0}}, names);
    EXPECT_TRUE(code) << text << ": " << (code ? "" : base::describe(code.error()));
    return code ? evaluate(*code, {variables, visits, entered, now, conditions}) : -99;
  }
  base::Error fault(const std::string& text) {
    const auto code = compile_condition({text, {"film.yaml", 4, 10, 0}}, names);
    EXPECT_FALSE(code) << text;
    return code ? base::Error{} : code.error();
  }
};

TEST(Expression, ComparesCountsAndJoins) {
  World world;
  EXPECT_EQ(world.value("trust > 0 and not told"), 1);
  EXPECT_EQ(world.value("trust * 2 + 1 == 3"), 1);
  EXPECT_EQ(world.value("told or trust >= 2"), 0);
  EXPECT_EQ(world.value("not told and not (trust = 0) and trust != 2"), 1);
  EXPECT_EQ(world.value("min(trust, 0) - max(trust, 5) < -4"), 1);
  EXPECT_EQ(world.value("told == false"), 1);
  EXPECT_EQ(world.value("trust - 1 < 1"), 1);
  EXPECT_EQ(world.value(""), 1);
}

TEST(Expression, AndBindsTighterThanOrAndNotTighterThanAnd) {
  World world;
  EXPECT_EQ(world.value("true or false and false"), 1);
  EXPECT_EQ(world.value("not true or true"), 1);
  EXPECT_EQ(world.value("not (true or true)"), 0);
}

TEST(Expression, EnumerationsCompareWithTheirValues) {
  World world;
  EXPECT_EQ(world.value("tide == out"), 1);
  EXPECT_EQ(world.value("half-in == tide"), 0);
  EXPECT_EQ(world.value("tide != storm"), 1);
  EXPECT_THAT(world.fault("tide == strom").remedy, HasSubstr("\"storm\""));
  EXPECT_THAT(world.fault("tide < storm").what, HasSubstr("order"));
  EXPECT_THAT(world.fault("trust == storm").what, HasSubstr("storm"));
}

TEST(Expression, RemembersScenes) {
  World world;
  EXPECT_EQ(world.value("seen(s2)"), 0);
  EXPECT_EQ(world.value("since(s2) > 10min"), 1);  // never seen is longer than any time
  world.visits[0] = 3;
  world.entered[0] = Ticks::seconds(10);
  world.now = Ticks::seconds(50);
  EXPECT_EQ(world.value("seen(s2) and times(s2) == 3"), 1);
  EXPECT_EQ(world.value("since(s2) > 30s and since(s2) < 40500ms"), 1);
  EXPECT_EQ(world.value("seen(s-3)"), 0);
  EXPECT_THAT(world.names.tracked, ElementsAre(1, 2));
}

TEST(Expression, ViewerConditionsAreOneEach) {
  World world;
  EXPECT_EQ(world.value("arousal > 0.4 surely 0.8 for 5s or arousal > 0.4 surely 0.8 for 5s"), 0);
  ASSERT_EQ(world.names.conditions.size(), 1U);
  EXPECT_EQ(world.names.conditions[0].surely, 0.8);
  EXPECT_EQ(world.names.conditions[0].held, Ticks::seconds(5));
  // Bare "<" is the opposite of ">": one condition serves both.
  EXPECT_EQ(world.value("valence > -0.2 or valence < -0.2"), 1);
  EXPECT_EQ(world.names.conditions.size(), 2U);
}

TEST(Expression, FaultsPointAtTheCharacter) {
  World world;
  const std::vector<std::tuple<std::string, std::size_t, std::string>> cases{
      {"trust > ", 8, "missing"},
      {"trst > 1", 0, "\"trst\""},
      {"trust", 0, "a number, not"},
      {"told > 1", 7, "a number, not"},
      {"trust > 1 told", 10, "end here"},
      {"arousal > 2", 10, "from -1 to 1"},
      {"arousal + 1 > 0", 8, "< or >"},
      {"trust > 1.5", 8, "whole"},
      {"seen(s9)", 5, "\"s9\""},
      {"trust > 5s", 8, "a duration"},
      {"since(s1) > 5h", 13, "unit"},
      {"(trust > 1", 10, "\")\""},
      {"trust # 1", 6, "no part"},
      {"not trust", 4, "a number"},
      {"arousal > 0.1 for 3", 18, "duration"}};
  for (const auto& [text, offset, what] : cases) {
    const auto fault = world.fault(text);
    EXPECT_THAT(fault.what, HasSubstr(what)) << text;
    EXPECT_EQ(fault.place.column, 10 + offset) << text << ": " << fault.what;
    EXPECT_EQ(fault.place.line, 4U);
  }
  EXPECT_THAT(world.fault("trst > 1").remedy, HasSubstr("\"trust\""));
}

TEST(Expression, EffectsHaveTheVariablesTypeAndNoViewer) {
  World world;
  const auto& v = world.film.variables;
  EXPECT_TRUE(compile_value({"trust + 1", {}}, v[0], world.names));
  EXPECT_TRUE(compile_value({"trust > 1", {}}, v[1], world.names));
  EXPECT_TRUE(compile_value({"storm", {}}, v[2], world.names));
  EXPECT_FALSE(compile_value({"true", {}}, v[0], world.names));
  EXPECT_FALSE(compile_value({"2", {}}, v[1], world.names));
  EXPECT_FALSE(compile_value({"strom", {}}, v[2], world.names));
  EXPECT_THAT(compile_value({"arousal > 0.2", {}}, v[1], world.names).error().what,
              HasSubstr("viewer"));
}

TEST(Expression, NeitherDepthNorLengthOverflows) {
  World world;
  EXPECT_FALSE(world.fault(std::string(10'000, '(') + "told").what.empty());
  std::string nots;
  for (int i = 0; i < 10'000; ++i) nots += "not ";
  EXPECT_FALSE(world.fault(nots + "told").what.empty());
  std::string sum = "trust";
  for (int i = 0; i < 5'000; ++i) sum += " * 1000000";
  EXPECT_EQ(world.value(sum + " > 0"), 1);  // saturates
}

// A random condition as text, and its value by a direct reading.
struct Sample {
  std::string text;
  bool value;
};
Sample sample(int depth, int trust, bool told) {
  const int pick = *rc::gen::inRange(0, depth > 0 ? 6 : 2);
  if (pick == 0) return {"told", told};
  if (pick == 1) {
    const int n = *rc::gen::inRange(-3, 5);
    return {"trust - " + std::to_string(std::abs(n)) + " >= 0", trust - std::abs(n) >= 0};
  }
  const Sample a = sample(depth - 1, trust, told);
  if (pick == 2) return {"not (" + a.text + ")", !a.value};
  const Sample b = sample(depth - 1, trust, told);
  if (pick == 3) return {"(" + a.text + ") and (" + b.text + ")", a.value && b.value};
  if (pick == 4) return {"(" + a.text + ") or (" + b.text + ")", a.value || b.value};
  return {"(" + a.text + ") == (" + b.text + ")", a.value == b.value};
}

TEST(Expression, AgreesWithADirectReading) {
  EXPECT_TRUE(rc::check([] {
    World world;
    world.variables[0] = *rc::gen::inRange(0, 4);
    world.variables[1] = *rc::gen::inRange(0, 2);
    const Sample made = sample(4, world.variables[0], world.variables[1] != 0);
    RC_ASSERT(world.value(made.text) == (made.value ? 1 : 0));
  }));
}

TEST(Expression, AnyTextCompilesOrFailsWithAPlace) {
  EXPECT_TRUE(rc::check([] {
    World world;
    const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "trust", "told", "tide", "storm", "arousal", ">", "<=", "(", ")", "0.4", "5s", "surely",
        "for", "and", "or", "not", "seen", "s1", ",", "min", "-", "+", "*", "\xff", "3", "half-in",
        "=="));
    std::string text;
    for (const auto& word : words) text += word + " ";
    const auto code = compile_condition({text, {"f", 1, 1, 0}}, world.names);
    if (!code)
      RC_ASSERT(code.error().place.column >= 1 && code.error().place.column <= text.size() + 1);
  }));
}

// ---- viewer conditions ------------------------------------------------------------------------

ViewerBelief arousal(double mean, double sd) {
  ViewerBelief belief;
  belief.mean[0] = mean;
  belief.sd[0] = sd;
  return belief;
}

TEST(ViewerCondition, ProbabilityIsTheNormalTail) {
  const ViewerCondition condition{Quantity::arousal, true, 0.4, 0.8, {}};
  EXPECT_NEAR(probability(condition, arousal(0.4, 0.2)), 0.5, 1e-12);
  EXPECT_NEAR(probability(condition, arousal(0.6, 0.2)), 0.841344746, 1e-8);
  EXPECT_EQ(probability(condition, arousal(0.5, 0)), 1);
}

TEST(ViewerCondition, HoldsAfterItsTimeAndLetsGoBelowTheLowerEdge) {
  const ViewerCondition condition{Quantity::arousal, true, 0, 0.8, Ticks::seconds(2)};
  ConditionMemory memory;
  const Ticks second = Ticks::seconds(1);
  observe(condition, arousal(0.2, 0.1), second, memory);
  EXPECT_FALSE(memory.holds);
  observe(condition, arousal(0.2, 0.1), second, memory);
  observe(condition, arousal(0.06, 0.1), second, memory);  // P = 0.73: above the lower edge 0.65
  EXPECT_TRUE(memory.holds);
  observe(condition, arousal(0.03, 0.1), second, memory);  // P = 0.62
  EXPECT_FALSE(memory.holds);
  observe(condition, arousal(0.06, 0.1), second, memory);  // not sure enough to begin again
  EXPECT_FALSE(memory.above);
}

ViewerCondition any_condition() {
  return {Quantity::arousal, *rc::gen::arbitrary<bool>(), *rc::gen::element(-0.4, 0.0, 0.3, 0.6),
          *rc::gen::element(0.5, 0.6, 0.7, 0.9), Ticks::seconds(*rc::gen::inRange(0, 3))};
}

TEST(ViewerCondition, ImplicationAndExclusionHoldOnEveryHistory) {
  EXPECT_TRUE(rc::check([] {
    const ViewerCondition a = any_condition();
    const ViewerCondition b = any_condition();
    ConditionMemory of_a;
    ConditionMemory of_b;
    const auto history = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-100, 101));
    for (const int step : history) {
      const ViewerBelief belief = arousal(step / 100.0, *rc::gen::element(0.05, 0.2, 0.5));
      observe(a, belief, Ticks::seconds(1), of_a);
      observe(b, belief, Ticks::seconds(1), of_b);
      if (implies(a, b)) RC_ASSERT(!of_a.holds || of_b.holds);
      if (exclude(a, b)) RC_ASSERT(!of_a.holds || !of_b.holds);
    }
  }));
}

// ---- stepping ---------------------------------------------------------------------------------

TEST(StoryState, TheTinyFilmStepsToItsEnding) {
  const auto film = read_film(KULESHOV_SOURCE_DIR "/tests/films/tiny");
  ASSERT_TRUE(film);
  const auto graph = Graph::compile(*film);
  ASSERT_TRUE(graph);
  StoryState state = start(*graph);
  EXPECT_EQ(state.scene, 0);
  EXPECT_EQ(quiet_way(*graph, state), 0);
  take(*graph, state, 0);
  EXPECT_THAT(open_ways(*graph, state), ElementsAre(0, 1, 3));  // `leave` wants a stirred viewer
  observe(*graph, state, arousal(0.9, 0.1), Ticks::seconds(1));
  EXPECT_THAT(open_ways(*graph, state), ElementsAre(0, 1, 3));
  observe(*graph, state, arousal(0.9, 0.1), Ticks::seconds(2));
  EXPECT_THAT(open_ways(*graph, state), ElementsAre(0, 1, 2, 3));
  take(*graph, state, 0);
  EXPECT_EQ(state.variables[0], 2);
  take(*graph, state, quiet_way(*graph, state));
  EXPECT_TRUE(film->scenes[static_cast<std::size_t>(state.scene)].ending);
  EXPECT_EQ(quiet_way(*graph, state), -1);
  EXPECT_THAT(state.path, ElementsAre(0, 1, 2, 5));
}

}  // namespace
}  // namespace kuleshov::story

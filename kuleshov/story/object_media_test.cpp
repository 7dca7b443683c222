#include "kuleshov/story/object_media.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>

#include "kuleshov/story/check.hpp"
#include "kuleshov/story/generate.hpp"
#include "kuleshov/story/json_logic.hpp"
#include "kuleshov/story/logic_text.hpp"
#include "kuleshov/story/source.hpp"

namespace kuleshov::story {
namespace {

using base::Json;
using testing::ElementsAre;
using testing::HasSubstr;

Film film_in(const std::string& folder) {
  return read_film(std::string(KULESHOV_SOURCE_DIR) + "/" + folder).value();
}

base::Result<Film> film_from(const std::string& json) {
  const auto story = story_from_object_media(json, "story.json");
  if (!story) return std::unexpected(story.error());
  const auto source = source_from_outline(story->outline);
  return read_film_texts(source.film_yaml, source.screenplay, "imported");
}

std::string exported(const Film& film) { return object_media_from_film(film, "").value().json; }

// The graph of a film as text: what the exchange must keep.
std::string graph_of(const Film& film) {
  const auto graph = Graph::compile(film);
  if (!graph) return graph.error().what;
  LogicExtras extras;
  std::string out;
  for (const Variable& v : film.variables)
    out += fmt::format("{} {} {} {}\n", v.id.str(), v.low, v.high, v.start);
  for (std::size_t s = 0; s < film.scenes.size(); ++s) {
    const Scene& scene = film.scenes[s];
    const GraphScene& compiled = graph->scenes()[s];
    out += fmt::format("{} {} {} {} {}\n", scene.id.str(), scene.core, scene.ending,
                       scene.key_point, scene.key_point ? scene.default_way.str() : "");
    for (const CompiledEffect& effect : compiled.on_enter)
      out += fmt::format("  set {}\n",
                         film.variables[static_cast<std::size_t>(effect.variable)].id.str());
    for (std::size_t w = 0; w < scene.ways.size(); ++w) {
      out += fmt::format("  {} -> {} when {}", scene.ways[w].id.str(), scene.ways[w].to.str(),
                         logic_from_code(*graph, compiled.ways[w].trigger, extras).dump());
      for (const CompiledEffect& effect : compiled.ways[w].effects) {
        const Variable& v = film.variables[static_cast<std::size_t>(effect.variable)];
        out += " " + v.id.str() + " := " + logic_from_value(*graph, effect.value, v, extras).dump();
      }
      out += "\n";
    }
  }
  return out;
}

void comes_back(Film film) {
  const auto back = film_from(exported(film));
  ASSERT_TRUE(back.has_value()) << back.error().what << " " << back.error().place.line;
  Film again = *back;
  // An imported film has its own name, from which ids in the document are made.
  again.id = film.id;
  // seen(s) comes back as times(s) > 0: the same, counted further. Variables in the order of JSON.
  const auto by_id = [](const Variable& a, const Variable& b) { return a.id < b.id; };
  std::sort(film.variables.begin(), film.variables.end(), by_id);
  EXPECT_EQ(graph_of(film), graph_of(again));
}

TEST(ObjectMedia, SampleFilmsComeBackAsTheSameGraph) {
  comes_back(film_in("films/the-last-light"));
  comes_back(film_in("films/the-ninth-bridge"));
  comes_back(film_in("tests/films/tiny"));
  comes_back(film_in("tests/films/switches"));
}

TEST(ObjectMedia, GeneratedFilmsComeBackAsTheSameGraph) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    comes_back(generate_film({80, 5, 8, 0.5}, seed));
    comes_back(generate_map({40, 150, 8, 2, 25, 25}, seed));
  }
}

TEST(ObjectMedia, ASecondExportIsTheFirst) {
  Film film = generate_map({40, 150, 8, 2, 25, 25}, 7);
  const auto once = film_from(exported(film));
  ASSERT_TRUE(once.has_value()) << once.error().what;
  const auto twice = film_from(exported(*once));
  ASSERT_TRUE(twice.has_value()) << twice.error().what;
  EXPECT_EQ(exported(*once), exported(*twice));
}

TEST(ObjectMedia, ConditionsThatOnlyAPlayerKnowsHaveVariablesOfTheirOwn) {
  Film film = generate_film({20, 1, 2, 0.4}, 1);
  std::vector<Way>& ways = film.scenes.front().ways;
  const std::vector<std::string> conditions{"arousal > 0.3 surely 0.7", "arousal < 0.3 surely 0.7",
                                            "since(s1) <= 30s or since(s1) < 30s"};
  for (std::size_t i = 0; i < conditions.size(); ++i) ways[i].trigger.text = conditions[i];
  const Json json = Json::parse(exported(film));
  const Json& variables = json["stories"][0]["variables"];
  int stand_for = 0;
  for (const Json& variable : variables)
    stand_for += variable.value("description", "").starts_with("trigger: ") ? 1 : 0;
  EXPECT_GE(stand_for, 4);
  comes_back(film);
}

TEST(ObjectMedia, CheckSaysTheSameOfAFilmThatCameBack) {
  const Film film = generate_film({80, 5, 8, 0.5}, 5);
  const auto back = film_from(exported(film));
  ASSERT_TRUE(back.has_value());
  const auto before = Graph::compile(film);
  const auto after = Graph::compile(*back);
  EXPECT_EQ(check(*before).states, check(*after).states);
}

// ---- documents by others ----------------------------------------------------------------------

std::string element(const std::string& id, const std::string& links,
                    const std::string& body = R"("type": "REPRESENTATION_COLLECTION_ELEMENT",
                                                 "representation_collection_target_id": "c1")") {
  return fmt::format(R"({{"id": "{}", "name": "Part {}", "body": {{{}}}, "links": [{}]}})", id, id,
                     body, links);
}

std::string to(const std::string& target, const std::string& condition = "true") {
  return fmt::format(
      R"({{"link_type": "NARRATIVE_ELEMENT", "target_narrative_element_id": "{}", "condition": {}}})",
      target, condition);
}

const std::string end = R"({"link_type": "END_STORY", "condition": true})";

std::string document(const std::string& elements, const std::string& ids,
                     const std::string& variables = "{}", const std::string& behaviours = "{}",
                     const std::string& more_stories = "") {
  return fmt::format(
      R"({{"stories": [{{"id": "story", "name": "By others", "narrative_element_ids": [{}],
           "beginnings": [{{"narrative_element_id": "a", "condition": {{"==": [1, 1]}}}}],
           "variables": {}}}{}],
         "narrative_elements": [{}],
         "representation_collections": [{{"id": "c1", "representations":
             [{{"representation_id": "r1", "condition": true}}]}}],
         "representations": [{{"id": "r1", "behaviours": {}}}], "asset_collections": []}})",
      ids, variables, more_stories, elements, behaviours);
}

TEST(ObjectMedia, LinksVariablesAndConditionsAreRead) {
  const std::string variables =
      R"({"In Depth": {"variable_type": "boolean", "default_value": true},
          "who": {"variable_type": "list", "values": ["Mickey M", "pluto"], "default_value": "pluto"},
          "age": {"variable_type": "number", "default_value": 25,
                  "range": {"min_val": 0, "max_val": 99}},
          "name": {"variable_type": "string", "default_value": "?"}})";
  const std::string links =
      to("b",
         R"({"and": [{"==": [{"var": "In Depth"}, true]}, {"<": [18, {"var": "age"}, 65]}]})") +
      "," + to("c", R"({"in": [{"var": "who"}, ["Mickey M", "pluto"]]})") + "," + to("b");
  const std::string json =
      document(element("a", links) + "," + element("b", end) + "," + element("c", end),
               R"("a", "b", "c")", variables);
  const auto story = story_from_object_media(json, "story.json");
  ASSERT_TRUE(story.has_value()) << story.error().what;
  EXPECT_THAT(story->not_carried, ElementsAre("the variable \"name\" of type string"));
  const auto film = film_from(json);
  ASSERT_TRUE(film.has_value()) << film.error().what;
  EXPECT_EQ(film->scenes.front().id.str(), "part-a");
  const auto& ways = film->scenes.front().ways;
  ASSERT_EQ(ways.size(), 3U);
  EXPECT_EQ(ways[0].trigger.text, "In_Depth == true and (18 < age and age < 65)");
  EXPECT_EQ(ways[1].trigger.text, "who == is-mickey-m or who == pluto");
  EXPECT_TRUE(film->scenes[1].ending);
}

TEST(ObjectMedia, ChoicesBecomeKeyPointsAndManipulationsEffects) {
  const std::string behaviours = R"({"completed": [
      {"type": "urn:x-object-based-media:representation-behaviour:manipulatevariable/v1.0",
       "target_variable": "n", "operation": {"+": [{"var": "n"}, 1]}},
      {"type": "urn:x-object-based-media:representation-behaviour:showlinkchoices/v1.0",
       "link_icons": [{"text": "Long", "target_narrative_element_id": "C"},
                      {"text": "Short", "target_narrative_element_id": "b"}]}]})";
  const std::string plain = R"("type": "REPRESENTATION_COLLECTION_ELEMENT",
                               "representation_collection_target_id": "none")";
  const std::string json = document(
      element("a", to("b") + "," + to("c")) + "," + element("b", end, plain) + "," +
          element("c", end, plain),
      R"("a", "b", "c")",
      R"({"n": {"variable_type": "number", "default_value": 0, "range": {"min_val": 0, "max_val": 9}}})",
      behaviours);
  const auto film = film_from(json);
  ASSERT_TRUE(film.has_value()) << film.error().what;
  const Scene& scene = film->scenes.front();
  ASSERT_TRUE(scene.key_point);
  EXPECT_EQ(scene.ways[0].label.at("en"), "Long");
  EXPECT_EQ(scene.ways[0].to.str(), "part-c");
  EXPECT_EQ(scene.default_way, scene.ways[1].id);  // the first link
  ASSERT_EQ(scene.on_enter.size(), 1U);
  EXPECT_EQ(scene.on_enter[0].value.text, "n + 1");
}

TEST(ObjectMedia, APanelBecomesAKeyPointForEachVariableItAsksFor) {
  const std::string behaviours = R"({"completed": [
      {"type": "urn:x-object-based-media:representation-behaviour:showvariablepanel/v1.0",
       "variables": [{"variable_name": "deep", "label": "In depth?"},
                     {"variable_name": "who", "label": "Who?"},
                     {"variable_name": "age", "label": "How old?"}]}]})";
  const std::string plain = R"("type": "REPRESENTATION_COLLECTION_ELEMENT",
                               "representation_collection_target_id": "none")";
  const std::string json =
      document(element("a", to("b", R"({"==": [{"var": "deep"}, true]})") + "," + to("c")) + "," +
                   element("b", end, plain) + "," + element("c", end, plain),
               R"("a", "b", "c")",
               R"({"deep": {"variable_type": "boolean", "default_value": false},
          "who": {"variable_type": "list", "values": ["Ann B", "bo"], "default_value": "bo"},
          "age": {"variable_type": "number", "default_value": 25,
                  "range": {"min_val": 0, "max_val": 99}}})",
               behaviours);
  const auto story = story_from_object_media(json, "story.json");
  ASSERT_TRUE(story.has_value()) << story.error().what;
  EXPECT_THAT(story->not_carried, ElementsAre("a panel that asks for \"age\": it keeps its value"));
  const auto film = film_from(json);
  ASSERT_TRUE(film.has_value()) << film.error().what;
  ASSERT_GE(film->scenes.size(), 3U);
  const Scene& first = film->scenes[0];
  EXPECT_EQ(first.question.at("en"), "In depth?");
  ASSERT_EQ(first.ways.size(), 2U);
  EXPECT_EQ(first.default_way, first.ways[1].id);  // "No", as it starts
  const Scene& second = film->scenes[1];
  EXPECT_EQ(second.question.at("en"), "Who?");
  EXPECT_EQ(second.ways[0].label.at("en"), "Ann B");
  const auto graph = Graph::compile(*film);
  StoryState state = start(*graph);
  for (const int way : {0, 1, 0}) take(*graph, state, way);  // yes, bo, the first route that holds
  EXPECT_EQ(film->scenes[static_cast<std::size_t>(state.scene)].id.str(), "part-b");
  comes_back(*film);
}

TEST(ObjectMedia, RepresentationsThatDoDifferentThingsBecomeScenesOfTheirOwn) {
  const std::string sets = R"("behaviours": {"completed": [
      {"type": "urn:x-object-based-media:representation-behaviour:manipulatevariable/v1.0",
       "target_variable": "n", "operation": 3}]})";
  const auto with = [&](const std::string& second) {
    std::string json = document(element("a", to("b")) + "," + element("b", end), R"("a", "b")",
                                R"({"n": {"variable_type": "number", "default_value": 0}})");
    const std::string held = R"([{"representation_id": "r1", "condition": true}])";
    json.replace(json.find(held), held.size(),
                 R"([{"representation_id": "r1", "condition": {"<": [{"var": "n"}, 2]}},
                     {"representation_id": "r2", "condition": true}])");
    json.replace(json.find(R"({"id": "r1", "b)"), 1,
                 R"({"id": "r2", "name": "Late", )" + second + "}, {");
    return json;
  };
  const auto film = film_from(with(sets));
  ASSERT_TRUE(film.has_value()) << film.error().what;
  ASSERT_EQ(film->scenes.front().ways.size(), 2U);
  EXPECT_EQ(film->scenes.front().ways[0].trigger.text, "n < 2");
  EXPECT_EQ(film->scenes[2].id.str(), "part-a-late");
  ASSERT_EQ(film->scenes[2].on_enter.size(), 1U);
  EXPECT_EQ(film->scenes[2].on_enter[0].value.text, "3");
  comes_back(*film);
  const auto alike = story_from_object_media(with(R"("behaviours": {})"), "story.json");
  ASSERT_TRUE(alike.has_value());
  EXPECT_EQ(alike->outline.scenes.size(), 2U);
  EXPECT_THAT(alike->not_carried, ElementsAre(HasSubstr("other representations")));
}

TEST(ObjectMedia, AStoryWithinAStoryGoesOnWhereItEnds) {
  const std::string inner =
      R"(, {"id": "inner", "name": "In", "narrative_element_ids": ["x"], "variables": {},
            "beginnings": [{"narrative_element_id": "x", "condition": true}]})";
  const std::string json =
      document(element("a", to("b"), R"("type": "STORY_ELEMENT", "story_target_id": "inner")") +
                   "," + element("b", end) + "," + element("x", end),
               R"("a", "b")", "{}", "{}", inner);
  const auto film = film_from(json);
  ASSERT_TRUE(film.has_value()) << film.error().what;
  const auto graph = Graph::compile(*film);
  StoryState state = start(*graph);
  for (int i = 0; i < 2; ++i) take(*graph, state, 0);
  std::vector<std::string> path;
  for (const int scene : state.path)
    path.push_back(film->scenes[static_cast<std::size_t>(scene)].id.str());
  EXPECT_THAT(path, ElementsAre("part-a", "part-a-part-x", "part-b"));
}

TEST(ObjectMedia, DamagedDocumentsAreErrorsThatSayWhatToDo) {
  const auto what = [](const std::string& json) {
    const auto story = story_from_object_media(json, "story.json");
    return story ? std::string("read") : story.error().what + " / " + story.error().remedy;
  };
  EXPECT_THAT(what("{"), HasSubstr("JSON"));
  EXPECT_THAT(what("{}"), HasSubstr("this is no object-based media story"));
  EXPECT_THAT(what(document(element("a", to("gone")), R"("a")")),
              HasSubstr("the element gone, which is not there"));
  const std::string itself = R"(, {"id": "inner", "narrative_element_ids": ["x"],
      "beginnings": [{"narrative_element_id": "x", "condition": true}]})";
  const std::string holds = R"("type": "STORY_ELEMENT", "story_target_id": "inner")";
  EXPECT_THAT(what(document(element("a", end, holds) + "," + element("x", end, holds), R"("a")",
                            "{}", "{}", itself)),
              HasSubstr("more than eight deep"));
}

// ---- triggers as JsonLogic ---------------------------------------------------------------------

// A trigger over two booleans, a number and an enumeration.
std::string random_trigger(int depth) {
  const int pick = *rc::gen::inRange(0, depth == 0 ? 5 : 9);
  const auto sub = [&] { return random_trigger(depth - 1); };
  const std::string n = std::to_string(*rc::gen::inRange(-3, 9));
  switch (pick) {
    case 0:
      return "a";
    case 1:
      return "b == false";
    case 2:
      return "n + 1 < " + n;
    case 3:
      return "mood != dark";
    case 4:
      return "max(n, 2) * 2 >= " + n;
    case 5:
      return "(" + sub() + ") and (" + sub() + ")";
    case 6:
      return "(" + sub() + ") or (" + sub() + ")";
    case 7:
      return "not (" + sub() + ")";
    default:
      return "(" + sub() + ") == true";
  }
}

TEST(LogicText, ARuleAndItsTriggerHoldInTheSameStates) {
  EXPECT_TRUE(rc::check([] {
    const std::string trigger = random_trigger(3);
    const auto film = read_film_texts(
        "film: 1\ntitle: t\nvariables:\n  a: {type: boolean}\n  b: {type: boolean}\n"
        "  n: {type: integer, low: -5, high: 9}\n  mood: {type: enumeration, values: [dark, "
        "light]}\n"
        "core: [s1]\nscenes:\n  s1:\n    arc: [[0, 0, 0]]\n    routes:\n      - {to: s1, when: \"" +
            trigger + "\"}\n",
        ".A ROOM #s1#\n\nNothing.\n", "t");
    RC_ASSERT(film.has_value());
    const auto graph = Graph::compile(*film);
    RC_ASSERT(graph.has_value());
    LogicExtras extras;
    const Json rule = logic_from_code(*graph, graph->scenes()[0].ways[0].trigger, extras);
    StoryState state = start(*graph);
    state.variables = {*rc::gen::inRange(0, 2), *rc::gen::inRange(0, 2), *rc::gen::inRange(-5, 10),
                       *rc::gen::inRange(0, 2)};
    const Json data{{"a", state.variables[0] != 0},
                    {"b", state.variables[1] != 0},
                    {"n", state.variables[2]},
                    {"mood", state.variables[3] == 0 ? "dark" : "light"}};
    const JsonLogicResult result = json_logic(rule, data);
    // Words are texts: JsonLogic's loose != of two texts asks for numbers in some readings.
    if (result.error.empty()) RC_ASSERT((result.value == true) == is_open(*graph, state, 0));

    using Kind = LogicVariable::Kind;
    const LogicVariables known{
        {"a", {Kind::boolean, "a", {}}},
        {"b", {Kind::boolean, "b", {}}},
        {"n", {Kind::number, "n", {}}},
        {"mood", {Kind::word, "mood", {{"dark", "dark"}, {"light", "light"}}}}};
    std::string why;
    const auto text = trigger_from_logic(rule, known, why);
    RC_ASSERT(text.has_value());
    Film again = *film;
    again.scenes[0].ways[0].trigger.text = *text;
    const auto back = Graph::compile(again);
    RC_ASSERT(back.has_value());
    RC_ASSERT(is_open(*back, state, 0) == is_open(*graph, state, 0));
  }));
}

}  // namespace
}  // namespace kuleshov::story

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/story/check.hpp"
#include "kuleshov/story/draw.hpp"
#include "kuleshov/story/segment_map.hpp"
#include "kuleshov/story/sketch.hpp"
#include "kuleshov/story/source.hpp"
#include "kuleshov/story/story_save.hpp"
#include "kuleshov/story/twee.hpp"

namespace kuleshov::story {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string tiny = KULESHOV_SOURCE_DIR "/tests/films/tiny";

base::Result<Film> film_of(const Outline& outline) {
  const auto source = source_from_outline(outline);
  return read_film_texts(source.film_yaml, source.screenplay, "imported");
}

// ---- Twee -------------------------------------------------------------------------------------

TEST(Twee, ReadsHeadersTagsPositionsAndLinks) {
  const auto passages = parse_twee(
      ":: A \\[x\\] [one two] {\"position\":\"1,2\"}\nGo [[on->B]] or [[C]].\n\\:: not a "
      "header\n\n:: B\nend\n");
  ASSERT_EQ(passages.size(), 2U);
  EXPECT_EQ(passages[0].name, "A [x]");
  EXPECT_THAT(passages[0].tags, ElementsAre("one", "two"));
  EXPECT_EQ(passages[0].metadata, "{\"position\":\"1,2\"}");
  EXPECT_THAT(passages[0].text, HasSubstr("\n:: not a header"));
  const auto links = links_of("[[a]] [[l|b]] [[l->c]] [[d<-l]] [[e][$x to 1]]");
  std::vector<std::string> targets;
  for (const auto& link : links) targets.push_back(link.target);
  EXPECT_THAT(targets, ElementsAre("a", "b", "c", "d", "e"));
}

TEST(Twee, PassagesComeBackAsTheyWere) {
  EXPECT_TRUE(rc::check([] {
    std::vector<TweePassage> passages;
    for (int n = *rc::gen::inRange(1, 5); n > 0; --n) {
      const auto words = *rc::gen::container<std::vector<std::string>>(
          rc::gen::element<std::string>("a", "[", "]", "{", "}", "\\", "b c"));
      TweePassage passage;
      passage.name = "p" + std::to_string(n);
      for (const auto& word : words) passage.name += word;
      passage.tags = {"t[" + std::to_string(n)};
      passage.text = "one\n:: two\nthree";
      passages.push_back(passage);
    }
    const auto back = parse_twee(write_twee(passages));
    RC_ASSERT(back.size() == passages.size());
    for (std::size_t i = 0; i < back.size(); ++i) {
      RC_ASSERT(back[i].name == passages[i].name);
      RC_ASSERT(back[i].tags == passages[i].tags);
      RC_ASSERT(back[i].text == passages[i].text);
    }
  }));
}

TEST(Twee, PassageNamesWithMarksOfFountainAreScenes) {
  const auto story = story_from_twee(
      ":: Start\n[[..C]]\n\n::..C\nx\n\n:: [[#]] /* y\nz\n\n:: : ->D\nz\n", "t", "t.twee");
  ASSERT_TRUE(story);
  const auto film = film_of(story->outline);
  ASSERT_TRUE(film) << base::describe(film.error());
  EXPECT_EQ(film->scenes.size(), 4U);
}

TEST(Twee, StoriesByOthersBecomeFilmsWithTheirLinks) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr || *data == '\0') GTEST_SKIP() << "KULESHOV_DATA is not set";
  int stories = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(data) + "/stories/twee")) {
    const auto text = base::read_file(entry.path());
    ASSERT_TRUE(text);
    const auto story = story_from_twee(*text, entry.path().stem().string(), entry.path().string());
    ASSERT_TRUE(story) << entry.path() << base::describe(story.error());
    const auto film = film_of(story->outline);
    ASSERT_TRUE(film) << entry.path() << base::describe(film.error());
    std::size_t links = 0;
    std::size_t ways = 0;
    for (const auto& scene : story->outline.scenes) links += scene.ways.size();
    for (const auto& scene : film->scenes) ways += scene.ways.size();
    EXPECT_EQ(links, ways) << entry.path();
    ++stories;
  }
  EXPECT_GE(stories, 80);
}

TEST(Twee, AFilmGoesOutWithItsScenesAndWays) {
  const auto film = read_film(tiny);
  ASSERT_TRUE(film);
  const auto story = story_from_twee(twee_from_film(*film), "x", "x.twee");
  ASSERT_TRUE(story);
  EXPECT_EQ(story->outline.scenes.size(), film->scenes.size());
  EXPECT_EQ(story->outline.opening, "s1");
  EXPECT_EQ(story->outline.title, "The Ferry Bell");
  EXPECT_EQ(story->outline.scenes[1].ways.size(), 4U);
}

TEST(Twee, TagsAndPositionsComeBackThroughTheFilmSource) {
  const std::string written =
      ":: Start [night harbour\\[2\\]] "
      "{\"position\":\"600,-40.5\",\"size\":\"100,100\"}\n[[on->B]]\n\n"
      ":: B [core ending] {\"position\":\"somewhere\"}\nend\n";
  const auto story = story_from_twee(written, "t", "t.twee");
  ASSERT_TRUE(story);
  EXPECT_THAT(story->not_carried, testing::IsEmpty());
  const auto film = film_of(story->outline);
  ASSERT_TRUE(film) << base::describe(film.error());
  EXPECT_THAT(film->scenes[0].tags, ElementsAre("night", "harbour[2]"));
  EXPECT_THAT(film->scenes[0].position, ElementsAre(600, -40.5));
  EXPECT_TRUE(film->scenes[1].core);
  EXPECT_THAT(film->scenes[1].tags, testing::IsEmpty());
  EXPECT_THAT(film->scenes[1].position, testing::IsEmpty());
  const auto packaged = film_from_json(film_to_json(*film), "film.json");
  ASSERT_TRUE(packaged) << base::describe(packaged.error());
  const auto again = parse_twee(twee_from_film(*packaged));
  EXPECT_THAT(again[2].tags, ElementsAre("night", "harbour[2]", "core"));
  EXPECT_EQ(again[2].metadata, "{\"position\":\"600,-40.5\"}");
}

// ---- segment maps -----------------------------------------------------------------------------

constexpr const char* small_map = R"(var map = {"initialSegment": "1A", "segments": {
  "1A": {"startTimeMs": 0, "endTimeMs": 9000, "next": {"1B": {"weight": 50}, "1C": {"weight": 50}}},
  "1B": {"startTimeMs": 9000, "endTimeMs": 20000, "defaultNext": "G"},
  "1C": {"startTimeMs": 20000, "endTimeMs": 30000, "defaultNext": "G"},
  "END": {"startTimeMs": 30000, "endTimeMs": 40000}, "END2": {"startTimeMs": 40000, "endTimeMs": 50000}},
 "interactiveVideoMoments": {"value": {
  "momentsBySegment": {"1A": [{"type": "scene:cs_bs", "defaultChoiceIndex": 1, "choices": [
     {"id": "x", "segmentId": "1B", "text": "SUGAR", "impressionData": {"data": {"persistent": {"p_sp": true, "p_who": "Colin"}}}},
     {"id": "y", "segmentId": "1C", "text": "FROSTIES"}]}]},
  "segmentGroups": {"G": [{"segment": "END", "precondition": "c1"}, "END2"]},
  "preconditions": {"c1": ["and", ["persistentState", "p_sp"], ["eql", ["persistentState", "p_who"], "Colin"]]},
  "stateHistory": {"p_sp": false, "p_who": null}}}};)";

TEST(SegmentMap, ChoicesGroupsStateAndTimesBecomeAFilm) {
  const auto story = story_from_segment_map(small_map, "", "media/film.mp4", "map.js");
  ASSERT_TRUE(story) << base::describe(story.error());
  const auto film = film_of(story->outline);
  ASSERT_TRUE(film) << base::describe(film.error());
  ASSERT_EQ(film->scenes.size(), 5U);
  EXPECT_EQ(film->scenes[0].shots.at(0).clip, "media/film.mp4");
  EXPECT_EQ(film->scenes[0].default_way, film->scenes[0].ways[1].id);
  const auto graph = Graph::compile(*film);
  ASSERT_TRUE(graph);
  StoryState state = start(*graph);
  take(*graph, state, 0);  // sugar
  take(*graph, state, quiet_way(*graph, state));
  EXPECT_EQ(film->scenes[static_cast<std::size_t>(state.scene)].id.str(), "end");
  state = start(*graph);
  take(*graph, state, 1);
  take(*graph, state, quiet_way(*graph, state));
  EXPECT_EQ(film->scenes[static_cast<std::size_t>(state.scene)].id.str(), "end2");
  EXPECT_EQ(check(*graph).reachable_scenes, 5);
}

TEST(SegmentMap, AnythingElseIsAnError) {
  EXPECT_FALSE(story_from_segment_map("{}", "", "", "x"));
  EXPECT_FALSE(story_from_segment_map("hello", "", "", "x"));
  EXPECT_FALSE(story_from_segment_map(
      "{\"segments\": {\"a\": {\"next\": 3, \"defaultNext\": 4}}, \"initialSegment\": 7}", "", "",
      "x"));
}

// ---- pictures ---------------------------------------------------------------------------------

TEST(Draw, DotAndSvgShowEveryWayAndMarkThePath) {
  const auto film = read_film(tiny);
  ASSERT_TRUE(film);
  const std::vector<SceneId> path{SceneId("s1"), SceneId("s2")};
  EXPECT_THAT(film_to_dot(*film, path),
              HasSubstr("\"s1\" -> \"s2\" [label=\"\", color=\"#b3261e\""));
  EXPECT_THAT(film_to_dot(*film), HasSubstr("\"s2\" -> \"s5\""));
  EXPECT_THAT(film_to_svg(*film, path), HasSubstr("leave: She goes out [arousal > 0.3"));
}

// ---- saves ------------------------------------------------------------------------------------

TEST(Save, AnyStateComesBackTheSame) {
  const auto film = read_film(tiny);
  ASSERT_TRUE(film);
  const auto graph = Graph::compile(*film);
  EXPECT_TRUE(rc::check([&] {
    StoryState state = start(*graph);
    for (int steps = *rc::gen::inRange(0, 4); steps > 0; --steps) {
      ViewerBelief belief;
      belief.mean[0] = *rc::gen::inRange(-100, 100) / 100.0;
      observe(*graph, state, belief, base::Ticks::frames(*rc::gen::inRange(0, 500)));
      const auto open = open_ways(*graph, state);
      if (open.empty()) break;
      take(*graph, state, *rc::gen::elementOf(open));
    }
    const std::string json = story_state_to_json(*graph, state);
    const auto back = restore_story_state(*graph, json, "save");
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->migration.clean());
    RC_ASSERT(back->state == state);
    RC_ASSERT(story_state_to_json(*graph, back->state) == json);
  }));
}

TEST(Save, AnEditThatTakesTheSceneAwaySaysSoAndGoesBackToTheOneBefore) {
  auto film = read_film(tiny);
  ASSERT_TRUE(film);
  const auto graph = Graph::compile(*film);
  StoryState state = start(*graph);
  take(*graph, state, 0);
  take(*graph, state, 1);  // wait: s4
  const std::string save = story_state_to_json(*graph, state);
  Film edited = *film;
  edited.scenes.erase(edited.scenes.begin() + 3);
  edited.variables.erase(edited.variables.begin() + 1);  // told
  for (Scene& scene : edited.scenes) {
    for (Way& way : scene.ways)
      std::erase_if(way.effects, [](const Effect& e) { return e.variable.str() == "told"; });
  }
  const auto after = Graph::compile(edited);
  ASSERT_TRUE(after);
  const auto back = restore_story_state(*after, save, "save");
  ASSERT_TRUE(back);
  EXPECT_THAT(back->migration.scenes_gone, ElementsAre(SceneId("s4")));
  EXPECT_THAT(back->migration.variables_gone, ElementsAre(VariableId("told")));
  EXPECT_EQ(back->migration.resumes_at.str(), "s2");
  const auto compatibility = compare_films(*film, edited);
  EXPECT_THAT(compatibility.scenes_gone, ElementsAre(SceneId("s4")));
  EXPECT_FALSE(compatibility.saves_survive());
  const std::string json = compatibility_to_json(compatibility);
  EXPECT_THAT(json, HasSubstr("\"saves_survive\": false"));
  EXPECT_THAT(json, HasSubstr("\"scenes_gone\": [\n  \"s4\"\n ]"));
  EXPECT_TRUE(compare_films(*film, *film).saves_survive());
}

TEST(Save, GoesBackByTheWaysThatWereTakenNotByOthersToTheSameScene) {
  Sketch sketch = sound();
  sketch.way("a", "b", "", "told", "false");  // beside the one that tells
  sketch.scene("gone").ending = true;
  sketch.way("b", "gone");
  const auto graph = Graph::compile(sketch.film);
  for (const int way : {0, 3}) {
    StoryState state = start(*graph);
    take(*graph, state, way);
    const int told = state.variables[0];
    take(*graph, state, 1);
    const std::string save = story_state_to_json(*graph, state);
    Film edited = sketch.film;
    std::erase_if(edited.scenes, [](const Scene& s) { return s.id.str() == "gone"; });
    for (Scene& scene : edited.scenes)
      std::erase_if(scene.ways, [](const Way& w) { return w.to.str() == "gone"; });
    const auto after = Graph::compile(edited);
    const auto back = restore_story_state(*after, save, "save");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->migration.resumes_at.str(), "b");
    EXPECT_EQ(back->state.variables[0], told);
  }
}

TEST(Save, ComparingFilmsNamesShotsThatAreGoneAndAnotherOpening) {
  const auto film = read_film(tiny);
  ASSERT_TRUE(film);
  Film shorter = *film;
  const ShotId gone = shorter.scenes[1].shots.back().id;
  shorter.scenes[1].shots.pop_back();
  const auto of_shots = compare_films(*film, shorter);
  EXPECT_THAT(of_shots.shots_gone, ElementsAre(gone));
  EXPECT_TRUE(of_shots.saves_survive());
  EXPECT_THAT(describe(of_shots), HasSubstr("begin their scene again: shot " + gone.str()));
  Film other = *film;
  std::swap(other.core.front(), other.core.back());
  EXPECT_FALSE(compare_films(*film, other).saves_survive());
}

TEST(Save, WhatIsNoSaveIsAnError) {
  const auto film = read_film(tiny);
  const auto graph = Graph::compile(*film);
  for (const char* text : {"", "[]", "{}", "{\"save\":\"kuleshov-story-1\"}",
                           "{\"save\":\"kuleshov-story-1\",\"path\":[3],\"variables\":{},\"now\":0,"
                           "\"entered\":{},\"conditions\":{}}"}) {
    EXPECT_FALSE(restore_story_state(*graph, text, "save")) << text;
  }
}

}  // namespace
}  // namespace kuleshov::story

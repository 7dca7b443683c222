#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kuleshov/cut/captions.hpp"
#include "kuleshov/cut/cues.hpp"
#include "kuleshov/cut/edit_lists.hpp"
#include "kuleshov/cut/import_video.hpp"
#include "kuleshov/cut/layout.hpp"
#include "kuleshov/cut/maker.hpp"
#include "kuleshov/cut/manifest.hpp"
#include "kuleshov/cut/order.hpp"

namespace kuleshov::cut {
namespace {

using base::Ticks;

story::Shot spoken_shot(std::size_t lines) {
  story::Shot shot;
  shot.lines.resize(lines);
  shot.shortest = shot.natural = shot.longest = Ticks::frames(50);
  return shot;
}

TEST(Maker, ATableThatChangesMakesEverythingAgain) {
  const base::Path root = testing::TempDir() + "kuleshov-maker";
  static constexpr const char* tables[] = {"drawn"};
  const auto hash = [&] { return hash_of_folders(root, tables); };
  ASSERT_TRUE(base::write_file(root / "drawn" / "faces.yaml", "mouth: 1"));
  const std::string before = hash();
  ASSERT_TRUE(base::write_file(root / "elsewhere" / "genre.yaml", "plot: 1"));
  EXPECT_EQ(hash(), before) << "what does not draw is not looked at";
  ASSERT_TRUE(base::write_file(root / "drawn" / "faces.yaml", "mouth: 2"));
  EXPECT_NE(hash(), before);
  std::filesystem::remove_all(root);
  EXPECT_NE(picture_maker(), sound_maker());
}

RC_GTEST_PROP(Layout, EveryLineIsSaidWithinTheShortestCutAndLengthsRise, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 5);
  LineLengths spoken;
  for (const char* language : {"en", "zh"}) {
    for (std::size_t i = 0; i < count; ++i) {
      spoken[language].push_back(Ticks(*rc::gen::inRange<std::int64_t>(1, 400'000)));
    }
  }
  const double arousal = *rc::gen::inRange(-10, 11) / 10.0;
  const Layout layout = lay_out(spoken_shot(count), spoken, arousal);
  for (const auto& [language, starts] : layout.line_starts) {
    RC_ASSERT(starts.size() == count);
    for (std::size_t i = 0; i < count; ++i) {
      RC_ASSERT(starts[i].count() % Ticks::per_frame == 0);
      RC_ASSERT(starts[i] + spoken[language][i] <= layout.shortest);
      RC_ASSERT(starts[i] >= layout.in_points.back());
      if (i > 0) RC_ASSERT(starts[i] >= starts[i - 1] + spoken[language][i - 1]);
    }
  }
  RC_ASSERT(layout.shortest <= layout.natural);
  RC_ASSERT(layout.natural < layout.longest);
  RC_ASSERT(layout.file == layout.longest + layout.in_points.back());
  for (const Ticks time : {layout.shortest, layout.natural, layout.longest, layout.file}) {
    RC_ASSERT(time.count() % Ticks::per_frame == 0);
  }
}

TEST(Layout, AHandleIsTwentyToFortyPercentOfALongShot) {
  const Layout layout = lay_out(spoken_shot(1), {{"en", {Ticks::seconds(4)}}}, 0);
  const double share = (layout.longest - layout.natural).seconds() / layout.natural.seconds();
  EXPECT_GE(share, 0.2);
  EXPECT_LE(share, 0.4);
}

TEST(Layout, FootageHasNoHandle) {
  story::Shot shot = spoken_shot(0);
  shot.clip = "media/clips/x.mp4";
  const Layout layout = lay_out(shot, {}, 0);
  EXPECT_EQ(layout.longest, layout.natural);
  EXPECT_EQ(layout.file, layout.natural);
}

Manifest small_manifest() {
  Manifest manifest;
  manifest.id = "tiny";
  manifest.title = {{"en", "Tiny"}};
  manifest.languages = {"en"};
  manifest.film = {"film.json", std::string(64, 'a'), 10};
  ShotEntry shot;
  shot.id = story::ShotId("s1.1");
  shot.scene = story::SceneId("s1");
  shot.ready = true;
  shot.video = {"shots/s1.1-ab.v.mp4", std::string(64, 'b'), 5};
  shot.shortest = Ticks::frames(20);
  shot.natural = Ticks::frames(30);
  shot.longest = Ticks::frames(40);
  shot.duration = Ticks::frames(50);
  shot.in_points = {Ticks{}, Ticks::frames(10)};
  shot.still = "stills/s1.1.jpg";
  shot.audio["en"] = {{"shots/a.opus.mp4", std::string(64, 'c'), 1},
                      {"shots/a.aac.mp4", std::string(64, 'd'), 1}};
  shot.captions["en"] = {{0.4, 1.2, "MARA", "Yes."}};
  manifest.shots = {shot};
  SceneEntry scene;
  scene.id = shot.scene;
  scene.core = true;
  scene.shots = {shot.id};
  scene.arc = {{0, {0.1, -0.2}}};
  manifest.scenes = {scene};
  return manifest;
}

TEST(Manifest, ReadsBackWhatItWrote) {
  const std::string json = manifest_to_json(small_manifest());
  const auto back = manifest_from_json(json, "manifest.json");
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(manifest_to_json(*back), json);
  EXPECT_EQ(back->shots[0].in_points[1], Ticks::frames(10));
}

TEST(Manifest, StemsStandInTheOrderOfTheirCuesWhicheverIsDoneFirst) {
  Manifest manifest;
  for (const char* cue : {"s2", "s1", "s10"}) manifest.cues.emplace_back().id = cue;
  for (const char* done : {"s10", "s2", "s1"}) {
    enter(std::vector<StemEntry>{{"", done, "bed", "minor", {}}, {"", done, "pulse", "minor", {}}},
          manifest);
  }
  std::string order;
  for (const StemEntry& stem : manifest.stems) order += stem.cue + " " + stem.role + ", ";
  EXPECT_EQ(order, "s2 bed, s2 pulse, s1 bed, s1 pulse, s10 bed, s10 pulse, ");
}

TEST(Manifest, RefusesFilesOutsideThePackage) {
  Manifest manifest = small_manifest();
  for (const char* name : {"../secret", "/etc/passwd", "shots/../../x", ""}) {
    manifest.shots[0].video.file = name;
    const auto read = manifest_from_json(manifest_to_json(manifest), "m");
    ASSERT_FALSE(read) << name;
    EXPECT_NE(read.error().what.find("leave the package"), std::string::npos);
  }
}

TEST(Manifest, RefusesLengthsThatDoNotRise) {
  Manifest manifest = small_manifest();
  manifest.shots[0].longest = Ticks::frames(10);
  EXPECT_FALSE(manifest_from_json(manifest_to_json(manifest), "m"));
}

TEST(Manifest, AnotherFramingSaysOfWhichShotItIs) {
  Manifest manifest = small_manifest();
  EXPECT_EQ(manifest_to_json(manifest).find("framing_of"), std::string::npos);
  ShotEntry take = manifest.shots[0];
  take.id = story::ShotId("s1.1.close-up");
  take.framing_of = manifest.shots[0].id;
  take.scale = "close-up";
  manifest.shots.push_back(take);
  const auto read = manifest_from_json(manifest_to_json(manifest), "m");
  ASSERT_TRUE(read) << read.error().what;
  const ShotEntry* found = find_shot(*read, take.id);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->framing_of, manifest.shots[0].id);
  EXPECT_EQ(found->scale, "close-up");
}

TEST(Manifest, SaysWhatIsMissingAndWhere) {
  const auto read = manifest_from_json(R"({"manifest": 1, "id": "x"})", "m.json");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().what, "\"title\" is missing");
  EXPECT_EQ(read.error().place.file, "m.json");
}

TEST(Captions, BreakAtSentencesAndNeverInsideACharacter) {
  const auto pieces = break_text("I waited for you. All winter long I waited for you.", 30);
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[0], "I waited for you.");
}

TEST(Captions, TwoRowsAreAboutAsLongAsEachOther) {
  EXPECT_EQ(rows_of("Lev\u00e1ntate. A una cosa rota no se le reza de rodillas.", 46),
            "Lev\u00e1ntate. A una cosa rota\nno se le reza de rodillas.");
  EXPECT_EQ(rows_of("There was nobody there. He was aboard the Halcyon.", 46),
            "There was nobody there.\nHe was aboard the Halcyon.");
  EXPECT_EQ(rows_of("A short one.", 46), "A short one.");
}

RC_GTEST_PROP(Captions, PiecesHoldAllWordsInOrder, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "light,", "\u706f\u5854", "keeper.", "waited"));
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  std::string joined;
  for (const auto& piece : break_text(text, 12)) joined += piece;
  std::string plain = text;
  std::erase(plain, ' ');
  std::erase(joined, ' ');
  RC_ASSERT(joined == plain);
}

TEST(Captions, WebVttEscapesAndCountsFromTheFilmsStart) {
  const std::string vtt = to_vtt({{60, {0.5, 1.25, "A & B", "1 < 2"}}});
  EXPECT_EQ(vtt, "WEBVTT\n\n00:01:00.500 --> 00:01:01.250\n<v A &amp; B>1 &lt; 2\n");
}

TEST(Timecode, CountsFramesAtTwentyFive) {
  EXPECT_EQ(timecode(Ticks::frames(0)), "00:00:00:00");
  EXPECT_EQ(timecode(Ticks::frames(25 * 3600 + 26)), "01:00:01:01");
}

story::Film fork() {
  story::Film film;
  for (const char* id : {"a", "b", "c", "d"}) {
    story::Scene scene;
    scene.id = story::SceneId(id);
    film.scenes.push_back(scene);
  }
  const auto way = [](const char* id, const char* from, const char* to) {
    story::Way out;
    out.id = story::WayId(id);
    out.from = story::SceneId(from);
    out.to = story::SceneId(to);
    return out;
  };
  film.core = {story::SceneId("a")};
  film.scenes[0].key_point = true;
  film.scenes[0].ways = {way("first", "a", "b"), way("second", "a", "c")};
  film.scenes[0].default_way = story::WayId("second");
  film.scenes[2].ways = {way("on", "c", "d")};
  return film;
}

TEST(Order, TheOpeningThenItsDefaultWayThenTheOthers) {
  const story::Film film = fork();
  std::string order;
  for (const story::Scene* scene : making_order(film)) order += scene->id.str();
  EXPECT_EQ(order, "acbd");
  std::string path;
  for (const story::Scene* scene : default_path(film)) path += scene->id.str();
  EXPECT_EQ(path, "acd");
}

TEST(Import, ScenesBeginWhereNothingLooksLikeBefore) {
  std::vector<media::FoundShot> shots(6);
  std::vector<media::FrameSketch> middles(6);
  for (std::size_t i = 0; i < 6; ++i) {
    middles[i].histogram.assign(256, 0);
    for (std::size_t quarter = 0; quarter < 4; ++quarter)
      middles[i].histogram[quarter * 64 + (i < 3 ? 0 : 30)] = 1;
  }
  EXPECT_EQ(scene_starts(shots, middles), (std::vector<std::size_t>{0, 3}));
  shots[5].into = media::Transition::fade;
  EXPECT_EQ(scene_starts(shots, middles), (std::vector<std::size_t>{0, 3, 5}));
}

}  // namespace
}  // namespace kuleshov::cut

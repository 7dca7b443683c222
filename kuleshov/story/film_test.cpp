#include "kuleshov/story/film.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <numeric>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/story/arc.hpp"
#include "kuleshov/story/lengths.hpp"
#include "kuleshov/story/source.hpp"

namespace kuleshov::story {
namespace {

using testing::HasSubstr;

const std::string tiny = KULESHOV_SOURCE_DIR "/tests/films/tiny";
constexpr std::string_view two_scenes =
    "INT. ROOM - DAY #a#\n\nIt rains.\n\nINT. ROOM - NIGHT #b#\n\nX\nYes.\n";

base::Error fault_of(std::string_view yaml, std::string_view script = two_scenes) {
  const auto film = read_film_texts(yaml, script, "f");
  return film ? base::Error{} : film.error();
}

TEST(ReadFilm, TheTinyFilmHasItsScenesShotsAndWays) {
  const auto film = read_film(tiny);
  ASSERT_TRUE(film) << base::describe(film.error());
  EXPECT_EQ(film->id.str(), "tiny");
  ASSERT_EQ(film->scenes.size(), 6U);
  const Scene& first = film->scenes[0];
  EXPECT_TRUE(first.core);
  EXPECT_EQ(first.setting.str(), "ferry-house");
  EXPECT_EQ(first.time_of_day, "night");
  EXPECT_EQ(film->scenes[1].time_of_day, "night");  // CONTINUOUS
  ASSERT_EQ(first.shots.size(), 3U);
  EXPECT_EQ(first.shots[0].id.str(), "s1.1");
  EXPECT_EQ(first.shots[0].move, CameraMove::push_in);
  EXPECT_EQ(first.shots[0].people.at(0).who.str(), "lin");  // named by the action
  ASSERT_EQ(first.shots[2].lines.size(), 2U);
  EXPECT_EQ(first.shots[2].lines[0].text.at("zh"), "你听见钟声了。");
  EXPECT_EQ(first.shots[2].lines[0].emotion, "worry");
  EXPECT_EQ(first.shots[2].lines[0].parenthetical, "without turning");
  EXPECT_EQ(first.shots[2].lines[1].id, "s1.l2");
  const Scene& key = film->scenes[1];
  EXPECT_TRUE(key.key_point);
  EXPECT_EQ(key.default_way.str(), "ask");
  ASSERT_EQ(key.ways.size(), 4U);
  EXPECT_EQ(key.ways[2].trigger.place.line, 69U);
  EXPECT_EQ(film->scenes[2].ways[0].id.str(), "s3-to-s5");
  EXPECT_TRUE(film->scenes[4].shots[1].lines[0].off_screen);
}

TEST(ReadFilm, CoverageByRuleEstablishesAnswersAndReacts) {
  const auto film = read_film(tiny);
  ASSERT_TRUE(film);
  const auto& shots = film->scenes[1].shots;  // s2 has no notes
  ASSERT_EQ(shots.size(), 6U);
  EXPECT_EQ(shots[0].scale, ShotScale::wide);
  EXPECT_EQ(shots[1].people.at(0).who.str(), "lin");
  EXPECT_EQ(shots[2].people.at(0).who.str(), "bo");  // listens to a long speech
  EXPECT_TRUE(shots[2].lines.empty());
  EXPECT_EQ(shots[4].people.at(0).who.str(), "bo");
  EXPECT_EQ(shots[4].people.at(0).looks_at, "lin");
  EXPECT_LE(shots[5].scale, shots[1].scale);  // closer as the arc rises
  for (const Shot& shot : shots) EXPECT_GE(shot.scale, film->style.closest);
}

TEST(ReadFilm, LengthsAreOrderedOnTheFrameGridAndKeepSpeechWhole) {
  const auto film = read_film(tiny);
  ASSERT_TRUE(film);
  for (const Scene& scene : film->scenes) {
    for (const Shot& shot : scene.shots) {
      EXPECT_LE(shot.shortest, shot.natural) << shot.id;
      EXPECT_LE(shot.natural, shot.longest) << shot.id;
      EXPECT_EQ(shot.shortest.count() % base::Ticks::per_frame, 0) << shot.id;
      EXPECT_EQ(shot.longest.count() % base::Ticks::per_frame, 0) << shot.id;
      const double tail = shot.longest.seconds() / shot.natural.seconds() - 1;
      EXPECT_GT(tail, 0.19) << shot.id;
      EXPECT_LT(tail, 0.42) << shot.id;
      double speech = 0;
      for (const Line& line : shot.lines) {
        speech += speech_seconds(line.text.at("en"), find_character(*film, line.speaker)->voice);
      }
      EXPECT_GT(shot.shortest.seconds(), speech) << shot.id;
    }
  }
}

TEST(ReadFilm, AnErrorNamesLineColumnAndTheNearestWord) {
  const auto fault = fault_of("film: 1\ncast:\n  x: {cue: X, age: 3, gendr: male}\n");
  EXPECT_EQ(fault.place.file, "f/film.yaml");
  EXPECT_EQ(fault.place.line, 3U);
  EXPECT_EQ(fault.place.column, 23U);
  EXPECT_THAT(fault.remedy, HasSubstr("\"gender\""));
}

TEST(ReadFilm, FaultsOfEveryKindAreErrorsWithAPlace) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"film: 2\n", "from 1 to 1"},
      {"title: x\n", "version"},
      {"film: 1\nseed: many\n", "a number"},
      {"film: 1\nseed: 1\nseed: 2\n", "twice"},
      {"film: 1\nstyle: {palette: [blue]}\n", "colours"},
      {"film: 1\nstyle: {shot_scale: [wide, close-up]}\n", "shot_scale"},
      {"film: 1\nstyle: {score: {tempi_bpm: [61]}}\n", "grid"},
      {"film: 1\nvariables: {a: {type: bool}}\n", "bool"},
      {"film: 1\nvariables: {a: {type: integer, low: 3, high: 1}}\n", "above"},
      {"film: 1\nscenes: {a: {arc: [[0, 2, 0]]}}\n", "arc"},
      {"film: 1\nscenes: {a: {next: b, ending: true}}\n", "more than one"},
      {"film: 1\nscenes: {zz: {next: b}}\n", "screenplay does not"},
      {"film: 1\ncore: [q]\n", "core"},
      {"film: 1\nscenes: [a]\n", "mapping"},
      {"film: 1\nculture: klingon\n", "klingon"},
      {"film: 1\nculture: " + std::string(9000, 'x') + "\n", "no culture pack"},
      {"film: 1\nscenes: {a: {position: [1]}}\n", "two numbers"},
      {"film: 1\n  x: [\n", "YAML"},
      {"[1, 2]\n", "not a film.yaml"},
      {"film: 1\nplaces: {p: {heading: HALL}}\n", "heading \"ROOM\""},
      {"film: 1\ncast: {y: {cue: Y}}\n", "cue \"X\""},
      {"film: 1\nscenes: {a: {key_point: {ways: [{to: b, id: w}, {to: a, id: w}]}}}\n", "called"}};
  for (const auto& [yaml, word] : cases) {
    const auto fault = fault_of(yaml);
    EXPECT_THAT(fault.what, HasSubstr(word)) << yaml;
    EXPECT_FALSE(fault.place.file.empty()) << yaml;
    EXPECT_FALSE(fault.remedy.empty()) << yaml;
  }
}

TEST(ReadFilm, FaultsOfTheScreenplayNameItsLine) {
  EXPECT_EQ(fault_of("film: 1\n", "INT. ROOM - DAY #a#\n\nX.\n\nINT. ROOM - DAY\n").place.line, 5U);
  EXPECT_EQ(fault_of("film: 1\n", "INT. ROOM - DAY #a#\n\n[[shot: clos-up]]\nX.\n").place.line, 3U);
  EXPECT_THAT(fault_of("film: 1\n", "INT. ROOM - DAY #a#\n\n[[shot: clos-up]]\nX.\n").remedy,
              HasSubstr("close-up"));
  EXPECT_THAT(fault_of("film: 1\n", "INT. R - DAY #a#\n\nA \xff\n").what, HasSubstr("UTF-8"));
  EXPECT_THAT(fault_of("film: 1\n", "nothing here").what, HasSubstr("no scene"));
}

TEST(ReadFilm, AShotMayOfferOtherFramings) {
  const std::string script =
      "INT. ROOM - DAY #a#\n\n[[shot: medium, pan-left | or: CU, push-in | or: wide]]\nX waits.\n";
  const auto film = read_film_texts("film: 1\n", script, "f");
  ASSERT_TRUE(film) << base::describe(film.error());
  const Shot& shot = film->scenes.at(0).shots.at(0);
  ASSERT_EQ(shot.framings.size(), 2U);
  EXPECT_EQ(shot.framings[0].id.str(), "a.1.close-up");
  EXPECT_EQ(shot.framings[0].move, CameraMove::push_in);
  EXPECT_EQ(shot.framings[1].scale, ShotScale::wide);
  EXPECT_EQ(shot.framings[1].move, CameraMove::pan_left);  // as the shot itself
  const auto back = film_from_json(film_to_json(*film), "film.json");
  ASSERT_TRUE(back);
  EXPECT_EQ(film_to_json(*back), film_to_json(*film));
}

TEST(ReadFilm, FaultsOfOtherFramingsNameTheirLine) {
  const auto fault = [](const std::string& note) {
    return fault_of("film: 1\n", "INT. ROOM - DAY #a#\n\n[[" + note + "]]\nX.\n");
  };
  EXPECT_THAT(fault("shot: medium | or: clos-up").remedy, HasSubstr("close-up"));
  EXPECT_THAT(fault("shot: medium | or: MS").what, HasSubstr("already"));
  EXPECT_THAT(fault("shot: medium | or: CU | or: CU").what, HasSubstr("already"));
  EXPECT_THAT(fault("shot: medium | or: CU, zoom").what, HasSubstr("zoom"));
  EXPECT_THAT(fault("insert: lamp | or: CU").what, HasSubstr("own scale"));
  EXPECT_EQ(fault("shot: X | or: CU").place.line, 3U);
}

TEST(ReadFilm, WithoutDeclarationsCastAndPlacesComeFromTheScript) {
  const auto film = read_film_texts("film: 1\n", two_scenes, "f");
  ASSERT_TRUE(film) << base::describe(film.error());
  EXPECT_EQ(film->cast.at(0).cue, "X");
  EXPECT_EQ(film->settings.at(0).heading, "ROOM");
  EXPECT_EQ(film->core.at(0).str(), "a");
}

constexpr std::string_view family_yaml =
    "film: 1\ntitle: F\nculture: atlantic-fishing\ncast:\n"
    "  x: {cue: X, relations: {y: elder}, culture: bengal-delta}\n  y: {cue: Y}\n"
    "places:\n  room: {heading: ROOM, culture: andean-cusco}\n"
    "scenes:\n  a: {next: b, publicness: 0.9}\n  b: {ending: true, culture: mexican-oaxaca}\n";

TEST(ReadFilm, RelationsAreKnownFromBothSides) {
  const auto film = read_film_texts(family_yaml, two_scenes, "f");
  ASSERT_TRUE(film) << base::describe(film.error());
  EXPECT_EQ(relation_between(*film, CharacterId("x"), CharacterId("y")), "elder");
  EXPECT_EQ(relation_between(*film, CharacterId("y"), CharacterId("x")), "child");
  EXPECT_EQ(relation_between(*film, CharacterId("y"), CharacterId("z")), "");
}

TEST(ReadFilm, ACultureIsOfTheSceneElseOfItsPlaceElseOfTheFilm) {
  const auto film = read_film_texts(family_yaml, two_scenes, "f");
  ASSERT_TRUE(film) << base::describe(film.error());
  EXPECT_EQ(culture_of(*film, film->scenes[0]), "andean-cusco");
  EXPECT_EQ(culture_of(*film, film->scenes[1]), "mexican-oaxaca");
  EXPECT_EQ(culture_of(*film, film->cast[0]), "bengal-delta");
  EXPECT_EQ(culture_of(*film, film->cast[1]), "atlantic-fishing");
  const auto back = film_from_json(film_to_json(*film), "film.json");
  ASSERT_TRUE(back) << base::describe(back.error());
  EXPECT_EQ(film_to_json(*back), film_to_json(*film));
  EXPECT_DOUBLE_EQ(back->scenes[0].publicness, 0.9);
}

TEST(ReadFilm, APackOfTheProductionsOwnIsNamedFromTheFilmsFolder) {
  const base::Path folder = base::Path(testing::TempDir()) / "kuleshov-own-pack";
  ASSERT_TRUE(base::write_file(folder / "our-street" / "pack.yaml", "pack: 1\nid: our-street\n"));
  const auto film = read_film_texts("film: 1\nculture: our-street\n", two_scenes, folder.string());
  ASSERT_TRUE(film) << base::describe(film.error());
  EXPECT_EQ(base::Path(film->culture).filename(), "our-street");
  const auto lost = read_film_texts("film: 1\n\nculture: our-street\n", two_scenes, "f");
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().place.line, 3U);
  std::filesystem::remove_all(folder);
}

TEST(ReadFilm, ARelationToNobodyOrOfNoKindIsAnError) {
  EXPECT_THAT(fault_of("film: 1\ncast:\n  x: {cue: X, relations: {z: friend}}\n").what,
              HasSubstr("who is not another of the cast"));
  EXPECT_THAT(
      fault_of("film: 1\ncast:\n  x: {cue: X, relations: {y: enemy}}\n  y: {cue: Y}\n").what,
      HasSubstr("no relation"));
}

TEST(Lengths, SyllablesOfEnglishAndChinese) {
  EXPECT_EQ(syllables("lighthouse keeper"), 4 + 0.0);
  EXPECT_EQ(syllables("make"), 1);
  EXPECT_EQ(syllables("你从没问过我"), 6);
  EXPECT_EQ(syllables(""), 0);
}

TEST(Lengths, FootageIsShownWholeAndMayBeTightened) {
  const auto film =
      read_film_texts("film: 1\ntitle: {en: F}\n",
                      "INT. ROOM - DAY #a#\n\n[[clip: media/x.mp4 2.0-12.0]]\nRain.\n", "f");
  ASSERT_TRUE(film) << base::describe(film.error());
  const Shot& shot = film->scenes.at(0).shots.at(0);
  EXPECT_EQ(shot.natural, base::Ticks::seconds(10));
  EXPECT_EQ(shot.longest, shot.natural);
  EXPECT_EQ(shot.shortest, base::Ticks::seconds(6));
}

TEST(Lengths, SlowVoicesTakeLonger) {
  Voice slow;
  slow.rate_wpm = 80;
  EXPECT_GT(speech_seconds("Thirty years alone.", slow),
            1.8 * speech_seconds("Thirty years alone.", Voice{}));
}

TEST(Arc, IsLinearBetweenItsPointsAndFlatOutside) {
  Scene scene;
  scene.arc = {{0.2, {0, -1}}, {0.6, {1, 0}}};
  EXPECT_DOUBLE_EQ(felt_at(scene, 0).arousal, 0);
  EXPECT_NEAR(felt_at(scene, 0.4).arousal, 0.5, 1e-12);
  EXPECT_NEAR(felt_at(scene, 0.4).valence, -0.5, 1e-12);
  EXPECT_DOUBLE_EQ(felt_at(scene, 1).arousal, 1);
}

// ---- film.json ------------------------------------------------------------------------------

TEST(FilmJson, TheTinyFilmComesBackByteForByte) {
  const auto film = read_film(tiny);
  ASSERT_TRUE(film);
  const std::string json = film_to_json(*film);
  const auto back = film_from_json(json, "film.json");
  ASSERT_TRUE(back) << base::describe(back.error());
  EXPECT_EQ(film_to_json(*back), json);
  EXPECT_EQ(back->scenes[0].shots[2].lines[0].text, film->scenes[0].shots[2].lines[0].text);
  EXPECT_EQ(back->scenes[1].ways[2].trigger.place.line, film->scenes[1].ways[2].trigger.place.line);
}

TEST(FilmJson, AnyFieldThatIsTakenAwayIsNamed) {
  const auto film = read_film(tiny);
  ASSERT_TRUE(film);
  const auto json = base::parse_json(film_to_json(*film), "");
  for (const auto& [key, value] : json->items()) {
    base::Json without = *json;
    without.erase(key);
    const auto back = film_from_json(without.dump(), "film.json");
    ASSERT_FALSE(back) << key;
    const std::string named = key == "schema" ? "not a film.json" : "/" + key;
    EXPECT_THAT(back.error().what, HasSubstr(named));
  }
}

TEST(FilmJson, ValuesOfAnyKindComeBack) {
  EXPECT_TRUE(rc::check([] {
    const auto unit = [] { return *rc::gen::arbitrary<double>(); };
    const auto text = [] {
      return *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
    };
    Film film;
    film.seed = *rc::gen::arbitrary<std::uint64_t>();
    film.title["en"] = text();
    Scene scene;
    scene.id = SceneId(text());
    scene.arc.push_back({unit(), {unit(), unit()}});
    Shot shot;
    shot.longest = base::Ticks(*rc::gen::arbitrary<std::int64_t>());
    shot.scale = *rc::gen::element(ShotScale::close_up, ShotScale::wide);
    scene.shots.push_back(shot);
    scene.continuity[text()] = text();
    film.scenes.push_back(scene);
    const auto back = film_from_json(film_to_json(film), "");
    RC_ASSERT(back.has_value());
    RC_ASSERT(film_to_json(*back) == film_to_json(film));
    RC_ASSERT(back->seed == film.seed);
    RC_ASSERT(back->scenes[0].arc[0].at == film.scenes[0].arc[0].at);
    RC_ASSERT(back->scenes[0].shots[0].longest == shot.longest);
  }));
}

}  // namespace
}  // namespace kuleshov::story

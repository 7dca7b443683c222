#include "kuleshov/room/keep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "kuleshov/base/json.hpp"
#include "kuleshov/direct/watch.hpp"
#include "kuleshov/room/example_package.hpp"
#include "kuleshov/room/example_page.hpp"

namespace kuleshov::room {
namespace {

using base::Json;
using testing::HasSubstr;

const base::Path tiny = base::Path(KULESHOV_SOURCE_DIR) / "tests" / "films" / "tiny";

// A copy of the tiny film whose texts a test may change.
class EditableFilm {
 public:
  EditableFilm() : folder_(std::filesystem::temp_directory_path() / "kuleshov-editable-film") {
    folder_ += std::to_string(::getpid());
    std::filesystem::copy(tiny, folder_, std::filesystem::copy_options::recursive);
  }
  EditableFilm(const EditableFilm&) = delete;
  EditableFilm& operator=(const EditableFilm&) = delete;
  ~EditableFilm() { std::filesystem::remove_all(folder_); }
  [[nodiscard]] const base::Path& folder() const { return folder_; }

  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = base::read_file(folder_ / file).value();
    const std::size_t at = text.find(from);
    ASSERT_NE(at, text.npos) << from;
    ASSERT_TRUE(base::write_file(folder_ / file, text.replace(at, from.size(), to)));
  }
  // The scene before the ending, so that what led to it leads on.
  void take_out_scene_s4() const {
    const std::string script = base::read_file(folder_ / "screenplay.fountain").value();
    const std::size_t begins = script.rfind('\n', script.find("#s4#"));
    const std::size_t ends = script.rfind('\n', script.find("#s5#"));
    ASSERT_TRUE(base::write_file(folder_ / "screenplay.fountain",
                                 script.substr(0, begins) + script.substr(ends)));
    replace("film.yaml", "{id: wait, to: s4,", "{id: wait, to: s6,");
    replace("film.yaml", "  s4:\n    arc: [[0, 0.1, -0.2], [1, 0.3, -0.1]]\n    next: s6\n", "");
  }

 private:
  base::Path folder_;
};

struct Stage {
  std::vector<std::string> kept;
  std::vector<std::string> log;

  Session::Options options(const ExamplePackage& example) {
    Session::Options made;
    made.newest = [folder = example.folder(), last = PackagePointer()]() mutable {
      auto package = read_package(folder);
      if (package && (!last || (*package)->etag != last->etag)) last = *package;
      return last;
    };
    made.viewer = "simulated:tense";
    made.seed = 3;
    made.token = "t";
    made.log = [this](const std::string& line) { log.push_back(line); };
    made.keep = [this](const std::string& line) {
      if (line.empty()) return kept.clear();
      kept.push_back(line);
    };
    return made;
  }
  [[nodiscard]] std::string lines() const {
    std::string all;
    for (const std::string& line : kept) all += line + "\n";
    return all;
  }
};

double play_cuts(Session& session, int cuts) {
  double at_s = 0;
  for (int cut = 1; cut <= cuts; ++cut) (void)play_to_cut(session, at_s, cut);
  return at_s;
}

TEST(Keep, AShowingGoesOnInAnotherServerWithItsTimelineAndItsLogReplays) {
  const ExamplePackage example(tiny);
  Stage stage;
  Session first = Session::begin(stage.options(example)).value();
  const double at_s = play_cuts(first, 5);
  const std::vector<Entry> before = first.entries();
  auto kept = read_kept(stage.lines(), "kept");
  ASSERT_TRUE(kept) << kept.error().what;
  EXPECT_EQ(kept->film, "tiny");
  Session second = Session::resume(stage.options(example), *std::move(kept)).value();
  ASSERT_EQ(second.entries().size(), before.size());
  EXPECT_EQ(find(second.welcome(true), "welcome")["timeline"],
            find(first.welcome(true), "welcome")["timeline"]);
  play_through(second, at_s);
  EXPECT_TRUE(second.entries().back().decision.film_ends);
  EXPECT_TRUE(stage.kept.empty()) << "an ended showing is not kept";
  std::string log;
  for (const std::string& line : stage.log) log += line + "\n";
  const auto plan = direct::open_plan(example.folder().string()).value();
  const auto again = direct::replay(plan, log, "log");
  ASSERT_TRUE(again) << again.error().what;
  EXPECT_TRUE(again->same) << again->why;
}

TEST(Keep, HoldsNoSignal) {
  const ExamplePackage example(tiny);
  Stage stage;
  Session::Options options = stage.options(example);
  options.viewer = "live";
  Session session = Session::begin(std::move(options)).value();
  for (double t = 0; t < 3; t += 0.75)
    (void)session.receive(Samples{{{t, "heart-beat", 0.777125}}}, true);
  (void)session.receive(Decide{1, {}}, true);
  EXPECT_THAT(stage.lines(), HasSubstr("kept_showing"));
  EXPECT_THAT(stage.lines(), testing::Not(HasSubstr("777125")));
}

TEST(Keep, ALineCutOffByACrashCostsNoMoreThanItself) {
  const ExamplePackage example(tiny);
  Stage stage;
  Session session = Session::begin(stage.options(example)).value();
  (void)play_cuts(session, 3);
  const std::string whole = stage.lines();
  const auto torn = read_kept(whole.substr(0, whole.size() - 40), "kept");
  ASSERT_TRUE(torn);
  EXPECT_EQ(torn->entries.size(), 3u);
  EXPECT_FALSE(read_kept("", "kept"));
  EXPECT_FALSE(read_kept("{}\n", "kept"));
  const auto middle = read_kept(stage.kept[0] + "\n" + stage.kept[2] + "\n", "kept");
  ASSERT_FALSE(middle);
  EXPECT_THAT(middle.error().what, HasSubstr("missing"));
  EXPECT_EQ(middle.error().place.line, 2u);
}

// Plays into scene s4 and takes it out of the film.
struct Edited {
  EditableFilm film;
  ExamplePackage example{film.folder()};
  Stage stage;
  Session session = Session::begin(stage.options(example)).value();
  double at_s = 0;

  Edited() {
    (void)session.receive(Choose{"wait"}, true);
    while (session.entries().back().decision.cut.shot.str().substr(0, 3) != "s4.")
      (void)play_to_cut(session, at_s, session.entries().back().cut + 1);
    film.take_out_scene_s4();
    example.write({});
  }
};

TEST(Keep, AFilmEditedUnderAShowingGoesOnAtTheNearestEarlierSceneAndSaysSo) {
  Edited e;
  const std::int64_t cut = e.session.entries().back().cut + 1;
  const Json told = find(play_to_cut(e.session, e.at_s, cut), "cut");
  ASSERT_TRUE(told.is_object());
  EXPECT_EQ(told["shot"], "s2.1");
  EXPECT_EQ(told["cut"], cut);
  EXPECT_THAT(told["why"]["reasons"].dump(), HasSubstr("gone: scene s4"));
  EXPECT_EQ(find(play_to_cut(e.session, e.at_s, cut + 1), "cut")["shot"], "s2.2");
  play_through(e.session, e.at_s);
  EXPECT_TRUE(e.session.entries().back().decision.film_ends);
}

TEST(Keep, AFilmEditedWhileTheServerWasDownGoesOnAsWell) {
  Edited e;
  const auto kept = read_kept(e.stage.lines(), "kept");
  ASSERT_TRUE(kept);
  Session later = Session::resume(e.stage.options(e.example), *kept).value();
  EXPECT_EQ(later.entries().back().decision.cut.shot.str(), "s2.1");
  play_through(later, e.at_s);
  EXPECT_TRUE(later.entries().back().decision.film_ends);
}

TEST(Keep, AFilmThatCannotTakeTheShowingUpIsLeftAlone) {
  const EditableFilm film;
  ExamplePackage example(film.folder());
  Stage stage;
  Session session = Session::begin(stage.options(example)).value();
  double at_s = play_cuts(session, 2);
  std::string other = base::read_file(example.folder() / "film.json").value();
  Json json = Json::parse(other);
  json["id"] = "another";
  ASSERT_TRUE(base::write_file(example.folder() / "film.json", json.dump()));
  std::string manifest = base::read_file(example.folder() / "manifest.json").value();
  ASSERT_TRUE(base::write_file(example.folder() / "manifest.json", manifest + " "));
  EXPECT_EQ(find(play_to_cut(session, at_s, 3), "cut")["cut"], 3);
}

// The framings that a film offers beside those its shots are written with.
std::set<std::string> framings_of(const base::Path& source) {
  std::set<std::string> all;
  const auto film = story::read_film(source.string()).value();
  for (const story::Scene& scene : film.scenes)
    for (const story::Shot& shot : scene.shots)
      for (const story::Framing& framing : shot.framings) all.insert(framing.id.str());
  return all;
}

int framings_shown(const ExamplePackage& example, const std::shared_ptr<const direct::Plan>& plan) {
  Stage stage;
  Session::Options options = stage.options(example);
  options.viewer = "simulated:bored";
  Session session = Session::begin(std::move(options)).value();
  play_through(session, 0);
  std::string log;
  for (const std::string& line : stage.log) log += line + "\n";
  const auto again = direct::replay(plan, log, "log");
  EXPECT_TRUE(again && again->same) << (again ? again->why : again.error().what);
  return static_cast<int>(
      std::count_if(session.entries().begin(), session.entries().end(),
                    [](const Entry& entry) { return entry.decision.cut.framing_of.has_value(); }));
}

TEST(Framings, AreShownOnceTheyAreMadeAndTheLogReplaysEitherWay) {
  const base::Path film = base::Path(KULESHOV_SOURCE_DIR) / "films" / "the-last-light";
  ExamplePackage example(film, framings_of(film));
  const auto plan = direct::open_plan(example.folder().string()).value();
  EXPECT_EQ(framings_shown(example, plan), 0);
  example.write({});
  EXPECT_GT(framings_shown(example, plan), 0);
}

}  // namespace
}  // namespace kuleshov::room

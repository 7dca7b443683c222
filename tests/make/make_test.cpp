// The way from a film source to a package, on a film of a few seconds.
#include "kuleshov/cut/make.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include "kuleshov/cut/manifest.hpp"
#include "kuleshov/media/reader.hpp"

namespace kuleshov::cut {
namespace {

namespace fs = std::filesystem;

// Two scenes of the shipped tiny film, without a second language: what is needed and no more.
story::Film short_film() {
  const std::string folder = std::string(KULESHOV_SOURCE_DIR) + "/tests/films/tiny";
  auto film = story::read_film(folder);
  EXPECT_TRUE(film) << film.error().what;
  film->languages = {"en"};
  film->style.modes = {"minor"};
  film->style.tempi_bpm = {150};
  film->scenes.resize(1);
  film->scenes[0].ways.clear();
  film->scenes[0].shots.resize(std::min<std::size_t>(3, film->scenes[0].shots.size()));
  film->core = {film->scenes[0].id};
  for (story::Shot& shot : film->scenes[0].shots) {
    shot.shortest = base::Ticks::frames(12);
    shot.natural = base::Ticks::frames(15);
    shot.longest = base::Ticks::frames(20);
  }
  return *film;
}

struct Folder {
  base::Path path = fs::temp_directory_path() /
                    ("kuleshov-make-" + std::to_string(::getpid()) + "-" + std::to_string(next()));
  static int next() {
    static int count = 0;
    return count++;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
};

MakeOptions options_for(const Folder& folder) {
  MakeOptions options;
  options.out = folder.path;
  options.jobs = 1;
  return options;
}

std::map<std::string, std::string> hashes(const base::Path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    out[fs::relative(entry.path(), folder).string()] =
        base::sha256_of_file(entry.path()).value_or("?");
  }
  return out;
}

TEST(Make, WhatTheManifestNamesIsThereWithItsHashAndSplices) {
  const Folder folder;
  const auto made = make_package(short_film(), options_for(folder));
  ASSERT_TRUE(made) << made.error().what;
  const auto manifest = read_manifest(folder.path);
  ASSERT_TRUE(manifest) << manifest.error().what;
  EXPECT_TRUE(manifest->complete);
  std::set<std::string> setups;
  for (const ShotEntry& shot : manifest->shots) {
    ASSERT_TRUE(shot.ready);
    EXPECT_EQ(base::sha256_of_file(folder.path / shot.video.file).value_or(""), shot.video.sha256);
    const media::Source video{(folder.path / shot.video.file).string(), {}};
    setups.insert(media::read_facts(video)->video_setup);
    std::int64_t frames = 0;
    int keys = 0;
    ASSERT_TRUE(media::read_frames(video, {.width = 64, .height = 36},
                                   [&](const media::DecodedFrame& frame) {
                                     ++frames;
                                     keys += frame.key ? 1 : 0;
                                     return true;
                                   }));
    EXPECT_EQ(frames, shot.duration.whole_frames());
    EXPECT_EQ(keys, 1);
    const PackageFile& opus = shot.audio.at("en").opus;
    EXPECT_EQ(base::sha256_of_file(folder.path / opus.file).value_or(""), opus.sha256);
    const auto sound = media::read_audio({(folder.path / opus.file).string(), {}});
    ASSERT_TRUE(sound);
    EXPECT_GE(sound->length().seconds() + 0.02, shot.duration.seconds());
  }
  EXPECT_EQ(setups.size(), 1U) << "every segment has the same codec parameters";
}

TEST(Make, TellsTheLightOfEachShotAndWhereItWantsToBeLookedAt) {
  const Folder folder;
  ASSERT_TRUE(make_package(short_film(), options_for(folder)));
  const auto manifest = read_manifest(folder.path);
  ASSERT_TRUE(manifest) << manifest.error().what;
  for (const ShotEntry& shot : manifest->shots) {
    const auto frames = static_cast<std::size_t>(shot.duration.whole_frames());
    EXPECT_EQ(shot.look.luminance.size(), (frames + 5) / 6) << shot.id.str();
    EXPECT_GT(shot.look.luminance.front(), 0.001);
    ASSERT_FALSE(shot.look.targets.empty()) << shot.id.str();
    EXPECT_EQ(shot.look.targets.front().what.substr(0, 5), "face:");
  }
  // A package that was made before light was measured gets it without a picture drawn again.
  const base::Path facts =
      folder.path /
      (manifest->shots[0].video.file.substr(0, manifest->shots[0].video.file.size() - 3) + "json");
  ASSERT_TRUE(base::write_file(facts, "{\"luminance\": 0.2}\n"));
  ASSERT_TRUE(make_package(short_film(), options_for(folder)));
  const auto again = read_manifest(folder.path);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->shots[0].video.sha256, manifest->shots[0].video.sha256);
  ASSERT_EQ(again->shots[0].look.luminance.size(), manifest->shots[0].look.luminance.size());
  EXPECT_NEAR(again->shots[0].look.luminance[0], manifest->shots[0].look.luminance[0], 0.02);
}

TEST(Make, TwiceIsTheSameBytesAndTheSecondTimeNothingIsMade) {
  const Folder one;
  const Folder two;
  ASSERT_TRUE(make_package(short_film(), options_for(one)));
  const auto before = hashes(one.path);
  const auto again = make_package(short_film(), options_for(one));
  ASSERT_TRUE(again);
  for (const Work& work : again->work) EXPECT_TRUE(work.made_already) << work.name;
  EXPECT_EQ(hashes(one.path), before);
  MakeOptions parallel = options_for(two);
  parallel.jobs = 3;
  ASSERT_TRUE(make_package(short_film(), parallel));
  EXPECT_EQ(hashes(two.path), before);
}

TEST(Make, AKillAtAnyMomentLeavesNothingHalfMadeAndTheNextMakeGoesOn) {
  const Folder folder;
  const story::Film film = short_film();
  for (const int patience_ms : {300, 900, 2000}) {
    const pid_t process = ::fork();
    if (process == 0) {
      (void)make_package(film, options_for(folder));
      ::_exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(patience_ms));
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
    std::error_code ignored;
    if (!fs::exists(folder.path / "manifest.json", ignored)) continue;
    const auto manifest = read_manifest(folder.path);
    ASSERT_TRUE(manifest) << manifest.error().what;
    for (const ShotEntry& shot : manifest->shots) {
      if (!shot.ready) continue;
      EXPECT_EQ(base::sha256_of_file(folder.path / shot.video.file).value_or(""),
                shot.video.sha256);
    }
  }
  ASSERT_TRUE(make_package(film, options_for(folder)));
  EXPECT_TRUE(read_manifest(folder.path)->complete);
  for (const auto& [name, hash] : hashes(folder.path)) {
    EXPECT_EQ(name.find(".part"), std::string::npos) << name;
  }
}

TEST(Make, AStopIsAnsweredByInterruptedAndKeepsTheManifestReadable) {
  const Folder folder;
  StopFlag stop{true};
  MakeOptions options = options_for(folder);
  options.stop = &stop;
  const auto made = make_package(short_film(), options);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, base::ErrorKind::interrupted);
}

TEST(Make, ADryRunWritesNoShot) {
  const Folder folder;
  MakeOptions options = options_for(folder);
  options.dry_run = true;
  const auto made = make_package(short_film(), options);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->work.size(), 4U);  // three shots and a cue
  EXPECT_FALSE(fs::exists(folder.path / "shots"));
}

TEST(Make, AChangedLineMakesItsOwnShotAgainAndNoOther) {
  const Folder folder;
  story::Film film = short_film();
  ASSERT_TRUE(make_package(film, options_for(folder)));
  film.scenes[0].shots[0].action += " And then she waits.";
  MakeOptions options = options_for(folder);
  options.dry_run = true;
  const auto work = make_package(film, options);
  ASSERT_TRUE(work);
  for (const Work& item : work->work) {
    EXPECT_EQ(item.made_already, item.name != "shot " + film.scenes[0].shots[0].id.str())
        << item.name;
  }
}

TEST(Make, AnotherFramingIsAnotherPictureOfTheSameSound) {
  const Folder folder;
  story::Film film = short_film();
  film.scenes[0].shots.resize(1);
  story::Shot& shot = film.scenes[0].shots[0];
  const story::ShotId take(shot.id.str() + ".close-up");
  ASSERT_TRUE(make_package(film, options_for(folder)));
  const Manifest before = read_manifest(folder.path).value();
  shot.framings = {{take, story::ShotScale::close_up, shot.move}};
  ASSERT_TRUE(make_package(film, options_for(folder)));
  const Manifest after = read_manifest(folder.path).value();
  const ShotEntry* own = find_shot(after, shot.id);
  const ShotEntry* other = find_shot(after, take);
  ASSERT_TRUE(own != nullptr && other != nullptr && other->ready);
  EXPECT_EQ(own->video.file, find_shot(before, shot.id)->video.file) << "not made again";
  EXPECT_EQ(other->framing_of, shot.id);
  EXPECT_NE(other->video.sha256, own->video.sha256);
  EXPECT_EQ(other->audio.at("en").opus.file, own->audio.at("en").opus.file);
  EXPECT_EQ(other->longest, own->longest);
  EXPECT_EQ(after.scenes[0].shots.size(), 1U);
}

TEST(Make, AFolderThatCannotBeWrittenIsAClearError) {
  MakeOptions options;
  options.out = "/proc/kuleshov";
  const auto made = make_package(short_film(), options);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, base::ErrorKind::io);
}

}  // namespace
}  // namespace kuleshov::cut

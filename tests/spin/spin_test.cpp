// What our checker proves or refutes, SPIN proves or refutes.
#include "tests/spin/spin.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "kuleshov/story/generate.hpp"

namespace kuleshov::peer {
namespace {

class Spin : public testing::Test {
 protected:
  void SetUp() override {
    if (!spin_is_here()) GTEST_SKIP() << "spin or cc is not installed";
    folder_ = std::filesystem::temp_directory_path() /
              fmt::format("kuleshov-spin-{}",
                          testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }

  void agree(const story::Film& film, std::initializer_list<const char*> properties) {
    const auto graph = story::Graph::compile(film);
    ASSERT_TRUE(graph.has_value()) << graph.error().what;
    const OurVerdicts ours = our_verdicts(*graph);
    ASSERT_TRUE(ours.complete);
    for (const char* property : properties) {
      const auto spin = run_spin(*graph, {property}, folder_, 60, "-O0");
      ASSERT_TRUE(spin.has_value()) << spin.error().what;
      ASSERT_TRUE(spin->complete) << property;
      EXPECT_EQ(spin->found, ours.of(property)) << film.id.str() << " " << property;
    }
  }

  base::Path folder_;
};

story::Film film_in(const std::string& folder) {
  return story::read_film(std::string(KULESHOV_SOURCE_DIR) + "/" + folder).value();
}

TEST_F(Spin, AgreesOnTheSampleFilms) {
  agree(film_in("films/the-last-light"), {"DEAD_END", "CORE", "ORDER", "ENDING"});
  agree(film_in("films/the-ninth-bridge"), {"CORE", "ENDING"});
}

TEST_F(Spin, AgreesOnGeneratedFilmsAndOnFilmsBrokenOnPurpose) {
  story::Film film = story::generate_film({60, 4, 6, 0.4}, 3);
  agree(film, {"CORE", "ENDING"});
  story::Film skips = film;  // the last core scene but one is passed by
  for (story::Scene& scene : skips.scenes) {
    if (scene.id == skips.core[1]) scene.ways.back().to = skips.core.back();
  }
  skips.core.insert(skips.core.end() - 1, skips.scenes[skips.scenes.size() - 2].id);
  agree(skips, {"CORE"});
  story::Film stuck = film;
  stuck.scenes[3].ways.front().trigger.text = "v0 and not v0";
  stuck.scenes[3].ways.resize(1);
  agree(stuck, {"DEAD_END"});
  story::Film backwards = film;
  std::swap(backwards.core[1], backwards.core[2]);
  agree(backwards, {"ORDER"});
}

TEST_F(Spin, AgreesOnMapsThatGoRound) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const story::Film map = story::generate_map({30, 90, 6, 1, 20, 20}, seed);
    agree(map, {"DEAD_END", "ENDING"});
  }
}

}  // namespace
}  // namespace kuleshov::peer

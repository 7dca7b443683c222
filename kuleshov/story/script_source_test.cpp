#include "kuleshov/story/script_source.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::story {
namespace {

base::Result<Film> film_of(const ScriptSource& source) {
  const base::Path folder = base::Path(testing::TempDir()) / "kuleshov-script-source";
  EXPECT_TRUE(base::write_file(folder / "film.yaml", source.film_yaml));
  EXPECT_TRUE(base::write_file(folder / "screenplay.fountain", source.screenplay));
  auto film = read_film(folder);
  std::filesystem::remove_all(folder);
  return film;
}

TEST(ScriptSource, AScriptBecomesAFilmOfOnePath) {
  const auto source = source_from_script(
      text::parse_fountain("Title: Quay\n\nINT. ROOM - DAY\n\nRain.\n\nANNA\nNo.\n\nEXT. QUAY - "
                           "NIGHT\n\nANNA\nYes.\n"),
      "x");
  ASSERT_TRUE(source);
  const auto film = film_of(*source);
  ASSERT_TRUE(film) << base::describe(film.error());
  EXPECT_EQ(in_language(film->title, "en"), "Quay");
  ASSERT_EQ(film->scenes.size(), 2U);
  EXPECT_EQ(film->cast.size(), 1U);
  EXPECT_EQ(film->settings.size(), 2U);
  EXPECT_TRUE(film->scenes.back().ending);
}

TEST(ScriptSource, AScriptWithoutScenesIsAnError) {
  EXPECT_FALSE(source_from_script(text::parse_fountain("Only words.\n"), "x"));
}

TEST(ScriptSource, OthersScriptsBecomeFilms) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr || !std::filesystem::exists(data))
    GTEST_SKIP() << "no folder of real scripts (KULESHOV_DATA)";
  for (const std::string name :
       {"ebscreenplays/Cyber_Bob_ep00001", "jumpcut/corpus/gumshoe/source", "wildwinter/Scratch"}) {
    const auto text = base::read_file(std::string(data) + "/text/fountain/" + name + ".fountain");
    ASSERT_TRUE(text);
    const auto source = source_from_script(text::parse_fountain(*text), "x");
    ASSERT_TRUE(source) << name;
    const auto film = film_of(*source);
    ASSERT_TRUE(film) << name << ": " << base::describe(film.error());
    EXPECT_GT(film->scenes.size(), 0U);
  }
}

}  // namespace
}  // namespace kuleshov::story

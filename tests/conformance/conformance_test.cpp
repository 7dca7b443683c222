// The conformance suite of the film format, docs/conformance, run on this implementation; and the
// JSON Schema of film.yaml beside the reader.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/direct/plan.hpp"
#include "kuleshov/direct/transcript.hpp"
#include "kuleshov/story/check.hpp"
#include "tests/conformance/schema.hpp"

namespace kuleshov::conformance {
namespace {

using base::Json;
using base::Path;

const Path root = KULESHOV_SOURCE_DIR;

std::vector<Path> sorted(const Path& folder) {
  std::vector<Path> all;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none))
    all.push_back(entry.path());
  std::sort(all.begin(), all.end());
  return all;
}

Json json_in(const Path& file) { return base::read_json(file).value(); }

Json verdict_of(const story::CheckReport& report) {
  Json findings = Json::array();
  for (const story::Finding& finding : report.findings) {
    Json path = Json::array();
    for (const story::SceneId& scene : finding.path) path.push_back(scene.str());
    findings.push_back({{"rule", finding.rule}, {"scene", finding.scene.str()}, {"path", path}});
  }
  std::sort(findings.begin(), findings.end());
  return {{"holds", report.holds}, {"findings", findings}};
}

// A path of the same length is as good: there may be several shortest.
bool agrees(const Json& wanted, const Json& got) {
  if (wanted["holds"] != got["holds"] || wanted["findings"].size() != got["findings"].size())
    return false;
  for (std::size_t i = 0; i < wanted["findings"].size(); ++i) {
    const Json& a = wanted["findings"][i];
    const Json& b = got["findings"][i];
    if (a["rule"] != b["rule"] || a["scene"] != b["scene"] || a["path"].size() != b["path"].size())
      return false;
  }
  return true;
}

class Conformance : public testing::TestWithParam<Path> {};

std::string name_of(const testing::TestParamInfo<Path>& info) {
  std::string name = info.param.filename().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

class Film : public Conformance {};
TEST_P(Film, IsJudgedAndShownAsTheSuiteSays) {
  const auto film = story::read_film(GetParam().string());
  ASSERT_TRUE(film) << base::describe(film.error());
  const auto graph = story::Graph::compile(*film);
  ASSERT_TRUE(graph);
  const Json verdict = verdict_of(story::check(*graph));
  if (base::environment("KULESHOV_WRITE_CONFORMANCE") != nullptr) {
    ASSERT_TRUE(base::write_file(GetParam() / "verdict.json", verdict.dump(1) + "\n"));
  }
  EXPECT_TRUE(agrees(json_in(GetParam() / "verdict.json"), verdict)) << verdict.dump(1);
  for (const Path& file : sorted(GetParam() / "tests")) {
    const auto transcript = story::read_transcript(base::read_file(file).value(), file.string());
    ASSERT_TRUE(transcript) << base::describe(transcript.error());
    const auto result = transcript->directed
                            ? direct::run_transcript(direct::Plan::of(*film).value(), *transcript)
                            : story::run_transcript(*graph, *transcript);
    ASSERT_TRUE(result) << base::describe(result.error());
    EXPECT_TRUE(result->passed) << file << ":" << result->place.line << ": " << result->message;
  }
}
INSTANTIATE_TEST_SUITE_P(Suite, Film, testing::ValuesIn(sorted(root / "docs/conformance/films")),
                         name_of);

class Broken : public Conformance {};
TEST_P(Broken, IsRefusedAtItsLine) {
  const Json wanted = json_in(GetParam() / "error.json");
  const auto film = story::read_film(GetParam().string());
  ASSERT_FALSE(film);
  EXPECT_EQ(Path(film.error().place.file).filename().string(), wanted["file"]);
  EXPECT_EQ(film.error().place.line, wanted["line"].get<std::size_t>()) << film.error().what;
  EXPECT_FALSE(film.error().remedy.empty());
}
INSTANTIATE_TEST_SUITE_P(Suite, Broken, testing::ValuesIn(sorted(root / "docs/conformance/broken")),
                         name_of);

const Json& film_schema() {
  static const Json schema = json_in(root / "docs/schemas/film-source.schema.json");
  return schema;
}

std::string schema_fault(const Path& folder) {
  return fault_of(film_schema(), json_of_yaml(base::read_file(folder / "film.yaml").value()));
}

TEST(FilmSchema, TakesEveryFilmThatIsRead) {
  for (const char* folder : {"films", "tests/films", "docs/conformance/films"}) {
    for (const Path& film : sorted(root / folder)) {
      if (!std::filesystem::exists(film / "film.yaml")) continue;
      EXPECT_TRUE(story::read_film(film.string())) << film;
      EXPECT_EQ(schema_fault(film), "") << film;
    }
  }
}

TEST(FilmSchema, RefusesWhatASchemaCanTell) {
  int refused = 0;
  for (const Path& film : sorted(root / "docs/conformance/broken")) {
    const bool wanted = json_in(film / "error.json")["schema"].get<bool>();
    EXPECT_EQ(!schema_fault(film).empty(), wanted) << film << " " << schema_fault(film);
    refused += wanted ? 1 : 0;
  }
  EXPECT_GE(refused, 10);
}

// The first fault of data/cultures/ID/pack.yaml after `from` in it has become `to`.
std::string pack_fault(const Path& folder, const std::string& from = "",
                       const std::string& to = "") {
  static const Json schema = json_in(root / "docs/schemas/culture-pack.schema.json");
  std::string text = base::read_file(folder / "pack.yaml").value();
  const auto at = from.empty() ? std::string::npos : text.find(from);
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return fault_of(schema, json_of_yaml(text));
}

TEST(PackSchema, TakesEveryPackThatShipsAndRefusesWhatItCanTell) {
  for (const Path& pack : sorted(root / "data/cultures")) {
    EXPECT_EQ(pack_fault(pack), "") << pack;
    EXPECT_NE(pack_fault(pack, "status: attested", "status: certain"), "") << pack;
    EXPECT_NE(pack_fault(pack, "kind: survey", "kind: rumour"), "") << pack;
    EXPECT_NE(pack_fault(pack, ", n: ", ", n: -"), "") << pack;
    EXPECT_NE(pack_fault(pack, "continent: ", "continent: lost-"), "") << pack;
    EXPECT_NE(pack_fault(pack, "status: not-reviewed", "status: approved"), "") << pack;
  }
}

}  // namespace
}  // namespace kuleshov::conformance

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/direct/plan.hpp"
#include "kuleshov/direct/transcript.hpp"
#include "kuleshov/direct/watch.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Arguments {
  std::string film;
  bool json = false;
};

std::vector<base::Path> transcripts_of(const base::Path& film) {
  std::vector<base::Path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(film / "tests", failed)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

base::Json to_json(const story::TranscriptResult& result) {
  base::Json path = base::Json::array();
  for (const auto& scene : result.path) path.push_back(scene.str());
  return {{"name", result.name},
          {"passed", result.passed},
          {"message", result.message},
          {"path", path}};
}

void print(const story::TranscriptResult& result) {
  fmt::print("{}  {}\n", result.passed ? "ok    " : "FAILED", result.name);
  if (!result.passed)
    fmt::print("  {}:{}: {}\n", result.place.file, result.place.line, result.message);
}

// The director is asked only where a transcript needs one.
base::Result<story::TranscriptResult> run_one(const story::Film& film, const story::Graph& graph,
                                              const story::Transcript& transcript) {
  if (!transcript.directed) return story::run_transcript(graph, transcript);
  return direct::run_transcript(TRY(direct::Plan::of(film)), transcript);
}

std::string all_passed(std::size_t transcripts, bool passed) {
  if (transcripts == 0) return "the film has no transcripts: write one into its tests/";
  return passed ? "every transcript passed" : "a transcript failed";
}

Exit run(const Arguments& arguments) {
  const auto film = direct::open_film(arguments.film);
  if (!film) return report(film.error());
  const auto graph = story::Graph::compile(*film);
  if (!graph) return report(graph.error());
  base::Json all = base::Json::array();
  bool passed = true;
  const std::vector<base::Path> files = transcripts_of(arguments.film);
  for (const base::Path& file : files) {
    const auto text = base::read_file(file);
    if (!text) return report(text.error());
    const auto transcript = story::read_transcript(*text, file.string());
    if (!transcript) return report(transcript.error());
    const auto result = run_one(*film, *graph, *transcript);
    if (!result) return report(result.error());
    passed = passed && result->passed;
    if (arguments.json)
      all.push_back(to_json(*result));
    else
      print(*result);
  }
  if (arguments.json)
    fmt::print("{}\n", base::Json{{"passed", passed}, {"transcripts", all}}.dump(1));
  else
    fmt::print("{}\n", all_passed(files.size(), passed));
  return passed ? Exit::fine : Exit::refuted;
}

Action set_up(CLI::App& command) {
  auto arguments = std::make_shared<Arguments>();
  command
      .add_option("FILM", arguments->film,
                  "a film source; its transcripts lie in FILM/tests/*.yaml")
      ->required();
  command.add_flag("--json", arguments->json, "print one JSON document");
  return [arguments] { return run(*arguments); };
}

const RegisterVerb test_verb{{"test", "run a film's own transcripts", set_up}};

}  // namespace
}  // namespace kuleshov::app

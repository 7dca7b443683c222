#include "kuleshov/story/check.hpp"

#include <fmt/format.h>

#include <memory>

#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Arguments {
  std::string film;
  bool json = false;
};

Exit run(const Arguments& arguments) {
  const auto film = story::read_film(arguments.film);
  if (!film) return report(film.error());
  const auto graph = story::Graph::compile(*film);
  if (!graph) return report(graph.error());
  const story::CheckReport result = story::check(*graph);
  fmt::print("{}", arguments.json ? report_to_json(result) : report_to_text(result));
  return result.holds ? Exit::fine : Exit::refuted;
}

Action set_up(CLI::App& command) {
  auto arguments = std::make_shared<Arguments>();
  command.add_option("FILM", arguments->film, "a film source")->required();
  command.add_flag("--json", arguments->json, "print one JSON document");
  return [arguments] { return run(*arguments); };
}

const RegisterVerb check_verb{
    {"check", "prove a film graph, or show the path that refutes it", set_up}};

}  // namespace
}  // namespace kuleshov::app

#include "kuleshov/story/check.hpp"

#include <fmt/format.h>

#include <memory>

#include "kuleshov/base/file.hpp"
#include "kuleshov/direct/watch.hpp"
#include "kuleshov/story/draw.hpp"
#include "kuleshov/story/story_save.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Arguments {
  std::string film;
  std::string dot;
  std::string svg;
  std::string compat;
  bool json = false;
};

// The graph with the first finding's path marked.
base::Result<void> draw(const Arguments& arguments, const story::Film& film,
                        const story::CheckReport& result) {
  std::vector<story::SceneId> path;
  for (const story::Finding& finding : result.findings) {
    if (path.empty()) path = finding.path;
  }
  if (!arguments.dot.empty()) TRY(base::write_file(arguments.dot, film_to_dot(film, path)));
  if (!arguments.svg.empty()) TRY(base::write_file(arguments.svg, film_to_svg(film, path)));
  return {};
}

Exit compare(const Arguments& arguments, const story::Film& film) {
  const auto before = direct::open_film(arguments.compat);
  if (!before) return report(before.error());
  const auto compatibility = story::compare_films(*before, film);
  fmt::print("{}", arguments.json ? compatibility_to_json(compatibility) : describe(compatibility));
  return compatibility.saves_survive() ? Exit::fine : Exit::refuted;
}

Exit run(const Arguments& arguments) {
  const auto film = direct::open_film(arguments.film);
  if (!film) return report(film.error());
  if (!arguments.compat.empty()) return compare(arguments, *film);
  const auto graph = story::Graph::compile(*film);
  if (!graph) return report(graph.error());
  const story::CheckReport result = story::check(*graph);
  const auto drawn = draw(arguments, *film, result);
  if (!drawn) return report(drawn.error());
  fmt::print("{}", arguments.json ? report_to_json(result) : report_to_text(result, &*graph));
  return result.holds ? Exit::fine : Exit::refuted;
}

Action set_up(CLI::App& command) {
  auto arguments = std::make_shared<Arguments>();
  command.add_option("FILM", arguments->film, "a film source or package")->required();
  command.add_flag("--json", arguments->json, "print one JSON document");
  command.add_option("--dot", arguments->dot, "draw the graph for GraphViz into this file");
  command.add_option("--svg", arguments->svg, "draw the graph into this SVG file");
  command.add_option("--compat", arguments->compat,
                     "an older source of the film: what the edit does to saves");
  return [arguments] { return run(*arguments); };
}

const RegisterVerb check_verb{
    {"check", "prove a film graph, or show the path that refutes it", set_up}};

}  // namespace
}  // namespace kuleshov::app

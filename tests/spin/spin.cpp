#include "tests/spin/spin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "kuleshov/story/check.hpp"
#include "kuleshov/story/promela.hpp"

namespace kuleshov::peer {

namespace {

bool succeeds(const std::string& command) { return std::system(command.c_str()) == 0; }

// The number before `words` in `text`, or after them; -1 where they do not stand.
double number_before(const std::string& text, const std::string& words) {
  const std::size_t at = text.find(words);
  if (at == text.npos) return -1;
  const std::size_t line = text.rfind('\n', at);
  return std::strtod(text.c_str() + (line == text.npos ? 0 : line + 1), nullptr);
}

double number_after(const std::string& text, const std::string& words) {
  const std::size_t at = text.find(words);
  return at == text.npos ? -1 : std::strtod(text.c_str() + at + words.size(), nullptr);
}

SpinRun read_report(const std::string& report) {
  SpinRun run;
  run.found = number_after(report, "errors: ") > 0;
  run.states = std::max(0.0, number_before(report, " states, stored"));
  run.seconds = std::max(0.0, number_after(report, "elapsed time "));
  const bool whole = report.find("errors: ") != report.npos &&
                     report.find("Search not completed") == report.npos &&
                     report.find("search depth too small") == report.npos;
  run.complete = run.found || whole;
  return run;
}

}  // namespace

bool spin_is_here() {
  return succeeds("command -v spin >/dev/null 2>&1 && command -v cc >/dev/null 2>&1");
}

base::Result<SpinRun> run_spin(const story::Graph& graph, const std::string& property,
                               const base::Path& folder, int limit_s, const char* optimise) {
  const std::string model = TRY(story::promela_from_graph(graph));
  TRY(base::write_file(folder / "film.pml", model));
  const bool cycles = property == "ENDING";
  const auto begins = std::chrono::steady_clock::now();
  const std::string build = fmt::format(
      "cd '{}' && spin -D{} -a film.pml >spin.txt 2>&1 && cc {} -w -DMEMLIM=4096 -DVECTORSZ=4096 "
      "{} -o pan pan.c >cc.txt 2>&1",
      folder.string(), property, optimise, cycles ? "" : "-DSAFETY");
  if (!succeeds(build))
    return base::fail("SPIN could not build the model", "see spin.txt and cc.txt in that folder",
                      {folder.string(), 0, 0, 0});
  const std::chrono::duration<double> building = std::chrono::steady_clock::now() - begins;
  // Exit status tells nothing of the verdict; the report does.
  succeeds(fmt::format("cd '{}' && timeout {} ./pan -m4000000 {} >pan.txt 2>&1", folder.string(),
                       limit_s, cycles ? "-a" : ""));
  SpinRun run = read_report(TRY(base::read_file(folder / "pan.txt")));
  run.building_s = building.count();
  return run;
}

bool OurVerdicts::of(const std::string& property) const {
  if (property == "DEAD_END") return dead_end;
  if (property == "CORE") return core;
  return property == "ORDER" ? order : endless;
}

OurVerdicts our_verdicts(const story::Graph& graph) {
  const story::CheckReport report = story::check(graph);
  OurVerdicts ours;
  ours.complete = report.complete;
  ours.states = report.states;
  for (const story::Finding& finding : report.findings) {
    ours.dead_end |= finding.rule == "dead-end";
    ours.core |= finding.rule == "core-on-every-path";
    ours.order |= finding.rule == "core-order";
    ours.endless |= finding.message.find("go round for ever") != std::string::npos;
  }
  return ours;
}

}  // namespace kuleshov::peer

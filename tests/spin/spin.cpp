#include "tests/spin/spin.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>

#include "kuleshov/story/check.hpp"
#include "kuleshov/story/promela.hpp"

namespace kuleshov::peer {

namespace {

bool succeeds(const std::string& command) { return std::system(command.c_str()) == 0; }

// CPU time of all children that ended.
double children_s() {
  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

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

base::Result<SpinRun> run_spin(const story::Graph& graph,
                               const std::vector<std::string>& properties, const base::Path& folder,
                               int limit_s, const char* optimise) {
  const std::string model = TRY(story::promela_from_graph(graph));
  TRY(base::write_file(folder / "film.pml", model));
  const bool cycles = properties.front() == "ENDING";
  const double begins = children_s();
  const std::string build = fmt::format(
      "cd '{}' && ulimit -t {} && spin -D{} -a film.pml >spin.txt 2>&1 && cc {} -w -DMEMLIM=4096 "
      "-DVECTORSZ=4096 {} -o pan pan.c >cc.txt 2>&1",
      folder.string(), limit_s, fmt::join(properties, " -D"), optimise, cycles ? "" : "-DSAFETY");
  const bool built = succeeds(build);
  const double building_s = children_s() - begins;
  if (!built && building_s >= limit_s) {
    SpinRun stopped;
    stopped.complete = false;
    stopped.building_s = building_s;
    return stopped;
  }
  if (!built)
    return base::fail("SPIN could not build the model", "see spin.txt and cc.txt in that folder",
                      {folder.string(), 0, 0, 0});
  // Exit status tells nothing of the verdict; the report does.
  succeeds(fmt::format("cd '{}' && (ulimit -t {}; ./pan -m4000000 {}) >pan.txt 2>&1",
                       folder.string(), limit_s, cycles ? "-a" : ""));
  const std::string text = TRY(base::read_file(folder / "pan.txt"));
  SpinRun run = read_report(text);
  run.building_s = building_s;
  // SPIN's own time leaves out what it takes to lay out its tables; it counts hundredths.
  const double search_s = children_s() - begins - building_s;
  const double told_s = number_after(text, "elapsed time ");
  run.seconds = told_s < 0 ? search_s : std::clamp(told_s, 0.01, std::max(0.01, search_s));
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

#include <fmt/format.h>

#include <cmath>

#include "kuleshov/base/json.hpp"
#include "kuleshov/story/path_text.hpp"

namespace kuleshov::story {

namespace {

using base::Json;

template <class Id>
Json ids_of(const std::vector<Id>& ids) {
  Json all = Json::array();
  for (const auto& id : ids) all.push_back(id.str());
  return all;
}

Json finding_to_json(const Finding& finding) {
  return {{"rule", finding.rule},         {"scene", finding.scene.str()},
          {"message", finding.message},   {"path", ids_of(finding.path)},
          {"ways", ids_of(finding.ways)}, {"shortest", finding.shortest},
          {"file", finding.place.file},   {"line", finding.place.line}};
}

// Counts are whole; beyond 2^63 a JSON integer cannot hold them.
Json count_to_json(double count) {
  return count < 9e18 ? Json(static_cast<std::uint64_t>(std::llround(count))) : Json(count);
}

Json seconds_or_null(const std::optional<base::Ticks>& time) {
  return time ? Json(base::quantise(time->seconds())) : Json();
}

// Scenes and ways on one line: enough where nobody has the graph.
std::string path_on_one_line(const Finding& finding) {
  std::string text;
  for (std::size_t i = 0; i < finding.path.size(); ++i) {
    if (i > 0 && i <= finding.ways.size())
      text += fmt::format("  --{}->  ", finding.ways[i - 1].str());
    text += finding.path[i].str();
  }
  return text;
}

// Paths of a report, one after the other.
class Paths {
 public:
  explicit Paths(const Graph* graph) : graph_(graph) {}

  std::string text(const Finding& finding) {
    if (finding.path.empty()) return "";
    if (graph_ == nullptr) return fmt::format("  path: {}\n", path_on_one_line(finding));
    const bool same =
        before_ != nullptr && before_->path == finding.path && before_->ways == finding.ways;
    before_ = &finding;
    if (same) return "  by the same path\n";
    const char* which = finding.shortest ? "shortest path" : "path";
    if (told_++ >= most_told)
      return fmt::format("  {}: {} scenes, told by --json\n", which, finding.path.size());
    return fmt::format("  {}:\n{}", which, path_to_text(*graph_, finding));
  }

 private:
  static constexpr int most_told = 10;  // scene by scene: nobody reads more at once
  const Graph* graph_;
  const Finding* before_ = nullptr;
  int told_ = 0;
};

}  // namespace

std::string report_to_json(const CheckReport& report) {
  Json json{{"holds", report.holds},
            {"complete", report.complete},
            {"states", count_to_json(report.states)},
            {"by_refinement", report.by_refinement},
            {"open_questions", report.open_questions},
            {"reachable_scenes", count_to_json(report.reachable_scenes)},
            {"nodes", report.nodes},
            {"shortest_s", seconds_or_null(report.shortest_run)},
            {"longest_s", seconds_or_null(report.longest_run)},
            {"more_findings", report.more_findings},
            {"findings", Json::array()}};
  if (!report.complete) json["cut_off"] = report.cut_off;
  for (const Finding& finding : report.findings)
    json["findings"].push_back(finding_to_json(finding));
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string report_to_text(const CheckReport& report, const Graph* graph) {
  std::string text;
  Paths paths(graph);
  for (const Finding& finding : report.findings) {
    if (finding.place.line > 0)
      text += fmt::format("{}:{}: ", finding.place.file, finding.place.line);
    text += fmt::format("{}: {}\n", finding.rule, finding.message);
    text += paths.text(finding);
  }
  if (report.more_findings > 0) text += fmt::format("and {} findings more\n", report.more_findings);
  text += fmt::format("{:.0f} states {}in {:.0f} scenes", report.states,
                      report.by_refinement ? "tried one by one " : "", report.reachable_scenes);
  if (report.shortest_run)
    text += fmt::format(", {:.1f} min at the shortest", report.shortest_run->seconds() / 60);
  if (report.longest_run)
    text += fmt::format(", {:.1f} min at the longest", report.longest_run->seconds() / 60);
  text += "\n";
  if (!report.complete) text += fmt::format("not settled: {}\n", report.cut_off);
  if (report.open_questions > 1)
    text += fmt::format("{} questions were left open\n", report.open_questions);
  if (report.holds)
    text += report.complete ? "proved: every rule holds on every path\n"
                            : "nothing was refuted, and nothing is proved\n";
  else
    text += fmt::format("refuted: {} finding{}\n", report.findings.size() + report.more_findings,
                        report.findings.size() + report.more_findings == 1 ? "" : "s");
  return text;
}

}  // namespace kuleshov::story

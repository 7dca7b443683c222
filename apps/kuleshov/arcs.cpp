#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "kuleshov/base/file.hpp"
#include "kuleshov/direct/choices.hpp"
#include "kuleshov/direct/learn.hpp"
#include "kuleshov/direct/report.hpp"
#include "kuleshov/direct/watch.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Arguments {
  std::string film;
  std::vector<std::string> logs;
  std::string store;
  std::string out;
  std::string learn;
  std::string would;
  bool json = false;
};

// A log's felt arcs go into the store under the log's own hash: adding it twice changes nothing.
base::Result<void> keep(const std::string& store, const std::string& log,
                        const std::vector<direct::FeltArc>& arcs) {
  std::string lines;
  for (const direct::FeltArc& arc : arcs) lines += direct::felt_to_json(arc) + "\n";
  return base::write_file(base::Path(store) / (base::sha256(log).substr(0, 16) + ".jsonl"), lines);
}

base::Result<std::vector<direct::FeltArc>> gather(const Arguments& arguments,
                                                  const direct::Plan& plan) {
  std::vector<direct::FeltArc> all;
  for (const std::string& file : arguments.logs) {
    const std::string log = TRY(base::read_file(file));
    const auto arcs = TRY(direct::felt_arcs(plan, log, file));
    if (!arguments.store.empty())
      TRY(keep(arguments.store, log, arcs));
    else
      all.insert(all.end(), arcs.begin(), arcs.end());
  }
  if (arguments.store.empty()) return all;
  return direct::read_store(arguments.store, plan.film().id.str());
}

// What these showings teach about the audience, for `watch --audience` and the server.
base::Result<void> learn(const Arguments& arguments,
                         const std::shared_ptr<const direct::Plan>& plan) {
  std::vector<direct::Observation> all;
  int showing = 0;
  for (const std::string& file : arguments.logs) {
    const std::string log = TRY(base::read_file(file));
    const auto seen = TRY(direct::observations_of(plan, log, file, showing++));
    all.insert(all.end(), seen.begin(), seen.end());
  }
  const direct::Audience audience = direct::learn_audience(*plan, all);
  return base::write_file(arguments.learn, direct::audience_to_json(audience) + "\n");
}

direct::Target target_named(const std::string& name, const direct::Plan& plan) {
  if (name == "best") return direct::greedy_target();
  if (name == "even") return direct::even_target();
  return direct::default_target(plan);
}

// Below some thirty decisions' worth a weighted mean and its interval are not to be trusted.
std::string strength(const direct::Worth& worth) {
  const std::string said = fmt::format("as much as {:.0f} decisions say", worth.effective);
  return worth.effective < 30 ? said + ": too few to rely on" : said;
}

void tell_worth(const std::string& who, const direct::Worth& worth) {
  if (worth.effective <= 0)
    fmt::print("{:24} {:>9}            these logs say nothing\n", who, "-");
  else
    fmt::print("{:24} {:9.3f} +- {:.3f}   {}\n", who, -worth.value, worth.half_width,
               strength(worth));
}

// Would these viewers have been nearer to the line had another policy chosen at the key points?
base::Result<void> compare(const Arguments& arguments,
                           const std::shared_ptr<const direct::Plan>& plan) {
  std::vector<direct::LoggedChoice> all;
  int showing = 0;
  for (const std::string& file : arguments.logs) {
    const std::string log = TRY(base::read_file(file));
    auto choices = TRY(direct::choices_of(plan, log, file, showing++));
    std::move(choices.begin(), choices.end(), std::back_inserter(all));
  }
  if (all.empty()) {
    return base::fail("no decision of the film's own in these logs was followed by a sensor's word",
                      "give logs of sensed viewers whose ways the film chose");
  }
  const direct::Target target = target_named(arguments.would, *plan);
  fmt::print("\nmean squared distance to the director's line after a decision, {} decisions\n",
             all.size());
  tell_worth("as these logs decided", direct::on_log(all));
  tell_worth(arguments.would + ", reweighted", direct::snips_of_showings(all, target));
  tell_worth(arguments.would + ", doubly robust", direct::doubly_robust_of_showings(all, target));
  return {};
}

void tell(const direct::Plan& plan, const std::vector<direct::SceneArcs>& arcs) {
  fmt::print("{:8} {:>9} {:>9}\n", "scene", "showings", "distance");
  for (const direct::SceneArcs& a : arcs) {
    fmt::print("{:8} {:9.0f} {:9.3f}\n", plan.scene_id(a.scene).str(), a.showings, a.distance);
    for (const std::string& line : a.suggestions) fmt::print("           {}\n", line);
  }
}

base::Result<void> run(const Arguments& arguments) {
  const auto plan = TRY(direct::open_plan(arguments.film));
  if (!arguments.learn.empty()) TRY(learn(arguments, plan));
  const auto felt = TRY(gather(arguments, *plan));
  const auto arcs = direct::compare_arcs(*plan, felt);
  if (!arguments.out.empty()) TRY(base::write_file(arguments.out, direct::arcs_html(*plan, arcs)));
  if (arguments.json)
    fmt::print("{}\n", direct::arcs_json(*plan, arcs));
  else
    tell(*plan, arcs);
  return arguments.would.empty() ? base::Result<void>{} : compare(arguments, plan);
}

Action set_up(CLI::App& command) {
  auto a = std::make_shared<Arguments>();
  command.add_option("film", a->film, "film package or source")->required();
  command.add_option("--log", a->logs, "logs of showings");
  command.add_option("--store", a->store, "folder of felt arcs: logs are added, all are read");
  command.add_option("--out", a->out, "an HTML page with plots");
  command.add_option("--learn", a->learn, "write what these logs teach about the audience");
  command
      .add_option("--would", a->would,
                  "would another policy have kept closer to the line: best (score), even, default")
      ->check(CLI::IsMember({"best", "even", "default"}));
  command.add_flag("--json", a->json, "print one JSON document");
  return [a] {
    const auto done = run(*a);
    return done ? Exit::fine : report(done.error());
  };
}

const RegisterVerb verb{{"arcs", "what was felt beside what was intended, scene by scene", set_up}};

}  // namespace
}  // namespace kuleshov::app

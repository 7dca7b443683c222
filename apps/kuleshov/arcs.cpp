#include <fmt/format.h>

#include <memory>

#include "kuleshov/base/file.hpp"
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
  return {};
}

Action set_up(CLI::App& command) {
  auto a = std::make_shared<Arguments>();
  command.add_option("film", a->film, "film package or source")->required();
  command.add_option("--log", a->logs, "logs of showings");
  command.add_option("--store", a->store, "folder of felt arcs: logs are added, all are read");
  command.add_option("--out", a->out, "an HTML page with plots");
  command.add_option("--learn", a->learn, "write what these logs teach about the audience");
  command.add_flag("--json", a->json, "print one JSON document");
  return [a] {
    const auto done = run(*a);
    return done ? Exit::fine : report(done.error());
  };
}

const RegisterVerb verb{{"arcs", "what was felt beside what was intended, scene by scene", set_up}};

}  // namespace
}  // namespace kuleshov::app

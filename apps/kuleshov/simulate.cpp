#include "kuleshov/direct/simulate.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <thread>

#include "kuleshov/base/file.hpp"
#include "kuleshov/base/log.hpp"
#include "kuleshov/direct/report.hpp"
#include "kuleshov/direct/save.hpp"
#include "kuleshov/direct/watch.hpp"
#include "verb.hpp"

namespace kuleshov::app {

namespace {

struct Arguments {
  std::string film;
  std::size_t viewers = 1000;
  std::uint64_t seed = 1;
  std::string out;
  std::string policy;
  std::string audience;
  std::string explore = "thompson";
  double ceiling = 1;
  double spread = 0.1;
  unsigned threads = 0;
  bool json = false;
};

base::Result<direct::Simulation> simulation_of(const Arguments& arguments) {
  direct::Simulation simulation;
  simulation.plan = TRY(direct::open_plan(arguments.film, arguments.audience));
  const story::Film& film = simulation.plan->film();
  simulation.policy.arc =
      arguments.policy.empty() ? film.policy : TRY(direct::arc_policy_named(arguments.policy));
  simulation.policy.explore = TRY(direct::explore_named(arguments.explore));
  simulation.policy.intensity_ceiling = arguments.ceiling;
  simulation.world = direct::make_world(*simulation.plan, arguments.seed, arguments.spread);
  simulation.seed = arguments.seed;
  simulation.showings = arguments.viewers;
  simulation.threads =
      arguments.threads > 0 ? arguments.threads : std::max(1u, std::thread::hardware_concurrency());
  return simulation;
}

base::Result<void> write_report(const Arguments& arguments, const direct::Plan& plan,
                                const direct::Tally& tally, const direct::SimulationFacts& facts) {
  const base::Path folder(arguments.out);
  TRY(base::write_file(folder / "index.html", direct::simulation_html(plan, tally, facts)));
  TRY(base::write_file(folder / "simulation.json", direct::simulation_json(plan, tally, facts)));
  std::string store;
  for (const direct::FeltArc& arc : direct::felt_arcs(plan, tally))
    store += direct::felt_to_json(arc) + "\n";
  return base::write_file(folder / "felt" / "simulated.jsonl", store);
}

void tell(const direct::Plan& plan, const direct::Tally& tally, double wall_s) {
  fmt::print("{:.0f} showings in {:.1f} s, {:.1f} min each\n", tally.showings, wall_s,
             tally.seconds / tally.showings / 60);
  fmt::print("distance to the intended arc {:.4f} +- {:.4f}\n", direct::mean_distance(tally),
             direct::distance_half_width(tally));
  fmt::print("{} paths, {:.2f} bits\n", tally.paths.size(), direct::path_entropy_bits(tally));
  for (const int way : direct::ways_nobody_takes(plan, tally))
    fmt::print("nobody takes {}\n", plan.way(way).id.str());
}

base::Result<void> run(const Arguments& arguments) {
  direct::Simulation simulation = TRY(simulation_of(arguments));
  base::Progress progress("simulating", simulation.showings);
  simulation.progress = [&](std::size_t done) { progress.advance(done, "showings"); };
  const auto begins = std::chrono::steady_clock::now();
  const direct::Tally tally = direct::simulate(simulation);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begins;
  const direct::SimulationFacts facts{arguments.seed, 0};
  if (!arguments.out.empty()) TRY(write_report(arguments, *simulation.plan, tally, facts));
  if (arguments.json)
    fmt::print("{}\n",
               direct::simulation_json(*simulation.plan, tally, {arguments.seed, wall.count()}));
  else
    tell(*simulation.plan, tally, wall.count());
  return {};
}

Action set_up(CLI::App& command) {
  auto a = std::make_shared<Arguments>();
  command.add_option("film", a->film, "film package or source")->required();
  command.add_option("--viewers", a->viewers, "how many showings")
      ->capture_default_str()
      ->check(CLI::Range(1, 100'000'000));
  command.add_option("--seed", a->seed, "of the audience")->capture_default_str();
  command.add_option("--out", a->out, "folder for the report (index.html, simulation.json, felt/)");
  command.add_option("--policy", a->policy, "follow, counter, mirror or ignore; the film's own");
  command.add_option("--audience", a->audience, "what earlier audiences taught (arcs --learn)");
  command.add_option("--explore", a->explore, "none, thompson or lin-ucb")->capture_default_str();
  command.add_option("--ceiling", a->ceiling, "limit on intensity, 0 to 1")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--spread", a->spread, "how far the audience feels scenes otherwise (sd)")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--threads", a->threads, "0: all cores")->capture_default_str();
  command.add_flag("--json", a->json, "print one JSON document");
  return [a] {
    const auto done = run(*a);
    return done ? Exit::fine : report(done.error());
  };
}

const RegisterVerb verb{{"simulate", "show a film to a simulated audience and report", set_up}};

}  // namespace
}  // namespace kuleshov::app

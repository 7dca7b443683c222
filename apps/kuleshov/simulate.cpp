#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include "kuleshov/direct/simulate.hpp"
#include "kuleshov/direct/watch.hpp"
#include "verb.hpp"
namespace kuleshov::app { namespace {
Action set_up(CLI::App& command) {
  auto film = std::make_shared<std::string>();
  auto n = std::make_shared<std::size_t>(1000);
  command.add_option("film", *film)->required();
  command.add_option("--viewers", *n);
  return [=] {
    auto plan = direct::open_plan(*film);
    if (!plan) return report(plan.error());
    direct::Simulation s; s.plan=*plan; s.showings=*n;
    const auto t = direct::simulate(s);
    fmt::print("{} +- {}, entropy {}, mean {} s, paths {} explored {}\n", direct::mean_distance(t), direct::distance_half_width(t), direct::path_entropy_bits(t), t.seconds/t.showings, t.paths.size(), t.explored/t.decisions);
    for (std::size_t i=0;i<t.ways.size();++i) if (t.offered[i]>0) fmt::print("{} {:.3f}\n", (*plan)->way(int(i)).id.str(), t.ways[i]/t.offered[i]);
    return Exit::fine;
  };
}
const RegisterVerb verb{{"simulate", "x", set_up}};
}}

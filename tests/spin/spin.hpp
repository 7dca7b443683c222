// SPIN as a peer: writes a film's model, has `spin` and `cc` make a checker of it, runs that.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/story/graph.hpp"

namespace kuleshov::peer {

// Whether `spin` and `cc` are installed.
bool spin_is_here();

struct SpinRun {
  bool found = false;     // an assertion failed, or there is an acceptance cycle
  bool complete = true;   // every state was tried, or a fault was found
  double states = 0;      // stored
  double seconds = 0;     // of the search, as SPIN tells it and at most its CPU time
  double building_s = 0;  // the model turned into C and compiled, CPU
};

// `properties`: some of DEAD_END, CORE and ORDER in one search, or ENDING (story/promela.hpp).
// Works in `folder`. Building and search are each stopped after `limit_s` of CPU time, and at 4
// GiB: not complete. `optimise`: for the C compiler, "-O2".
base::Result<SpinRun> run_spin(const story::Graph& graph,
                               const std::vector<std::string>& properties, const base::Path& folder,
                               int limit_s, const char* optimise);

// What the film's own checker says of the same property.
struct OurVerdicts {
  bool dead_end = false, core = false, order = false, endless = false, complete = true;
  double states = 0;
  [[nodiscard]] bool of(const std::string& property) const;
};
OurVerdicts our_verdicts(const story::Graph& graph);

}  // namespace kuleshov::peer

// Proves the film graph before release, or refutes it with the shortest path that shows the fault.
//
// The search is exact over scenes x story variables x visits: every viewer condition, vote and
// elapsed time may have any value (conditions on one quantity stay consistent with each other), so
// what is proved holds for every audience. Sets of states are decision diagrams; variables that no
// longer matter in a scene are dropped and states that meet in a scene are merged.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kuleshov/story/graph.hpp"
#include "kuleshov/story/story_state.hpp"

namespace kuleshov::story {

struct CheckLimits {
  std::size_t most_nodes = std::size_t{1}
                           << 25U;     // of decision diagrams: about 0.9 GiB at the most
  std::size_t most_findings = 200;     // kept; more are only counted
  std::size_t most_lengths = 200'000;  // state sets tried for the running time
  // Before refinement is tried: about 40 MiB. 0: refinement at once.
  std::size_t most_nodes_at_first = std::size_t{1} << 20U;
};

struct Finding {
  std::string rule;  // core-on-every-path core-order ending-family ways-3-to-5 way-without-sensor
                     // dead-end unreachable trigger-never trigger-always length style-anchor
                     // core-adaptive continuity dangling
  SceneId scene;
  std::string message;
  std::vector<SceneId> path;  // from the opening; empty where no path shows it
  std::vector<WayId> ways;    // taken along the path, one fewer than scenes
  bool shortest = true;       // no shorter path shows it; else that was not settled
  base::Place place;
};

struct CheckReport {
  bool holds = true;       // nothing was refuted
  bool complete = true;    // the search was not cut off: without it `holds` is no proof
  std::string cut_off;     // why not complete
  int open_questions = 0;  // how many could not be settled
  // Distinct (scene, variables that matter): all that can be reached, or where `by_refinement`
  // those that were walked, each a state of the film.
  double states = 0;
  bool by_refinement = false;  // proved on abstractions, refuted on single states
  double reachable_scenes = 0;
  std::size_t nodes = 0;                    // of decision diagrams
  std::optional<base::Ticks> shortest_run;  // of all paths to an ending, at the shots' shortest
  std::optional<base::Ticks> longest_run;   // at the shots' longest; none: without bound
  std::vector<Finding> findings;
  std::size_t more_findings = 0;
};

// What was proved, for those who step the film.
class Proof {
 public:
  Proof(const Graph& graph, const CheckLimits& limits = {});
  ~Proof();
  Proof(Proof&&) noexcept;
  Proof& operator=(Proof&&) noexcept;

  [[nodiscard]] const CheckReport& report() const { return report_; }

  // Whether, after this way (index in the current scene's ways), the film can still pass every core
  // scene that is left, in order, and reach an ending. True for every open way of a film that
  // checks; where the search was cut off, true only if plain reachability allows it.
  [[nodiscard]] bool keeps_promises(const StoryState& state, int way) const;

  // A state that can really occur at the start of `scene`, by the shortest path; nothing when the
  // scene cannot be reached.
  [[nodiscard]] std::optional<StoryState> witness(const SceneId& scene) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
  CheckReport report_;
};

// Proof(graph).report() for those who need no more.
CheckReport check(const Graph& graph, const CheckLimits& limits = {});

// The report as `check --json` prints it.
std::string report_to_json(const CheckReport& report);
// The report as people read it; with the graph, paths scene by scene (path_text.hpp).
std::string report_to_text(const CheckReport& report, const Graph* graph = nullptr);

}  // namespace kuleshov::story

// Many showings to a simulated audience: what they saw, what they felt.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kuleshov/direct/crowd.hpp"
#include "kuleshov/direct/engine.hpp"
#include "kuleshov/direct/learn.hpp"

namespace kuleshov::direct {

inline constexpr int arc_bins = 10;  // of a scene's length

// Sums over showings of what was felt, on the mean, in one tenth of a scene.
struct FeltBin {
  double count = 0;
  story::Felt sum, squares;
  void add(const story::Felt& felt);
  void add(const FeltBin& other);
};

struct SceneSums {
  double visits = 0;
  double seconds = 0;
  double squared_distance = 0;  // to the scene's own arc, summed over samples
  double samples = 0;
  std::array<FeltBin, arc_bins> felt;
};

// Everything that is counted; merges in the order of the showings, so threads change nothing.
struct Tally {
  std::vector<SceneSums> scenes;
  std::vector<double> ways;     // taken
  std::vector<double> offered;  // open at a decision, per way
  std::map<std::uint64_t, double> paths;
  std::map<std::uint64_t, std::vector<int>> path_ways;  // an example of each: ways at key points
  double showings = 0;
  double distance = 0,
         distance_squared = 0;  // per showing: root mean square to the director's line
  double seconds = 0, shortest_s = 1e300, longest_s = 0;
  double explored = 0, decisions = 0;
  double unfinished = 0;

  explicit Tally(const Plan& plan);
  void add(const Tally& other);
};

// Chooses a way (index in the plan, or -1: the engine's own policy) at a key point; for comparing
// policies. `sensed` is the last reading alone.
using Chooser =
    std::function<int(const Engine& engine, const sense::ViewerState& sensed, base::Random&)>;

// One decision at a key point, as logs of real showings hold it, and how it turned out.
struct LoggedChoice {
  int showing = 0;
  int chosen = 0;                     // among the candidates
  std::vector<Candidate> candidates;  // with the logging policy's propensities and scores
  story::Felt believed;
  double reward = 0;  // minus the mean squared distance to the director's line until the next core
                      // scene or key point
};

struct Simulation {
  std::shared_ptr<const Plan> plan;
  Policy policy;
  World world;  // empty: the arcs are felt as they are meant
  std::uint64_t seed = 1;
  std::size_t showings = 1000;
  std::size_t first = 0;  // number of the first showing: other numbers are other people
  unsigned threads = 2;
  Chooser chooser;  // none: the engine's own policy; must be safe to call from several threads
  std::vector<LoggedChoice>* log = nullptr;          // needs threads == 1
  std::vector<Observation>* observations = nullptr;  // needs threads == 1
  // By showing, root mean square distance to the director's line; sized by the caller, or none.
  std::vector<double>* distances = nullptr;
  // Called after each chunk with the showings done; may be empty. From any thread.
  std::function<void(std::size_t)> progress;
};

Tally simulate(const Simulation& simulation);

// The largest |root mean square distance| and so on are per showing; these read the sums.
double mean_distance(const Tally& tally);
// Half width of the 95 % confidence interval of the mean.
double distance_half_width(const Tally& tally);
// Of the ways taken at key points in a whole showing, bits.
double path_entropy_bits(const Tally& tally);

}  // namespace kuleshov::direct

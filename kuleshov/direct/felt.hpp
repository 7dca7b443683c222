// Felt arcs: what audiences felt along each scene, beside what the author intended. Kept as JSON
// lines, one record a scene, so that a folder of files is a store.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/direct/simulate.hpp"

namespace kuleshov::direct {

// One dimension in one tenth of a scene: how many showings, their mean, their spread. For a single
// showing the spread is the sensors' own standard deviation.
struct FeltShare {
  double count = 0;
  double mean = 0;
  double sd = 0;
};

struct FeltArc {
  std::string film;
  std::string scene;
  std::string source;  // "simulated", or the file it was read from
  std::array<FeltShare, arc_bins> arousal;
  std::array<FeltShare, arc_bins> valence;
};

std::string felt_to_json(const FeltArc& arc);
base::Result<FeltArc> felt_from_json(std::string_view line, const base::Place& place);

// From a simulation; scenes that nobody saw are left out.
std::vector<FeltArc> felt_arcs(const Plan& plan, const Tally& tally);
// From the log of a showing (watch, or a session): what its sensors said. A dimension that nothing
// measured counts as none.
base::Result<std::vector<FeltArc>> felt_arcs(const Plan& plan, std::string_view log,
                                             const std::string& file);
// Every *.jsonl of the folder, in the order of their names; records of other films are left out.
base::Result<std::vector<FeltArc>> read_store(const std::string& folder, const std::string& film);

// A scene's felt arc beside its intended one.
struct Band {
  double intended = 0;
  double mean = 0;
  double half_width = 0;  // 95 % confidence interval of the mean
  double count = 0;
};
struct Part {               // where felt and intended part: the interval leaves the intended out
  double from = 0, to = 1;  // shares of the scene
  double gap = 0;           // mean felt minus intended
};
struct SceneArcs {
  int scene = 0;
  std::array<Band, arc_bins> arousal, valence;
  std::vector<Part> arousal_parts, valence_parts;
  double distance = 0;  // root mean square of mean felt to intended, both dimensions
  double showings = 0;
  std::vector<std::string> suggestions;
};
// Pools the records of each scene, in the film's order; scenes without any are left out.
std::vector<SceneArcs> compare_arcs(const Plan& plan, const std::vector<FeltArc>& felt);

}  // namespace kuleshov::direct

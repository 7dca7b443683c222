// The shortest and longest running time of a film. Inside the room only.
#pragma once

#include <optional>

#include "kuleshov/story/best_first.hpp"

namespace kuleshov::story {

// What a scene lasts at the least and at the most: its shots' bounds together.
base::Ticks shortest_length(const Scene& scene);
base::Ticks longest_length(const Scene& scene);

struct RunningTime {
  base::Ticks time;
  std::vector<Step> path;
};

enum class Extreme { shortest, longest };

struct RunningTimes {
  std::optional<RunningTime>
      exact;  // nothing when no ending is reachable, or the search was cut off
  bool cut_off = false;
  base::Ticks bound;     // of the plain graph: no path is shorter (longer) than this
  bool bounded = false;  // the plain graph has a bound at all
};

// Exact over states; `reached`: scenes to which some path leads. The longest is without bound where
// the film can go round for ever.
RunningTimes running_time(Model& model, const std::vector<bool>& reached, Extreme extreme,
                          std::size_t most_states);

}  // namespace kuleshov::story

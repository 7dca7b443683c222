// From a plot's events to a graph of scenes: a search over the structure's slots that keeps the set
// of worlds a viewer may be in, so that what an event needs holds on every path that reaches it.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/write/library.hpp"

namespace kuleshov::write {

// One value per fluent of the plot, in its order.
using World = std::vector<int>;

bool holds(const Condition& condition, const World& world, const Plot& plot);
// Values stay within the fluent's bounds.
void apply(const Change& change, World& world, const Plot& plot);

// branch: of one way only, after its first scene.
enum class Place_in_graph { plain, key, way, route, branch };

// A scene of the graph before it has words.
struct Knot {
  const Event* event = nullptr;
  Place_in_graph kind = Place_in_graph::plain;
  std::vector<std::size_t> next;    // key: its ways; before a route: the routes, last one free
  std::vector<World> worlds;        // every world in which a viewer may enter
  std::vector<std::size_t> causes;  // knots that made a need of this one true, on some path
  bool asks = false;                // a way that opens only on its event's `felt` or `when`
  double at = 0;                    // place along the film, 0..1
};

// Whether every path passes it.
inline bool on_every_path(const Knot& knot) {
  return knot.kind == Place_in_graph::plain || knot.kind == Place_in_graph::key;
}

struct Weave {
  const Plot* plot = nullptr;
  const Structure* structure = nullptr;
  std::vector<Knot> knots;  // in the order of the script; 0 opens, the last ends
};

struct WeaveWish {
  std::string ending;
  int ways = 0;                    // at each key point; 0: three, or four where the plot has them
  std::set<const Event*> without;  // events that are not to happen
};

// Errors: no choice of events satisfies every need under this structure.
base::Result<Weave> weave(const Plot& plot, const Structure& structure, const WeaveWish& wish,
                          base::Random& random);

}  // namespace kuleshov::write

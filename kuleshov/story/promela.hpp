// The film graph as a model for SPIN (Holzmann 1997, "The model checker SPIN", IEEE Transactions on
// Software Engineering 23), so that a checker by others can judge what ours says. The model knows
// story variables, visits and core scenes; viewers and elapsed time may be anything; facts of
// continuity, lengths and style are not in it.
#pragma once

#include <string>

#include "kuleshov/story/graph.hpp"

namespace kuleshov::story {

// Each is asked for with `spin -D NAME`; one model holds them all.
//   DEAD_END   assertion: at the end of a scene that is no ending some way is open
//   CORE       assertion: every core scene was passed when an ending is entered
//   ORDER      assertion: no core scene comes after a later one
//   ENDING     acceptance cycle (pan -a): the film can go round for ever
// A variable that no longer matters in a scene is reset there, as our own search forgets it.
// Errors: times of two scenes compared with each other, or more than twelve conditions on the
// viewer at the end of one scene. Numbers beyond 32 bits are not modelled.
base::Result<std::string> promela_from_graph(const Graph& graph);

}  // namespace kuleshov::story

// A finding's path as people read it: one scene a line, the way that led there, and what changed.
#pragma once

#include <string>

#include "kuleshov/story/check.hpp"

namespace kuleshov::story {

// Nothing where the finding has no path. Below the last scene: its ways with their triggers, where
// it has any that ask. The first line gives the values with which the variables begin that change
// on the path or are asked for at its end.
//
//     1. s1                                          trust = 0
//     2. s2  tell "Tell him the rule"                trust = 1
//     3. s5  goes on
//        ways: stay; leave when "trust > 1"
std::string path_to_text(const Graph& graph, const Finding& finding);

}  // namespace kuleshov::story

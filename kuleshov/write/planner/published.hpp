// The versions of the public Sabre benchmark suite's problems that have a published solution, with
// the limits they are published with. Their files are input of tests and benchmarks only.
#pragma once

#include "kuleshov/write/planner/search.hpp"

namespace kuleshov::write::planner {

struct Published {
  const char* name;     // also of the file of its solution
  const char* problem;  // file
  int goal;             // utility that the author asks for
  Limits limits;
};
inline const Published published[] = {{"bribery", "bribery", 1, {5, 5, 2}},
                                      {"treasure", "treasure", 1, {4, 4, 3}},
                                      {"space_any", "space", 1, {9, 3, 1}},
                                      {"space_two", "space", 2, {9, 3, 1}},
                                      {"space_three", "space", 3, {9, 3, 1}},
                                      {"space_four", "space", 4, {9, 3, 1}},
                                      {"space_all", "space", 5, {9, 3, 1}},
                                      {"fantasy_any", "fantasy", 1, {9, 3, 2}},
                                      {"fantasy_two", "fantasy", 2, {9, 3, 2}},
                                      {"fantasy_all", "fantasy", 3, {9, 3, 2}},
                                      {"secretagent", "secretagent", 1, {8, 8, 1}},
                                      {"raiders", "raiders", 1, {7, 4, 1}},
                                      {"deerhunter_any", "deerhunter", 1, {10, 6, 1}},
                                      {"deerhunter_both", "deerhunter", 2, {10, 6, 1}},
                                      {"jailbreak_lose", "jailbreak", 1, {7, 6, 1}},
                                      {"jailbreak_escape", "jailbreak", 3, {7, 6, 1}},
                                      {"jailbreak_revenge", "jailbreak", 6, {7, 6, 1}}};

// Problems of our own after published descriptions of other stories of that suite, in its language:
// tests/planning/problems/NAME.txt. Nothing of them is copied; they say whether the planner carries
// over to stories of their kind, not what the suite's own files take.
inline const Published of_our_own[] = {{"basketball_any", "basketball", 1, {7, 5, 1}},
                                       {"basketball_both", "basketball", 2, {10, 5, 1}},
                                       {"hospital_any", "hospital", 1, {10, 4, 1}},
                                       {"hospital_both", "hospital", 2, {10, 5, 1}},
                                       {"gramma_any", "gramma", 1, {8, 5, 1}},
                                       {"gramma_win", "gramma", 2, {8, 5, 1}},
                                       {"lovers_any", "lovers", 1, {6, 4, 1}},
                                       {"lovers_all", "lovers", 2, {9, 4, 1}},
                                       {"western_saved", "western", 2, {9, 6, 1}},
                                       {"western_paid_for", "western", 3, {9, 6, 1}},
                                       {"aladdin_any", "aladdin", 1, {11, 6, 1}},
                                       {"aladdin_both", "aladdin", 2, {12, 6, 1}}};

}  // namespace kuleshov::write::planner

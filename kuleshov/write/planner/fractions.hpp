// Numbers that are not whole, as a planner that counts in whole numbers can hold them.
#pragma once

#include "kuleshov/write/planner/problem.hpp"

namespace kuleshov::write::planner {

// 1, 10, 100 or 1000: what everything is counted in parts of, so that every number is whole.
int scale_of(const Problem& problem);

}  // namespace kuleshov::write::planner

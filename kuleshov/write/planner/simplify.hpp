// The same task with less in it: what never changes is written into the conditions, and what can
// never happen is left out.
#pragma once

#include "kuleshov/write/planner/task.hpp"

namespace kuleshov::write::planner {

Task simplified(const Task& task);

}  // namespace kuleshov::write::planner

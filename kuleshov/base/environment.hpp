// The process's environment.
#pragma once

namespace kuleshov::base {

// The value of the variable `name`, or null where it is not set. Nothing here ever writes the
// environment, so any thread may read it.
const char* environment(const char* name);

}  // namespace kuleshov::base

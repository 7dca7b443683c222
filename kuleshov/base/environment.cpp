#include "kuleshov/base/environment.hpp"

#include <cstdlib>

namespace kuleshov::base {

const char* environment(const char* name) {
  return std::getenv(name);  // NOLINT(concurrency-mt-unsafe): see the header
}

}  // namespace kuleshov::base

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kuleshov/write/planner/task.hpp"

// Any bytes are either a problem or an error; a problem can be made ready to search.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace planner = kuleshov::write::planner;
  const auto problem = planner::parse_problem({reinterpret_cast<const char*>(data), size}, "fuzz");
  if (problem) (void)planner::ground(*problem, 2'000);
  return 0;
}

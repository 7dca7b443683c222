// Random showings of random films that the checker passes: any viewer, any policy, any hand. None
// may leave out a core scene or take it out of order, fail to end, or leave the style anchor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace kuleshov::showings {

struct Walked {
  std::size_t films = 0;
  std::size_t films_refuted = 0;  // made, but not passed by the checker: not shown
  std::size_t showings = 0;
  std::size_t decisions = 0;
  std::string violation;  // the first; empty: none
};

// `each`: showings of one film. The same seed walks the same showings.
Walked walk(std::uint64_t seed, std::size_t showings, std::size_t each);

}  // namespace kuleshov::showings

// How much of a sample a test takes.
#pragma once

#include <cstddef>

namespace kuleshov::write {

// A quarter of a sample is enough where every access to memory is checked, which takes long.
constexpr std::size_t part_of(std::size_t sample) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return sample / 4;
#else
  return sample;
#endif
}

}  // namespace kuleshov::write

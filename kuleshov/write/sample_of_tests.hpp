// What tests of writing begin with.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/write/draft.hpp"

namespace kuleshov::write {

// The shipped library, read once in a process.
inline const Library& library() {
  static const Library all = read_library(base::Path(KULESHOV_SOURCE_DIR) / "data").value();
  return all;
}

inline Brief brief_of(const std::string& premise, std::uint64_t seed) {
  Brief brief;
  brief.premise = premise;
  brief.seed = seed;
  return brief;
}

inline Draft draft_of(const Brief& brief) {
  auto draft = make_draft(brief, library());
  EXPECT_TRUE(draft.has_value()) << (draft ? "" : base::describe(draft.error()));
  return std::move(draft).value();
}

// A quarter of a sample is enough where every access to memory is checked, which takes long.
constexpr std::size_t part_of(std::size_t sample) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return sample / 4;
#else
  return sample;
#endif
}

}  // namespace kuleshov::write

// Where tests find real recordings.
#pragma once

#include <gtest/gtest.h>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"

// Begins a test upon real recordings: `name` is their folder. Skipped, and said so, without them.
#define NEED_SIGNALS(name)                                                   \
  const char* const data_of_##name = base::environment("KULESHOV_DATA");     \
  if (data_of_##name == nullptr) GTEST_SKIP() << "KULESHOV_DATA is not set"; \
  const base::Path name = base::Path(data_of_##name) / "signals"

// Independent pieces of work on a few threads, begun in order.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/log.hpp"

namespace kuleshov::cut {

// Set from outside (a signal handler) to stop: work in hand is dropped, finished work stays.
using StopFlag = std::atomic<bool>;

struct Job {
  std::string name;
  std::size_t weight = 1;  // for the progress bar
  std::function<base::Result<void>()> run;
};

std::unexpected<base::Error> interrupted();

// Runs all; the first error ends it and is returned, once every thread has put its work down.
base::Result<void> run_jobs(const std::vector<Job>& jobs, unsigned threads, const StopFlag* stop,
                            base::Progress* progress);

}  // namespace kuleshov::cut

#include "kuleshov/cut/jobs.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>

namespace kuleshov::cut {

std::unexpected<base::Error> interrupted() {
  return base::fail("stopped", "start again to go on where it was; what is finished is kept", {},
                    base::ErrorKind::interrupted);
}

base::Result<void> run_jobs(const std::vector<Job>& jobs, unsigned threads, const StopFlag* stop,
                            base::Progress* progress) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::mutex mutex;
  std::optional<base::Error> first;
  const auto keep = [&](base::Error error) {
    const std::scoped_lock lock(mutex);
    if (!first) first = std::move(error);
    failed = true;
  };
  const auto work = [&] {
    while (!failed) {
      const std::size_t index = next++;
      if (index >= jobs.size()) return;
      if (stop != nullptr && *stop) return keep(interrupted().error());
      const auto done = jobs[index].run();
      if (!done) return keep(done.error());
      if (progress != nullptr) progress->advance(jobs[index].weight, jobs[index].name);
    }
  };
  {
    std::vector<std::jthread> crew;
    for (unsigned i = 1; i < std::max(1U, threads); ++i) crew.emplace_back(work);
    work();
  }
  if (first) return std::unexpected(*first);
  return {};
}

}  // namespace kuleshov::cut

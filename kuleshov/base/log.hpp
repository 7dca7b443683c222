// Logs and progress go to stderr, results to stdout. No secret and no raw biometric value is
// logged.
#pragma once

#include <spdlog/spdlog.h>

#include <cstddef>
#include <string>

namespace kuleshov::base {

// Sets the process's logger up: stderr, warnings only unless `verbose`.
void set_verbose(bool verbose);

// Progress of long work, on stderr: a bar with the time left on a terminal; in a log a line for
// each tenth that is done, at most one in ten seconds.
// Thread-safe: any thread may report.
class Progress {
 public:
  Progress(std::string title, std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // `weight` units more are done; `what` names the last one.
  void advance(std::size_t weight, const std::string& what);

 private:
  struct Inside;
  Inside* inside_;
};

}  // namespace kuleshov::base

// From a film source to a film package: the only way from one to the other.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/cut/jobs.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::cut {

struct MakeOptions {
  base::Path source;               // the film source's folder; its media/ replace what is generated
  base::Path out;                  // the package
  unsigned jobs = 2;               // threads
  bool dry_run = false;            // say what would be made
  bool again = false;              // make everything again
  const StopFlag* stop = nullptr;  // set it to stop; what is finished is kept
};

struct Work {
  std::string name;  // "shot s1.1", "score s1"
  bool made_already = false;
  double seconds = 0;  // of footage or of music
};

struct MakeSummary {
  std::vector<Work> work;     // in the order of making
  double footage_s = 0;       // all shots with their handles
  double made_footage_s = 0;  // of it, made in this run
  double seconds = 0;         // the whole run took
  bool flashes = false;       // somewhere the picture flashes more than three times a second
  std::vector<std::string> warnings;
};

// Makes what is not made yet. The manifest is there, `complete: false`, as soon as the lines are
// spoken, and after each shot; the opening comes first, then its first ways.
base::Result<MakeSummary> make_package(const story::Film& film, const MakeOptions& options);

}  // namespace kuleshov::cut

// What make has to say about a film that is made: loudness, flashes, content notes.
#pragma once

#include <mutex>
#include <vector>

#include "kuleshov/cut/package.hpp"
#include "kuleshov/cut/shot_files.hpp"

namespace kuleshov::cut {

// Collects while shots are made, from any thread.
class Reports {
 public:
  void add(const ShotFiles& files);
  // Shots whose picture flashes more than three times a second.
  [[nodiscard]] std::vector<story::ShotId> flashing() const;
  // reports/loudness.json, flashes.json, content-notes.json; the loudness of the default path is
  // measured on its encoded sound.
  base::Result<std::map<std::string, std::string>> write(const FilmPlan& plan,
                                                         Package& package) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, ShotFiles> shots_;
};

}  // namespace kuleshov::cut

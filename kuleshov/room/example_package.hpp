// A package of the tests' tiny film: real film.json and manifest, media of a few bytes.
#pragma once

#include <set>
#include <string>

#include "kuleshov/base/file.hpp"

namespace kuleshov::room {

// Writes it into a new folder under the system's temporary one and removes that again.
class ExamplePackage {
 public:
  // `source` is the folder of a film source; shots in `unready` are not made yet.
  explicit ExamplePackage(const base::Path& source, const std::set<std::string>& unready = {});
  ExamplePackage(const ExamplePackage&) = delete;
  ExamplePackage& operator=(const ExamplePackage&) = delete;
  ~ExamplePackage();
  [[nodiscard]] const base::Path& folder() const { return folder_; }
  // Writes the manifest again.
  void write(const std::set<std::string>& unready);

 private:
  base::Path source_;
  base::Path folder_;
};

}  // namespace kuleshov::room

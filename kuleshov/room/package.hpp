// A film package as a showing needs it: the film, and which of its shots are there to be shown.
// The format is docs/formats/package.md.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/sense/shown.hpp"
#include "kuleshov/story/film.hpp"

namespace kuleshov::room {

// Immutable once read; a package that grows is read again as a new value.
struct Package {
  base::Path folder;
  std::string id;
  std::string manifest;  // the file's bytes, as the player gets them
  std::string etag;      // of the manifest: changes when a shot is finished
  bool complete = false;
  story::Film film;
  std::string film_sha256;  // of film.json: while a package grows, shots get their measured lengths
  std::set<story::ShotId> ready;
  sense::ShotLooks looks;  // light and targets of its shots; none in older packages
  std::map<std::string, std::string> sha256;  // by file, as the manifest states it

  [[nodiscard]] bool is_ready(const story::ShotId& shot) const { return ready.contains(shot); }
};

using PackagePointer = std::shared_ptr<const Package>;

// Reads FOLDER/manifest.json and FOLDER/film.json. Errors: missing or malformed files, a version
// that is not 1, a shot without bounds, a file name that leads out of the package.
base::Result<PackagePointer> read_package(const base::Path& folder);

}  // namespace kuleshov::room

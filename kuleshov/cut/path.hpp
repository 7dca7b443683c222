// One way through a film, as it was or would be played.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/cut/manifest.hpp"
#include "kuleshov/direct/showing.hpp"

namespace kuleshov::cut {

struct PlayedCut {
  const ShotEntry* shot = nullptr;
  base::Ticks in;  // within the shot's file
  base::Ticks length;
  base::Ticks at;   // film time
  std::string way;  // taken to come here; empty: none
  direct::ScorePlan score;
};

struct PlayedPath {
  base::Path package;
  Manifest manifest;
  story::StyleAnchor style;
  std::vector<PlayedCut> cuts;  // they point into `manifest`
  base::Ticks length;

  PlayedPath() = default;
  PlayedPath(PlayedPath&&) = default;
  PlayedPath(const PlayedPath&) = delete;
  PlayedPath& operator=(const PlayedPath&) = delete;
};

// `input` is a package (its director's cut: nobody watching, nothing adapted) or a showing's log
// (JSON lines of `watch`), whose package is `package`, or FILM.film beside the log or in the
// current folder. Errors: a shot that the package does not have or that is not made yet.
base::Result<PlayedPath> open_path(const base::Path& input, const base::Path& package = {});

}  // namespace kuleshov::cut

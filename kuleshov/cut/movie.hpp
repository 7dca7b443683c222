// A played path as one MP4 that any player shows.
#pragma once

#include "kuleshov/cut/path.hpp"

namespace kuleshov::cut {

enum class CaptionStyle { none, beside, burnt };

struct MovieOptions {
  std::string language;  // spoken and captioned; empty: the film's first
  CaptionStyle captions = CaptionStyle::beside;
};

struct Movie {
  std::string mp4;
  std::string vtt;  // captions of the whole path
};

// Shots that start at their first frame are copied; others, and all with burnt captions, are
// encoded again with the package's own settings.
base::Result<Movie> to_movie(const PlayedPath& path, const MovieOptions& options);

}  // namespace kuleshov::cut

// From footage that is there to a film source: shots found, grouped into scenes, each a clip.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "kuleshov/base/file.hpp"
#include "kuleshov/media/shots.hpp"

namespace kuleshov::cut {

struct ImportedVideo {
  std::size_t shots = 0;
  std::size_t scenes = 0;
  std::vector<std::string> not_carried;
};

// Writes OUT/film.yaml, OUT/screenplay.fountain and a copy of the video under OUT/media/clips.
// Errors: a file that libav cannot read, a folder that already holds a film.
base::Result<ImportedVideo> import_video(const base::Path& video, const base::Path& out);

// First shots of scenes: shots belong together while they look like one of the last few (Rasheed &
// Shah 2003's backward coherence); a fade starts a new scene. At most `longest` shots in one.
std::vector<std::size_t> scene_starts(std::span<const media::FoundShot> shots,
                                      std::span<const media::FrameSketch> middles,
                                      std::size_t longest = 40);

}  // namespace kuleshov::cut

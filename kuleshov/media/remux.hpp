// Segments joined to one file without encoding again.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"

namespace kuleshov::media {

struct Piece {
  std::string video;        // a segment of VideoEncoder: one group of pictures, no B-frames
  std::int64_t frames = 0;  // taken from its start
};

// One MP4 that any player shows: the pieces one after another, all of the same codec parameters,
// and `sound`, an MP4 with one AAC stream (AudioFormat::aac_file); may be empty.
base::Result<std::string> join(const std::vector<Piece>& pieces, const std::string& sound);

}  // namespace kuleshov::media

// Interactive-video segment maps as the public players of one well-known interactive feature read
// them: segments with times and weighted edges, moments with choices, segment groups, persistent
// state and precondition expressions (and, or, not, eql, persistentState). The reading of the rules
// follows those players (github.com/mehotkhan/BandersnatchInteractive, assets/scripts.js); no
// film's data is part of this project.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/story/outline.hpp"

namespace kuleshov::story {

struct SegmentStory {
  Outline outline;
  std::vector<std::string> not_carried;
};

// Whether a text looks like a segment map.
bool looks_like_segment_map(std::string_view head);

// `segments`: JSON (or "name = {...}" script) that holds an object "segments"; `moments`: the same
// with "momentsBySegment", "segmentGroups", "preconditions"; both may be one text. `video`: the
// clip that segments are spans of, as the film source names it; empty: none.
base::Result<SegmentStory> story_from_segment_map(std::string_view segments,
                                                  std::string_view moments,
                                                  const std::string& video,
                                                  const std::string& file);

}  // namespace kuleshov::story

// Transcripts: a film's own tests. tests/*.yaml says what is felt and chosen, and which scenes
// follow.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kuleshov/story/graph.hpp"

namespace kuleshov::story {

struct TranscriptResult {
  std::string name;
  bool passed = true;
  std::string message;  // what differed, with the step
  base::Place place;
  std::vector<SceneId> path;
};

// Runs one transcript; format: docs/formats/transcripts.md. Each step observes what it says of the
// viewer at the end of the scene's natural length, then takes a way. Errors: not a transcript, with
// line and column; a transcript that fails is no error.
base::Result<TranscriptResult> run_transcript(const Graph& graph, std::string_view yaml,
                                              const std::string& file);

}  // namespace kuleshov::story

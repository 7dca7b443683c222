// Transcripts: a film's own tests. tests/*.yaml says what is felt and chosen, and which scenes,
// ways and cuts follow. Format: docs/formats/transcripts.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kuleshov/story/graph.hpp"
#include "kuleshov/story/story_state.hpp"

namespace kuleshov::story {

// A shot as it is to be cut: its length and where it begins, in seconds.
struct ExpectedCut {
  std::string shot;
  double low_s = 0;  // of its length
  double high_s = 0;
  std::optional<double> in_s;
  base::Place place;
};

struct TranscriptStep {
  std::string scene;
  std::string take;  // a way chosen by hand; empty: nobody chooses
  std::string way;   // the way that the director is to take
  std::vector<std::string> open;
  bool says_open = false;
  std::vector<std::string> closed;
  ViewerBelief belief;
  double for_s = -1;  // how long the scene lasts; below 0: its natural length
  std::vector<std::pair<std::string, std::string>> variables;
  std::vector<ExpectedCut> cuts;  // every shot of the scene, in order; empty: not said
  bool ends = false;
  base::Place place;
};

struct Transcript {
  std::string name;
  bool directed = false;   // by the director, with its cuts; else the story alone is stepped
  std::string policy;      // of the director; empty: the film's
  std::uint64_t seed = 1;  // of the director
  std::vector<TranscriptStep> steps;
};

struct TranscriptResult {
  std::string name;
  bool passed = true;
  std::string message;  // what differed, with the step
  base::Place place;
  std::vector<SceneId> path;
};

// Errors: not a transcript, with line and column.
base::Result<Transcript> read_transcript(std::string_view yaml, const std::string& file);

// Steps the story. Each step observes what it says of the viewer at the start and the end of the
// scene, then takes a way. A transcript that fails is no error. One that is `directed` is for
// direct::run_transcript.
TranscriptResult run_transcript(const Graph& graph, const Transcript& transcript);

// What both runners ask of a state: "" or how it differs from the step.
std::string variables_differ(const Graph& graph, const StoryState& state,
                             const TranscriptStep& step);
std::string ways_differ(const std::vector<std::string>& open, const TranscriptStep& step);

}  // namespace kuleshov::story

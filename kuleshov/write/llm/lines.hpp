// A language model writes the lines of a draft, scene by scene, within the plan: the planner's own
// line stands wherever the model's does not fit.
#pragma once

#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/llm/client.hpp"

namespace kuleshov::write::llm {

struct Outcome {
  std::size_t scenes = 0;        // written by the model
  std::size_t kept = 0;          // left as the planner wrote them
  std::vector<std::string> why;  // for each kept scene: "s4: too many items ..."
};

// Rewrites the dialogue of the scenes named in `only` (empty: all). The draft stays whole whatever
// the model answers. The prompt is data/prompts/scene.md, which an author may edit.
// Errors: backend_absent when the first scene cannot be asked at all; interrupted.
base::Result<Outcome> write_lines(Draft& draft, Client& client,
                                  const std::vector<std::string>& only, const std::string& ask,
                                  const base::Path& prompts);

// What is wrong with a model's line in this scene, in words for the model; empty if nothing is.
std::string fault_of(const std::string& speaker, const std::string& line, const Draft& draft,
                     const DraftScene& scene);

}  // namespace kuleshov::write::llm

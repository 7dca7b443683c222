// A language model above the lines: logline, cast and beats of a draft, one after the other, each
// with what stands above it. The plan stays; what does not fit it is asked for once more, and then
// the planner's own stands.
#pragma once

#include <string>

#include "kuleshov/base/error.hpp"
#include "kuleshov/write/draft.hpp"
#include "kuleshov/write/llm/client.hpp"
#include "kuleshov/write/llm/lines.hpp"

namespace kuleshov::write::llm {

// Fills draft.logline, descriptions and wants of the cast, and the scenes' synopses; the writer's
// own beats are not touched. Prompts are logline.md, cast.md and beats.md.
// Errors: backend_absent when nothing can be asked at all; interrupted.
base::Result<Outcome> write_top(Draft& draft, Client& client, const std::string& ask,
                                const base::Path& prompts);

// What is wrong with a text that may name only these people of the draft; empty if nothing is.
std::string fault_in_names(const std::string& text, const Draft& draft,
                           const std::vector<std::string>& roles);
// What the plan hides in this scene and the line lets out; empty if nothing is. "H: the page, from
// O and P" hides "page" from O and P: neither of them says it, nor anybody before them.
std::string fault_in_secrets(const std::string& role, const std::string& line, const Draft& draft,
                             const DraftScene& scene);

}  // namespace kuleshov::write::llm

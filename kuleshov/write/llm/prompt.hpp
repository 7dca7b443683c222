// What prompts are filled with. Inside the room only.
#pragma once

#include <map>
#include <string>

#include "kuleshov/write/draft.hpp"

namespace kuleshov::write::llm {

// `{{name}}` becomes its text.
std::string filled(std::string prompt, const std::map<std::string, std::string>& slots);
// A person a line: id, name, age, who they are, what they want, how they talk.
std::string cast_words(const Draft& draft);
// What one scene's people want, what is learned, what is hidden.
std::string plan_words(const DraftScene& scene);

}  // namespace kuleshov::write::llm

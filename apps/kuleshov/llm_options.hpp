// What every verb that asks a language model takes.
#pragma once

#include <cstdint>
#include <string>

#include "kuleshov/write/llm/client.hpp"

namespace CLI {
class App;
}

namespace kuleshov::app {

// --llm --model --llm-timeout --llm-tokens --llm-price --llm-money
void add_llm_options(CLI::App& command, write::llm::Settings& settings);
// With the key from the environment, and answers kept beside what is written in `folder`.
write::llm::Settings llm_settings(const write::llm::Settings& asked, std::uint64_t seed,
                                  const std::string& folder);

}  // namespace kuleshov::app

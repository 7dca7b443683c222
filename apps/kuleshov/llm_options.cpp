#include "llm_options.hpp"

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "verb.hpp"

namespace kuleshov::app {

void add_llm_options(CLI::App& command, write::llm::Settings& settings) {
  command.add_option("--llm", settings.url,
                     "an OpenAI-compatible server, such as http://localhost:8080/v1");
  command.add_option("--model", settings.model, "the server's model");
  command.add_option("--llm-timeout", settings.timeout_s, "seconds to wait for one answer");
  command.add_option("--llm-tokens", settings.most_tokens, "most tokens of a run");
  command.add_option("--llm-price", settings.price_per_million, "price of a million tokens");
  command.add_option("--llm-money", settings.most_money, "most money of a run");
}

write::llm::Settings llm_settings(const write::llm::Settings& asked, std::uint64_t seed,
                                  const std::string& folder) {
  write::llm::Settings settings = asked;
  if (const char* key = base::environment("KULESHOV_LLM_KEY")) settings.key = key;
  settings.seed = seed;
  settings.cache = base::Path(folder) / ".llm-cache";
  return settings;
}

}  // namespace kuleshov::app

// A language model behind the OpenAI chat protocol over HTTP (llama.cpp, Ollama, vLLM, hosted).
// Every answer is JSON that fits a flat schema, or it is asked for again, or it is an error.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::write::llm {

struct Settings {
  std::string url;  // "http://localhost:8080/v1"; "/chat/completions" is added
  std::string model;
  std::string key;  // from the environment (KULESHOV_LLM_KEY); never logged, never written
  double temperature = 0.9;
  std::uint64_t seed = 1;
  double timeout_s = 60;              // of one request, and of silence between two bytes
  int attempts = 3;                   // of one question, waiting longer each time
  double backoff_s = 0.5;             // before the second attempt; doubles
  std::size_t most_tokens = 200'000;  // of the whole run, in and out
  double price_per_million = 0;       // of tokens, in whatever money
  double most_money = 0;              // 0: no bound
  std::size_t most_bytes = 4 << 20;   // of one answer
  base::Path cache;                   // folder of answers by content; empty: none
};

struct Message {
  std::string role;  // system user assistant
  std::string text;
};

// One field of the flat object that is asked for, or of the objects in its only array.
struct Field {
  std::string name;
  bool required = true;
};
// {"items": [{field: string, ...}, ...]}: all that common servers' grammars carry.
struct Schema {
  std::string name;
  std::vector<Field> fields;
  std::size_t least_items = 1;
  std::size_t most_items = 60;
};

// One object per item: values in the order of Schema::fields.
using Items = std::vector<std::vector<std::string>>;

struct Spent {
  std::size_t requests = 0;
  std::size_t cached = 0;
  std::size_t tokens = 0;
  double money = 0;
};

class Client {
 public:
  explicit Client(Settings settings) : settings_(std::move(settings)) {}
  // Asks until an answer fits the schema, at most Settings::attempts times; a fault is named in the
  // next attempt. Errors: backend_absent (nobody answers, or only with errors), interrupted
  // (cancelled), bad_input (never an answer that fits; the budget is spent).
  base::Result<Items> ask(std::vector<Message> messages, const Schema& schema);
  // May be called from any thread; the request under way ends.
  void cancel() { cancelled_ = true; }
  [[nodiscard]] const Spent& spent() const { return spent_; }

 private:
  struct Reply {
    std::string text;
    std::size_t tokens = 0;
  };
  base::Result<Reply> request(const std::vector<Message>& messages, const Schema& schema);
  base::Result<void> within_budget(std::size_t tokens) const;

  Settings settings_;
  Spent spent_;
  std::atomic<bool> cancelled_{false};
};

// The answer's JSON, out of whatever a model puts around it (a code fence, <think>...</think>).
std::string json_in(const std::string& answer);
// Errors name the first fault, in words that can be said to the model.
base::Result<Items> fit(const std::string& answer, const Schema& schema);

}  // namespace kuleshov::write::llm

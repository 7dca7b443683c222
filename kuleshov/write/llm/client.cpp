#include "kuleshov/write/llm/client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"

namespace kuleshov::write::llm {

namespace {

using base::ErrorKind;
using base::Json;
using base::Result;

Json schema_json(const Schema& schema) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const Field& field : schema.fields) {
    properties[field.name] = {{"type", "string"}};
    if (field.required) required.push_back(field.name);
  }
  const Json item{{"type", "object"},
                  {"properties", properties},
                  {"required", required},
                  {"additionalProperties", false}};
  const Json items{{"type", "array"},
                   {"items", item},
                   {"minItems", schema.least_items},
                   {"maxItems", schema.most_items}};
  return {{"type", "object"},
          {"properties", {{"items", items}}},
          {"required", {"items"}},
          {"additionalProperties", false}};
}

Json body_of(const Settings& settings, const std::vector<Message>& messages, const Schema& schema) {
  Json list = Json::array();
  for (const Message& message : messages)
    list.push_back({{"role", message.role}, {"content", message.text}});
  return {{"model", settings.model},
          {"messages", list},
          {"temperature", settings.temperature},
          {"seed", settings.seed},
          {"stream", true},
          {"response_format",
           {{"type", "json_schema"},
            {"json_schema",
             {{"name", schema.name}, {"strict", true}, {"schema", schema_json(schema)}}}}}};
}

// What has come so far: server-sent events, or one JSON document from servers that do not stream.
struct Transfer {
  std::string bytes;
  std::size_t most = 0;
  const std::atomic<bool>* cancelled = nullptr;
  bool too_long = false;
};

std::size_t receive(char* data, std::size_t size, std::size_t count, void* to) {
  auto* transfer = static_cast<Transfer*>(to);
  if (transfer->bytes.size() + size * count > transfer->most) {
    transfer->too_long = true;
    return 0;
  }
  transfer->bytes.append(data, size * count);
  return size * count;
}

int watch(void* of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(of)->cancelled->load() ? 1 : 0;
}

std::string text_of(const Json& choice, const char* part) {
  if (!choice.contains(part) || !choice[part].is_object()) return {};
  const Json& inside = choice[part];
  if (inside.contains("refusal") && inside["refusal"].is_string())
    return "refused: " + inside["refusal"].get<std::string>();
  return inside.contains("content") && inside["content"].is_string()
             ? inside["content"].get<std::string>()
             : std::string();
}

void read_chunk(const Json& chunk, std::string& text, std::size_t& tokens) {
  if (!chunk.is_object()) return;
  if (chunk.contains("choices") && chunk["choices"].is_array())
    for (const Json& choice : chunk["choices"])
      text += text_of(choice, "delta") + text_of(choice, "message");
  if (chunk.contains("usage") && chunk["usage"].is_object())
    tokens = chunk["usage"].value("total_tokens", tokens);
}

std::pair<std::string, std::size_t> content_of(const std::string& bytes) {
  std::string text;
  std::size_t tokens = 0;
  if (const Json whole = Json::parse(bytes, nullptr, false); !whole.is_discarded()) {
    read_chunk(whole, text, tokens);
    return {text, tokens};
  }
  for (const std::string_view line : base::lines(bytes)) {
    if (!line.starts_with("data:")) continue;
    const Json chunk = Json::parse(base::trim(line.substr(5)), nullptr, false);
    if (!chunk.is_discarded()) read_chunk(chunk, text, tokens);
  }
  return {text, tokens};
}

struct CurlDone {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct ListDone {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// The status, or 0 with the reason in `fault`.
long post(const Settings& settings, const std::string& body, Transfer& transfer,
          std::string& fault) {
  const std::unique_ptr<CURL, CurlDone> curl(curl_easy_init());
  const std::string url =
      settings.url + (settings.url.ends_with('/') ? "" : "/") + "chat/completions";
  std::unique_ptr<curl_slist, ListDone> headers(
      curl_slist_append(nullptr, "Content-Type: application/json"));
  if (!settings.key.empty())
    headers.reset(
        curl_slist_append(headers.release(), ("Authorization: Bearer " + settings.key).c_str()));
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, &transfer);
  curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout_s * 1000));
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) {
    fault = transfer.too_long ? "the answer is too long" : curl_easy_strerror(code);
    return 0;
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  return status;
}

// What the server itself says of it: {"error": {"message": "..."}}.
std::string said_in(const std::string& bytes) {
  const Json body = Json::parse(bytes, nullptr, false);
  if (!body.is_object() || !body.contains("error")) return {};
  const Json& error = body["error"];
  if (error.is_string()) return ": " + error.get<std::string>().substr(0, 200);
  if (!error.is_object() || !error.contains("message") || !error["message"].is_string()) return {};
  return ": " + error["message"].get<std::string>().substr(0, 200);
}

std::string remedy_for(long status) {
  if (status == 401 || status == 403) return "set KULESHOV_LLM_KEY to a key that it takes";
  if (status == 404) return "the address mostly ends in /v1; --model must be one it has";
  if (status == 429) return "it has had enough for now: run again later, what has come is kept";
  return status >= 500 ? "the fault is the server's: see its log" : "see --model and the prompts";
}

// Sleeps in short pieces, so that a cancelled run ends at once.
void wait(double seconds, const std::atomic<bool>& cancelled) {
  for (double left = seconds; left > 0 && !cancelled; left -= 0.02)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

}  // namespace

std::string json_in(const std::string& answer) {
  std::string text = answer;
  if (const auto end = text.rfind("</think>"); end != std::string::npos) text.erase(0, end + 8);
  const auto from = text.find('{');
  const auto to = text.rfind('}');
  return from == std::string::npos || to == std::string::npos || to < from
             ? text
             : text.substr(from, to - from + 1);
}

Result<Items> fit(const std::string& answer, const Schema& schema) {
  const Json json = Json::parse(json_in(answer), nullptr, false);
  if (json.is_discarded()) return base::fail("the answer is not JSON");
  if (!json.is_object() || !json.contains("items") || !json["items"].is_array())
    return base::fail("the answer has no array \"items\"");
  Items items;
  for (const Json& item : json["items"]) {
    std::vector<std::string> values;
    for (const Field& field : schema.fields) {
      const bool there =
          item.is_object() && item.contains(field.name) && item[field.name].is_string();
      if (!there && field.required) return base::fail("an item has no text \"" + field.name + "\"");
      values.push_back(there ? item[field.name].get<std::string>() : std::string());
    }
    items.push_back(std::move(values));
  }
  if (items.size() < schema.least_items)
    return base::fail("too few items: at least " + std::to_string(schema.least_items));
  if (items.size() > schema.most_items)
    return base::fail("too many items: at most " + std::to_string(schema.most_items));
  return items;
}

Result<void> Client::within_budget(std::size_t tokens) const {
  if (spent_.tokens + tokens > settings_.most_tokens)
    return base::fail("the budget of tokens is spent", "raise --llm-tokens");
  if (settings_.most_money > 0 && spent_.money >= settings_.most_money)
    return base::fail("the budget of money is spent", "raise --llm-money");
  return {};
}

Result<Client::Reply> Client::request(const std::vector<Message>& messages, const Schema& schema) {
  const std::string body = body_of(settings_, messages, schema).dump();
  const base::Path kept =
      settings_.cache.empty()
          ? base::Path()
          : settings_.cache / (base::sha256(settings_.url + "\n" + body) + ".txt");
  if (!kept.empty())
    if (auto answer = base::read_file(kept)) {
      ++spent_.cached;
      return Reply{std::move(*answer), 0};
    }
  // About four bytes a token; the answer's share is counted when it has come.
  TRY(within_budget(body.size() / 4));
  Transfer transfer{{}, settings_.most_bytes, &cancelled_, false};
  std::string fault;
  ++spent_.requests;
  const long status = post(settings_, body, transfer, fault);
  if (cancelled_) return base::fail("cancelled", "", {}, ErrorKind::interrupted);
  if (status == 0)
    return base::fail("no answer from " + settings_.url + ": " + fault,
                      fault.starts_with("Timeout")
                          ? "it is slower than --llm-timeout; what has come is kept: run again"
                          : "is the server running, and is that its address?",
                      {}, ErrorKind::backend_absent);
  if (status >= 400)
    return base::fail(
        settings_.url + " answers with status " + std::to_string(status) + said_in(transfer.bytes),
        remedy_for(status), {}, ErrorKind::backend_absent);
  auto [text, tokens] = content_of(transfer.bytes);
  tokens = tokens == 0 ? (body.size() + text.size()) / 4 : tokens;
  spent_.tokens += tokens;
  spent_.money += static_cast<double>(tokens) * settings_.price_per_million / 1e6;
  if (!kept.empty() && fit(text, schema)) TRY(base::write_file(kept, text));
  return Reply{std::move(text), tokens};
}

Result<Items> Client::ask(std::vector<Message> messages, const Schema& schema) {
  Result<Items> last = base::fail("nothing was asked");
  double pause = settings_.backoff_s;
  for (int attempt = 0; attempt < settings_.attempts; ++attempt) {
    if (attempt > 0 && last.error().kind == ErrorKind::backend_absent) {
      wait(pause, cancelled_);
      pause *= 2;
    }
    const auto reply = request(messages, schema);
    if (!reply) {
      last = std::unexpected(reply.error());
      if (last.error().kind != ErrorKind::backend_absent) return last;
      continue;
    }
    last = fit(reply->text, schema);
    if (last) return last;
    messages.push_back({"assistant", reply->text.substr(0, 2000)});
    messages.push_back({"user", "That does not fit: " + last.error().what +
                                    ". Answer again, with the JSON object only."});
  }
  return last;
}

}  // namespace kuleshov::write::llm

#include "kuleshov/room/message.hpp"

#include <cmath>

#include "kuleshov/base/json.hpp"

namespace kuleshov::room {

namespace {

using base::fail;
using base::Json;
using base::Result;

constexpr std::size_t longest_text = 128;

std::unexpected<base::Error> wrong(const std::string& field, const std::string& wanted) {
  return fail("the message's '" + field + "' is not " + wanted,
              "see docs/schemas/session.schema.json");
}

Result<double> number(const Json& message, const char* field, double low, double high) {
  const auto found = message.find(field);
  if (found == message.end() || !found->is_number()) return wrong(field, "a number");
  const double value = found->get<double>();
  if (!(value >= low && value <= high)) return wrong(field, "within its bounds");
  return value;
}

Result<std::int64_t> whole(const Json& message, const char* field) {
  const auto found = message.find(field);
  if (found == message.end() || !found->is_number_integer()) return wrong(field, "a whole number");
  // An unsigned number above the signed range would wrap: it is out of range anyhow.
  if (found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{most_frames}) {
    return wrong(field, "within its bounds");
  }
  const auto value = found->get<std::int64_t>();
  if (value < 0 || value > most_frames) return wrong(field, "within its bounds");
  return value;
}

Result<std::string> text(const Json& message, const char* field, bool required) {
  const auto found = message.find(field);
  if (found == message.end() || found->is_null()) {
    if (required) return wrong(field, "there");
    return std::string{};
  }
  if (!found->is_string()) return wrong(field, "a text");
  auto value = found->get<std::string>();
  if (value.size() > longest_text) return wrong(field, "short enough");
  return value;
}

Result<bool> flag(const Json& message, const char* field, bool otherwise) {
  const auto found = message.find(field);
  if (found == message.end()) return otherwise;
  if (!found->is_boolean()) return wrong(field, "true or false");
  return found->get<bool>();
}

Result<Message> hello(const Json& message) {
  if (TRY(whole(message, "protocol")) != protocol_version) {
    return fail("the player speaks another version of the protocol", "reload the page");
  }
  Hello said;
  said.resume = TRY(text(message, "resume", false));
  said.viewer = TRY(text(message, "viewer", false));
  said.from = TRY(text(message, "from", false));
  if (message.contains("seed")) {
    said.seed = static_cast<std::uint64_t>(TRY(whole(message, "seed")));
  }
  if (message.contains("ceiling")) said.ceiling = TRY(number(message, "ceiling", 0, 1));
  said.reacting = TRY(flag(message, "reacting", true));
  said.consent = TRY(flag(message, "consent", false));
  return said;
}

Result<Message> decide(const Json& message) {
  Decide said{TRY(whole(message, "cut")), {}};
  if (message.contains("at")) said.at = TRY(whole(message, "at"));
  return said;
}

Result<Samples::Sample> sample(const Json& message) {
  if (!message.is_object()) return wrong("samples", "a list of objects");
  return Samples::Sample{TRY(number(message, "at_s", 0, 86'400)),
                         TRY(text(message, "channel", true)),
                         TRY(number(message, "value", -1000, 1000))};
}

Result<Message> samples(const Json& message) {
  const auto found = message.find("samples");
  if (found == message.end() || !found->is_array()) return wrong("samples", "a list");
  if (found->size() > most_samples) return wrong("samples", "short enough");
  Samples said;
  for (const Json& one : *found) said.samples.push_back(TRY(sample(one)));
  return said;
}

Result<Message> by_type(const std::string& type, const Json& message) {
  if (type == "hello") return hello(message);
  if (type == "time") return Time{TRY(number(message, "at_s", 0, 86'400))};
  if (type == "decide") return decide(message);
  if (type == "stood") return Stood{TRY(whole(message, "cut"))};
  if (type == "choose") return Choose{TRY(text(message, "way", false))};
  if (type == "react") return React{TRY(flag(message, "on", true))};
  if (type == "ceiling") return Ceiling{TRY(number(message, "value", 0, 1))};
  if (type == "samples") return samples(message);
  if (type == "sense") return Sense{TRY(flag(message, "live", false))};
  if (type == "again") return Again{TRY(whole(message, "cut"))};
  return fail("there is no message '" + type + "'", "see docs/schemas/session.schema.json");
}

// The parser recurses once a level: a message needs three, so deeper nesting is refused before it.
bool nests_too_deep(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth > 16) return true;
  }
  return false;
}

}  // namespace

Result<Message> parse_message(std::string_view said) {
  if (nests_too_deep(said)) return fail("the message is nested too deeply");
  const Json message = TRY(base::parse_json(said, "message"));
  if (!message.is_object()) return fail("a message is a JSON object");
  return by_type(TRY(text(message, "type", true)), message);
}

}  // namespace kuleshov::room

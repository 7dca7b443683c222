#include "kuleshov/serve/door.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/text.hpp"

namespace kuleshov::serve {

namespace {

constexpr std::size_t most_failures_a_minute = 8;
constexpr std::size_t most_peers_remembered = 4096;
constexpr std::size_t most_tokens = 4096;
constexpr std::string_view cookie_name = "kuleshov";

std::string random_token() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return {};
  std::string text;
  for (const unsigned char b : bytes) {
    text += "0123456789abcdef"[b >> 4];
    text += "0123456789abcdef"[b & 15];
  }
  return text;
}

std::string from_base64(std::string_view text) {
  if (text.size() > 1024 || text.size() % 4 != 0 || text.empty()) return {};
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) return {};
  const auto padding = static_cast<std::size_t>(std::count(text.end() - 2, text.end(), '='));
  bytes.resize(static_cast<std::size_t>(length) - padding);
  return bytes;
}

// The password an Authorization header carries; empty when none.
std::string offered_password(std::string_view header) {
  if (header.starts_with("Bearer ")) return std::string(header.substr(7));
  if (!header.starts_with("Basic ")) return {};
  const std::string pair = from_base64(base::trim(header.substr(6)));
  const std::size_t colon = pair.find(':');
  return colon == std::string::npos ? std::string{} : pair.substr(colon + 1);
}

}  // namespace

bool is_loopback(std::string_view address) {
  return address == "localhost" || address == "::1" || address == "[::1]" ||
         (address.starts_with("127.") &&
          address.find_first_not_of("0123456789.") == std::string_view::npos);
}

Door::Door(std::string password, std::vector<std::string> names)
    : password_(std::move(password)), names_(std::move(names)) {}

bool Door::host_is_ours(const Request& request) const {
  const std::string host = host_name(request.host);
  const bool known = names_.empty() || is_loopback(host) ||
                     std::find(names_.begin(), names_.end(), host) != names_.end();
  if (!known) return false;
  if (request.origin.empty()) return true;
  const std::string scheme = request.secure ? "https://" : "http://";
  return base::lower_ascii(request.origin) == scheme + base::lower_ascii(request.host);
}

// Both sides are hashed first, so that neither length nor content shows in the time it takes.
bool Door::password_is(std::string_view tried) const {
  const std::string expected = base::sha256(password_);
  const std::string given = base::sha256(tried);
  return CRYPTO_memcmp(expected.data(), given.data(), expected.size()) == 0;
}

bool Door::may_try(const std::string& peer, Moment now) {
  if (failures_.size() > most_peers_remembered) failures_.clear();
  auto& times = failures_[peer];
  std::erase_if(times, [&](Moment at) { return now - at > std::chrono::minutes(1); });
  return times.size() < most_failures_a_minute;
}

bool Door::lets_in(const Request& request, Moment now) {
  if (password_.empty()) return true;
  const std::lock_guard lock(mutex_);
  if (tokens_.contains(cookie_value(request.cookie, cookie_name))) return true;
  const std::string offered = offered_password(request.authorization);
  if (offered.empty() || !may_try(request.peer, now)) return false;
  if (password_is(offered)) return true;
  failures_[request.peer].push_back(now);
  return false;
}

Response Door::log_in(const Request& request, Moment now) {
  const auto body = base::parse_json(request.body, "request");
  if (!body || !body->is_object() || !body->value("password", base::Json{}).is_string()) {
    return error_response(400, "the log-in needs a password", "send {\"password\": \"...\"}");
  }
  const std::lock_guard lock(mutex_);
  if (!may_try(request.peer, now)) {
    return error_response(429, "too many wrong passwords", "wait a minute and try again");
  }
  if (!password_is((*body)["password"].get<std::string>())) {
    failures_[request.peer].push_back(now);
    return error_response(403, "the password is wrong", "ask whoever serves the films");
  }
  if (tokens_.size() >= most_tokens) tokens_.clear();
  const std::string token = random_token();
  if (token.empty()) return error_response(500, "no randomness to be had", "try again");
  tokens_.insert(token);
  Response response;
  response.status = 204;
  response.headers = {{"Set-Cookie", std::string(cookie_name) + "=" + token +
                                         "; HttpOnly; SameSite=Strict; Path=/" +
                                         (request.secure ? "; Secure" : "")},
                      {"Cache-Control", "no-store"}};
  return response;
}

}  // namespace kuleshov::serve

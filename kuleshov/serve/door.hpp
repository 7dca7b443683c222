// Who may come in. On loopback everyone on this machine; on any other address a password is asked
// for, once, and a cookie remembers it.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "kuleshov/serve/http.hpp"

namespace kuleshov::serve {

using Moment = std::chrono::steady_clock::time_point;

// Thread-safe.
class Door {
 public:
  // An empty password leaves the door open. `names` are host names that requests may carry besides
  // localhost and loopback addresses; empty: any (needed behind a proxy, safe with a password).
  Door(std::string password, std::vector<std::string> names);

  // A page of another site must not reach a server on loopback through the viewer's browser (DNS
  // rebinding, cross-site WebSocket): the host must be ours, and an Origin must be that host.
  [[nodiscard]] bool host_is_ours(const Request& request) const;
  // Carries the cookie of an earlier log-in, or the password as HTTP Basic or Bearer.
  [[nodiscard]] bool lets_in(const Request& request, Moment now);
  // POST /api/login {"password"}: 204 with a cookie, 403, or 429 after too many wrong ones.
  Response log_in(const Request& request, Moment now);

 private:
  bool password_is(std::string_view tried) const;
  bool may_try(const std::string& peer, Moment now);

  std::string password_;
  std::vector<std::string> names_;
  std::mutex mutex_;
  std::set<std::string> tokens_;
  std::map<std::string, std::vector<Moment>> failures_;  // by peer, of the last minute
};

// Whether `address` is 127.0.0.0/8, ::1 or "localhost".
bool is_loopback(std::string_view address);

}  // namespace kuleshov::serve

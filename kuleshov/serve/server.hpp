// The server itself: sockets, TLS, threads. Boost stays behind this header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"

namespace kuleshov::sense {
struct LearnedModel;
}

namespace kuleshov::serve {

struct ServerOptions {
  std::vector<base::Path> films;
  std::string first;                  // id of the film that stands first on the shelf
  std::string address = "127.0.0.1";  // a numeric address; other than loopback needs a password
  std::uint16_t port = 8080;          // 0: any free one
  std::string password;               // empty: none asked for
  std::vector<std::string> names;     // host names the server answers to, besides loopback
  base::Path certificate;             // PEM; with `key`, everything goes over TLS (1.2 or newer)
  base::Path key;
  base::Path web;               // the built web client
  std::string viewer = "none";  // the default source: none, simulated:NAME, or a recording
  std::uint64_t seed = 0;       // of showings; 0: a new one for each
  base::Path logs;              // a folder for the logs of showings; empty: none are kept
  base::Path showings;          // where showings under way outlive the server; empty: they do not
  std::size_t threads = 2;
  std::shared_ptr<const sense::LearnedModel> learned = nullptr;  // of heart and skin
};

// What one request may cost.
inline constexpr std::size_t most_header_bytes = 16 * 1024;
inline constexpr std::size_t most_body_bytes = 64 * 1024;
inline constexpr std::size_t most_message_bytes = 64 * 1024;  // one WebSocket message
inline constexpr std::size_t most_connections = 4096;

// run() may be called once, from one thread; stop() from any thread or a signal's.
class Server {
 public:
  // Binds and listens. Errors: no film, a port in use, an address that is not loopback without a
  // password, a certificate that cannot be read.
  static base::Result<std::unique_ptr<Server>> open(const ServerOptions& options);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::string address() const;  // "http://127.0.0.1:8080"
  // Serves until stop(), or SIGINT or SIGTERM when `take_signals`; answers under way are finished.
  void run(bool take_signals);
  void stop();

 private:
  struct Inside;
  explicit Server(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace kuleshov::serve

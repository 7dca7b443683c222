// A real server over HTTP on this machine, for tests: it answers each request as it is told to.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "kuleshov/base/json.hpp"

namespace kuleshov::write::llm {

using base::Json;

// Answers each request by `answer(body)`: raw bytes to send after "HTTP/1.1 ".
class Server {
 public:
  explicit Server(std::function<std::string(const Json&)> answer, int pause_ms = 0)
      : answer_(std::move(answer)), pause_ms_(pause_ms) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(socket_, 8);
    socklen_t length = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Server() {
    ::shutdown(socket_, SHUT_RDWR);
    ::close(socket_);
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(port_) + "/v1";
  }
  [[nodiscard]] int requests() const { return requests_; }
  [[nodiscard]] std::string last_head() {
    const std::lock_guard lock(mutex_);
    return head_;
  }

 private:
  void serve() {
    for (;;) {
      const int client = ::accept(socket_, nullptr, nullptr);
      if (client < 0) return;
      one(client);
      ::close(client);
    }
  }
  void one(int client) {
    std::string got;
    char buffer[4096];
    std::size_t body_at = std::string::npos;
    std::size_t expected = 0;
    while (body_at == std::string::npos || got.size() < body_at + expected) {
      const ssize_t n = ::recv(client, buffer, sizeof buffer, 0);
      if (n <= 0) return;
      got.append(buffer, static_cast<std::size_t>(n));
      if (body_at != std::string::npos || got.find("\r\n\r\n") == std::string::npos) continue;
      body_at = got.find("\r\n\r\n") + 4;
      const auto length = got.find("Content-Length: ");
      expected = length == std::string::npos ? 0 : std::stoul(got.substr(length + 16));
      if (got.find("Expect: 100-continue") != std::string::npos)
        send_all(client, "HTTP/1.1 100 Continue\r\n\r\n");
    }
    ++requests_;
    {
      const std::lock_guard lock(mutex_);
      head_ = got.substr(0, body_at);
    }
    send_all(client, "HTTP/1.1 " + answer_(Json::parse(got.substr(body_at))));
  }
  void send_all(int client, const std::string& bytes) const {
    if (pause_ms_ == 0) {
      ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      return;
    }
    for (const char c : bytes) {
      if (::send(client, &c, 1, MSG_NOSIGNAL) != 1) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms_));
    }
  }
  std::function<std::string(const Json&)> answer_;
  int pause_ms_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<int> requests_{0};
  std::mutex mutex_;
  std::string head_;
  std::thread thread_;
};

inline std::string http(const std::string& body, const std::string& status = "200 OK") {
  return status + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

// As a stream of server-sent events, a few letters each.
inline std::string streamed(const std::string& content) {
  std::string body;
  for (std::size_t at = 0; at < content.size(); at += 5)
    body +=
        "data: " + Json{{"choices", {{{"delta", {{"content", content.substr(at, 5)}}}}}}}.dump() +
        "\n\n";
  return http(body + "data: [DONE]\n\n");
}

inline std::string whole(const std::string& content) {
  return http(
      Json{{"choices", {{{"message", {{"content", content}}}}}}, {"usage", {{"total_tokens", 40}}}}
          .dump());
}

}  // namespace kuleshov::write::llm

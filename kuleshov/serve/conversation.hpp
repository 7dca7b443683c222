// The connection's coroutine, for any stream: see connection.hpp.
//
// g++ 12 destroys temporaries inside a co_await expression twice (GCC bug 104031): everything with
// a destructor that is handed to a coroutine here is a named local.
#pragma once

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <fstream>

#include "kuleshov/serve/connection.hpp"
#include "kuleshov/serve/server.hpp"

namespace kuleshov::serve {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

inline constexpr std::chrono::seconds patience{30};

template <bool secure>
Request to_request(const http::request<http::string_body>& message,
                   const asio::ip::tcp::endpoint& peer) {
  const auto field = [&](http::field name) {
    const auto value = message[name];
    return std::string(value.data(), value.size());
  };
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.host = field(http::field::host);
  request.origin = field(http::field::origin);
  request.range = field(http::field::range);
  request.if_none_match = field(http::field::if_none_match);
  request.if_range = field(http::field::if_range);
  request.authorization = field(http::field::authorization);
  request.cookie = field(http::field::cookie);
  request.body = message.body();
  request.peer = peer.address().to_string();
  request.from_loopback =
      peer.address().is_loopback() ||
      (peer.address().is_v6() && peer.address().to_v6().is_v4_mapped() &&
       asio::ip::make_address_v4(asio::ip::v4_mapped, peer.address().to_v6()).is_loopback());
  request.secure = secure;
  return request;
}

// Where an answer goes, and in which dialect.
struct Reply {
  unsigned version = 11;
  bool keep_alive = true;
  bool head_only = false;
};

template <class Message>
void fill_head(Message& message, const Response& response, const Reply& reply) {
  message.version(reply.version);
  message.result(static_cast<unsigned>(response.status));
  message.keep_alive(reply.keep_alive);
  message.set(http::field::server, "Kuleshov");
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Cross-Origin-Resource-Policy", "same-origin");
  for (const auto& [name, value] : response.headers) message.set(name, value);
}

inline std::string read_slice(const FileBody& file) {
  std::string bytes(static_cast<std::size_t>(file.range->size()), '\0');
  std::ifstream in(file.path, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(file.range->first));
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return bytes;
}

template <class Stream>
asio::awaitable<void> send_head(Stream& stream, const Response& response, const Reply& reply,
                                std::uint64_t length) {
  http::response<http::empty_body> message;
  fill_head(message, response, reply);
  if (response.status != 204 && response.status != 304) message.content_length(length);
  // A HEAD answer names a length and has no body: only the header is written.
  http::response_serializer<http::empty_body> serializer(message);
  co_await http::async_write_header(stream, serializer, asio::use_awaitable);
}

template <class Stream>
asio::awaitable<void> send_bytes(Stream& stream, const Response& response, const Reply& reply,
                                 const std::string& bytes) {
  http::response<http::string_body> message;
  fill_head(message, response, reply);
  message.body() = bytes;
  message.prepare_payload();
  co_await http::async_write(stream, message, asio::use_awaitable);
}

template <class Stream>
asio::awaitable<void> send_file(Stream& stream, const Response& response, const Reply& reply) {
  http::file_body::value_type file;
  beast::error_code code;
  file.open(response.file->path.c_str(), beast::file_mode::scan, code);
  if (code) {
    const Response gone = error_response(404, "the file is gone");
    co_await send_bytes(stream, gone, reply, gone.body);
    co_return;
  }
  http::response<http::file_body> message;
  fill_head(message, response, reply);
  message.body() = std::move(file);
  message.prepare_payload();
  co_await http::async_write(stream, message, asio::use_awaitable);
}

template <class Stream>
asio::awaitable<void> send(Stream& stream, const Response& response, const Reply& reply) {
  const bool bodiless = response.status == 204 || response.status == 304;
  if (reply.head_only || bodiless) {
    const FileBody* file = response.file ? &*response.file : nullptr;
    const std::uint64_t length = file == nullptr ? response.body.size()
                                 : file->range   ? file->range->size()
                                                 : file->size;
    co_await send_head(stream, response, reply, length);
  } else if (response.file && !response.file->range) {
    co_await send_file(stream, response, reply);
  } else {
    std::string bytes;
    if (response.file) bytes = read_slice(*response.file);
    co_await send_bytes(stream, response, reply, response.file ? bytes : response.body);
  }
}

template <class Stream>
asio::awaitable<void> converse(beast::websocket::stream<Stream>& socket, Showings::Seat& seat) {
  beast::flat_buffer buffer;
  beast::error_code code;
  while (!seat.over()) {
    co_await socket.async_read(buffer, asio::redirect_error(asio::use_awaitable, code));
    if (code) co_return;
    const auto data = buffer.cdata();
    const auto answers = seat.receive({static_cast<const char*>(data.data()), data.size()});
    buffer.consume(buffer.size());
    socket.text(true);
    for (const std::string& answer : answers) {
      co_await socket.async_write(asio::buffer(answer),
                                  asio::redirect_error(asio::use_awaitable, code));
      if (code) co_return;
    }
  }
  co_await socket.async_close(beast::websocket::close_code::normal,
                              asio::redirect_error(asio::use_awaitable, code));
}

// Takes the request over as a WebSocket, or answers why not.
template <class Stream>
asio::awaitable<void> upgrade(Stream& stream, http::request<http::string_body>& message,
                              const Request& request, Common& common) {
  const Reply reply{message.version(), false, false};
  const auto target = parse_target(request.target);
  const bool known = target && target->path == std::vector<std::string>{"api", "session"};
  std::optional<Response> refusal;
  std::unique_ptr<Showings::Seat> seat;
  if (!known) {
    refusal = error_response(404, "there is no WebSocket here", "use /api/session?film=ID");
  } else if (!common.door.host_is_ours(request) ||
             !common.door.lets_in(request, std::chrono::steady_clock::now())) {
    refusal = error_response(403, "this page may not open a showing", "log in at /login");
  } else {
    const auto film = target->query.find("film");
    auto taken = common.showings.sit_down(
        film == target->query.end() ? std::string{} : film->second, request.from_loopback);
    if (taken) seat = std::move(*taken);
    if (!taken) refusal = error_response(404, taken.error().what, taken.error().remedy);
  }
  if (refusal) {
    co_await send(stream, *refusal, reply);
    co_return;
  }
  beast::get_lowest_layer(stream).expires_never();
  beast::websocket::stream<Stream> socket(std::move(stream));
  auto timeout = beast::websocket::stream_base::timeout::suggested(beast::role_type::server);
  timeout.idle_timeout = std::chrono::seconds(60);
  socket.set_option(timeout);
  socket.read_message_max(most_message_bytes);
  co_await socket.async_accept(message, asio::use_awaitable);
  co_await converse(socket, *seat);
}

inline Response fault_of(const beast::error_code& code) {
  if (code == http::error::body_limit) return error_response(413, "the request is too large");
  if (code == http::error::header_limit || code == http::error::buffer_overflow) {
    return error_response(431, "the request's header is too large");
  }
  return error_response(400, "this is not an HTTP request");
}

// Counts a request while it is answered, so that stopping can wait for it.
struct Answering {
  explicit Answering(Common& all) : common(all) { ++common.answering; }
  Answering(const Answering&) = delete;
  ~Answering() { --common.answering; }
  Common& common;
};

template <bool secure, class Stream>
asio::awaitable<void> answer_requests(Stream& stream, Common& common) {
  beast::error_code code;
  const auto peer = beast::get_lowest_layer(stream).socket().remote_endpoint(code);
  beast::flat_buffer buffer(most_header_bytes + most_body_bytes);
  bool keep_alive = !code;
  while (keep_alive && !common.stopping) {
    beast::get_lowest_layer(stream).expires_after(patience);
    http::request_parser<http::string_body> parser;
    parser.header_limit(most_header_bytes);
    parser.body_limit(most_body_bytes);
    co_await http::async_read(stream, buffer, parser,
                              asio::redirect_error(asio::use_awaitable, code));
    if (code == http::error::end_of_stream || code == beast::error::timeout) break;
    if (code && code.category() != http::make_error_code(http::error::bad_method).category()) break;
    if (code) {
      const Response refusal = fault_of(code);
      const Reply last{11, false, false};
      co_await send(stream, refusal, last);
      break;
    }
    auto message = parser.release();
    const Request request = to_request<secure>(message, peer);
    if (beast::websocket::is_upgrade(message)) {
      co_await upgrade(stream, message, request, common);
      co_return;
    }
    const Answering counted(common);
    keep_alive = message.keep_alive() && !common.stopping;
    const Reply reply{message.version(), keep_alive, message.method() == http::verb::head};
    const Response response = common.site.answer(request, std::chrono::steady_clock::now());
    co_await send(stream, response, reply);
  }
  beast::get_lowest_layer(stream).socket().shutdown(asio::ip::tcp::socket::shutdown_send, code);
}

}  // namespace kuleshov::serve

// One connection: HTTP requests until one of them becomes a WebSocket. Included only by the two
// files that instantiate it (plain and TLS), because Beast is slow to compile.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "kuleshov/serve/showings.hpp"
#include "kuleshov/serve/site.hpp"

namespace kuleshov::serve {

// What every connection shares; outlives them all.
struct Common {
  Site& site;
  Door& door;
  Showings& showings;
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> answering{0};  // requests being answered now
  std::atomic<bool> stopping{false};
};

// The socket is taken over; the reference need only last as long as the coroutine.
boost::asio::awaitable<void> serve_plain(boost::asio::ip::tcp::socket& socket, Common& common);
boost::asio::awaitable<void> serve_tls(boost::asio::ip::tcp::socket& socket,
                                       boost::asio::ssl::context& tls, Common& common);

}  // namespace kuleshov::serve

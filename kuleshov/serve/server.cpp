#include "kuleshov/serve/server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>

#include "kuleshov/base/log.hpp"
#include "kuleshov/serve/connection.hpp"

namespace kuleshov::serve {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

// Without a password only loopback's own names are answered to, whatever a name server says.
std::vector<std::string> names_of(const ServerOptions& options) {
  if (!options.names.empty() || !options.password.empty()) return options.names;
  return {"localhost"};
}

}  // namespace

struct Server::Inside {
  Inside(Shelf taken, const ServerOptions& options)
      : shelf(std::move(taken)),
        door(options.password, names_of(options)),
        site(shelf, door, options.web),
        showings(shelf,
                 {options.viewer, options.seed, options.logs, options.showings, options.learned}),
        threads(std::max<std::size_t>(options.threads, 1)) {}

  Shelf shelf;
  Door door;
  Site site;
  Showings showings;
  std::size_t threads;
  Common common{site, door, showings};
  asio::io_context context;
  std::optional<asio::ssl::context> tls;
  tcp::acceptor acceptor{context};
};

namespace {

base::Result<asio::ssl::context> read_certificate(const base::Path& certificate,
                                                  const base::Path& key) {
  asio::ssl::context tls(asio::ssl::context::tls_server);
  boost::system::error_code code;
  tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                  asio::ssl::context::no_tlsv1_1);
  tls.use_certificate_chain_file(certificate.string(), code);
  if (code) {
    return base::fail("the certificate cannot be read: " + code.message(),
                      "give a PEM file to --cert", {certificate.string()});
  }
  tls.use_private_key_file(key.string(), asio::ssl::context::pem, code);
  if (code) {
    return base::fail("the key cannot be read: " + code.message(),
                      "give the PEM file of the certificate's key to --key", {key.string()});
  }
  return tls;
}

base::Result<void> listen(tcp::acceptor& acceptor, const ServerOptions& options) {
  boost::system::error_code code;
  const auto address = asio::ip::make_address(options.address, code);
  if (code) return base::fail("'" + options.address + "' is not a numeric address");
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), code);
  if (!code) acceptor.set_option(asio::socket_base::reuse_address(true), code);
  if (!code) acceptor.bind(endpoint, code);
  if (!code) acceptor.listen(asio::socket_base::max_listen_connections, code);
  if (!code) return {};
  return base::fail(
      fmt::format("cannot listen on {}:{}: {}", options.address, options.port, code.message()),
      "choose another port with --port", {}, base::ErrorKind::io);
}

base::Result<void> check_options(const ServerOptions& options) {
  boost::system::error_code code;
  const auto address = asio::ip::make_address(options.address, code);
  if (!code && !address.is_loopback() && options.password.empty()) {
    return base::fail("other machines could reach this server without a password",
                      "put one into an environment variable and name it with --password-env");
  }
  if (options.certificate.empty() != options.key.empty()) {
    return base::fail("HTTPS needs a certificate and its key", "give both --cert and --key");
  }
  return {};
}

// One connection from its first byte to its last; what goes wrong with it ends it alone.
asio::awaitable<void> attend(tcp::socket socket, asio::ssl::context* tls, Common& common) {
  ++common.connections;
  try {
    boost::system::error_code code;
    socket.set_option(tcp::no_delay(true), code);
    if (tls != nullptr) co_await serve_tls(socket, *tls, common);
    if (tls == nullptr) co_await serve_plain(socket, common);
  } catch (const std::exception& error) {
    spdlog::debug("a connection ended: {}", error.what());
  }
  --common.connections;
}

asio::awaitable<void> accept_all(tcp::acceptor& acceptor, asio::ssl::context* tls, Common& common,
                                 asio::io_context& context) {
  boost::system::error_code code;
  while (acceptor.is_open()) {
    const auto strand = asio::make_strand(context);
    auto socket =
        co_await acceptor.async_accept(strand, asio::redirect_error(asio::use_awaitable, code));
    if (code == asio::error::operation_aborted) co_return;
    if (code) {  // out of descriptors, most likely: wait for some to be closed
      asio::steady_timer pause(context, std::chrono::milliseconds(100));
      co_await pause.async_wait(asio::use_awaitable);
      continue;
    }
    if (common.connections >= most_connections) continue;  // closed by the socket's destructor
    asio::co_spawn(strand, attend(tcp::socket(std::move(socket)), tls, common), asio::detached);
  }
}

// Lets the answers under way finish, for at most three seconds, then ends everything.
asio::awaitable<void> wind_up(tcp::acceptor& acceptor, Common& common, asio::io_context& context) {
  if (common.stopping.exchange(true)) co_return;
  boost::system::error_code code;
  acceptor.close(code);
  for (int i = 0; i < 60 && common.answering > 0; ++i) {
    asio::steady_timer pause(context, std::chrono::milliseconds(50));
    co_await pause.async_wait(asio::use_awaitable);
  }
  context.stop();
}

}  // namespace

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Server::~Server() = default;

base::Result<std::unique_ptr<Server>> Server::open(const ServerOptions& options) {
  TRY(check_options(options));
  auto inside = std::make_unique<Inside>(TRY(Shelf::open(options.films, options.first)), options);
  if (!options.certificate.empty()) {
    inside->tls.emplace(TRY(read_certificate(options.certificate, options.key)));
  }
  TRY(listen(inside->acceptor, options));
  return std::unique_ptr<Server>(new Server(std::move(inside)));
}

std::uint16_t Server::port() const {
  boost::system::error_code code;
  return inside_->acceptor.local_endpoint(code).port();
}

std::string Server::address() const {
  boost::system::error_code code;
  const auto endpoint = inside_->acceptor.local_endpoint(code);
  const std::string host = endpoint.address().is_v6() ? "[" + endpoint.address().to_string() + "]"
                                                      : endpoint.address().to_string();
  return fmt::format("{}://{}:{}", inside_->tls ? "https" : "http", host, endpoint.port());
}

void Server::run(bool take_signals) {
  Inside& in = *inside_;
  asio::ssl::context* tls = in.tls ? &*in.tls : nullptr;
  const auto on_fault = [](const std::exception_ptr& fault) {
    if (fault) std::rethrow_exception(fault);
  };
  asio::co_spawn(in.context, accept_all(in.acceptor, tls, in.common, in.context), on_fault);
  asio::signal_set signals(in.context);
  if (take_signals) {
    signals.add(SIGINT);
    signals.add(SIGTERM);
    signals.async_wait([this](boost::system::error_code code, int) {
      if (!code) stop();
    });
  }
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < in.threads; ++i) {
    helpers.emplace_back([&in] { in.context.run(); });
  }
  in.context.run();
}

void Server::stop() {
  asio::co_spawn(inside_->context, wind_up(inside_->acceptor, inside_->common, inside_->context),
                 asio::detached);
}

}  // namespace kuleshov::serve

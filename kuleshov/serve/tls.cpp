#include <boost/asio/ssl.hpp>
#include <boost/beast/ssl.hpp>

#include "kuleshov/serve/conversation.hpp"

namespace kuleshov::serve {

asio::awaitable<void> serve_tls(asio::ip::tcp::socket& socket, asio::ssl::context& tls,
                                Common& common) {
  beast::ssl_stream<beast::tcp_stream> stream(beast::tcp_stream(std::move(socket)), tls);
  beast::error_code code;
  beast::get_lowest_layer(stream).expires_after(patience);
  co_await stream.async_handshake(asio::ssl::stream_base::server,
                                  asio::redirect_error(asio::use_awaitable, code));
  if (!code) co_await answer_requests<true>(stream, common);
}

}  // namespace kuleshov::serve

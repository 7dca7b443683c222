#include "kuleshov/serve/conversation.hpp"

namespace kuleshov::serve {

asio::awaitable<void> serve_plain(asio::ip::tcp::socket& socket, Common& common) {
  beast::tcp_stream stream(std::move(socket));
  co_await answer_requests<false>(stream, common);
}

}  // namespace kuleshov::serve

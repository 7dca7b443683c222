// The whole server over real sockets: limits, many clients at once, stopping.
#include "kuleshov/serve/server.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "kuleshov/base/json.hpp"
#include "kuleshov/room/example_package.hpp"
#include "kuleshov/serve/showings.hpp"

namespace kuleshov::serve {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const base::Path tiny = base::Path(KULESHOV_SOURCE_DIR) / "tests" / "films" / "tiny";

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    const timeval patience{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { ::close(socket_); }
  [[nodiscard]] bool connected() const { return connected_; }
  void send(const std::string& bytes) {
    (void)!::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  std::string read_all() {
    std::string all;
    char block[4096];
    for (ssize_t n = 0; (n = ::recv(socket_, block, sizeof block, 0)) > 0;) {
      all.append(block, static_cast<std::size_t>(n));
    }
    return all;
  }
  std::string ask(const std::string& bytes) {
    send(bytes);
    return read_all();
  }

 private:
  int socket_;
  bool connected_ = false;
};

struct ServerTest : testing::Test {
  ServerTest() {
    ServerOptions options;
    options.films = {example.folder()};
    options.port = 0;
    options.threads = 3;
    server = *Server::open(options);
    runner = std::thread([this] { server->run(false); });
  }
  ~ServerTest() override {
    server->stop();
    runner.join();
  }
  std::string get(const std::string& target, const std::string& more = {}) {
    Client client(server->port());
    return client.ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                      more + "\r\n");
  }
  room::ExamplePackage example{tiny};
  std::unique_ptr<Server> server;
  std::thread runner;
};

TEST_F(ServerTest, AnswersFilesRangesAndHeads) {
  EXPECT_THAT(get("/api/health"), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(get("/films/tiny/shots/s1.1.v.mp4"), testing::EndsWith("\r\n\r\ns1.1"));
  EXPECT_THAT(get("/films/tiny/shots/s1.1.v.mp4", "Range: bytes=1-2\r\n"),
              testing::EndsWith("\r\n\r\n1."));
  Client client(server->port());
  const std::string head = client.ask(
      "HEAD /films/tiny/shots/s1.1.v.mp4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(head, HasSubstr("Content-Length: 4\r\n"));
  EXPECT_THAT(head, testing::EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, OneConnectionCarriesManyRequests) {
  Client client(server->port());
  const std::string one = "GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const std::string last =
      "GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  const std::string answers = client.ask(one + one + last);
  std::size_t count = 0;
  for (std::size_t at = 0; (at = answers.find("HTTP/1.1 200", at)) != answers.npos; ++at) ++count;
  EXPECT_EQ(count, 3u);
}

TEST_F(ServerTest, GarbageAndOversizedRequestsAreRefusedAndTheServerStaysUp) {
  EXPECT_THAT(Client(server->port()).ask("GARBAGE\r\n\r\n"), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(get("/", "X: " + std::string(most_header_bytes, 'x') + "\r\n"),
              StartsWith("HTTP/1.1 431"));
  Client large(server->port());
  EXPECT_THAT(large.ask("POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                        "99999999\r\n\r\n"),
              StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(get("/api/health"), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, AWebSocketOfAnotherSiteOrToNoFilmIsRefused) {
  const std::string upgrade =
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const auto ask = [&](const std::string& target, const std::string& more) {
    Client client(server->port());
    client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + upgrade + more + "\r\n");
    return client.read_all();
  };
  EXPECT_THAT(ask("/api/session?film=tiny", "Origin: http://evil.example\r\n"),
              StartsWith("HTTP/1.1 403"));
  EXPECT_THAT(ask("/api/session?film=none", ""), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(ask("/elsewhere", ""), StartsWith("HTTP/1.1 404"));
}

TEST_F(ServerTest, ManyClientsAtOnceAreAllAnswered) {
  std::atomic<int> answered = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      for (int k = 0; k < 10; ++k) {
        answered += get("/films/tiny/film.json").starts_with("HTTP/1.1 200") ? 1 : 0;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(answered, 80);
}

TEST(Server, RefusesToBeOpenToOthersWithoutAPassword) {
  const room::ExamplePackage example(tiny);
  ServerOptions options;
  options.films = {example.folder()};
  options.address = "0.0.0.0";
  options.port = 0;
  EXPECT_FALSE(Server::open(options));
  options.password = "x";
  EXPECT_TRUE(Server::open(options));
}

TEST(Server, SaysWhatIsWrongWithItsOptions) {
  const room::ExamplePackage example(tiny);
  ServerOptions options;
  EXPECT_FALSE(Server::open(options));
  options.films = {example.folder() / "nothing"};
  EXPECT_FALSE(Server::open(options));
  options.films = {example.folder()};
  options.address = "not-an-address";
  EXPECT_FALSE(Server::open(options));
  options.address = "127.0.0.1";
  options.port = 0;
  options.certificate = "/nonexistent.pem";
  EXPECT_FALSE(Server::open(options));
  options.key = "/nonexistent.key";
  const auto fault = Server::open(options);
  ASSERT_FALSE(fault);
  EXPECT_THAT(fault.error().what, HasSubstr("certificate"));
}

base::Json first_of(const std::vector<std::string>& said, const std::string& type) {
  for (const std::string& text : said) {
    auto message = base::Json::parse(text);
    if (message["type"] == type) return message;
  }
  return nullptr;
}

TEST(Showings, AreFoundAgainByTheirToken) {
  const room::ExamplePackage example(tiny);
  Shelf shelf = *Shelf::open({example.folder()});
  Showings showings(shelf, {});
  auto seat = *showings.sit_down("tiny", true);
  const auto welcome =
      first_of(seat->receive(R"({"type":"hello","protocol":1,"seed":4})"), "welcome");
  (void)seat->receive(R"({"type":"decide","cut":1})");
  seat.reset();
  auto again = *showings.sit_down("tiny", true);
  const auto resumed = first_of(
      again->receive(
          base::Json{{"type", "hello"}, {"protocol", 1}, {"resume", welcome["token"]}}.dump()),
      "welcome");
  EXPECT_EQ(resumed["resumed"], true);
  EXPECT_EQ(resumed["timeline"].size(), 2u);
  EXPECT_EQ(resumed["seed"], 4);
  EXPECT_EQ(showings.count(), 1u);
}

TEST(Showings, OutliveTheServerThatShowsThem) {
  const room::ExamplePackage example(tiny);
  Shelf shelf = *Shelf::open({example.folder()});
  Showings::Options options;
  options.kept = example.folder() / "kept";
  base::Json token;
  {
    Showings showings(shelf, options);
    auto seat = *showings.sit_down("tiny", true);
    token =
        first_of(seat->receive(R"({"type":"hello","protocol":1,"seed":4})"), "welcome")["token"];
    (void)seat->receive(R"({"type":"decide","cut":1})");
    (void)seat->receive(R"({"type":"decide","cut":2})");
  }
  Showings later(shelf, options);
  auto seat = *later.sit_down("tiny", true);
  const base::Json hello{{"type", "hello"}, {"protocol", 1}, {"resume", token}};
  const auto resumed = first_of(seat->receive(hello.dump()), "welcome");
  EXPECT_EQ(resumed["resumed"], true);
  EXPECT_EQ(resumed["token"], token);
  EXPECT_EQ(resumed["timeline"].size(), 3u);
  EXPECT_TRUE(first_of(seat->receive(R"({"type":"decide","cut":3})"), "cut").is_object());
  const auto file = options.kept / (token.get<std::string>() + ".jsonl");
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Showings, ATokenThatIsNoneBeginsANewShowing) {
  const room::ExamplePackage example(tiny);
  Shelf shelf = *Shelf::open({example.folder()});
  Showings::Options options;
  options.kept = example.folder() / "kept";
  Showings showings(shelf, options);
  const std::string broken(32, 'a');
  ASSERT_TRUE(base::write_file(options.kept / (broken + ".jsonl"), "{\"kept_showing\":1}\n"));
  for (const std::string token : {"../manifest", "", broken.c_str(), "ffff"}) {
    auto seat = *showings.sit_down("tiny", true);
    const base::Json hello{{"type", "hello"}, {"protocol", 1}, {"resume", token}};
    EXPECT_EQ(first_of(seat->receive(hello.dump()), "welcome")["resumed"], false) << token;
  }
}

TEST(Showings, APageNamesNoFileAndGreetsFirst) {
  const room::ExamplePackage example(tiny);
  Shelf shelf = *Shelf::open({example.folder()});
  Showings showings(shelf, {});
  auto seat = *showings.sit_down("tiny", true);
  EXPECT_EQ(first_of(seat->receive(R"({"type":"hello","protocol":1,"viewer":"/etc/passwd"})"),
                     "error")["fatal"],
            true);
  EXPECT_TRUE(seat->over());
  auto other = *showings.sit_down("tiny", true);
  EXPECT_EQ(first_of(other->receive(R"({"type":"time","at_s":1})"), "error")["fatal"], true);
  EXPECT_FALSE(showings.sit_down("none", true));
}

TEST(Showings, ManyAtOnceOnManyThreads) {
  const room::ExamplePackage example(tiny);
  Shelf shelf = *Shelf::open({example.folder()});
  Showings showings(shelf, {"simulated:tense", 0, {}});
  std::atomic<int> cuts = 0;
  std::vector<std::thread> pages;
  for (int i = 0; i < 4; ++i) {
    pages.emplace_back([&] {
      for (int k = 0; k < 3; ++k) {
        auto seat = *showings.sit_down("tiny", true);
        (void)seat->receive(R"({"type":"hello","protocol":1})");
        for (int cut = 1; cut < 6; ++cut) {
          const base::Json decide{{"type", "decide"}, {"cut", cut}};
          cuts += first_of(seat->receive(decide.dump()), "cut").is_object() ? 1 : 0;
        }
      }
    });
  }
  for (std::thread& page : pages) page.join();
  EXPECT_EQ(cuts, 4 * 3 * 5);
}

}  // namespace
}  // namespace kuleshov::serve

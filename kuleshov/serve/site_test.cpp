#include "kuleshov/serve/site.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "kuleshov/base/json.hpp"
#include "kuleshov/room/example_package.hpp"

namespace kuleshov::serve {
namespace {

using testing::HasSubstr;

const base::Path tiny = base::Path(KULESHOV_SOURCE_DIR) / "tests" / "films" / "tiny";

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

struct SiteTest : testing::Test {
  explicit SiteTest(const std::string& password = {},
                    std::vector<std::string> names = {"localhost"})
      : door(password, std::move(names)) {
    EXPECT_TRUE(base::write_file(example.folder() / "web" / "index.html", "<p>player"));
    EXPECT_TRUE(base::write_file(example.folder() / "web" / "assets" / "a-1f.js", "1"));
  }
  Response get(const std::string& target, Request request = {}) {
    request.target = target;
    if (request.host.empty()) request.host = "localhost:8080";
    return site.answer(request, now);
  }
  room::ExamplePackage example{tiny};
  Shelf shelf{*Shelf::open({example.folder()})};
  Door door;
  Site site{shelf, door, example.folder() / "web"};
  Moment now = Moment{} + std::chrono::hours(1);
};

TEST_F(SiteTest, HealthAndFilmsAreJson) {
  EXPECT_EQ(base::Json::parse(get("/api/health").body)["up"], true);
  const auto films = base::Json::parse(get("/api/films").body);
  EXPECT_EQ(films[0]["id"], "tiny");
  EXPECT_EQ(films[0]["complete"], true);
  EXPECT_EQ(films[0]["shots"], films[0]["shots_ready"]);
}

TEST_F(SiteTest, PagesAreTheWebClientWithAContentPolicy) {
  for (const char* page : {"/", "/watch/tiny", "/login"}) {
    const Response response = get(page);
    EXPECT_EQ(response.status, 200);
    EXPECT_THAT(header(response, "Content-Security-Policy"), HasSubstr("default-src 'self'"));
  }
  EXPECT_THAT(header(get("/assets/a-1f.js"), "Cache-Control"), HasSubstr("immutable"));
}

TEST_F(SiteTest, AFileNamedByItsHashMayBeKeptForEver) {
  const std::string file = "/films/tiny/shots/s1.1.v.mp4";
  EXPECT_EQ(header(get(file), "Cache-Control"), "no-cache");
  const std::string hash = base::sha256("s1.1");
  EXPECT_THAT(header(get(file + "?v=" + hash.substr(0, 16)), "Cache-Control"),
              HasSubstr("immutable"));
  EXPECT_EQ(header(get(file + "?v=0000000000000000"), "Cache-Control"), "no-cache");
}

TEST_F(SiteTest, WhatTheClientHasIsNotSentAgain) {
  Request request;
  request.if_none_match = header(get("/films/tiny/shots/s1.1.v.mp4"), "ETag");
  const Response response = get("/films/tiny/shots/s1.1.v.mp4", request);
  EXPECT_EQ(response.status, 304);
  EXPECT_FALSE(response.file);
}

TEST_F(SiteTest, RangesAreServedAndRefused) {
  Request request;
  request.range = "bytes=1-2";
  const Response response = get("/films/tiny/shots/s1.1.v.mp4", request);
  EXPECT_EQ(response.status, 206);
  EXPECT_EQ(header(response, "Content-Range"), "bytes 1-2/4");
  request.range = "bytes=9-";
  const Response refusal = get("/films/tiny/shots/s1.1.v.mp4", request);
  EXPECT_EQ(refusal.status, 416);
  EXPECT_EQ(header(refusal, "Content-Range"), "bytes */4");
}

TEST_F(SiteTest, AChangedFileIsSentWholeWhateverTheRange) {
  Request request;
  request.range = "bytes=1-2";
  request.if_range = "\"older\"";
  EXPECT_EQ(get("/films/tiny/shots/s1.1.v.mp4", request).status, 200);
}

TEST_F(SiteTest, NothingOutsideThePackageIsServed) {
  std::filesystem::create_symlink("/etc/passwd", example.folder() / "leak.txt");
  EXPECT_EQ(get("/films/tiny/leak.txt").status, 404);
  EXPECT_EQ(get("/films/tiny/..%2f..%2fetc/passwd").status, 400);
  EXPECT_EQ(get("/films/tiny/../../etc/passwd").status, 400);
  EXPECT_EQ(get("/films/tiny/shots").status, 404);
  EXPECT_EQ(get("/films/other/manifest.json").status, 404);
}

TEST_F(SiteTest, BadRequestsGetA4xxThatSaysWhat) {
  EXPECT_EQ(get("/api/nothing").status, 404);
  EXPECT_EQ(get("/%zz").status, 400);
  EXPECT_EQ(get("/" + std::string(5000, 'a')).status, 414);
  EXPECT_EQ(get("/api/session").status, 426);
  Request post;
  post.method = "POST";
  EXPECT_EQ(get("/api/films", post).status, 405);
  const auto fault = base::Json::parse(get("/api/nothing").body);
  EXPECT_FALSE(fault["error"]["what"].get<std::string>().empty());
}

TEST_F(SiteTest, AnotherSiteCannotReachItThroughTheBrowser) {
  Request rebound;
  rebound.host = "evil.example";
  EXPECT_EQ(get("/api/films", rebound).status, 403);
  Request crossed;
  crossed.origin = "http://evil.example";
  EXPECT_EQ(get("/api/films", crossed).status, 403);
  Request own;
  own.origin = "http://localhost:8080";
  EXPECT_EQ(get("/api/films", own).status, 200);
}

TEST_F(SiteTest, APackageThatGrowsIsReadAgain) {
  example.write({"s1.2"});
  std::filesystem::last_write_time(
      example.folder() / "manifest.json",
      std::filesystem::file_time_type::clock::now() + std::chrono::seconds(2));
  Shelf again = *Shelf::open({example.folder()});
  EXPECT_FALSE(again.find("tiny")->complete);
  example.write({});
  bool complete = false;
  for (int i = 0; i < 100 && !complete; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    complete = again.find("tiny")->complete;
  }
  EXPECT_TRUE(complete);
}

struct LockedSiteTest : SiteTest {
  LockedSiteTest() : SiteTest("open sesame", {}) {}
  Response log_in(const std::string& password) {
    Request request;
    request.method = "POST";
    request.body = base::Json{{"password", password}}.dump();
    request.peer = "192.0.2.1";
    return get("/api/login", request);
  }
};

TEST_F(LockedSiteTest, FilmsNeedThePassword) {
  EXPECT_EQ(get("/api/films").status, 401);
  EXPECT_EQ(get("/films/tiny/manifest.json").status, 401);
  EXPECT_EQ(header(get("/"), "Location"), "/login");
  EXPECT_EQ(get("/login").status, 200);
}

TEST_F(LockedSiteTest, ThePasswordGivesACookieThatOpens) {
  const Response response = log_in("open sesame");
  ASSERT_EQ(response.status, 204);
  const std::string cookie = header(response, "Set-Cookie");
  EXPECT_THAT(cookie, HasSubstr("HttpOnly"));
  Request request;
  request.cookie = cookie.substr(0, cookie.find(';'));
  EXPECT_EQ(get("/api/films", request).status, 200);
  request.cookie = "kuleshov=";
  EXPECT_EQ(get("/api/films", request).status, 401);
}

TEST_F(LockedSiteTest, BasicAndBearerOpenToo) {
  Request request;
  request.authorization = "Basic dTpvcGVuIHNlc2FtZQ==";  // u:open sesame
  EXPECT_EQ(get("/api/films", request).status, 200);
  request.authorization = "Bearer open sesame";
  EXPECT_EQ(get("/api/films", request).status, 200);
  request.authorization = "Basic ####";
  EXPECT_EQ(get("/api/films", request).status, 401);
}

TEST_F(LockedSiteTest, GuessingIsSlowedDown) {
  for (int i = 0; i < 8; ++i) EXPECT_EQ(log_in("guess").status, 403);
  EXPECT_EQ(log_in("guess").status, 429);
  EXPECT_EQ(log_in("open sesame").status, 429);
  now += std::chrono::seconds(61);
  EXPECT_EQ(log_in("open sesame").status, 204);
}

}  // namespace
}  // namespace kuleshov::serve

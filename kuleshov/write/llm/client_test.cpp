// A real server over HTTP on this machine, speaking the chat protocol: well, slowly, in pieces, cut
// off, malformed, refusing, wrong.
#include "kuleshov/write/llm/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "kuleshov/base/json.hpp"
#include "kuleshov/write/llm/fake_server.hpp"
#include "kuleshov/write/llm/lines.hpp"

namespace kuleshov::write::llm {
namespace {

using base::Json;

const std::string good = R"({"items": [{"speaker": "mara", "text": "Twelve."}]})";
const Schema schema{"lines", {{"speaker", true}, {"text", true}}, 1, 5};
const std::vector<Message> question{{"user", "Write."}};

Settings settings_for(const Server& server) {
  Settings settings;
  settings.url = server.url();
  settings.model = "test";
  settings.backoff_s = 0.01;
  settings.timeout_s = 2;
  return settings;
}

TEST(Client, ReadsStreamsAndWholeAnswersAndWhatModelsPutAround) {
  for (const std::string& reply :
       {streamed(good), whole(good),
        whole("<think>{hm}</think> Sure!\n```json\n" + good + "\n```")}) {
    Server server([&](const Json&) { return reply; });
    Client client(settings_for(server));
    const auto items = client.ask(question, schema);
    ASSERT_TRUE(items.has_value()) << base::describe(items.error());
    EXPECT_EQ((*items)[0][1], "Twelve.");
  }
}

TEST(Client, SendsAFlatSchemaThatCommonServersCanFollow) {
  std::string sent;
  Server server([&](const Json& body) {
    sent = body["response_format"].dump();
    return whole(good);
  });
  Client client(settings_for(server));
  ASSERT_TRUE(client.ask(question, schema).has_value());
  for (const char* word : {"uniqueItems", "\"not\"", "\"if\"", "$ref", "pattern"})
    EXPECT_EQ(sent.find(word), std::string::npos);
  EXPECT_NE(sent.find("json_schema"), std::string::npos);
}

TEST(Client, AsksAgainWithTheFaultNamedWhenAnAnswerDoesNotFit) {
  for (const std::string bad :
       {"not json at all", R"({"items": []})", R"({"items": [{"speaker": "mara"}]})",
        R"({"lines": 3})", R"({"items": [{"speaker": "mara", "te)"}) {
    int asked = 0;
    std::string second;
    Server server([&](const Json& body) {
      if (++asked == 1) return whole(bad);
      second = body["messages"].back()["content"];
      return whole(good);
    });
    Client client(settings_for(server));
    EXPECT_TRUE(client.ask(question, schema).has_value()) << bad;
    EXPECT_THAT(second, testing::HasSubstr("does not fit")) << bad;
  }
}

TEST(Client, ARefusalIsAnErrorAfterTheLastAttempt) {
  Server server([](const Json&) {
    return http(Json{{"choices", {{{"message", {{"refusal", "I cannot."}}}}}}}.dump());
  });
  Client client(settings_for(server));
  EXPECT_FALSE(client.ask(question, schema).has_value());
  EXPECT_EQ(server.requests(), 3);
}

TEST(Client, WaitsAndTriesAgainAfterBusyAndBrokenServers) {
  int asked = 0;
  Server server([&](const Json&) {
    return ++asked < 3 ? http("busy", asked == 1 ? "429 Too Many Requests" : "503 Unavailable")
                       : whole(good);
  });
  Client client(settings_for(server));
  EXPECT_TRUE(client.ask(question, schema).has_value());
  EXPECT_EQ(asked, 3);
}

TEST(Client, ATruncatedAnswerIsNotTaken) {
  Server server([](const Json&) { return "200 OK\r\nContent-Length: 5000\r\n\r\n" + good; });
  Client client(settings_for(server));
  const auto items = client.ask(question, schema);
  ASSERT_FALSE(items.has_value());
  EXPECT_EQ(items.error().kind, base::ErrorKind::backend_absent);
}

TEST(Client, ASlowAnswerEndsAtTheTimeLimit) {
  Server server([](const Json&) { return whole(good); }, 40);
  Settings settings = settings_for(server);
  settings.timeout_s = 0.3;
  settings.attempts = 1;
  Client client(settings);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(client.ask(question, schema).has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Client, CanBeCancelledWhileItWaits) {
  Server server([](const Json&) { return whole(good); }, 20);
  Settings settings = settings_for(server);
  settings.timeout_s = 20;
  Client client(settings);
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    client.cancel();
  });
  const auto items = client.ask(question, schema);
  stopper.join();
  ASSERT_FALSE(items.has_value());
  EXPECT_EQ(items.error().kind, base::ErrorKind::interrupted);
}

TEST(Client, ASecondRunCostsNothing) {
  const base::Path cache = std::filesystem::temp_directory_path() / "kuleshov_llm_cache";
  std::filesystem::remove_all(cache);
  Server server([](const Json&) { return whole(good); });
  Settings settings = settings_for(server);
  settings.cache = cache;
  Client first(settings);
  ASSERT_TRUE(first.ask(question, schema).has_value());
  Client second(settings);
  ASSERT_TRUE(second.ask(question, schema).has_value());
  EXPECT_EQ(server.requests(), 1);
  EXPECT_EQ(second.spent().tokens, 0U);
  EXPECT_EQ(second.spent().cached, 1U);
}

TEST(Client, StopsWhenTheBudgetIsSpent) {
  Server server([](const Json&) { return whole(good); });
  Settings settings = settings_for(server);
  settings.most_tokens = 1;
  Client client(settings);
  EXPECT_FALSE(client.ask(question, schema).has_value());
  EXPECT_EQ(server.requests(), 0);
}

TEST(Client, TheKeyIsSentAndIsInNoErrorOrCache) {
  Server server([](const Json&) { return http("no", "401 Unauthorized"); });
  Settings settings = settings_for(server);
  settings.key = "sk-secret";
  settings.attempts = 1;
  Client client(settings);
  const auto items = client.ask(question, schema);
  ASSERT_FALSE(items.has_value());
  EXPECT_THAT(server.last_head(), testing::HasSubstr("Bearer sk-secret"));
  EXPECT_THAT(base::describe(items.error()), testing::Not(testing::HasSubstr("sk-secret")));
}

TEST(Client, NoAnswerOfAnyShapeBreaksIt) {
  EXPECT_TRUE(rc::check([](const std::string& noise) {
    (void)fit(noise, schema);
    (void)fit("{\"items\": [" + noise + "]}", schema);
  }));
}

// ---- lines within the plan ----

Draft a_draft() {
  Brief brief;
  brief.premise = "science fiction, a lighthouse keeper, tragic ending";
  brief.seed = 7;
  // The draft refers to its plot in the library, which must outlive it.
  static const Library library = read_library(base::Path(KULESHOV_SOURCE_DIR) / "data").value();
  return make_draft(brief, library).value();
}
const base::Path prompts = base::Path(KULESHOV_SOURCE_DIR) / "data" / "prompts";

// Answers as many lines as are asked for, by the right speakers, each line new.
std::string obedient(const Json& body, const Draft& draft, const std::string& spoil) {
  static int counter = 0;
  const std::string prompt = body["messages"][0]["content"];
  for (const DraftScene& scene : draft.scenes) {
    Json items = Json::array();
    std::string first;
    for (const Passage& passage : scene.passages)
      if (passage.kind == Passage::Kind::line) {
        if (first.empty()) first = in_role(draft.cast, passage.role)->id + ": " + passage.text;
        items.push_back({{"speaker", spoil.empty() ? in_role(draft.cast, passage.role)->id : spoil},
                         {"text", "Line " + std::to_string(++counter) + "."}});
      }
    const auto here = prompt.find("This scene as it stands");
    if (!first.empty() && prompt.find(first, here) != std::string::npos)
      return whole(Json{{"items", items}}.dump());
  }
  return whole("{}");
}

TEST(Lines, AModelWritesWithinThePlan) {
  Draft draft = a_draft();
  const Draft planned = draft;
  Server server([&](const Json& body) { return obedient(body, planned, ""); });
  Client client(settings_for(server));
  const auto outcome = write_lines(draft, client, {"s1", "s2"}, "", prompts);
  ASSERT_TRUE(outcome.has_value()) << base::describe(outcome.error());
  EXPECT_EQ(outcome->scenes, 2U);
  EXPECT_EQ(draft.scenes.size(), planned.scenes.size());
  for (std::size_t i = 2; i < draft.scenes.size(); ++i)
    for (std::size_t j = 0; j < draft.scenes[i].passages.size(); ++j)
      EXPECT_EQ(draft.scenes[i].passages[j].text, planned.scenes[i].passages[j].text);
  EXPECT_EQ(std::count_if(draft.scenes[0].passages.begin(), draft.scenes[0].passages.end(),
                          [](const Passage& p) { return p.source == "model"; }),
            std::count_if(draft.scenes[0].passages.begin(), draft.scenes[0].passages.end(),
                          [](const Passage& p) { return p.kind == Passage::Kind::line; }));
}

TEST(Lines, ThePlannersOwnLinesStandWhereTheModelIsWrong) {
  Draft draft = a_draft();
  const Draft planned = draft;
  Server server([&](const Json& body) { return obedient(body, planned, "nobody"); });
  Client client(settings_for(server));
  const auto outcome = write_lines(draft, client, {"s1"}, "", prompts);
  ASSERT_TRUE(outcome.has_value());
  EXPECT_EQ(outcome->kept, 1U);
  EXPECT_THAT(outcome->why.front(), testing::HasSubstr("belongs to"));
  for (std::size_t j = 0; j < draft.scenes[0].passages.size(); ++j)
    EXPECT_EQ(draft.scenes[0].passages[j].text, planned.scenes[0].passages[j].text);
}

TEST(Lines, AnAbsentServerIsSaidAtOnce) {
  Settings settings;
  settings.url = "http://127.0.0.1:1/v1";
  settings.backoff_s = 0.01;
  Client client(settings);
  Draft draft = a_draft();
  const auto outcome = write_lines(draft, client, {}, "", prompts);
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().kind, base::ErrorKind::backend_absent);
}

}  // namespace
}  // namespace kuleshov::write::llm

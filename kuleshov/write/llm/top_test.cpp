#include "kuleshov/write/llm/top.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "kuleshov/write/llm/fake_server.hpp"

namespace kuleshov::write::llm {
namespace {

Draft a_draft() {
  Brief brief;
  brief.premise = "science fiction, a lighthouse keeper, tragic ending";
  brief.seed = 7;
  static const Library library = read_library(base::Path(KULESHOV_SOURCE_DIR) / "data").value();
  return make_draft(brief, library).value();
}
const base::Path prompts = base::Path(KULESHOV_SOURCE_DIR) / "data" / "prompts";

Settings settings_for(const Server& server) {
  Settings settings;
  settings.url = server.url();
  settings.model = "test";
  settings.backoff_s = 0.01;
  return settings;
}

// A model that does as it is told; `stranger` is put where only people of the scene may be named.
std::string obedient(const Json& body, const Draft& draft, const std::string& stranger) {
  const std::string wanted = body["response_format"]["json_schema"]["name"];
  Json items = Json::array();
  if (wanted == "logline")
    items.push_back(
        {{"text", "A keeper finds tomorrow written down and has one night against it."}});
  if (wanted == "cast")
    for (const Person& person : draft.cast)
      items.push_back({{"id", person.id},
                       {"description", "Somebody with a scar on one thumb."},
                       {"wants", "to be let alone"}});
  if (wanted == "beats")
    for (const DraftScene& scene : draft.scenes)
      items.push_back({{"scene", scene.id}, {"text", "They do it again. " + stranger}});
  return streamed(Json{{"items", items}}.dump());
}

TEST(Top, LoglineCastAndBeatsAreWrittenFromTheTopDown) {
  Draft draft = a_draft();
  const Draft planned = draft;
  std::vector<std::string> order;
  Server server([&](const Json& body) {
    order.push_back(body["response_format"]["json_schema"]["name"]);
    if (order.back() == "cast") {
      // What stands above is in the prompt below it.
      const std::string prompt = body["messages"][0]["content"];
      EXPECT_THAT(prompt, testing::HasSubstr("one night against it"));
    }
    return obedient(body, planned, "");
  });
  Client client(settings_for(server));
  const auto outcome = write_top(draft, client, "", prompts);
  ASSERT_TRUE(outcome.has_value()) << base::describe(outcome.error());
  EXPECT_THAT(order, testing::ElementsAre("logline", "cast", "beats"));
  EXPECT_EQ(outcome->scenes, 3U);
  EXPECT_EQ(draft.cast[0].wants, "to be let alone");
  EXPECT_EQ(draft.cast[0].name, planned.cast[0].name);
  EXPECT_EQ(draft.scenes[1].synopsis, "They do it again. ");
}

TEST(Top, BeatsThatNameSomebodyWhoIsNotThereAreAskedForAgainAndThenTheFormerStand) {
  Draft draft = a_draft();
  const Draft planned = draft;
  const std::string stranger = in_role(draft.cast, "P")->name;
  int asked = 0;
  bool named = false;
  Server server([&](const Json& body) {
    if (body["response_format"]["json_schema"]["name"] == "beats") {
      ++asked;
      for (const Json& message : body["messages"])
        named = named || message["content"].get<std::string>().find(
                             stranger + " is not in this scene") != std::string::npos;
    }
    return obedient(body, planned, stranger);
  });
  Client client(settings_for(server));
  const auto outcome = write_top(draft, client, "", prompts);
  ASSERT_TRUE(outcome.has_value());
  EXPECT_EQ(asked, 2);
  EXPECT_TRUE(named) << "the fault is said to the model";
  EXPECT_EQ(outcome->kept, 1U);
  EXPECT_EQ(draft.scenes[1].synopsis, planned.scenes[1].synopsis);
  EXPECT_NE(draft.logline, planned.logline) << "what fits is taken";
}

TEST(Top, ASecondRunOfTheSameFilmCostsNothing) {
  const base::Path cache = std::filesystem::temp_directory_path() / "kuleshov_top_cache";
  std::filesystem::remove_all(cache);
  const Draft planned = a_draft();
  Server server([&](const Json& body) { return obedient(body, planned, ""); });
  Settings settings = settings_for(server);
  settings.cache = cache;
  for (int run = 0; run < 2; ++run) {
    Draft draft = a_draft();
    Client client(settings);
    ASSERT_TRUE(write_top(draft, client, "", prompts).has_value());
    EXPECT_EQ(client.spent().cached, run == 0 ? 0U : 3U);
  }
  EXPECT_EQ(server.requests(), 3);
}

TEST(Secrets, NobodySaysWhatThePlanHidesFromThem) {
  Draft draft = a_draft();
  Event event = *draft.weave.knots[1].event;
  event.hides = {"H: the sealed ledger, from O and P"};
  draft.own.push_back(std::make_shared<const Event>(event));
  draft.weave.knots[1].event = draft.own.back().get();
  const DraftScene& scene = draft.scenes[1];
  EXPECT_THAT(fault_in_secrets("O", "Show me that ledger.", draft, scene),
              testing::HasSubstr("cannot know of the ledger"));
  EXPECT_EQ(fault_in_secrets("H", "There's no ledger.", draft, scene), "");
  EXPECT_EQ(fault_in_secrets("O", "Show me that.", draft, scene), "");
}

}  // namespace
}  // namespace kuleshov::write::llm

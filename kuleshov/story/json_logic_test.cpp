#include "kuleshov/story/json_logic.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "kuleshov/base/environment.hpp"

namespace kuleshov::story {
namespace {

using base::Json;

TEST(JsonLogic, ComputesOnData) {
  EXPECT_EQ(json_logic({{"+", {{{"var", "a.b"}}, 2}}}, {{"a", {{"b", 3}}}}).value, 5);
  EXPECT_EQ(json_logic({{"/", {1, 0}}}, Json()).error, "NaN");
}

TEST(JsonLogic, DeepRulesEndInAnError) {
  Json rule = true;
  for (int i = 0; i < 1000; ++i) rule = {{"!", Json::array({rule})}};
  EXPECT_EQ(json_logic(rule, Json()).error, "Invalid Arguments");
}

TEST(JsonLogic, PassesThePublicCompatibilityTables) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr || *data == '\0') GTEST_SKIP() << "KULESHOV_DATA is not set";
  int cases = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(data) + "/stories/jsonlogic")) {
    if (entry.path().extension() != ".json" || entry.path().stem() == "index") continue;
    const auto suite = base::read_json(entry.path());
    ASSERT_TRUE(suite);
    for (const Json& test : *suite) {
      if (!test.is_object()) continue;
      ++cases;
      const auto got = json_logic(test["rule"], test.value("data", Json()));
      const std::string where = entry.path().stem().string() + ": " + test.dump();
      if (test.contains("error")) {
        EXPECT_EQ(got.error, test["error"].value("type", "")) << where;
      } else {
        EXPECT_EQ(got.error, "") << where;
        EXPECT_EQ(got.value, test["result"]) << where;
      }
    }
  }
  EXPECT_GE(cases, 860);
}

}  // namespace
}  // namespace kuleshov::story

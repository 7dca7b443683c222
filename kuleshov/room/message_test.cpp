#include "kuleshov/room/message.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kuleshov::room {
namespace {

template <class T>
T said(std::string_view text) {
  const auto message = parse_message(text);
  EXPECT_TRUE(message) << (message ? "" : message.error().what);
  if (!message) return {};
  EXPECT_TRUE(std::holds_alternative<T>(*message));
  return std::get<T>(*message);
}

TEST(Message, HelloCarriesWhatTheViewerChose) {
  const auto hello = said<Hello>(
      R"({"type":"hello","protocol":1,"viewer":"simulated:calm","seed":7,"ceiling":0.4,"reacting":false})");
  EXPECT_EQ(hello.viewer, "simulated:calm");
  EXPECT_EQ(hello.seed, 7u);
  EXPECT_DOUBLE_EQ(hello.ceiling, 0.4);
  EXPECT_FALSE(hello.reacting);
  EXPECT_FALSE(hello.consent);
}

TEST(Message, AnotherProtocolIsRefused) {
  EXPECT_FALSE(parse_message(R"({"type":"hello","protocol":2})"));
  EXPECT_FALSE(parse_message(R"({"type":"hello"})"));
}

TEST(Message, DecideMayCarryWhereTheSceneIsLeft) {
  EXPECT_FALSE(said<Decide>(R"({"type":"decide","cut":3})").at);
  EXPECT_EQ(said<Decide>(R"({"type":"decide","cut":3,"at":75})").at, 75);
}

TEST(Message, WrongTypesAndRangesAreRefusedWithTheField) {
  for (const char* text :
       {R"({"type":"decide","cut":-1})", R"({"type":"decide","cut":1.5})",
        R"({"type":"decide","cut":18446744073709551615})", R"({"type":"time","at_s":"now"})",
        R"({"type":"time","at_s":-0.1})", R"({"type":"ceiling","value":1.1})",
        R"({"type":"react","on":1})", R"({"type":"choose","way":[]})",
        R"({"type":"samples","samples":[3]})", R"({"type":"nothing"})", R"([])", R"(")", ""}) {
    EXPECT_FALSE(parse_message(text)) << text;
  }
  const auto fault = parse_message(R"({"type":"ceiling","value":1.1})");
  EXPECT_NE(fault.error().what.find("value"), std::string::npos);
}

TEST(Message, TooManySamplesAreRefused) {
  std::string text = R"({"type":"samples","samples":[)";
  for (std::size_t i = 0; i <= most_samples; ++i) {
    text += std::string(i == 0 ? "" : ",") + R"({"at_s":1,"channel":"heart-beat","value":0.8})";
  }
  EXPECT_FALSE(parse_message(text + "]}"));
}

TEST(Message, DeepNestingIsRefusedBeforeParsing) {
  EXPECT_FALSE(parse_message(std::string(60'000, '[')));
}

RC_GTEST_PROP(Message, AnyBytesAreAnsweredAndNeverThrow, (const std::string& bytes)) {
  for (const std::string& text :
       {bytes, R"({"type":")" + bytes + R"("})", R"({"type":"choose","way":")" + bytes + R"("})"}) {
    const auto message = parse_message(text);
    RC_ASSERT(message.has_value() || !message.error().what.empty());
  }
}

}  // namespace
}  // namespace kuleshov::room

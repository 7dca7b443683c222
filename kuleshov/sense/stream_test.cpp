#include "kuleshov/sense/stream.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "kuleshov/base/json.hpp"
#include "kuleshov/base/random.hpp"
#include "kuleshov/sense/live.hpp"
#include "kuleshov/sense/simulated.hpp"

namespace kuleshov::sense {
namespace {

TEST(ClockMap, FindsOffsetAndDriftUnderJitter) {
  base::Random random(3);
  ClockMap clock;
  double worst = 0;
  for (int i = 0; i < 3000; ++i) {
    const double ours = 100 + i * 0.2;
    const double device = 5000 + (ours - 100) * (1 - 200e-6);
    clock.saw(device, ours + 0.01 + 0.15 * random.uniform());
    if (i > 600) worst = std::max(worst, std::abs(clock.ours(device) - ours - 0.01));
  }
  EXPECT_NEAR(clock.drift_ppm(), 200, 40);
  EXPECT_LT(worst, 0.02);
}

TEST(ClockMap, StartsAnewAfterAReset) {
  ClockMap clock;
  for (int i = 0; i < 500; ++i) clock.saw(1000 + i * 0.2, i * 0.2 + 0.02);
  for (int i = 0; i < 500; ++i) clock.saw(i * 0.2, 100 + i * 0.2 + 0.02);
  EXPECT_NEAR(clock.ours(100), 200, 0.05);
}

TEST(StreamReader, ReadsWhatThePageSends) {
  StreamReader reader;
  const auto samples = reader.read(
      R"({"type":"samples","samples":[{"at_s":3.5,"channel":"heart-beat","value":0.81},
          {"at_s":3.6,"channel":"action-unit","index":12,"value":0.4}]})",
      4);
  ASSERT_TRUE(samples) << base::describe(samples.error());
  ASSERT_EQ(samples->size(), 2u);
  EXPECT_EQ((*samples)[0].channel, Channel::heart_beat);
  EXPECT_EQ((*samples)[0].time_s, 3.5);
  EXPECT_EQ((*samples)[1].index, 12);
}

TEST(StreamReader, RefusesWhatIsNoMessage) {
  StreamReader reader;
  for (const char* bad : {"", "{", "[]", R"({"type":"samples"})", R"({"type":"x","samples":[]})",
                          R"({"type":"samples","samples":[{"channel":"telepathy"}]})",
                          R"({"type":"samples","samples":[3]})"}) {
    EXPECT_FALSE(reader.read(bad, 0)) << bad;
  }
}

// The other way of reading the same message: a whole document in memory.
TEST(StreamReader, TakesAndRefusesWhatAJsonParserDoes) {
  const std::string good =
      R"({"type":"samples","device":"h\u0031","more":{"a":[1,-2.5e3,true,null,"x\n"]},"samples":)"
      R"([{"at_s":3.5,"channel":"heart-beat","value":0.81},{"channel":"ppg","at_s":4,"value":"x"}]})";
  StreamReader reader;
  ASSERT_TRUE(reader.read(good, 4));
  EXPECT_TRUE(rc::check([&](std::uint64_t seed) {
    base::Random random(seed);
    std::string text = good;
    const std::string letters = "{}[]\",:0.e-+ntu\\ax";
    for (int k = 0; k < 2; ++k) {
      text[random.below(text.size())] = letters[random.below(letters.size())];
    }
    const bool is_json = base::parse_json(text, "m").has_value();
    if (reader.read(text, 4)) RC_ASSERT(is_json);
  }));
}

TEST(StreamReader, TellsDevicesApartAndKeepsTheirClocks) {
  StreamReader reader;
  ASSERT_TRUE(reader.read(
      R"({"samples":[{"device_s":1000,"channel":"ecg","value":1}],"device":"a","type":"samples"})",
      5));
  ASSERT_TRUE(reader.read(
      R"({"type":"samples","device":"b","samples":[{"device_s":20,"channel":"ecg","value":1}]})",
      5));
  ASSERT_NE(reader.clock("a"), nullptr);
  EXPECT_NEAR(reader.clock("a")->ours(1000), 5, 1e-9);
  EXPECT_NEAR(reader.clock("b")->ours(20), 5, 1e-9);
  EXPECT_EQ(reader.clock("c"), nullptr);
}

TEST(Stream, LateDoubledAndShuffledBeatsGiveNearlyTheSameState) {
  SimulatedViewer viewer(*viewer_named("tense"), 9);
  const auto all = viewer.next(300);
  base::Random random(1);
  PushedSource plain, rough;
  ViewerModel a, b;
  std::size_t i = 0;
  std::vector<Sample> held;
  for (double t = 0.25; t <= 300; t += 0.25) {
    for (; i < all.size() && all[i].time_s <= t; ++i) {
      plain.push(all[i]);
      held.push_back(all[i]);
      if (random.chance(0.2)) held.push_back(all[i]);
    }
    random.shuffle(held);
    for (const Sample& s : held) rough.push(s);
    held.clear();
    a.feed(plain.next(t));
    b.feed(rough.next(t));
    a.state_at(t);
    b.state_at(t);
  }
  EXPECT_NEAR(a.state_at(300).arousal.mean, b.state_at(300).arousal.mean, 1e-9);
}

}  // namespace
}  // namespace kuleshov::sense

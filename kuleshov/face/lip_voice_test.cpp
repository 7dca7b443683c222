// A voice may come well after the lips, and hardly before them.
#include <gtest/gtest.h>

#include <algorithm>

#include "kuleshov/face/audit.hpp"
#include "kuleshov/face/lips.hpp"
#include "kuleshov/face/perform.hpp"
#include "kuleshov/face/voice.hpp"

namespace kuleshov::face {
namespace {

Take talking() {
  PerformanceRequest request;
  request.seconds = 12;
  request.fps = 50;
  request.speaking = true;
  request.speech = phonemes_from_text(
      "Nobody ever told me about the boat, and now it is gone, and the morning with it, and all "
      "that we had hoped for.",
      0.5, 150);
  return *perform(request);
}

// As loud as the jaw was open `late` seconds before.
Voice voice_after(const Take& take, double late) {
  Voice voice;
  const auto count = static_cast<int>(static_cast<double>(take.frames.size()) / take.fps * 100);
  for (int i = 0; i < count; ++i) {
    const double t = i / voice.rate - late;
    const auto frame = static_cast<std::size_t>(std::max(0.0, t) * take.fps);
    const FaceFrame& at = take.frames[std::min(frame, take.frames.size() - 1)];
    voice.loudness.push_back(at[Shape::jaw_open]);
    voice.pitch_hz.push_back(0);
  }
  return voice;
}

Measure lag_of(double late) {
  const Take take = talking();
  AuditRequest request;
  request.voice = voice_after(take, late);
  const auto result = audit(track_of(take, "talk"), request);
  EXPECT_TRUE(result) << (result ? "" : base::describe(result.error()));
  return *result->find("lip-voice-lag");
}

TEST(LipVoice, TheLagIsThatOfTheVoiceBehindTheLips) {
  for (const double late : {-0.2, -0.1, 0.0, 0.1, 0.2}) {
    EXPECT_NEAR(lag_of(late).value, late, 0.04) << late;
  }
}

TEST(LipVoice, AVoiceBeforeItsLipsIsFlaggedWhereOneAsLongAfterThemIsNatural) {
  EXPECT_EQ(lag_of(-0.12).verdict, Verdict::flag);
  EXPECT_EQ(lag_of(0.12).verdict, Verdict::ok);
  EXPECT_EQ(lag_of(0.3).verdict, Verdict::flag);
}

}  // namespace
}  // namespace kuleshov::face

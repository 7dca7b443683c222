#include "kuleshov/sound/voice.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "kuleshov/media/loudness.hpp"

namespace kuleshov::sound {
namespace {

LineRequest line(const char* text, const char* emotion = "", double intensity = 0.6) {
  LineRequest request;
  request.text = text;
  request.language = "en";
  request.gender = "female";
  request.name = "MARA";
  request.emotion = emotion;
  request.intensity = intensity;
  return request;
}

#ifdef KULESHOV_GPL
TEST(Voice, IsTheSameEveryTimeWithinAProcess) {
  const auto one = speak(line("Thirty years, and you never once asked me why."));
  ASSERT_TRUE(one) << one.error().what;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): the library draws from the same numbers
  (void)std::rand();  // what the program did in between must not be heard
  const auto two = speak(line("Thirty years, and you never once asked me why."));
  ASSERT_TRUE(two);
  EXPECT_EQ(one->audio.samples, two->audio.samples);
}

TEST(Voice, SaysEveryWordInOrderWithinTheLine) {
  const auto spoken = speak(line("Thirty years, and you never once asked me why."));
  ASSERT_TRUE(spoken) << spoken.error().what;
  EXPECT_EQ(spoken->words.size(), 9U);
  double last = 0;
  for (const SpokenWord& word : spoken->words) {
    EXPECT_GE(word.start_s, last);
    EXPECT_GE(word.end_s, word.start_s);
    last = word.start_s;
  }
  EXPECT_GT(spoken->phonemes.size(), 20U);
  EXPECT_LE(spoken->phonemes.back().end_s, spoken->audio.length().seconds() + 1e-9);
}

TEST(Voice, EachLineIsAtTheLevelOfDialogue) {
  for (const char* text :
       {"No.", "It was never about the light, Tomas. It was about who sees it."}) {
    media::Audio audio = speak(line(text))->audio;
    while (audio.length().seconds() < 2) {
      audio.samples.insert(audio.samples.end(), audio.samples.begin(), audio.samples.end());
    }
    EXPECT_NEAR(media::measure_loudness(audio)->integrated_lufs, -23, 1.5) << text;
    EXPECT_LT(media::peak(audio), 0.99F);
  }
}

TEST(Voice, GriefIsSlowerThanAnger) {
  const auto grief = speak(line("I waited for you all winter.", "grief-held-back", 0.9));
  const auto anger = speak(line("I waited for you all winter.", "anger", 0.9));
  ASSERT_TRUE(grief && anger);
  EXPECT_GT(grief->audio.length(), anger->audio.length());
}

TEST(Voice, SpeaksChineseInChineseSounds) {
  LineRequest request = line("\u4e09\u5341\u5e74\u4e86");  // four characters, four words
  request.language = "zh";
  const auto spoken = speak(request);
  ASSERT_TRUE(spoken) << spoken.error().what;
  EXPECT_EQ(spoken->words.size(), 4U);
}

TEST(Voice, RefusesALineWithoutWords) { EXPECT_FALSE(speak(line("..."))); }
#endif

TEST(Voice, SaysWhichLanguageItCannotSpeak) {
  LineRequest request = line("nuqneH");
  request.language = "tlh";
  const auto spoken = speak(request);
  ASSERT_FALSE(spoken);
  EXPECT_EQ(spoken.error().kind, base::ErrorKind::backend_absent);
}

TEST(Ssml, TurnsEmphasisAndPausesIntoMarkupAndEscapesTheRest) {
  EXPECT_EQ(to_ssml("You *never* asked & left"),
            "<speak>You <emphasis level=\"strong\">never</emphasis> asked &amp; left</speak>");
  EXPECT_EQ(to_ssml("Wait... now"), "<speak>Wait<break time=\"380ms\"/> now</speak>");
  EXPECT_EQ(to_ssml("*open"), "<speak><emphasis level=\"strong\">open</emphasis></speak>");
  EXPECT_EQ(plain_text("You **never** _asked_\nme"), "You never asked me");
}

TEST(Prosody, AWhisperIsQuieterAndBreathierThanTalk) {
  LineRequest request = line("Come here.");
  const Prosody plain = prosody_of(request);
  request.parenthetical = "(whispering)";
  const Prosody whisper = prosody_of(request);
  EXPECT_LT(whisper.level_db, plain.level_db - 4);
  EXPECT_GT(whisper.breath, plain.breath);
}

}  // namespace
}  // namespace kuleshov::sound

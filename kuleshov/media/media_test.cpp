#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "kuleshov/media/audio_encoder.hpp"
#include "kuleshov/media/image.hpp"
#include "kuleshov/media/loudness.hpp"
#include "kuleshov/media/reader.hpp"
#include "kuleshov/media/video_encoder.hpp"

namespace kuleshov::media {
namespace {

Image picture(int width, int height, int shade) {
  Image image(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      std::uint8_t* pixel =
          &image.pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x)) *
                        4];
      pixel[0] = static_cast<std::uint8_t>(shade);
      pixel[1] = static_cast<std::uint8_t>(x * 255 / width);
      pixel[2] = static_cast<std::uint8_t>(y * 255 / height);
    }
  }
  return image;
}

base::Result<std::string> segment(int frames, int first_shade) {
  VideoEncoder encoder = TRY(VideoEncoder::open({.width = 320, .height = 180}));
  for (int i = 0; i < frames; ++i) TRY(encoder.add(picture(320, 180, first_shade + i).view()));
  return encoder.finish();
}

Audio tone(double hertz, double seconds, double amplitude) {
  Audio audio(base::Ticks::seconds(seconds));
  for (std::size_t i = 0; i < audio.samples.size() / 2; ++i) {
    const double value =
        amplitude * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / sample_rate);
    audio.samples[2 * i] = audio.samples[2 * i + 1] = static_cast<float>(value);
  }
  return audio;
}

class VideoSegment : public testing::Test {
 protected:
  void SetUp() override {
#ifndef KULESHOV_GPL
    if (!VideoEncoder::open({.width = 320, .height = 180}))
      GTEST_SKIP() << "this build has no H.264 encoder";
#endif
  }
};

TEST_F(VideoSegment, HasEveryFrameAndOnlyTheFirstIsAKeyFrame) {
  const auto bytes = segment(60, 0);
  ASSERT_TRUE(bytes) << bytes.error().what;
  int frames = 0;
  int keys = 0;
  const auto read = read_frames({{}, *bytes}, {}, [&](const DecodedFrame& frame) {
    EXPECT_NEAR(frame.at_s, frames / 25.0, 1e-6);
    ++frames;
    keys += frame.key ? 1 : 0;
    return true;
  });
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(frames, 60);
  EXPECT_EQ(keys, 1);
}

TEST_F(VideoSegment, AnyTwoHaveTheSameCodecParametersSoOneCanFollowTheOther) {
  const auto one = read_facts({{}, *segment(10, 0)});
  const std::string longer = *segment(90, 100);
  const auto two = read_facts({{}, longer});
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->video_setup, two->video_setup);
  EXPECT_EQ(one->video_codec, "h264");
  EXPECT_FALSE(one->video_setup.empty());
}

TEST_F(VideoSegment, TheSamePicturesAreTheSameBytes) {
  EXPECT_EQ(*segment(30, 5), *segment(30, 5));
}

TEST_F(VideoSegment, KeepsColoursThroughTheCodec) {
  const auto bytes = segment(1, 40);
  const Image wanted = picture(320, 180, 40);
  const auto read = read_frames({{}, *bytes}, {}, [&](const DecodedFrame& frame) {
    double difference = 0;
    for (std::size_t i = 0; i < wanted.pixels.size(); ++i) {
      if (i % 4 != 3) difference += std::abs(int{frame.image.pixels[i]} - int{wanted.pixels[i]});
    }
    EXPECT_LT(difference / (320 * 180 * 3), 4.0);
    return true;
  });
  ASSERT_TRUE(read);
}

TEST_F(VideoSegment, APlainFileHasTheRateThatWasAskedFor) {
  for (const auto& [rate, seconds] :
       {std::pair{60, 1}, std::pair{30, 1}, std::pair{30000, 1001}, std::pair{24, 1}}) {
    auto encoder = VideoEncoder::open(
        {.width = 128, .height = 128, .fragmented = false, .rate = rate, .rate_seconds = seconds});
    ASSERT_TRUE(encoder) << encoder.error().what;
    for (int i = 0; i < 12; ++i) ASSERT_TRUE(encoder->add(picture(128, 128, i).view()));
    const auto bytes = encoder->finish();
    ASSERT_TRUE(bytes) << bytes.error().what;
    int frames = 0;
    const auto read = read_frames({{}, *bytes}, {}, [&](const DecodedFrame& frame) {
      EXPECT_NEAR(frame.at_s, frames * static_cast<double>(seconds) / rate, 1e-4);
      ++frames;
      return true;
    });
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(frames, 12);
  }
}

TEST_F(VideoSegment, RefusesAFrameOfAnotherSize) {
  auto encoder = VideoEncoder::open({.width = 320, .height = 180});
  ASSERT_TRUE(encoder);
  EXPECT_FALSE(encoder->add(picture(160, 90, 0).view()));
}

class SoundFile : public testing::TestWithParam<AudioFormat> {};

TEST_P(SoundFile, DecodesToWhatWentInAndTheSameSamplesAreTheSameBytes) {
  const Audio original = tone(440, 2, 0.3);
  const auto bytes = encode_audio(original, GetParam());
  ASSERT_TRUE(bytes) << bytes.error().what;
  EXPECT_EQ(*bytes, *encode_audio(original, GetParam()));
  const auto back = read_audio({{}, *bytes});
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_NEAR(back->length().seconds(), 2, 0.05);
  const auto loud = measure_loudness(original);
  const auto again = measure_loudness(*back);
  EXPECT_NEAR(again->integrated_lufs, loud->integrated_lufs, 0.5);
}

INSTANTIATE_TEST_SUITE_P(All, SoundFile,
                         testing::Values(AudioFormat::opus_segment, AudioFormat::aac_segment,
                                         AudioFormat::opus_file, AudioFormat::flac_file));

TEST(SoundFile, AnOggOpusLoopDecodesToItsExactLength) {
  const auto back = read_audio({{}, *encode_audio(tone(220, 3.2, 0.2), AudioFormat::opus_file)});
  ASSERT_TRUE(back);
  EXPECT_EQ(back->length(), base::Ticks::seconds(3.2));
}

TEST(Loudness, AFullScaleSineReadsAsTheStandardSays) {
  // EBU Tech 3341: a stereo 1 kHz sine at -23 dBFS per channel reads -23 LUFS.
  const auto found = measure_loudness(tone(1000, 5, std::pow(10, -23.0 / 20)));
  EXPECT_NEAR(found->integrated_lufs, -23, 0.1);
  EXPECT_NEAR(found->true_peak_dbtp, -23, 0.2);
}

TEST(Loudness, GainStopsAtThePeakCeiling) {
  EXPECT_DOUBLE_EQ(gain_to({-30, 0, -10}, -23, -1), 7);
  EXPECT_DOUBLE_EQ(gain_to({-30, 0, -4}, -23, -1), 3);
  EXPECT_DOUBLE_EQ(gain_to({-70, 0, -120}, -23, -1), 0);
}

TEST(Colour, GreysKeepTheirRange) {
  Image image(2, 2);
  for (const int level : {0, 128, 255}) {
    std::fill(image.pixels.begin(), image.pixels.end(), static_cast<std::uint8_t>(level));
    std::uint8_t y[4];
    std::uint8_t u = 0;
    std::uint8_t v = 0;
    to_yuv420(image.view(), {y, &u, &v, 2, 1, 1});
    EXPECT_NEAR(y[0], 16 + 219 * level / 255.0, 0.51);
    EXPECT_EQ(u, 128);
    EXPECT_EQ(v, 128);
  }
}

TEST(Reader, SaysWhatIsWrongWithAFileThatIsNoFilm) {
  const auto facts = read_facts({{}, "this is a letter, not a film"});
  ASSERT_FALSE(facts);
  EXPECT_NE(facts.error().what.find("cannot read"), std::string::npos);
}

}  // namespace
}  // namespace kuleshov::media

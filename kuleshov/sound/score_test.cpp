#include "kuleshov/sound/score.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/media/loudness.hpp"
#include "kuleshov/sound/score_motif.hpp"

namespace kuleshov::sound {
namespace {

CueRequest cue(double arousal, double valence) {
  CueRequest request;
  request.id = "s1";
  request.felt = {arousal, valence};
  request.tempo_bpm = 150;
  request.bars = 8;
  request.about = "mara";
  request.instruments = {"strings", "piano"};
  return request;
}

class EveryRole : public testing::TestWithParam<const char*> {};

TEST_P(EveryRole, StaysInItsCueAndInItsRange) {
  for (const double arousal : {-0.8, 0.0, 0.8}) {
    for (const char* mode : {"minor", "dorian", "major", "yu"}) {
      const auto part = compose(cue(arousal, -arousal), GetParam(), mode);
      ASSERT_TRUE(part) << part.error().what;
      ASSERT_FALSE(part->notes.empty());
      for (const Note& note : part->notes) {
        EXPECT_GT(note.at, -0.1);
        EXPECT_LT(note.at, 32);
        EXPECT_GE(note.pitch, 24);
        EXPECT_LE(note.pitch, 108);
      }
    }
  }
}

TEST_P(EveryRole, HasTheSameRhythmInEveryModeSoThatModesChangeAtABarLine) {
  const auto minor = compose(cue(0.3, 0), GetParam(), "minor");
  const auto major = compose(cue(0.3, 0), GetParam(), "major");
  ASSERT_EQ(minor->notes.size(), major->notes.size());
  for (std::size_t i = 0; i < minor->notes.size(); ++i) {
    EXPECT_NEAR(minor->notes[i].at, major->notes[i].at, 0.1);
  }
}

INSTANTIATE_TEST_SUITE_P(Score, EveryRole, testing::ValuesIn(stem_roles));

TEST(Harmony, VoicesMoveLittleFromChordToChord) {
  const auto harmony = harmony_of(cue(0.2, 0.3), "major");
  const auto voices = voice_leading(*harmony, 50, 74);
  ASSERT_EQ(voices.size(), 8U);
  for (std::size_t bar = 1; bar < voices.size(); ++bar) {
    int moved = 0;
    for (std::size_t v = 0; v < 3; ++v) moved += std::abs(voices[bar][v] - voices[bar - 1][v]);
    EXPECT_LE(moved, 12) << "bar " << bar;
  }
}

TEST(Harmony, EveryChordIsWholeAndOfTheScale) {
  const auto harmony = harmony_of(cue(-0.3, -0.2), "dorian");
  for (std::size_t bar = 0; bar < 8; ++bar) {
    for (const int pitch : harmony->chord(bar)) {
      const int step = ((pitch - harmony->tonic) % 12 + 12) % 12;
      EXPECT_NE(std::ranges::find(harmony->scale, step), harmony->scale.end());
    }
  }
}

TEST(Motif, IsOneAFilmAndFillsABar) {
  const Motif one = motif_of(12);
  EXPECT_EQ(one.steps, motif_of(12).steps);
  double beats = 0;
  for (const double length : one.lengths) beats += length;
  EXPECT_DOUBLE_EQ(beats, 4);
  EXPECT_EQ(turned(one, "").steps, one.steps);
}

TEST(Score, RefusesWhatIsNoKeyAndNoMode) {
  CueRequest request = cue(0, 0);
  EXPECT_FALSE(compose(request, "bed", "happy"));
  EXPECT_FALSE(compose(request, "drums", "minor"));
  request.tonic = "H";
  EXPECT_FALSE(compose(request, "bed", "minor"));
  EXPECT_EQ(pitch_class("Bb"), 10);
  EXPECT_EQ(pitch_class("F#"), 6);
}

TEST(Score, ALoopIsWholeBarsWithoutASeamAndTheSameTwice) {
  if (sound_font().empty()) GTEST_SKIP() << "no sound font";
  const auto part = compose(cue(0.3, 0.2), "bed", "minor");
  const auto one = render_part(*part, 150, 8);
  ASSERT_TRUE(one) << one.error().what;
  EXPECT_EQ(one->length(), base::Ticks::seconds(12.8));
  EXPECT_EQ(one->samples, render_part(*part, 150, 8)->samples);
  // The step over the seam is no larger than the steps inside.
  float inside = 0;
  for (std::size_t i = 2; i < one->samples.size(); i += 2) {
    inside = std::max(inside, std::abs(one->samples[i] - one->samples[i - 2]));
  }
  EXPECT_LE(std::abs(one->samples[0] - one->samples[one->samples.size() - 2]), inside);
}

TEST(Score, AllStemsTogetherAreAtTheirLevelAndNoneClips) {
  if (sound_font().empty()) GTEST_SKIP() << "no sound font";
  const auto stems = render_cue(cue(0.2, -0.3), {"minor"});
  ASSERT_TRUE(stems) << stems.error().what;
  ASSERT_EQ(stems->size(), 6U);
  media::Audio all(stems->front().audio.length());
  for (const RenderedStem& stem : *stems) {
    EXPECT_LT(media::peak(stem.audio), 1.0F) << stem.role;
    EXPECT_GT(media::measure_loudness(stem.audio)->integrated_lufs, -40) << stem.role;
    media::mix(all, stem.audio, base::Ticks{}, 1);
  }
  EXPECT_NEAR(media::measure_loudness(all)->integrated_lufs, -14, 3.5);
}

}  // namespace
}  // namespace kuleshov::sound

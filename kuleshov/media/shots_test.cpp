#include "kuleshov/media/shots.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/json.hpp"

namespace kuleshov::media {
namespace {

struct Score {
  double precision = 0;
  double recall = 0;
  [[nodiscard]] double f1() const {
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
  }
};

// A found cut is right within two frames of a true one, each used once.
Score compare(const std::vector<FoundShot>& shots, std::vector<int> truth) {
  int right = 0;
  int found = 0;
  const auto total = static_cast<double>(truth.size());
  for (const FoundShot& shot : shots) {
    if (shot.first_frame == 0 || shot.into != Transition::cut) continue;
    ++found;
    const auto match = std::find_if(truth.begin(), truth.end(), [&](int cut) {
      return std::abs(cut - static_cast<int>(shot.first_frame)) <= 2;
    });
    if (match == truth.end()) continue;
    truth.erase(match);
    ++right;
  }
  return {found > 0 ? right / static_cast<double>(found) : 0, total > 0 ? right / total : 0};
}

class RealFilm : public testing::TestWithParam<const char*> {};

TEST_P(RealFilm, ItsHardCutsAreFound) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) GTEST_SKIP() << "KULESHOV_DATA is not set: no real films";
  const base::Path films = base::Path(data) / "films";
  const std::string name = GetParam();
  const auto truth =
      base::read_json(films / "truth" / (name.substr(0, name.rfind('.')) + ".cuts.json"));
  ASSERT_TRUE(truth) << truth.error().what;
  const auto shots = find_shots(Source{(films / name).string(), {}});
  ASSERT_TRUE(shots) << shots.error().what;
  const auto cuts = truth->at("hard_cuts").get<std::vector<int>>();
  if (cuts.empty()) {
    EXPECT_EQ(compare(*shots, {}).precision, 0);
    return;
  }
  const Score score = compare(*shots, cuts);
  RecordProperty("f1", std::to_string(score.f1()));
  std::printf("%s: precision %.3f recall %.3f F1 %.3f\n", name.c_str(), score.precision,
              score.recall, score.f1());
  EXPECT_GT(score.f1(), 0.8);
}

INSTANTIATE_TEST_SUITE_P(Films, RealFilm,
                         testing::Values("tears-of-steel_battle-clip_800x332.webm",
                                         "big-buck-bunny_first-30s_1280x720.webm",
                                         "his-girl-friday_clip_640x480.mp4",
                                         "nature-fades-dissolve_1280x720.mp4"));

Image gradient(int red, int shift) {
  Image image(160, 90);
  for (std::size_t i = 0; i < image.pixels.size(); i += 4) {
    const int x = static_cast<int>(i / 4 % 160);
    image.pixels[i] = static_cast<std::uint8_t>((x + shift) % 256);
    image.pixels[i + 1] = static_cast<std::uint8_t>(40);
    image.pixels[i + 2] = static_cast<std::uint8_t>(red);
  }
  return image;
}

TEST(Shots, AHardCutIsOneCutAtItsFrame) {
  std::vector<FrameSketch> frames;
  for (int i = 0; i < 60; ++i)
    frames.push_back(sketch_of(gradient(i < 30 ? 10 : 230, i).view(), i / 25.0));
  const auto shots = find_shots(frames);
  ASSERT_EQ(shots.size(), 2U);
  EXPECT_EQ(shots[1].first_frame, 30U);
  EXPECT_NEAR(shots[1].end_s, 60 / 25.0, 1e-9);
}

TEST(Shots, AFlashIsNoCut) {
  std::vector<FrameSketch> frames;
  for (int i = 0; i < 60; ++i)
    frames.push_back(sketch_of(gradient(i == 30 ? 255 : 10, i).view(), i / 25.0));
  EXPECT_EQ(find_shots(frames).size(), 1U);
}

TEST(Shots, SlowChangeIsNoCutAndNothingIsNoShot) {
  std::vector<FrameSketch> frames;
  for (int i = 0; i < 60; ++i) frames.push_back(sketch_of(gradient(10, i * 2).view(), i / 25.0));
  EXPECT_EQ(find_shots(frames).size(), 1U);
  EXPECT_TRUE(find_shots(std::span<const FrameSketch>{}).empty());
}

}  // namespace
}  // namespace kuleshov::media

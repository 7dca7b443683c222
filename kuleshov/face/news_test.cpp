// A sanity check on another speaker and another tracker: a person who tells good and bad news
// (Watson & Johnston 2020), read without any training on the labels.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/face/emotion_read.hpp"
#include "kuleshov/face/track.hpp"

namespace kuleshov::face {
namespace {

// Mean valence of what the face alone says at its apexes.
double pleasantness(const Track& track) {
  const auto readings = read_emotion(track, "", "");
  EXPECT_TRUE(readings) << (readings ? "" : base::describe(readings.error()));
  double sum = 0;
  double weight = 0;
  for (const EmotionReading& reading : *readings) {
    for (const auto& [term, p] : reading.alone) {
      sum += p * term->valence;
      weight += p;
    }
  }
  return weight > 0 ? sum / weight : 0;
}

TEST(NewsClips, GoodNewsReadsMorePleasantThanBad) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) GTEST_SKIP() << "KULESHOV_DATA names no folder of recordings";
  const std::string folder = std::string(data) + "/faces/pyfeat_news/";
  const auto list = base::read_file(folder + "clips.csv");
  ASSERT_TRUE(list);
  std::vector<double> good, bad;
  for (const auto line : base::lines(*list)) {
    const auto track = read_track(folder + std::string(line.substr(0, 3)) + ".csv");
    if (!track) continue;  // the header
    const bool pleasant = line.substr(4, 4) == "good";
    (pleasant ? good : bad).push_back(pleasantness(*track));
  }
  ASSERT_GE(good.size(), 5U);
  ASSERT_GE(bad.size(), 5U);
  double above = 0;
  for (const double g : good) {
    for (const double b : bad) above += g > b ? 1 : 0;
  }
  const double area = above / static_cast<double>(good.size() * bad.size());
  fmt::print("  {} good and {} bad: area under the curve {:.2f}\n", good.size(), bad.size(), area);
  EXPECT_GT(area, 0.75);
}

}  // namespace
}  // namespace kuleshov::face

#include "kuleshov/room/viewer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "kuleshov/sense/learned.hpp"

namespace kuleshov::room {
namespace {

// How far from the middle arousal is believed to go in three minutes of a stirring film.
double farthest_arousal(std::shared_ptr<const sense::LearnedModel> learned) {
  auto viewer = Viewer::of("simulated:tense", 1, std::move(learned));
  if (!viewer) return -1;
  double out = 0;
  for (double t = 0.25; t <= 180; t += 0.25) {
    out = std::max(out, std::abs(viewer->watch(t, {0.9, 0}).arousal.mean));
  }
  return out;
}

TEST(Viewer, ALearnedModelSaysHowHeartAndSkinAreRead) {
  auto deaf = std::make_shared<sense::LearnedModel>();
  deaf->kind = sense::LearnedKind::gains;
  deaf->gains = {{0, 0.01}, {0, 0.01}, {0, 0.01}, {0, 0.01}};
  EXPECT_GT(farthest_arousal(nullptr), 0.05);
  EXPECT_NEAR(farthest_arousal(deaf), 0, 1e-6);
}

TEST(Viewer, AnUnknownOneIsRefusedWithTheNamesThatAreKnown) {
  const auto viewer = Viewer::of("simulated:nobody", 1);
  ASSERT_FALSE(viewer);
  EXPECT_NE(viewer.error().remedy.find("tense"), std::string::npos);
}

}  // namespace
}  // namespace kuleshov::room

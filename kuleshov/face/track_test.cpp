#include "kuleshov/face/track.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/json.hpp"
#include "kuleshov/face/base64.hpp"
#include "kuleshov/face/perform.hpp"
#include "kuleshov/face/units.hpp"
#include "kuleshov/face/voice.hpp"
#include "kuleshov/face/write.hpp"

namespace kuleshov::face {
namespace {

Take performed() {
  PerformanceRequest request;
  request.emotions = {{0, "fear", 0.7}};
  request.seconds = 2;
  request.fps = 30;
  return *perform(request);
}

void expect_same(const Take& take, const Track& track, float shape_limit, float angle_limit) {
  ASSERT_EQ(track.frames.size(), take.frames.size());
  for (std::size_t i = 0; i < take.frames.size(); ++i) {
    EXPECT_NEAR(track.time_s[i], static_cast<double>(i) / take.fps, 2e-4);
    for (std::size_t s = 0; s < shape_count; ++s) {
      ASSERT_NEAR(track.frames[i].shape[s], take.frames[i].shape[s], shape_limit);
    }
    ASSERT_NEAR(track.frames[i].head.yaw, take.frames[i].head.yaw, angle_limit);
    ASSERT_NEAR(track.frames[i].head.pitch, take.frames[i].head.pitch, angle_limit);
    ASSERT_NEAR(track.frames[i].head.roll, take.frames[i].head.roll, angle_limit);
    ASSERT_NEAR(track.frames[i].left_eye.yaw, take.frames[i].left_eye.yaw, angle_limit);
  }
}

TEST(RoundTrip, LiveLinkGltfAndUsdGiveTheTakeBack) {
  const Take take = performed();
  const auto live = parse_track(to_live_link(take), "a.csv");
  ASSERT_TRUE(live) << base::describe(live.error());
  expect_same(take, *live, 1e-6F, 1e-4F);
  const auto gltf_text = to_gltf(take);
  ASSERT_TRUE(gltf_text);
  const auto gltf = parse_track(*gltf_text, "a.gltf");
  ASSERT_TRUE(gltf) << base::describe(gltf.error());
  expect_same(take, *gltf, 1e-6F, 1e-2F);
  const auto usd = parse_track(to_usda(take), "a.usda");
  ASSERT_TRUE(usd) << base::describe(usd.error());
  expect_same(take, *usd, 1e-5F, 1e-2F);
}

// glTF 2.0, 3.6.2.5: minimum and maximum are those of the values; viewers cull and scale by them.
TEST(RoundTrip, EveryBoundOfAGltfMeshIsThatOfItsValues) {
  const auto text = to_gltf(performed());
  ASSERT_TRUE(text);
  const auto json = base::Json::parse(*text);
  const auto uri = json["buffers"][0]["uri"].get<std::string>();
  const std::string bytes = from_base64(std::string_view(uri).substr(uri.find(',') + 1));
  int bounded = 0;
  for (const auto& accessor : json["accessors"]) {
    if (accessor["type"] != "VEC3") continue;
    const bool sparse = accessor.contains("sparse");
    const auto& values = sparse ? accessor["sparse"]["values"] : accessor;
    const auto& view = json["bufferViews"][values.value("bufferView", 0)];
    std::vector<float> xyz(sparse || accessor.contains("bufferView")
                               ? view["byteLength"].get<std::size_t>() / sizeof(float)
                               : 0);
    if (!xyz.empty())  // a shape that moves nothing has no values
      std::memcpy(xyz.data(), bytes.data() + view["byteOffset"].get<std::size_t>(),
                  xyz.size() * sizeof(float));
    for (std::size_t axis = 0; axis < 3; ++axis) {
      float low = sparse || xyz.empty() ? 0 : xyz[axis];
      float high = low;
      for (std::size_t i = axis; i < xyz.size(); i += 3) {
        low = std::min(low, xyz[i]);
        high = std::max(high, xyz[i]);
      }
      EXPECT_EQ(accessor["min"][axis].get<float>(), low);
      EXPECT_EQ(accessor["max"][axis].get<float>(), high);
    }
    ++bounded;
  }
  EXPECT_EQ(bounded, 1 + static_cast<int>(shape_count));
}

TEST(RoundTrip, ShapesCsvIsReadAsMediaPipe) {
  const Take take = performed();
  const auto track = parse_track(to_shapes_csv(take), "a.csv");
  ASSERT_TRUE(track) << base::describe(track.error());
  EXPECT_EQ(track->kind, TrackKind::mediapipe);
  EXPECT_NEAR(track->frames[20][Shape::brow_inner_up], take.frames[20][Shape::brow_inner_up],
              1e-5F);
}

TEST(RoundTrip, ActionUnitsComeBackThroughOpenFaceColumns) {
  const Take take = performed();
  double residual = 0;
  const auto csv = to_openface(take, &residual);
  ASSERT_TRUE(csv);
  EXPECT_LT(residual, 0.05);
  const auto track = parse_track(*csv, "a.csv");
  ASSERT_TRUE(track) << base::describe(track.error());
  EXPECT_EQ(track->kind, TrackKind::openface);
  EXPECT_NEAR(track->frames[30][Shape::brow_inner_up], take.frames[30][Shape::brow_inner_up],
              0.02F);
}

RC_GTEST_PROP(Units, LeastSquaresFindsTheUnitsThatMadeTheShapes, ()) {
  const Tables& data = **tables();
  static const int units[] = {1, 2, 4, 6, 9, 12, 15, 17, 20};
  UnitLevels wanted{};
  for (const int unit : units) {
    wanted[static_cast<std::size_t>(unit)] = static_cast<float>(*rc::gen::inRange(0, 70)) / 100;
  }
  FaceFrame frame;
  add_shapes(wanted, data, frame);
  const UnitFit fit = UnitSolver(data).solve(frame);
  RC_ASSERT(fit.residual < 0.01);
  for (const int unit : units) {
    const auto u = static_cast<std::size_t>(unit);
    RC_ASSERT(std::abs(fit.units[u] - wanted[u]) < 0.03F);
  }
}

TEST(LiveLink, TimeComesFromTheTimeCodeAndLostFramesAreCounted) {
  std::string csv = to_live_link(performed());
  const auto header_end = csv.find('\n') + 1;
  std::string first = csv.substr(header_end, csv.find('\n', header_end) - header_end);
  std::string later = first;
  later.replace(0, 15, "00:00:01:30.000");
  const std::string text =
      csv.substr(0, header_end) + first + "\n00:00:00:40.000,0\n" + later + "\n";
  const auto track = parse_track(text, "x.csv");
  ASSERT_TRUE(track) << base::describe(track.error());
  EXPECT_EQ(track->lost, 1U);
  ASSERT_EQ(track->time_s.size(), 2U);
  EXPECT_NEAR(track->time_s[1], 1.5, 1e-6);
}

TEST(LiveLink, BothSpellingsOfTheHeaderAreRead) {
  std::string csv = to_live_link(performed());
  csv.replace(csv.find("BlendshapeCount"), 15, "BlendShapeCount");
  EXPECT_TRUE(parse_track(csv, "x.csv"));
}

TEST(OpenFace, ColumnsThatAreNotCertainToBeFacsAreRefused) {
  const auto track = parse_track(
      "timestamp,yaw,pitch,AU01_r,AU02_r,AU04_r,AU06_r,AU09_r,AU12_r,"
      "AU25_r,AU26_r\n0,0,0,1,1,1,1,1,1,1,1\n",
      "of3.csv");
  ASSERT_FALSE(track);
  EXPECT_NE(track.error().what.find("OpenFace 2"), std::string::npos);
}

TEST(MediaPipe, JsonOfTheLandmarkerIsRead) {
  const auto track = parse_track(
      R"({"frames":[{"timestamp_ms":0,"faceBlendshapes":[{"categories":[{"categoryName":"jawOpen","score":0.4}]}]},)"
      R"({"timestamp_ms":40,"faceBlendshapes":[]},{"timestamp_ms":80,"blendshapes":{"jawOpen":0.6}}]})",
      "m.json");
  ASSERT_TRUE(track) << base::describe(track.error());
  EXPECT_EQ(track->frames.size(), 2U);
  EXPECT_EQ(track->lost, 1U);
  EXPECT_NEAR(track->frames[1][Shape::jaw_open], 0.6F, 1e-6F);
  EXPECT_NEAR(track->time_s[1], 0.08, 1e-9);
}

RC_GTEST_PROP(Tracks, AnyBytesAreATrackOrAnError, (const std::string& bytes)) {
  for (const char* head : {"", "Timecode,BlendshapeCount,", "#usda 1.0\n", "{\"asset\":", "[{",
                           "frame,AU01_r,success,pose_Rx\n"}) {
    const auto track = parse_track(head + bytes, "any");
    RC_ASSERT(track.has_value() || !track.error().what.empty());
  }
}

TEST(Recordings, EveryTrackerIsRead) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) GTEST_SKIP() << "KULESHOV_DATA names no folder of recordings";
  const std::string faces = std::string(data) + "/faces/";
  const auto talk = read_track(faces + "arkit_llf/human/alex_apfel.csv");
  ASSERT_TRUE(talk) << base::describe(talk.error());
  EXPECT_EQ(talk->lost, 35U);
  EXPECT_NEAR(talk->seconds(), 64.2, 0.3);
  const auto news = read_track(faces + "pyfeat_news/001.csv");
  ASSERT_TRUE(news) << base::describe(news.error());
  EXPECT_EQ(news->kind, TrackKind::py_feat);
  EXPECT_TRUE(news->units_recorded.test(12));
  const auto pair = read_track(faces + "nc_openface/2people_60fps_p0.csv");
  ASSERT_TRUE(pair) << base::describe(pair.error());
  EXPECT_EQ(pair->kind, TrackKind::openface);
  EXPECT_TRUE(pair->head_recorded);
  const auto voice = read_voice(faces + "arkit_llf/ai_generated/gen_30c1.wav");
  ASSERT_TRUE(voice) << base::describe(voice.error());
  EXPECT_GT(voice->loudness.size(), 900U);
}

}  // namespace
}  // namespace kuleshov::face

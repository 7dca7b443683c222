// What real exports hold beside whole signals: empty files, lists, several leads, other units.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "kuleshov/sense/lsl.hpp"
#include "kuleshov/sense/readers.hpp"
#include "kuleshov/sense/recorded.hpp"

namespace kuleshov::sense {
namespace {

class Exports : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        base::Path(testing::TempDir()) /
        ("exports_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void put(const std::string& name, const std::string& text) {
    ASSERT_TRUE(base::write_file(folder_ / name, text));
  }
  base::Path folder_;
};

bool says(const Recording& recording, std::string_view words) {
  for (const std::string& note : recording.notes) {
    if (note.find(words) != std::string::npos) return true;
  }
  return false;
}

std::string samples(int n, const std::string& rate) {
  std::string text = "1544027337\n" + rate + "\n";
  for (int i = 0; i < n; ++i) text += "0.5\n";
  return text;
}

TEST_F(Exports, AnEmpaticaFolderWithoutABeatIsReadAndSaidSo) {
  put("EDA.csv", samples(400, "4"));
  put("IBI.csv", "");
  const auto read = read_recording(folder_);
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(read->series.size(), 1u);
  EXPECT_TRUE(says(*read, "IBI.csv is empty"));
}

TEST_F(Exports, AnEmpaticaFileThatEndsLongBeforeTheOthersIsSaid) {
  put("EDA.csv", samples(40, "4"));
  put("TEMP.csv", samples(400, "4"));
  const auto read = read_recording(folder_);
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_TRUE(says(*read, "EDA.csv ends 90 s before the others"));
  put("EDA.csv", samples(390, "4"));
  EXPECT_TRUE(read_recording(folder_)->notes.empty());
}

TEST_F(Exports, APupilLabsFolderKeepsItsToolsEventsOnItsClockAndLeavesListsOut) {
  put("gaze_positions.csv",
      "gaze_timestamp,world_index,confidence,norm_pos_x,norm_pos_y\n"
      "5000.0,0,1,0.5,0.5\n5000.1,0,1,0.5,0.5\n5010.0,1,1,0.5,0.5\n");
  put("blinks.csv", "id,start_timestamp,duration\n1,5002.5,0.2\n2,5007.0,0.3\n");
  put("export_info.csv", "key,value\nPlayer Software Version,3.5\n");
  const auto read = read_recording(folder_);
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_TRUE(says(*read, "left out"));
  EXPECT_TRUE(says(*read, "export_info.csv"));
  ASSERT_EQ(read->marks.size(), 2u);
  EXPECT_NEAR(read->marks[0].time_s, 2.5, 1e-9);
  EXPECT_NEAR(read->marks[1].time_s, 7.0, 1e-9);
}

TEST_F(Exports, AFolderOfListsAloneIsAnError) {
  put("export_info.csv", "key,value\nVersion,3.5\n");
  const auto read = read_recording(folder_);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().what.find("export_info.csv:1"), std::string::npos);
  EXPECT_FALSE(read.error().remedy.empty());
}

base::Result<Recording> two_leads(const std::string& second) {
  const std::string header = "r 2 360 2\nr.dat 16 200/mV 16 0 0 0 0 MLII\n" + second + "\n";
  return parse_wfdb(header, "r.hea", [](const std::string&) -> base::Result<std::string> {
    return std::string("\xc8\x00\x90\x01\xc8\x00\x90\x01", 8);  // 200 400 200 400
  });
}

TEST(Wfdb, APressureIsNotTakenForAnEcg) {
  const auto read = two_leads("r.dat 16 10/mmHg 16 0 0 0 0 ABP");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->series.size(), 1u);
  EXPECT_TRUE(says(*read, "\"ABP\""));
}

TEST(RecordedSource, OfTwoLeadsOneIsPlayed) {
  auto read = two_leads("r.dat 16 200/mV 16 0 0 0 0 V5");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->series.size(), 2u);
  RecordedSource source(std::move(*read));
  const auto played = source.next(1);
  ASSERT_EQ(played.size(), 2u);
  EXPECT_DOUBLE_EQ(played[0].value, 1);
  EXPECT_DOUBLE_EQ(played[1].value, 1);
}

TEST(Wfdb, AnnotationsWithoutTheirEndMarkAreSaidToBeCut) {
  const base::Path stem = base::Path(testing::TempDir()) / "cut_annotations";
  const std::string header =
      "cut_annotations 1 360 1\ncut_annotations.dat 16 200/mV 16 0 0 0 0 I\n";
  ASSERT_TRUE(base::write_file(stem.string() + ".hea", header));
  ASSERT_TRUE(base::write_file(stem.string() + ".dat", std::string("\x01\x00", 2)));
  ASSERT_TRUE(base::write_file(stem.string() + ".atr", std::string("\x12\x04\x12\x04", 4)));
  const auto read = read_recording(stem.string() + ".hea");
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(read->marks.size(), 2u);
  EXPECT_TRUE(says(*read, "no end mark"));
}

TEST(Units, OfSensorsAreTurnedIntoOurs) {
  EXPECT_DOUBLE_EQ(to_our_unit(Channel::ecg, "microvolts"), 1e-3);
  EXPECT_DOUBLE_EQ(to_our_unit(Channel::ecg, " uV "), 1e-3);
  EXPECT_DOUBLE_EQ(to_our_unit(Channel::ecg, "mV"), 1);
  EXPECT_DOUBLE_EQ(to_our_unit(Channel::skin_conductance, "nS"), 1e-3);
  EXPECT_DOUBLE_EQ(to_our_unit(Channel::ppg, "uV"), 1);
}

TEST(Units, OfALiveStreamsDescriptionAreHeard) {
  const Inlet::About amplifier{"amp", "ECG", {"MLII"}, 1, {"microvolts"}};
  EXPECT_DOUBLE_EQ(channel_of(amplifier, 0)->scale, 1e-3);
  const Inlet::About untold{"amp", "ECG", {"MLII"}, 1};
  EXPECT_DOUBLE_EQ(channel_of(untold, 0)->scale, 1);
}

TEST(Table, OfBytesIsAnErrorWithTheByte) {
  const auto read = parse_recording(std::string("a,b\n1,2\n\0\1\2", 11), "a.csv");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().place.byte, 8u);
}

TEST(LiveLinkCsv, IsReadByItsTimecodeAndFramesWithoutAFaceAreLost) {
  const std::string head = "Timecode,BlendshapeCount,EyeBlinkLeft,EyeBlinkRight,MouthSmileLeft\n";
  const auto read = parse_recording(head +
                                        "23:59:59:59.000,61,0.1,0.1,0\n"
                                        "00:00:00:29.000,0\n"
                                        "00:00:00:59.000,61,0.9,0.9,0.6\n"
                                        "00:00:01:29.000,61,0.1",
                                    "MySlate_1.csv");
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_EQ(read->format, "live-link-face");
  const Series* open = read->find(Channel::eye_openness);
  ASSERT_NE(open, nullptr);
  ASSERT_EQ(open->values.size(), 3u);
  EXPECT_NEAR(open->times_s[2], 1.0, 1e-6);
  EXPECT_NEAR(open->values[2], 0.1, 1e-9);
  EXPECT_TRUE(std::isnan(open->values[1]));
  EXPECT_TRUE(says(*read, "1 frames without a face"));
  EXPECT_TRUE(says(*read, "ends in the middle of line 5"));
  EXPECT_FALSE(parse_recording(head + "00:00:00:01\n00:00:00:02,61,0,0,0\n", "a.csv"));
  const auto odd = parse_recording(head + "1.5,61,0,0,0\n2,61,0,0,0\n", "a.csv");
  ASSERT_FALSE(odd);
  EXPECT_EQ(odd.error().place.line, 2u);
}

TEST(BlendShapes, TakeTheTimeThatTheToolWrites) {
  const auto read = parse_recording(
      "timestamp_ms,mouthSmileLeft,mouthSmileRight,eyeBlinkLeft,eyeBlinkRight\n"
      "100,0,0,0,0\n600,0.5,0.5,0,0\n",
      "faces.csv");
  ASSERT_TRUE(read) << base::describe(read.error());
  EXPECT_NEAR(read->length_s(), 0.5, 1e-9);
}

TEST(Xdf, AnotherFileOfThatNameIsToldSo) {
  const auto read = parse_recording("hello", "a.xdf");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().what.find("not XDF"), std::string::npos);
}

}  // namespace
}  // namespace kuleshov::sense

#include "kuleshov/sense/readers.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstring>

#include "kuleshov/base/random.hpp"
#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/signals_of_tests.hpp"

namespace kuleshov::sense {
namespace {

std::string padded(std::string text, std::size_t width) {
  text.resize(width, ' ');
  return text;
}

// An EDF or BDF file after its published layout, written here and not by the reader.
std::string edf_file(bool bdf, const std::vector<int>& values, int records) {
  std::string out = bdf ? "\xff" + padded("BIOSEMI", 7) : padded("0", 8);
  out += padded("X", 80) + padded("Y", 80) + padded("01.01.24", 8) + padded("00.00.00", 8);
  out += padded("512", 8) + padded("", 44) + padded(std::to_string(records), 8) + padded("1", 8) +
         padded("1", 4);
  out += padded("ECG II", 16) + padded("", 80) + padded("uV", 8) + padded("-1000", 8) +
         padded("1000", 8) + padded(bdf ? "-8388608" : "-32768", 8) +
         padded(bdf ? "8388607" : "32767", 8) + padded("", 80) +
         padded(std::to_string(values.size() / static_cast<std::size_t>(records)), 8) +
         padded("", 32);
  for (const int v : values) {
    for (int k = 0; k < (bdf ? 3 : 2); ++k) out += static_cast<char>(v >> (8 * k) & 0xff);
  }
  return out;
}

TEST(Edf, ReadsPhysicalValuesInMillivolt) {
  const auto edf = parse_edf(edf_file(false, {-32768, 32767, 0, -1}, 2), "a.edf");
  ASSERT_TRUE(edf) << base::describe(edf.error());
  EXPECT_EQ(edf->series[0].channel, Channel::ecg);
  EXPECT_EQ(edf->series[0].rate_hz, 2);
  EXPECT_NEAR(edf->series[0].values[0], -1, 1e-9);
  EXPECT_NEAR(edf->series[0].values[1], 1, 1e-9);
  EXPECT_NEAR(edf->series[0].values[2], 1.0 / 65535, 1e-9);
  const auto bdf = parse_edf(edf_file(true, {-8388608, 8388607, 0, -1}, 2), "a.bdf");
  ASSERT_TRUE(bdf) << base::describe(bdf.error());
  EXPECT_NEAR(bdf->series[0].values[0], -1, 1e-9);
  EXPECT_NEAR(bdf->series[0].values[3], -1.0 / 16777215, 1e-9);
}

TEST(Edf, ATruncatedFileGivesItsWholeRecordsAndSaysSo) {
  const std::string whole = edf_file(false, {1, 2, 3, 4, 5, 6}, 3);
  const auto cut = parse_edf(whole.substr(0, whole.size() - 1), "a.edf");
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->series[0].values.size(), 4u);
  ASSERT_EQ(cut->notes.size(), 1u);
  EXPECT_NE(cut->notes[0].find("2 of 3"), std::string::npos);
}

TEST(Wfdb, ReadsFormat16And212AsTheManualPacksThem) {
  const std::string header16 =
      "r 2 250 2\nr.dat 16 200(0)/mV 16 0 0 0 0 ECG\nr.dat 16 1000/uS 16 0 0 0 0 EDA\n";
  std::string bytes16{"\x64\x00\xe8\x03\x9c\xff\xd0\x07", 8};  // 100 1000 -100 2000
  const auto r16 = parse_wfdb(header16, "r.hea", [&](const std::string&) { return bytes16; });
  ASSERT_TRUE(r16) << base::describe(r16.error());
  EXPECT_EQ(r16->series[0].values, (std::vector<double>{0.5, -0.5}));
  EXPECT_EQ(r16->series[1].values, (std::vector<double>{1, 2}));
  EXPECT_EQ(r16->series[1].channel, Channel::skin_conductance);
  // signal(5): first sample 0x3e8 = 1000, second 0xf9c = -100.
  std::string bytes212{"\xe8\xf3\x9c", 3};
  const auto r212 = parse_wfdb("r 1 360 2\nr.dat 212 200 11 0 0 0 0 MLII\n", "r.hea",
                               [&](const std::string&) { return bytes212; });
  ASSERT_TRUE(r212);
  EXPECT_EQ(r212->series[0].values, (std::vector<double>{5, -0.5}));
}

TEST(Wfdb, ACutFileGivesWhatIsWholeAndSaysSo) {
  std::string bytes{"\x64\x00\xe8\x03\x9c", 5};
  const auto cut = parse_wfdb("r 1 250 4\nr.dat 16 200(0)/mV 16 0 0 0 0 ECG\n", "r.hea",
                              [&](const std::string&) { return bytes; });
  ASSERT_TRUE(cut) << base::describe(cut.error());
  EXPECT_EQ(cut->series[0].values.size(), 2u);
  ASSERT_EQ(cut->notes.size(), 1u);
  EXPECT_NE(cut->notes[0].find("2 of 4"), std::string::npos);
  const auto none = parse_wfdb("r 0 250 0\n", "r.hea", [&](const std::string&) { return bytes; });
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().what.find("no signal"), std::string::npos);
}

TEST(Wfdb, ReadsTheCardiologistsBeats) {
  NEED_SIGNALS(folder);
  const auto recording = read_wfdb(folder / "ecg/mitdb/100.hea");
  ASSERT_TRUE(recording) << base::describe(recording.error());
  std::size_t beats = 0;
  for (const Mark& mark : recording->marks) beats += is_beat_symbol(mark.kind);
  EXPECT_EQ(beats, 2273u);
  EXPECT_EQ(recording->series[0].values.size(), 650000u);
  EXPECT_NEAR(recording->series[0].values[0], (995 - 1024) / 200.0, 1e-9);
}

TEST(Xdf, ReadsTheExampleOfItsAuthorsExactly) {
  NEED_SIGNALS(folder);
  const auto bytes = base::read_file(folder / "xdf/minimal.xdf");
  const auto xdf = parse_xdf(*bytes, "minimal.xdf");
  ASSERT_TRUE(xdf) << base::describe(xdf.error());
  ASSERT_EQ(xdf->streams.size(), 2u);
  const XdfStream& numbers = xdf->streams[0];
  EXPECT_EQ(numbers.name, "SendDataC");
  EXPECT_EQ(numbers.format, "int16");
  ASSERT_EQ(numbers.values.size(), 3u);
  EXPECT_EQ(numbers.values[0], (std::vector<double>{192, 12, 13, 14, 15, 12, 13, 14, 15}));
  EXPECT_EQ(numbers.values[2], (std::vector<double>{238, 32, 33, 34, 35, 32, 33, 34, 35}));
  ASSERT_EQ(numbers.clock_offsets.size(), 2u);
  for (std::size_t i = 0; i < 9; ++i) {
    EXPECT_NEAR(numbers.times_s[i], 5.1 + 0.1 * static_cast<double>(i) - 0.1, 1e-9);
  }
  const XdfStream& words = xdf->streams[1];
  ASSERT_EQ(words.strings.size(), 9u);
  EXPECT_EQ(words.strings[1], "Hello");
  EXPECT_EQ(words.strings[8], "LSL");
  EXPECT_NEAR(words.times_s[8], 5.9, 1e-9);
  for (std::size_t cut = 4; cut < bytes->size(); cut += 37) {
    const auto part = parse_xdf(bytes->substr(0, cut), "cut.xdf");
    ASSERT_TRUE(part) << "cut at " << cut;
    EXPECT_LE(part->notes.size(), 1u);
  }
}

TEST(LiveLinkFace, DecodesPacketsAsTheTableSays) {
  NEED_SIGNALS(folder);
  for (const std::string name : {"dao", "one_shape_each"}) {
    const auto stem = folder / "face/livelink" / name;
    const auto hex = base::read_file(stem.string() + ".hex");
    const auto table = parse_table(*base::read_file(stem.string() + ".csv"), "t.csv");
    ASSERT_TRUE(hex && table);
    std::size_t row = 0;
    for (const auto line : base::lines(*hex)) {
      std::string bytes;
      for (std::size_t i = 0; i + 1 < line.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(std::string(line.substr(i, 2)), nullptr, 16));
      }
      const auto packet = parse_live_link_packet(bytes);
      ASSERT_TRUE(packet);
      ASSERT_EQ(packet->values.size(), 61u);
      for (std::size_t k = 0; k < 61; ++k) {
        EXPECT_NEAR(packet->values[k], table->columns[table->names.size() - 61 + k][row], 1e-5);
      }
      ++row;
    }
    EXPECT_EQ(row, table->lines.size());
    EXPECT_TRUE(read_recording(stem.string() + ".hex"));
    EXPECT_TRUE(read_recording(stem.string() + ".csv"));
  }
}

TEST(OpenFace, ReadsUnitsByNameThoughTheHeaderHasBlanks) {
  NEED_SIGNALS(folder);
  const auto recording = read_recording(folder / "face/openface_sample.csv");
  ASSERT_TRUE(recording) << base::describe(recording.error());
  EXPECT_EQ(recording->format, "openface");
  std::size_t units = 0;
  for (const Series& s : recording->series) {
    if (s.channel != Channel::action_unit) continue;
    ++units;
    EXPECT_EQ(s.values.size(), 40u);
    for (const double v : s.values) EXPECT_TRUE(std::isnan(v) || (v >= 0 && v <= 1));
  }
  EXPECT_EQ(units, 17u);
}

TEST(MediaPipe, MapsBlendShapesToActionUnits) {
  const auto recording = parse_recording(
      "t_ms,mouthSmileLeft,mouthSmileRight,browDownLeft,eyeBlinkLeft,eyeBlinkRight\n"
      "0,0.5,0.7,0,1,1\n33,0.4,0.4,0.2,0,0\n",
      "face.csv");
  ASSERT_TRUE(recording) << base::describe(recording.error());
  const auto unit = [&](int number) -> const Series& {
    for (const Series& s : recording->series) {
      if (s.channel == Channel::action_unit && s.index == number) return s;
    }
    throw std::runtime_error("no such unit");
  };
  EXPECT_NEAR(unit(12).values[0], 0.6, 1e-9);
  EXPECT_NEAR(unit(4).values[1], 0.2, 1e-9);
  EXPECT_NEAR(recording->find(Channel::eye_openness)->values[0], 0, 1e-9);
  EXPECT_NEAR(unit(12).times_s[1], 0.033, 1e-9);
}

TEST(Tobii, ReadsAnExportInPixels) {
  const auto recording = parse_recording(
      "Recording timestamp [ms]\tGaze point X\tGaze point Y\tPupil diameter left\tPupil diameter "
      "right\n"
      "0\t960\t540\t3.0\t3.2\n8\t1920\t0\t\t3.1\n",
      "tobii.tsv");
  ASSERT_TRUE(recording) << base::describe(recording.error());
  EXPECT_NEAR(recording->find(Channel::gaze_x)->values[0], 0, 1e-9);
  EXPECT_NEAR(recording->find(Channel::gaze_x)->values[1], 16.5, 1e-9);
  EXPECT_NEAR(recording->find(Channel::gaze_y)->values[1], 16.5 * 9 / 16, 1e-9);
  EXPECT_NEAR(recording->find(Channel::pupil)->values[0], 3.1, 1e-9);
  EXPECT_NEAR(recording->find(Channel::pupil)->values[1], 3.1, 1e-9);
}

TEST(Tobii, TellsMicrosecondsByTheNameElseByTheStep) {
  const auto last_time = [](const std::string& header, const std::string& last) {
    const auto recording = parse_recording(
        header + "\tGaze point X\tGaze point Y\n0\t1\t1\n" + last + "\t1\t1\n", "t.tsv");
    return recording ? recording->find(Channel::gaze_x)->times_s.back() : -1;
  };
  EXPECT_NEAR(last_time("Recording timestamp [\xce\xbcs]", "8333"), 0.008333, 1e-9);
  EXPECT_NEAR(last_time("Recording timestamp", "8333"), 0.008333, 1e-9);
  EXPECT_NEAR(last_time("Recording timestamp", "8"), 0.008, 1e-9);
}

TEST(PupilLabs, BlinksAndFixationsOfTheExportAreMarks) {
  NEED_SIGNALS(folder);
  const auto blinks = read_recording(folder / "eye/pupil_labs/blinks.csv");
  const auto fixations = read_recording(folder / "eye/pupil_labs/fixations.csv");
  ASSERT_TRUE(blinks && fixations);
  ASSERT_FALSE(blinks->marks.empty());
  ASSERT_FALSE(fixations->marks.empty());
  EXPECT_EQ(blinks->marks[0].kind, "blink");
  EXPECT_EQ(fixations->marks[0].kind, "fixation");
  for (const Mark& mark : fixations->marks) EXPECT_TRUE(mark.value > 0.05 && mark.value < 5);
}

TEST(Gaze, ReadsPupilLabsAndEyeLink) {
  NEED_SIGNALS(folder);
  const auto pupil = read_recording(folder / "eye/pupil_labs/gaze_positions_head1000.csv");
  ASSERT_TRUE(pupil) << base::describe(pupil.error());
  EXPECT_EQ(pupil->find(Channel::gaze_x)->values.size(), 1000u);
  const auto samples = read_recording(folder / "eye/eyelink_002_rlmw_samples_first4000.asc");
  ASSERT_TRUE(samples) << base::describe(samples.error());
  EXPECT_EQ(samples->find(Channel::gaze_x)->values.size(), 4000u);
  const auto events = read_recording(folder / "eye/eyelink_002_rlmw_events.asc");
  ASSERT_TRUE(events) << base::describe(events.error());
  EXPECT_GT(events->marks.size(), 100u);
}

TEST(Empatica, ReadsAFolderOnOneClock) {
  NEED_SIGNALS(folder);
  const auto recording = read_recording(folder / "e4/stress_predict/S05");
  ASSERT_TRUE(recording) << base::describe(recording.error());
  EXPECT_EQ(recording->series.size(), 6u);
  EXPECT_EQ(recording->marks.size(), 7u);
  EXPECT_NEAR(recording->find(Channel::heart_rate)->start_s, 10, 0.01);
  EXPECT_EQ(recording->find(Channel::ppg)->rate_hz, 64);
}

TEST(Tables, NameTheLineThatIsWrong) {
  const auto bad = parse_recording("time_s,ecg\n0,1\n2,1\n1,1\n", "x.csv");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().place.line, 4u);
  EXPECT_FALSE(bad.error().remedy.empty());
  EXPECT_FALSE(parse_recording("ecg\n1\n2\n", "x.csv"));  // no time, no rate
  EXPECT_FALSE(parse_recording("what is this", "x.bin"));
}

TEST(Tables, SayWhichValuesAreNoNumbersAndTakeThemAsLost) {
  const auto read = parse_recording("time_s,ecg,note\n0,1,a\n1,foo,b\n2,,c\n3,bar,d\n", "x.csv");
  ASSERT_TRUE(read) << base::describe(read.error());
  ASSERT_EQ(read->notes.size(), 1u);  // an empty field is missing, a column of words is not ours
  EXPECT_NE(read->notes[0].find("x.csv:3"), std::string::npos);
  EXPECT_TRUE(std::isnan(read->series[0].values[1]));
}

TEST(Empatica, AFileCutBeforeItsFirstSampleSaysSo) {
  const auto cut = parse_empatica_series("1644227583.0\n4.0\n", "EDA", "EDA.csv");
  ASSERT_TRUE(cut);
  ASSERT_EQ(cut->notes.size(), 1u);
  EXPECT_NE(cut->notes[0].find("EDA.csv"), std::string::npos);
}

TEST(Readers, DamagedFilesNeverCrash) {
  NEED_SIGNALS(folder);
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string name :
       {"xdf/minimal.xdf", "face/livelink/one_shape_each.hex", "ppg/welltory/subject_01/RR.txt"}) {
    files.emplace_back(name, base::read_file(folder / name)->substr(0, 4000));
  }
  files.emplace_back("a.edf", edf_file(false, std::vector<int>(64, 7), 4));
  EXPECT_TRUE(rc::check([&](std::uint64_t seed) {
    base::Random random(seed);
    auto [name, bytes] = files[random.below(files.size())];
    for (int k = 0; k < 6; ++k) {
      bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    }
    if (random.chance(0.5)) bytes.resize(random.below(bytes.size()) + 1);
    const auto recording = parse_recording(bytes, name);
    RC_ASSERT(recording.has_value() || !recording.error().what.empty());
  }));
}

}  // namespace
}  // namespace kuleshov::sense

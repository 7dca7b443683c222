// One function per file format, from its bytes to a Recording. All take text or bytes, so that
// tests and fuzzers need no disk. A truncated file gives what is whole, and a note.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "kuleshov/base/error.hpp"
#include "kuleshov/sense/recording.hpp"

namespace kuleshov::sense {

// A decimal number alone in `text` (blanks around it are fine); "nan" and "inf" are numbers too.
std::optional<double> number_in(std::string_view text);

// Empatica E4 (https://support.empatica.com, "Data export and formatting from E4 connect"): line 1
// unix start, line 2 rate, then samples; IBI.csv: start, then "time since start,interval".
struct EmpaticaSeries {
  double unix_start_s = 0;
  Series series;
  std::vector<std::string> notes;
};
base::Result<EmpaticaSeries> parse_empatica_series(std::string_view text, std::string_view name,
                                                   const std::string& file);
base::Result<EmpaticaSeries> parse_empatica_ibi(std::string_view text, const std::string& file);
base::Result<Recording> read_empatica(const base::Path& folder);

// An Empatica folder, or recordings that began together, as one: the first of each channel.
base::Result<Recording> read_folder(const base::Path& folder);
// The files of signals in a folder, by name.
std::vector<base::Path> signals_in(const base::Path& folder);

// A table of numbers: a first line of names (or none), then rows; ',', ';' or tab between. What is
// not a number is NaN.
struct Table {
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;
  std::vector<std::size_t> lines;  // of each row, from 1
  std::vector<std::string> notes;
  // Of each column, fields that are neither empty nor numbers: how many, and the first's line.
  struct Odd {
    std::size_t count = 0;
    std::size_t line = 0;
  };
  std::vector<Odd> odd;
  [[nodiscard]] const std::vector<double>* find(std::string_view name) const;
};
base::Result<Table> parse_table(std::string_view text, const std::string& file);

// Seconds from the first row by a column time_s, t_ms, timestamp_ms, time ...; empty where there is
// none. A column without a unit in its name is in ms when its usual step is 2 or more.
base::Result<std::vector<double>> times_of(const Table& table, const std::string& file);

// A table as a recording: columns are known by their names or by `options.columns`; time by a
// column time_s, t_ms, time ..., else by the rate given, else by "_125hz" at the end of the file's
// name. "R", "G", "B" alone are a camera's colours and give the pulse.
base::Result<Recording> recording_of(const Table& table, const std::string& file,
                                     const ReadOptions& options);

// Which channel a column or lead of this name holds, after the names that the common tools write:
// "EDA", "GSR", "PLETH", "BVP", "II", "MLII", "RSP" ... Case does not matter.
std::optional<Channel> channel_named(std::string_view name);
// By name_of(channel): "skin-conductance".
std::optional<Channel> channel_by_id(std::string_view id);
// What a value in `unit` ("uV", "microvolts", "nS") is multiplied by to be in unit_of(channel); 1
// where the unit is ours, is not known or is not told.
double to_our_unit(Channel channel, std::string_view unit);

// WFDB (https://physionet.org/physiotools/wag/, header(5), signal(5), annot(5)): signal formats 16,
// 61, 80 and 212. `read` gives the bytes of a signal file named in the header.
using FileReader = std::function<base::Result<std::string>(const std::string& name)>;
base::Result<Recording> parse_wfdb(std::string_view header, const std::string& header_file,
                                   const FileReader& read);
// Marks carry the annotation's symbol: "N", "V", "+" ...
base::Result<std::vector<Mark>> parse_wfdb_annotations(std::string_view bytes, double rate_hz,
                                                       const std::string& file);
bool is_beat_symbol(std::string_view symbol);
// The .hea, its signals, and RECORD.atr where it lies beside.
base::Result<Recording> read_wfdb(const base::Path& header_path);

// Affectiva Q sensor: header lines, a line of dashes, then Z, Y, X (g), battery, degrees C, uS.
base::Result<Recording> parse_affectiva(std::string_view text, const std::string& file);

// EDF and EDF+ (Kemp & Olivan 2003, Clin Neurophysiol 114:1755; edfplus.info) and BDF (24 bit,
// biosemi.com/faq/file_format.htm). Annotations become marks. uV is turned into mV.
base::Result<Recording> parse_edf(std::string_view bytes, const std::string& file);

// XDF 1.0 (github.com/sccn/xdf/wiki/Specifications): every stream as it lies in the file.
struct XdfStream {
  std::uint32_t id = 0;
  std::string name;
  std::string type;
  double nominal_hz = 0;
  std::string format;                       // float32 double64 int8 int16 int32 int64 string
  std::vector<std::string> labels;          // of the channels, where the header names them
  std::vector<std::string> units;           // the same
  std::vector<double> times_s;              // with clock offsets added, not yet smoothed
  std::vector<std::vector<double>> values;  // [channel][sample]; empty for strings
  std::vector<std::string> strings;         // first channel of a string stream
  std::vector<std::pair<double, double>> clock_offsets;  // time, offset
};
struct XdfFile {
  std::vector<XdfStream> streams;
  std::vector<std::string> notes;
};
base::Result<XdfFile> parse_xdf(std::string_view bytes, const std::string& file);
// Streams with known channels as series; string streams as marks. Times of regular streams are put
// on a straight line piece by piece (a new piece after a break of a second or a clock reset).
Recording recording_of(const XdfFile& xdf, const std::string& file);

// Faces. OpenFace 2 by column names (github.com/TadasBaltrusaitis/OpenFace/wiki/Output-Format);
// the Live Link Face app's CSV or its UDP packets as lines of hex (ARKit names, big-endian, version
// 6);
// MediaPipe face blend shapes as a table with a time column and names such as "mouthSmileLeft".
// Frames that the tool itself calls failures are NaN.
base::Result<Recording> recording_of_openface(const Table& table, const std::string& file);
base::Result<Recording> recording_of_blendshapes(const Table& table, const std::string& file);
bool is_live_link_csv(std::string_view text);
base::Result<Recording> parse_live_link_csv(std::string_view text, const std::string& file);
base::Result<Recording> parse_live_link_hex(std::string_view text, const std::string& file);
struct LiveLinkPacket {
  std::string device;
  std::string subject;
  std::int32_t frame = 0;
  float subframe = 0;
  double fps = 60;
  std::vector<float> values;  // 52 shapes, then yaw, pitch, roll of head, left eye, right eye
};
base::Result<LiveLinkPacket> parse_live_link_packet(std::string_view bytes);
// Which action unit a blend shape speaks of (ARKit name, any capitals); 0: none.
int action_unit_of_shape(std::string_view name);

// Gaze. Where a tool gives places on the screen, the screen is taken to be 33 degrees wide and 16:9
// (a viewer at three picture heights, ITU-R BT.2022).
base::Result<Recording> recording_of_pupil_labs(const Table& table, const std::string& file);
// blinks.csv and fixations.csv of the same export, as marks.
base::Result<Recording> recording_of_pupil_labs_events(const Table& table, const std::string& file);
base::Result<Recording> recording_of_tobii(const Table& table, const std::string& file);
base::Result<Recording> recording_of_eyes(const Table& table, const std::string& file);
// EyeLink ASC (SR Research, edf2asc): samples of one or both eyes, and the tracker's own events.
base::Result<Recording> parse_eyelink(std::string_view text, const std::string& file);

// RR intervals, one a line or apart by blanks, in ms or s (told apart by size), '#' comments.
base::Result<Recording> parse_rr_text(std::string_view text, const std::string& file);

}  // namespace kuleshov::sense

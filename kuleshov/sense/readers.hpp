// One function per file format, from its bytes to a Recording. All take text or bytes, so that
// tests and fuzzers need no disk. A truncated file gives what is whole, and a note.
#pragma once

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

// A table of numbers: a first line of names (or none), then rows; ',', ';' or tab between. What is
// not a number is NaN.
struct Table {
  std::vector<std::string> names;
  std::vector<std::vector<double>> columns;
  std::vector<std::size_t> lines;  // of each row, from 1
  std::vector<std::string> notes;
  [[nodiscard]] const std::vector<double>* find(std::string_view name) const;
};
base::Result<Table> parse_table(std::string_view text, const std::string& file);

// A table as a recording: columns are known by their names or by `options.columns`; time by a
// column time_s, t_ms, time ..., else by the rate given, else by "_125hz" at the end of the file's
// name. "R", "G", "B" alone are a camera's colours and give the pulse.
base::Result<Recording> recording_of(const Table& table, const std::string& file,
                                     const ReadOptions& options);

// Which channel a column or lead of this name holds, after the names that the common tools write:
// "EDA", "GSR", "PLETH", "BVP", "II", "MLII", "RSP" ... Case does not matter.
std::optional<Channel> channel_named(std::string_view name);

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

// RR intervals, one a line or apart by blanks, in ms or s (told apart by size), '#' comments.
base::Result<Recording> parse_rr_text(std::string_view text, const std::string& file);

}  // namespace kuleshov::sense

// A recording as everyone in the room knows it, whatever file it came from.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kuleshov/base/error.hpp"
#include "kuleshov/base/file.hpp"
#include "kuleshov/sense/source.hpp"

namespace kuleshov::sense {

// One channel over time. Regular series have a rate and need no times.
struct Series {
  Channel channel = Channel::ecg;
  std::uint8_t index = 0;       // action unit
  std::string name;             // as the file calls it
  double start_s = 0;           // of the first sample, from the start of the recording
  double rate_hz = 0;           // 0: irregular, see `times_s`
  std::vector<double> times_s;  // irregular series only, ascending, from the start
  std::vector<double> values;
  [[nodiscard]] double time_s(std::size_t i) const {
    return rate_hz > 0 ? start_s + static_cast<double>(i) / rate_hz : times_s[i];
  }
};

// An annotation or an event that the file carries.
struct Mark {
  double time_s = 0;
  std::string kind;  // as the file calls it: "N", "tag", "fixation"
  double value = 0;
};

struct Recording {
  std::string file;
  std::string format;       // "empatica-e4", "rr-text", "wfdb" ...
  double unix_start_s = 0;  // 0: not known
  std::vector<Series> series;
  std::vector<Mark> marks;         // ascending
  std::vector<std::string> notes;  // what was odd: "EDA.csv ends in the middle of a line"
  // The start on a clock that only the files of one export share; not finite: there is none.
  double export_start_s = std::numeric_limits<double>::quiet_NaN();
  [[nodiscard]] const Series* find(Channel channel) const;
  [[nodiscard]] double length_s() const;
};

// What a plain table cannot say of itself. A sidecar "FILE.json" says the same:
// {"rate_hz": 125, "columns": {"II": "ecg"}, "channel": "ecg"}.
struct ReadOptions {
  double rate_hz = 0;
  std::vector<std::pair<std::string, std::string>> columns;  // column, channel's name
  std::optional<Channel> only_channel;                       // of a table with one column
};

// Reads a file or, for Empatica E4, a folder; the kind is recognised by what is in it.
// Errors name the file and the line or byte, and what would be read.
// The same from bytes, for one file that is not WFDB; `file` gives the extension.
base::Result<Recording> parse_recording(const std::string& bytes, const std::string& file,
                                        const ReadOptions& options = {});
base::Result<Recording> read_recording(const base::Path& path, const ReadOptions& options = {});

}  // namespace kuleshov::sense

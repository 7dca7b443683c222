// One function per file format, from its bytes to a Recording. All take text or bytes, so that
// tests and fuzzers need no disk. A truncated file gives what is whole, and a note.
#pragma once

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

// RR intervals, one a line or apart by blanks, in ms or s (told apart by size), '#' comments.
base::Result<Recording> parse_rr_text(std::string_view text, const std::string& file);

}  // namespace kuleshov::sense

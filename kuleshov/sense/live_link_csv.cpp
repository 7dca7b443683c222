// What the Live Link Face app itself saves: "Timecode,BlendshapeCount,EyeBlinkLeft ...", 60 frames
// a second; a frame without a face has a count of 0 and nothing more.
#include <algorithm>
#include <string>

#include "kuleshov/base/text.hpp"
#include "kuleshov/base/timecode.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

constexpr double frames_a_second = 60;

// A clock of the day that goes on past midnight.
class GoingOn {
 public:
  double at(double time_of_day_s) {
    constexpr double day_s = 86400;
    if (time_of_day_s + days_s_ < last_s_ - day_s / 2) days_s_ += day_s;
    last_s_ = time_of_day_s + days_s_;
    return last_s_;
  }

 private:
  double days_s_ = 0;
  double last_s_ = 0;
};

bool has_no_face(const std::vector<std::string_view>& fields) {
  return fields.size() == 2 && base::trim(fields[1]) == "0";
}

}  // namespace

bool is_live_link_csv(std::string_view text) {
  return base::lower_ascii(text.substr(0, 26)).starts_with("timecode,blendshapecount,");
}

Result<Recording> parse_live_link_csv(std::string_view text, const std::string& file) {
  const auto lines = base::lines(text);
  const std::size_t names = base::split(lines[0], ',').size();
  std::string table = "time_s" + std::string(lines[0].substr(lines[0].find(',')));
  std::size_t lost = 0;
  GoingOn clock;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view line = base::trim(lines[i]);
    table += '\n';
    if (line.empty()) continue;
    const auto fields = base::split(line, ',');
    const auto time_s = base::timecode_seconds(fields[0], frames_a_second);
    if (i + 1 == lines.size() && fields.size() < names && !has_no_face(fields)) {
      table += line;  // cut short: the table says so
      continue;
    }
    if (!time_s) return fail("this is not a timecode", "expected HH:MM:SS:FF", {file, i + 1});
    table += std::to_string(clock.at(*time_s)) +
             std::string(line.substr(std::min(line.find(','), line.size())));
    if (!has_no_face(fields)) continue;
    table += std::string(names - 2, ',');
    ++lost;
  }
  const Table read = TRY(parse_table(table, file));
  Recording recording = TRY(recording_of_blendshapes(read, file));
  recording.format = "live-link-face";
  if (lost > 0) recording.notes.push_back(std::to_string(lost) + " frames without a face");
  return recording;
}

}  // namespace kuleshov::sense

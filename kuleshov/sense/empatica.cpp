#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

namespace {

using base::fail;
using base::Result;

std::string_view first_field(std::string_view line) { return base::split(line, ',').front(); }

Result<double> header_number(std::span<const std::string_view> lines, std::size_t i,
                             const std::string& what, const std::string& file) {
  const auto value = i < lines.size() ? number_in(first_field(lines[i])) : std::nullopt;
  if (value && std::isfinite(*value)) return *value;
  return fail("line " + std::to_string(i + 1) + " should hold the " + what,
              "an Empatica file begins with the unix start and the rate", {file, i + 1});
}

// ACC.csv has three columns in 1/64 g; the others have one.
std::optional<double> value_in(std::string_view line, bool acceleration) {
  if (!acceleration) return number_in(line);
  const auto parts = base::split(line, ',');
  if (parts.size() != 3) return std::nullopt;
  double sum = 0;
  for (const auto part : parts) {
    const auto axis = number_in(part);
    if (!axis) return std::nullopt;
    sum += *axis * *axis;
  }
  return std::sqrt(sum) / 64;
}

std::optional<Channel> channel_of(std::string_view name) {
  if (name == "EDA") return Channel::skin_conductance;
  if (name == "BVP") return Channel::ppg;
  if (name == "TEMP") return Channel::skin_temperature;
  if (name == "ACC") return Channel::acceleration;
  if (name == "HR") return Channel::heart_rate;
  return std::nullopt;
}

void note_if_empty(EmpaticaSeries& out, const std::string& file) {
  if (out.series.values.empty()) out.notes.push_back(file + " holds no sample");
}

}  // namespace

Result<EmpaticaSeries> parse_empatica_series(std::string_view text, std::string_view name,
                                             const std::string& file) {
  const auto channel = channel_of(name);
  if (!channel) return fail("not an Empatica series: " + std::string(name), "", {file});
  const auto lines = base::lines(text);
  EmpaticaSeries out;
  out.unix_start_s = TRY(header_number(lines, 0, "unix start", file));
  out.series.rate_hz = TRY(header_number(lines, 1, "rate", file));
  if (!(out.series.rate_hz > 0 && out.series.rate_hz < 1e5)) {
    return fail("the rate must be above 0 Hz", "see line 2", {file, 2});
  }
  out.series.channel = *channel;
  out.series.name = name;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    if (base::trim(lines[i]).empty()) continue;
    const auto value = value_in(lines[i], *channel == Channel::acceleration);
    if (!value && i + 1 == lines.size()) {
      out.notes.push_back(file + " ends in the middle of line " + std::to_string(i + 1));
      break;
    }
    if (!value) return fail("this is not a number", "mend the line", {file, i + 1});
    out.series.values.push_back(*value);
  }
  note_if_empty(out, file);
  return out;
}

Result<EmpaticaSeries> parse_empatica_ibi(std::string_view text, const std::string& file) {
  const auto lines = base::lines(text);
  EmpaticaSeries out;
  out.unix_start_s = TRY(header_number(lines, 0, "unix start", file));
  out.series.channel = Channel::heart_beat;
  out.series.name = "IBI";
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (base::trim(lines[i]).empty()) continue;
    const auto parts = base::split(lines[i], ',');
    const auto time_s = number_in(parts.front());
    const auto interval_s = parts.size() == 2 ? number_in(parts[1]) : std::nullopt;
    if ((!time_s || !interval_s) && i + 1 == lines.size()) {
      out.notes.push_back(file + " ends in the middle of line " + std::to_string(i + 1));
      break;
    }
    if (!time_s || !interval_s) {
      return fail("this is not \"time,interval\"", "mend the line", {file, i + 1});
    }
    out.series.times_s.push_back(*time_s);
    out.series.values.push_back(*interval_s);
  }
  if (!std::is_sorted(out.series.times_s.begin(), out.series.times_s.end())) {
    return fail("the beats are not in the order of time", "sort the lines", {file});
  }
  note_if_empty(out, file);
  return out;
}

namespace {

// All sensors of a wristband stop together: one that ends long before was cut.
void note_early_ends(const std::vector<EmpaticaSeries>& parts, Recording& recording) {
  constexpr double much_s = 15;
  const auto end_of = [](const EmpaticaSeries& part) {
    return part.unix_start_s + static_cast<double>(part.series.values.size()) / part.series.rate_hz;
  };
  double last_s = 0;
  for (const auto& part : parts) {
    if (part.series.rate_hz > 0) last_s = std::max(last_s, end_of(part));
  }
  for (const auto& part : parts) {
    if (!(part.series.rate_hz > 0) || last_s - end_of(part) < much_s) continue;
    const auto early_s = std::llround(last_s - end_of(part));
    recording.notes.push_back(part.series.name + ".csv ends " + std::to_string(early_s) +
                              " s before the others");
  }
}

// Moves every series to the clock of the one that began first.
void align(std::vector<EmpaticaSeries>& parts, Recording& recording) {
  double first = std::numeric_limits<double>::infinity();
  for (const auto& part : parts) first = std::min(first, part.unix_start_s);
  recording.unix_start_s = first;
  for (auto& part : parts) {
    const double late = part.unix_start_s - first;
    part.series.start_s = late;
    for (double& t : part.series.times_s) t += late;
    for (auto& note : part.notes) recording.notes.push_back(std::move(note));
    recording.series.push_back(std::move(part.series));
  }
}

Result<void> read_tags(const base::Path& file, Recording& recording) {
  const std::string text = TRY(base::read_file(file));
  for (const auto line : base::lines(text)) {
    const auto unix_s = number_in(line);
    if (unix_s) recording.marks.push_back({*unix_s - recording.unix_start_s, "tag", 0});
  }
  return {};
}

}  // namespace

Result<Recording> read_empatica(const base::Path& folder) {
  Recording recording;
  recording.file = folder.string();
  recording.format = "empatica-e4";
  std::vector<EmpaticaSeries> parts;
  for (const std::string_view name : {"EDA", "BVP", "HR", "TEMP", "ACC", "IBI"}) {
    const base::Path file = folder / (std::string(name) + ".csv");
    if (!std::filesystem::exists(file)) continue;
    const std::string text = TRY(base::read_file(file));
    if (base::trim(text).empty()) {  // as the maker's own export leaves IBI.csv without a beat
      recording.notes.push_back(file.string() + " is empty");
      continue;
    }
    parts.push_back(TRY(name == "IBI" ? parse_empatica_ibi(text, file.string())
                                      : parse_empatica_series(text, name, file.string())));
  }
  if (parts.empty()) {
    return fail("no Empatica file in this folder", "expected EDA.csv, BVP.csv, HR.csv, IBI.csv ...",
                {folder.string()}, base::ErrorKind::not_found);
  }
  note_early_ends(parts, recording);
  align(parts, recording);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with("tags")) {
      const auto read = read_tags(entry.path(), recording);
      if (!read) return std::unexpected(read.error());
    }
  }
  return recording;
}

}  // namespace kuleshov::sense

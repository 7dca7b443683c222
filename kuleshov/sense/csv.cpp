#include <algorithm>
#include <array>
#include <cmath>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"
#include "kuleshov/sense/ring.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

bool all_numbers(const std::vector<std::string_view>& fields) {
  return std::all_of(fields.begin(), fields.end(), [](std::string_view f) {
    return base::trim(f).empty() || number_in(f).has_value();
  });
}

char separator_of(std::string_view line) {
  for (const char c : {'\t', ';', ','}) {
    if (line.find(c) != std::string_view::npos) return c;
  }
  return ',';
}

std::string clean_name(std::string_view field) {
  field = base::trim(field);
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
    field = field.substr(1, field.size() - 2);
  }
  return std::string(base::trim(field));
}

}  // namespace

const std::vector<double>* Table::find(std::string_view name) const {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return nullptr;
  return &columns[static_cast<std::size_t>(at - names.begin())];
}

Result<Table> parse_table(std::string_view text, const std::string& file) {
  if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
    return fail("this is not text", "is it of another kind, or damaged?", {file, 0, 0, zero});
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const auto lines = base::lines(text);
  Table table;
  std::size_t i = 0;
  while (i < lines.size() && base::trim(lines[i]).empty()) ++i;
  if (i == lines.size())
    return fail("this table is empty", "expected a line of names, then numbers", {file, 1});
  const char separator = separator_of(lines[i]);
  const auto first = base::split(lines[i], separator);
  const bool has_header = !all_numbers(first);
  for (std::size_t k = 0; k < first.size(); ++k) {
    table.names.push_back(has_header ? clean_name(first[k]) : "column " + std::to_string(k + 1));
  }
  if (table.names.size() > 4096) return fail("more than 4096 columns", "", {file, i + 1});
  table.columns.resize(table.names.size());
  table.odd.resize(table.names.size());
  for (i += has_header ? 1 : 0; i < lines.size(); ++i) {
    if (base::trim(lines[i]).empty()) continue;
    const auto fields = base::split(lines[i], separator);
    if (fields.size() < table.names.size() && i + 1 == lines.size()) {
      table.notes.push_back(file + " ends in the middle of line " + std::to_string(i + 1));
      break;
    }
    if (fields.size() < table.names.size()) {
      return fail("this line has " + std::to_string(fields.size()) + " fields, the first has " +
                      std::to_string(table.names.size()),
                  "mend the line", {file, i + 1});
    }
    for (std::size_t k = 0; k < table.names.size(); ++k) {
      const auto number = number_in(fields[k]);
      table.columns[k].push_back(number.value_or(std::nan("")));
      if (!number && !base::trim(fields[k]).empty() && table.odd[k].count++ == 0) {
        table.odd[k].line = i + 1;
      }
    }
    table.lines.push_back(i + 1);
  }
  return table;
}

namespace {

struct TimeColumn {
  std::string_view name;
  double to_seconds;
};

constexpr std::array time_columns{
    TimeColumn{"time_s", 1},
    TimeColumn{"t_s", 1},
    TimeColumn{"time [s]", 1},
    TimeColumn{"time(s)", 1},
    TimeColumn{"t_ms", 1e-3},
    TimeColumn{"time_ms", 1e-3},
    TimeColumn{"time(ms)", 1e-3},
    TimeColumn{"time", 0},
    TimeColumn{"t", 0},
    TimeColumn{"timestamp", 0},
    TimeColumn{"timestamp_ms", 1e-3},
};

double median_step(const std::vector<double>& times) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < times.size(); ++i) steps.push_back(times[i] - times[i - 1]);
  return median_in_place(steps.data(), steps.size());
}

}  // namespace

Result<std::vector<double>> times_of(const Table& table, const std::string& file) {
  for (const TimeColumn& known : time_columns) {
    for (std::size_t k = 0; k < table.names.size(); ++k) {
      if (base::lower_ascii(table.names[k]) != known.name) continue;
      std::vector<double> times = table.columns[k];
      const double unit =
          known.to_seconds > 0 ? known.to_seconds : (median_step(times) >= 2 ? 1e-3 : 1);
      const double start = times.empty() ? 0 : times.front();
      for (std::size_t i = 0; i < times.size(); ++i) {
        times[i] = (times[i] - start) * unit;
        const bool forward = std::isfinite(times[i]) && (i == 0 || times[i] >= times[i - 1]);
        if (!forward) {
          return fail("the time goes back or is not a number", "sort the lines by time",
                      {file, table.lines[i]});
        }
      }
      return times;
    }
  }
  return std::vector<double>{};
}

namespace {

// "_125hz" at the end of a file's name says its rate, where nothing else does.
double rate_in_name(const std::string& file) {
  const std::string stem = base::lower_ascii(base::Path(file).stem().string());
  if (!stem.ends_with("hz")) return 0;
  const auto from = stem.find_last_not_of("0123456789.", stem.size() - 3);
  if (from == std::string::npos || stem[from] != '_') return 0;
  return number_in(std::string_view(stem).substr(from + 1, stem.size() - 3 - from)).value_or(0);
}

Result<std::optional<Channel>> channel_of_column(const std::string& name,
                                                 const ReadOptions& options,
                                                 const std::string& file) {
  for (const auto& [column, id] : options.columns) {
    if (column != name) continue;
    const auto channel = channel_by_id(id);
    if (!channel) return fail("no channel is named \"" + id + "\"", "see docs/sensing.md", {file});
    return channel;
  }
  return channel_named(name);
}

// "action-unit-12" names the unit too.
std::uint8_t unit_of_column(const std::string& name, const ReadOptions& options) {
  for (const auto& [column, id] : options.columns) {
    if (column != name || !id.starts_with("action-unit-")) continue;
    const double unit = number_in(std::string_view(id).substr(12)).value_or(0);
    return unit >= 0 && unit < 64 ? static_cast<std::uint8_t>(unit) : 0;
  }
  return 0;
}

void note_odd_values(const Table& table, std::size_t column, const std::string& file,
                     Recording& recording) {
  const auto& [count, line] = table.odd[column];
  if (count == 0) return;
  const std::string more =
      count > 1 ? " and in " + std::to_string(count - 1) + " more lines" : std::string();
  recording.notes.push_back(file + ":" + std::to_string(line) + ": \"" + table.names[column] +
                            "\" is no number here" + more + ": taken as lost");
}

void add_camera_pulse(const Table& table, Recording& recording) {
  const auto* red = table.find("R");
  if (red == nullptr || !recording.series.empty()) return;
  Series series;  // more blood, less light: the pulse is the red value upside down
  series.channel = Channel::ppg;
  series.name = "R";
  for (const double value : *red) series.values.push_back(-value);
  recording.series.push_back(std::move(series));
}

}  // namespace

Result<Recording> recording_of(const Table& table, const std::string& file,
                               const ReadOptions& options) {
  Recording recording;
  recording.file = file;
  recording.format = "csv";
  recording.notes = table.notes;
  const std::vector<double> times = TRY(times_of(table, file));
  const double rate = options.rate_hz > 0 ? options.rate_hz : rate_in_name(file);
  for (std::size_t k = 0; k < table.names.size(); ++k) {
    auto channel = TRY(channel_of_column(table.names[k], options, file));
    if (!channel && table.names.size() == 1) channel = options.only_channel;
    if (!channel) continue;
    Series series;
    series.channel = *channel;
    series.index = *channel == Channel::action_unit ? unit_of_column(table.names[k], options) : 0;
    series.name = table.names[k];
    series.values = table.columns[k];
    recording.series.push_back(std::move(series));
    note_odd_values(table, k, file, recording);
  }
  add_camera_pulse(table, recording);
  if (recording.series.empty()) {
    return fail("no column of this table is known",
                "name one with --column NAME=CHANNEL, or say --channel for a single column",
                {file, 1});
  }
  if (times.empty() && !(rate > 0)) {
    return fail("this table has no column of time",
                "say --rate HZ, or write {\"rate_hz\": HZ} into " + file + ".json", {file, 1});
  }
  for (Series& series : recording.series) {
    if (times.empty()) {
      series.rate_hz = rate;
    } else {
      series.times_s = times;
    }
  }
  return recording;
}

}  // namespace kuleshov::sense

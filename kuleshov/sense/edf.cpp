#include <algorithm>
#include <cmath>
#include <cstdint>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

constexpr std::size_t fixed_header = 256;

struct EdfSignal {
  std::string label;
  std::string unit;
  double physical_low = 0;
  double physical_high = 1;
  double digital_low = 0;
  double digital_high = 1;
  std::size_t samples = 0;  // in a data record
  [[nodiscard]] double physical(double digital) const {
    const double scale = (physical_high - physical_low) / (digital_high - digital_low);
    return physical_low + (digital - digital_low) * scale;
  }
};

struct EdfHeader {
  std::size_t bytes = 0;
  double records = -1;
  double record_s = 1;
  std::vector<EdfSignal> signals;
};

Result<double> field(std::string_view bytes, std::size_t at, std::size_t width,
                     const std::string& what, const std::string& file) {
  const auto value = number_in(bytes.substr(at, width));
  if (value && std::isfinite(*value)) return *value;
  return fail("the header's " + what + " is not a number", "is this an EDF or BDF file?",
              {file, 0, 0, at});
}

Result<EdfHeader> parse_header(std::string_view bytes, const std::string& file) {
  if (bytes.size() < fixed_header) {
    return fail("the header is cut short: " + std::to_string(bytes.size()) + " of " +
                    std::to_string(fixed_header) + " bytes",
                "is this an EDF or BDF file, and whole?", {file, 0, 0, bytes.size()});
  }
  EdfHeader header;
  header.records = TRY(field(bytes, 236, 8, "number of data records", file));
  header.record_s = TRY(field(bytes, 244, 8, "length of a data record", file));
  const double signals = TRY(field(bytes, 252, 4, "number of signals", file));
  if (!(signals >= 1 && signals <= 1024) || !(header.record_s >= 0)) {
    return fail("the header makes no sense", "is this an EDF or BDF file?", {file, 0, 0, 236});
  }
  const auto n = static_cast<std::size_t>(signals);
  header.bytes = fixed_header * (n + 1);
  if (bytes.size() < header.bytes) {
    return fail("the header is cut short: " + std::to_string(bytes.size()) + " of " +
                    std::to_string(header.bytes) + " bytes",
                "export the recording again", {file, 0, 0, bytes.size()});
  }
  for (std::size_t i = 0; i < n; ++i) {
    const auto at = [&](std::size_t before, std::size_t width) {
      return fixed_header + before * n + width * i;
    };
    EdfSignal s;
    s.label = base::trim(bytes.substr(at(0, 16), 16));
    s.unit = base::trim(bytes.substr(at(96, 8), 8));
    s.physical_low = TRY(field(bytes, at(104, 8), 8, "physical minimum", file));
    s.physical_high = TRY(field(bytes, at(112, 8), 8, "physical maximum", file));
    s.digital_low = TRY(field(bytes, at(120, 8), 8, "digital minimum", file));
    s.digital_high = TRY(field(bytes, at(128, 8), 8, "digital maximum", file));
    const double samples = TRY(field(bytes, at(216, 8), 8, "number of samples", file));
    if (!(samples >= 1 && samples <= 1e7) || s.digital_high == s.digital_low) {
      return fail("signal \"" + s.label + "\" has no samples or no range", "",
                  {file, 0, 0, at(216, 8)});
    }
    s.samples = static_cast<std::size_t>(samples);
    header.signals.push_back(std::move(s));
  }
  return header;
}

double digital_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint32_t raw = 0;
  for (std::size_t k = 0; k < width; ++k) {
    raw |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[at + k])) << (8 * k);
  }
  const std::uint32_t sign = 1U << (8 * width - 1);
  return static_cast<double>(static_cast<std::int64_t>(raw & (sign - 1)) -
                             static_cast<std::int64_t>(raw & sign));
}

// Time-stamped annotation lists: "+12.5\x15" "2\x14text\x14\0".
void read_annotations(std::string_view block, std::vector<Mark>& marks) {
  for (const auto list : base::split(block, '\0')) {
    const auto parts = base::split(list, '\x14');
    const auto onset = number_in(parts[0].substr(0, parts[0].find('\x15')));
    if (!onset) continue;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (!parts[i].empty()) marks.push_back({*onset, std::string(parts[i]), 0});
    }
  }
}

}  // namespace

Result<Recording> parse_edf(std::string_view bytes, const std::string& file) {
  const EdfHeader header = TRY(parse_header(bytes, file));
  const bool is_bdf = static_cast<std::uint8_t>(bytes[0]) == 0xff;
  const std::size_t width = is_bdf ? 3 : 2;
  std::size_t record_bytes = 0;
  for (const EdfSignal& s : header.signals) record_bytes += s.samples * width;
  const std::size_t records = (bytes.size() - header.bytes) / record_bytes;
  Recording recording{file, is_bdf ? "bdf" : "edf", 0, {}, {}, {}};
  if (header.records >= 0 && static_cast<double>(records) < header.records) {
    recording.notes.push_back(file + " is cut short: " + std::to_string(records) + " of " +
                              std::to_string(static_cast<long>(header.records)) + " records");
  }
  std::size_t offset = header.bytes;
  for (const EdfSignal& s : header.signals) {
    const bool annotations = s.label.ends_with("Annotations");
    Series series;
    series.name = s.label;
    series.channel = channel_named(s.label).value_or(Channel::count);
    series.rate_hz = header.record_s > 0 ? static_cast<double>(s.samples) / header.record_s : 0;
    const double unit = to_our_unit(series.channel, s.unit);
    for (std::size_t r = 0; r < records; ++r) {
      const std::size_t from = offset + r * record_bytes;
      if (annotations) {
        read_annotations(bytes.substr(from, s.samples * width), recording.marks);
        continue;
      }
      if (series.channel == Channel::count) continue;
      for (std::size_t k = 0; k < s.samples; ++k) {
        series.values.push_back(s.physical(digital_at(bytes, from + k * width, width)) * unit);
      }
    }
    offset += s.samples * width;
    if (!annotations && series.channel != Channel::count && series.rate_hz > 0) {
      recording.series.push_back(std::move(series));
    }
  }
  std::stable_sort(recording.marks.begin(), recording.marks.end(),
                   [](const Mark& a, const Mark& b) { return a.time_s < b.time_s; });
  if (recording.series.empty()) {
    return fail("no signal of this file is known", "known labels: ECG, EDA, GSR, Pleth, Resp ...",
                {file});
  }
  return recording;
}

}  // namespace kuleshov::sense

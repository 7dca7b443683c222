#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

namespace {

using base::fail;
using base::Result;

struct Signal {
  std::string file;
  int format = 0;
  std::size_t offset = 0;
  double gain = 200;  // adu per unit; the standard's default
  double zero = 0;
  std::string unit = "mV";
  std::string name;
};

struct Header {
  std::string record;
  double rate_hz = 250;
  double samples = 0;  // of each signal; 0: not told
  std::vector<Signal> signals;
};

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> out;
  for (const auto word : base::split(line, ' ')) {
    if (!base::trim(word).empty()) out.push_back(base::trim(word));
  }
  return out;
}

// The leading number of "360/200(1)" or "200(1024)/mV".
std::optional<double> leading_number(std::string_view text) {
  return number_in(text.substr(0, text.find_first_of("/(x:+")));
}

Result<Signal> parse_signal(std::string_view line, std::size_t number, const std::string& file) {
  const auto parts = words(line);
  const auto format = parts.size() > 1 ? leading_number(parts[1]) : std::nullopt;
  if (!format) {
    return fail("a signal line needs a file and a format", "see header(5) of WFDB", {file, number});
  }
  Signal signal;
  signal.file = parts[0];
  signal.format = static_cast<int>(*format);
  if (const auto plus = parts[1].find('+'); plus != std::string_view::npos) {
    const auto offset = number_in(parts[1].substr(plus + 1));
    if (!offset || *offset < 0 || *offset > 1e9) {
      return fail("the byte offset is not a number", "", {file, number});
    }
    signal.offset = static_cast<std::size_t>(*offset);
  }
  if (parts.size() > 4) signal.zero = leading_number(parts[4]).value_or(0);
  if (parts.size() > 2) {
    const double gain = leading_number(parts[2]).value_or(0);
    if (gain != 0) signal.gain = gain;
    const auto open = parts[2].find('(');
    const auto shut = parts[2].find(')');
    if (open != std::string_view::npos && shut != std::string_view::npos && shut > open) {
      signal.zero = number_in(parts[2].substr(open + 1, shut - open - 1)).value_or(signal.zero);
    }
    if (const auto slash = parts[2].find('/'); slash != std::string_view::npos) {
      signal.unit = parts[2].substr(slash + 1);
    }
  }
  for (std::size_t i = 8; i < parts.size(); ++i) {
    signal.name += (signal.name.empty() ? "" : " ") + std::string(parts[i]);
  }
  return signal;
}

Result<Header> parse_header(std::string_view text, const std::string& file) {
  Header header;
  std::size_t number = 0;
  std::size_t expected = 0;
  for (const auto line : base::lines(text)) {
    ++number;
    if (base::trim(line).empty() || base::trim(line).front() == '#') continue;
    if (header.record.empty()) {
      const auto parts = words(line);
      const auto signals = parts.size() > 1 ? number_in(parts[1]) : std::nullopt;
      if (!signals || *signals < 0 || *signals > 256) {
        return fail("the record line needs a name and a number of signals", "see header(5) of WFDB",
                    {file, number});
      }
      if (parts[0].find('/') != std::string_view::npos) {
        return fail("records of several segments are not read", "name a segment's .hea",
                    {file, number});
      }
      header.record = parts[0];
      expected = static_cast<std::size_t>(*signals);
      if (parts.size() > 2) header.rate_hz = leading_number(parts[2]).value_or(0);
      if (parts.size() > 3) header.samples = number_in(parts[3]).value_or(0);
      if (!(header.rate_hz > 0 && header.rate_hz < 1e6)) {
        return fail("the rate must be above 0 Hz", "", {file, number});
      }
    } else if (header.signals.size() < expected) {
      header.signals.push_back(TRY(parse_signal(line, number, file)));
    }
  }
  if (header.record.empty())
    return fail("this header is empty", "see header(5) of WFDB", {file, 1});
  if (expected == 0) return fail("this record has no signal", "", {file, 1});
  if (header.signals.size() < expected) {
    return fail("a signal line is missing", "the record line announces more", {file, number});
  }
  return header;
}

std::uint8_t byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<std::uint8_t>(bytes[i]);
}

constexpr int invalid = std::numeric_limits<int>::min();

int twelve_bits(int raw) {
  const int value = raw >= 2048 ? raw - 4096 : raw;
  return value == -2048 ? invalid : value;
}

std::vector<int> decode_212(std::string_view bytes) {
  std::vector<int> out;
  out.reserve(bytes.size() / 3 * 2 + 1);
  std::size_t i = 0;
  for (; i + 2 < bytes.size(); i += 3) {
    const int middle = byte_at(bytes, i + 1);
    out.push_back(twelve_bits(byte_at(bytes, i) | (middle & 0x0f) << 8));
    out.push_back(twelve_bits(byte_at(bytes, i + 2) | (middle & 0xf0) << 4));
  }
  if (i + 1 < bytes.size()) {  // a last sample alone takes two bytes
    out.push_back(twelve_bits(byte_at(bytes, i) | (byte_at(bytes, i + 1) & 0x0f) << 8));
  }
  return out;
}

std::vector<int> decode_16(std::string_view bytes, bool big_endian) {
  std::vector<int> out;
  out.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const int low = byte_at(bytes, i + (big_endian ? 1 : 0));
    const int high = byte_at(bytes, i + (big_endian ? 0 : 1));
    const auto value = static_cast<std::int16_t>(low | high << 8);
    out.push_back(value == std::numeric_limits<std::int16_t>::min() ? invalid : value);
  }
  return out;
}

Result<std::vector<int>> decode(std::string_view bytes, int format, const std::string& file) {
  if (format == 212) return decode_212(bytes);
  if (format == 16) return decode_16(bytes, false);
  if (format == 61) return decode_16(bytes, true);
  if (format == 80) {
    std::vector<int> out;
    for (const char c : bytes) out.push_back(static_cast<std::uint8_t>(c) - 128);
    return out;
  }
  return fail("WFDB format " + std::to_string(format) + " is not read",
              "convert it to 16 or 212 with xform(1)", {file});
}

// A signal without a known name is an ECG where it is in volts: leads have many names.
Channel channel_of(const Signal& signal, const std::string& name) {
  const bool volts = base::lower_ascii(signal.unit).ends_with("v");
  return channel_named(name).value_or(volts ? Channel::ecg : Channel::count);
}

void leave_out_unknown(Recording& recording) {
  std::erase_if(recording.series, [&](const Series& series) {
    if (series.channel != Channel::count) return false;
    recording.notes.push_back("signal \"" + series.name + "\" is of no channel that is known");
    return true;
  });
}

// The symbols of annotation codes 0..41 (WFDB ecgcodes.h).
constexpr std::array<std::string_view, 42> symbols{
    " ", "N",  "L", "R",  "a", "V", "F", "J", "A",  "S", "E", "j", "/", "Q",
    "~", "15", "|", "17", "s", "T", "*", "D", "\"", "=", "p", "B", "^", "t",
    "+", "u",  "?", "!",  "[", "]", "e", "n", "@",  "x", "f", "(", ")", "r"};

}  // namespace

bool is_beat_symbol(std::string_view symbol) {
  return symbol.size() == 1 &&
         std::string_view("NLRBAaJSVrFejnE/fQ?").find(symbol) != std::string_view::npos;
}

Result<std::vector<Mark>> parse_wfdb_annotations(std::string_view bytes, double rate_hz,
                                                 const std::string& file) {
  std::vector<Mark> marks;
  double sample = 0;
  std::size_t i = 0;
  while (i + 1 < bytes.size()) {
    const unsigned word = byte_at(bytes, i) | static_cast<unsigned>(byte_at(bytes, i + 1)) << 8;
    const unsigned code = word >> 10;
    const unsigned low = word & 1023;
    i += 2;
    if (word == 0) return marks;
    if (code == 59) {
      if (i + 4 > bytes.size()) break;
      const auto high_half = static_cast<std::int32_t>(
          static_cast<std::uint32_t>(byte_at(bytes, i)) << 16 |
          static_cast<std::uint32_t>(byte_at(bytes, i + 1)) << 24 | byte_at(bytes, i + 2) |
          static_cast<std::uint32_t>(byte_at(bytes, i + 3)) << 8);
      sample += high_half;
      i += 4;
    } else if (code == 63) {
      i += low + (low & 1U);
    } else if (code < 60) {
      sample += low;
      if (code >= symbols.size()) {
        return fail("annotation code " + std::to_string(code) + " is not known",
                    "is this a WFDB annotation file?", {file, 0, 0, i - 2});
      }
      marks.push_back({sample / rate_hz, std::string(symbols[code]), 0});
    }
  }
  return marks;  // without its end mark: what is whole
}

Result<Recording> parse_wfdb(std::string_view header_text, const std::string& header_file,
                             const FileReader& read) {
  const Header header = TRY(parse_header(header_text, header_file));
  Recording recording;
  recording.file = header_file;
  recording.format = "wfdb";
  std::map<std::string, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < header.signals.size(); ++i) {
    const Signal& signal = header.signals[i];
    groups[signal.file].push_back(i);
    Series series;
    series.name = signal.name.empty() ? "signal " + std::to_string(i) : signal.name;
    series.channel = channel_of(signal, series.name);
    series.rate_hz = header.rate_hz;
    recording.series.push_back(std::move(series));
  }
  for (const auto& [file, members] : groups) {
    const std::string bytes = TRY(read(file));
    const Signal& first = header.signals[members.front()];
    const auto body = std::string_view(bytes).substr(std::min(first.offset, bytes.size()));
    const auto raw = TRY(decode(body, first.format, file));
    for (std::size_t k = 0; k < raw.size(); ++k) {
      const Signal& signal = header.signals[members[k % members.size()]];
      Series& series = recording.series[members[k % members.size()]];
      const double unit = to_our_unit(series.channel, signal.unit);
      const double value = raw[k] == invalid ? std::nan("") : (raw[k] - signal.zero) / signal.gain;
      series.values.push_back(value * unit);
    }
    const std::size_t whole = recording.series[members.back()].values.size();
    if (static_cast<double>(whole) < header.samples) {
      recording.notes.push_back(file + " is cut short: " + std::to_string(whole) + " of " +
                                std::to_string(static_cast<long>(header.samples)) + " samples");
    }
  }
  leave_out_unknown(recording);
  return recording;
}

Result<Recording> read_wfdb(const base::Path& header_path) {
  const std::string text = TRY(base::read_file(header_path));
  const auto read = [&](const std::string& name) {
    return base::read_file(header_path.parent_path() / base::Path(name).filename());
  };
  Recording recording = TRY(parse_wfdb(text, header_path.string(), read));
  base::Path annotations = header_path;
  annotations.replace_extension(".atr");
  if (!std::filesystem::exists(annotations) || recording.series.empty()) return recording;
  const std::string bytes = TRY(base::read_file(annotations));
  recording.marks =
      TRY(parse_wfdb_annotations(bytes, recording.series.front().rate_hz, annotations.string()));
  if (!bytes.ends_with(std::string_view("\0\0", 2))) {
    recording.notes.push_back(annotations.string() +
                              " has no end mark: its last annotations may be missing");
  }
  return recording;
}

}  // namespace kuleshov::sense

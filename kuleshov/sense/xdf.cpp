#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <pugixml.hpp>

#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

namespace {

// Bytes with a place; every read says whether there was enough.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  bool read(T& out) {
    if (bytes_.size() - at_ < sizeof(T)) return false;
    std::memcpy(&out, bytes_.data() + at_, sizeof(T));  // little-endian, as x86-64 is
    at_ += sizeof(T);
    return true;
  }
  bool read_text(std::size_t n, std::string_view& out) {
    if (bytes_.size() - at_ < n) return false;
    out = bytes_.substr(at_, n);
    at_ += n;
    return true;
  }
  // A number of 1, 4 or 8 bytes after a byte that says which.
  bool read_length(std::uint64_t& out) {
    std::uint8_t width = 0;
    if (!read(width)) return false;
    if (width == 1) return read_as<std::uint8_t>(out);
    if (width == 4) return read_as<std::uint32_t>(out);
    return width == 8 && read_as<std::uint64_t>(out);
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ >= bytes_.size(); }

 private:
  template <class T>
  bool read_as(std::uint64_t& out) {
    T value{};
    if (!read(value)) return false;
    out = value;
    return true;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
};

static_assert(std::endian::native == std::endian::little);

struct Building {
  XdfStream stream;
  std::size_t channels = 0;
  double last_time = 0;
};

template <class T>
bool read_number(Cursor& cursor, double& out) {
  T value{};
  if (!cursor.read(value)) return false;
  out = static_cast<double>(value);
  return true;
}

bool read_value(Cursor& cursor, const std::string& format, double& out) {
  if (format == "float32") return read_number<float>(cursor, out);
  if (format == "double64") return read_number<double>(cursor, out);
  if (format == "int8") return read_number<std::int8_t>(cursor, out);
  if (format == "int16") return read_number<std::int16_t>(cursor, out);
  if (format == "int32") return read_number<std::int32_t>(cursor, out);
  if (format == "int64") return read_number<std::int64_t>(cursor, out);
  return false;
}

bool read_header(std::string_view xml, Building& out) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) return false;
  const auto info = document.child("info");
  out.stream.name = info.child_value("name");
  out.stream.type = info.child_value("type");
  out.stream.format = info.child_value("channel_format");
  out.stream.nominal_hz = number_in(info.child_value("nominal_srate")).value_or(0);
  const double channels = number_in(info.child_value("channel_count")).value_or(0);
  if (!(channels >= 1 && channels <= 4096)) return false;
  out.channels = static_cast<std::size_t>(channels);
  for (const auto& channel : info.child("desc").child("channels").children("channel")) {
    out.stream.labels.emplace_back(channel.child_value("label"));
    out.stream.units.emplace_back(channel.child_value("unit"));
  }
  if (out.stream.format != "string") out.stream.values.resize(out.channels);
  return true;
}

bool read_strings(Cursor& cursor, Building& stream) {
  for (std::size_t c = 0; c < stream.channels; ++c) {
    std::uint64_t length = 0;
    std::string_view text;
    if (!cursor.read_length(length) || !cursor.read_text(length, text)) return false;
    if (c == 0) stream.stream.strings.emplace_back(text);
  }
  return true;
}

bool read_sample(Cursor& cursor, Building& building) {
  XdfStream& stream = building.stream;
  std::uint8_t stamp_bytes = 0;
  if (!cursor.read(stamp_bytes)) return false;
  double time = building.last_time + (stream.nominal_hz > 0 ? 1 / stream.nominal_hz : 0);
  if (stamp_bytes == 8 && !cursor.read(time)) return false;
  if (stamp_bytes != 8 && stamp_bytes != 0) return false;
  if (stream.format == "string") {
    if (!read_strings(cursor, building)) return false;
  } else {
    std::vector<double> row(building.channels);
    for (double& value : row) {
      if (!read_value(cursor, stream.format, value)) return false;
    }
    for (std::size_t c = 0; c < row.size(); ++c) stream.values[c].push_back(row[c]);
  }
  building.last_time = time;
  stream.times_s.push_back(time);
  return true;
}

using Streams = std::map<std::uint32_t, Building>;

// False when the chunk's content is not what its tag promises.
bool read_chunk(std::uint16_t tag, std::string_view content, Streams& streams) {
  if (tag == 1 || tag == 5 || tag == 6) return true;  // file header, boundary, footer
  Cursor cursor(content);
  std::uint32_t id = 0;
  if (!cursor.read(id)) return false;
  if (tag == 2) {
    Building& building = streams[id];
    building = {};
    building.stream.id = id;
    return read_header(content.substr(4), building);
  }
  const auto found = streams.find(id);
  if (found == streams.end()) return false;
  if (tag == 4) {
    double time = 0;
    double offset = 0;
    if (!cursor.read(time) || !cursor.read(offset)) return false;
    found->second.stream.clock_offsets.emplace_back(time, offset);
    return true;
  }
  if (tag != 3) return true;  // a tag of a later version
  std::uint64_t samples = 0;
  if (!cursor.read_length(samples)) return false;
  for (std::uint64_t i = 0; i < samples; ++i) {
    if (!read_sample(cursor, found->second)) return false;
  }
  return true;
}

// Clock offsets as a straight line over time, added to the stamps. One offset, or equal times: a
// constant.
void add_clock_offsets(XdfStream& stream) {
  const auto& points = stream.clock_offsets;
  if (points.empty()) return;
  const auto n = static_cast<double>(points.size());
  double mt = 0;
  double mo = 0;
  for (const auto& [t, o] : points) {
    mt += t / n;
    mo += o / n;
  }
  double tt = 0;
  double to = 0;
  for (const auto& [t, o] : points) {
    tt += (t - mt) * (t - mt);
    to += (t - mt) * (o - mo);
  }
  const double slope = tt > 0 ? to / tt : 0;
  for (double& t : stream.times_s) t += mo + slope * (t - mt);
}

}  // namespace

Result<XdfFile> parse_xdf(std::string_view bytes, const std::string& file) {
  if (!bytes.starts_with("XDF:"))
    return fail("this is not XDF", "it must begin with XDF:", {file, 0, 0, 0});
  Cursor cursor(bytes);
  std::string_view magic;
  cursor.read_text(4, magic);
  Streams streams;
  XdfFile out;
  while (!cursor.done()) {
    const std::size_t start = cursor.at();
    std::uint64_t length = 0;
    std::uint16_t tag = 0;
    std::string_view content;
    const bool whole = cursor.read_length(length) && length >= 2 && cursor.read(tag) &&
                       cursor.read_text(length - 2, content);
    if (!whole) {
      out.notes.push_back(file + " ends within the chunk at byte " + std::to_string(start));
      break;
    }
    if (!read_chunk(tag, content, streams)) {
      return fail("the chunk is not what its tag " + std::to_string(tag) + " says",
                  "the file is damaged there", {file, 0, 0, start});
    }
  }
  for (auto& [id, building] : streams) {
    add_clock_offsets(building.stream);
    out.streams.push_back(std::move(building.stream));
  }
  return out;
}

namespace {

// Straight lines through the stamps of a regular stream, piece by piece.
std::vector<double> smoothed_times(const XdfStream& stream) {
  std::vector<double> times = stream.times_s;
  if (!(stream.nominal_hz > 0)) return times;
  std::size_t from = 0;
  for (std::size_t i = 1; i <= times.size(); ++i) {
    const bool broken =
        i == times.size() || std::abs(stream.times_s[i] - stream.times_s[i - 1]) > 1;
    if (!broken) continue;
    const auto n = static_cast<double>(i - from);
    double mt = 0;
    for (std::size_t k = from; k < i; ++k) mt += stream.times_s[k] / n;
    const double mk = (n - 1) / 2;
    double kk = 0;
    double kt = 0;
    for (std::size_t k = from; k < i; ++k) {
      const double off = static_cast<double>(k - from) - mk;
      kk += off * off;
      kt += off * (stream.times_s[k] - mt);
    }
    const double step = kk > 0 ? kt / kk : 0;
    for (std::size_t k = from; k < i; ++k)
      times[k] = mt + step * (static_cast<double>(k - from) - mk);
    from = i;
  }
  return times;
}

std::optional<Channel> channel_in(const XdfStream& stream, std::size_t c) {
  if (c < stream.labels.size()) {
    if (const auto known = channel_named(stream.labels[c])) return known;
  }
  if (const auto known = channel_named(stream.type)) return known;
  return channel_named(stream.name);
}

}  // namespace

Recording recording_of(const XdfFile& xdf, const std::string& file) {
  Recording recording{file, "xdf", 0, {}, {}, xdf.notes};
  double first = INFINITY;
  for (const XdfStream& stream : xdf.streams) {
    if (!stream.times_s.empty()) first = std::min(first, stream.times_s.front());
  }
  for (const XdfStream& stream : xdf.streams) {
    std::vector<double> times = smoothed_times(stream);
    for (double& t : times) t -= first;
    for (std::size_t i = 0; i < stream.strings.size(); ++i) {
      recording.marks.push_back({times[i], stream.strings[i], 0});
    }
    if (!std::is_sorted(times.begin(), times.end())) {
      recording.notes.push_back("stream \"" + stream.name + "\" goes back in time and is left out");
      continue;
    }
    bool known = !stream.strings.empty();
    for (std::size_t c = 0; c < stream.values.size(); ++c) {
      const auto channel = channel_in(stream, c);
      if (!channel) continue;
      known = true;
      Series series;
      series.channel = *channel;
      series.name = c < stream.labels.size() ? stream.labels[c] : stream.name;
      series.times_s = times;
      series.values = stream.values[c];
      const double unit = c < stream.units.size() ? to_our_unit(*channel, stream.units[c]) : 1;
      for (double& value : series.values) value *= unit;
      recording.series.push_back(std::move(series));
    }
    if (!known) {
      recording.notes.push_back("stream \"" + stream.name + "\" (" + stream.type +
                                ") has no channel that is known");
    }
  }
  std::stable_sort(recording.marks.begin(), recording.marks.end(),
                   [](const Mark& a, const Mark& b) { return a.time_s < b.time_s; });
  return recording;
}

}  // namespace kuleshov::sense

#include "kuleshov/sense/recording.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "kuleshov/base/text.hpp"
#include "kuleshov/sense/readers.hpp"

namespace kuleshov::sense {

using base::fail;
using base::Result;

std::optional<double> number_in(std::string_view text) {
  text = base::trim(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

const Series* Recording::find(Channel channel) const {
  const auto found = std::find_if(series.begin(), series.end(),
                                  [&](const Series& s) { return s.channel == channel; });
  return found == series.end() ? nullptr : &*found;
}

double Recording::length_s() const {
  double length = 0;
  for (const Series& s : series) {
    if (!s.values.empty()) length = std::max(length, s.time_s(s.values.size() - 1));
  }
  return length;
}

Result<Recording> parse_rr_text(std::string_view text, const std::string& file) {
  Recording recording{file, "rr-text", 0, {}, {}, {}};
  Series beats;
  beats.channel = Channel::heart_beat;
  beats.name = "RR";
  std::size_t line_number = 0;
  for (std::string_view line : base::lines(text)) {
    ++line_number;
    line = line.substr(0, line.find('#'));
    std::string words(line);
    std::replace_if(words.begin(), words.end(), [](char c) { return c == '\t' || c == ','; }, ' ');
    for (const auto word : base::split(words, ' ')) {
      if (base::trim(word).empty()) continue;
      const auto value = number_in(word);
      if (!value || !(*value > 0)) {
        return fail("\"" + std::string(word.substr(0, 40)) + "\" is not an interval",
                    "RR text holds intervals in ms or s", {file, line_number});
      }
      beats.values.push_back(*value > 10 ? *value / 1000 : *value);
      const double before = beats.times_s.empty() ? 0 : beats.times_s.back();
      beats.times_s.push_back(before + beats.values.back());
    }
  }
  if (beats.values.empty()) return fail("no interval in this file", "", {file});
  recording.series.push_back(std::move(beats));
  return recording;
}

Result<Recording> read_recording(const base::Path& path, const ReadOptions& options) {
  if (std::filesystem::is_directory(path)) return read_empatica(path);
  const std::string extension = base::lower_ascii(path.extension().string());
  if (extension == ".hea") return read_wfdb(path);
  const std::string bytes = TRY(base::read_file(path));
  if (extension == ".txt" || extension == ".rr") return parse_rr_text(bytes, path.string());
  if (bytes.starts_with("Log File Created by Q Live")) return parse_affectiva(bytes, path.string());
  if (extension == ".csv" || extension == ".tsv") {
    const Table table = TRY(parse_table(bytes, path.string()));
    return recording_of(table, path.string(), options);
  }
  return fail("this kind of recording is not known",
              "expected an Empatica E4 folder, .hea, .csv, .tsv or RR text (.txt, .rr)",
              {path.string()});
}

}  // namespace kuleshov::sense

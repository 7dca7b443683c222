#include "kuleshov/sense/recording.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "kuleshov/base/json.hpp"
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
  if (beats.values.empty()) {
    return fail("no interval in this file", "RR text holds intervals in ms or s", {file});
  }
  recording.series.push_back(std::move(beats));
  return recording;
}

namespace {

Result<Recording> parse_any_table(const std::string& bytes, const std::string& file,
                                  const ReadOptions& options) {
  if (is_live_link_csv(bytes)) return parse_live_link_csv(bytes, file);
  const Table table = TRY(parse_table(bytes, file));
  const auto has = [&](std::string_view name) { return table.find(name) != nullptr; };
  if (has("AU01_r") || has("AU12_r")) return recording_of_openface(table, file);
  if (has("EyeBlinkLeft") || has("eyeBlinkLeft")) return recording_of_blendshapes(table, file);
  if (has("gaze_timestamp")) return recording_of_pupil_labs(table, file);
  if (has("start_timestamp") && has("duration")) return recording_of_pupil_labs_events(table, file);
  if (has("pupil_l_mm")) return recording_of_eyes(table, file);
  for (const std::string& name : table.names) {
    if (name.starts_with("Recording timestamp")) return recording_of_tobii(table, file);
  }
  return recording_of(table, file, options);
}

// What a sidecar says; what was said by hand comes first.
Result<ReadOptions> with_sidecar(const base::Path& path, ReadOptions options) {
  base::Path sidecar = path;
  sidecar += ".json";
  std::error_code ignored;
  if (!std::filesystem::exists(sidecar, ignored)) return options;
  const base::Json json = TRY(base::read_json(sidecar));
  if (!json.is_object()) return fail("a sidecar is an object", "", {sidecar.string()});
  const auto rate = json.find("rate_hz");
  if (rate != json.end() && rate->is_number() && options.rate_hz == 0) {
    options.rate_hz = rate->get<double>();
  }
  const auto columns = json.find("columns");
  if (columns != json.end() && columns->is_object()) {
    for (const auto& [column, channel] : columns->items()) {
      if (!channel.is_string()) return fail("columns name channels", "", {sidecar.string()});
      options.columns.emplace_back(column, channel.get<std::string>());
    }
  }
  const auto only = json.find("channel");
  if (only != json.end() && only->is_string() && !options.only_channel) {
    options.only_channel = channel_by_id(only->get<std::string>());
  }
  return options;
}

}  // namespace

Result<Recording> parse_recording(const std::string& bytes, const std::string& file,
                                  const ReadOptions& options) {
  const std::string extension = base::lower_ascii(base::Path(file).extension().string());
  if (bytes.starts_with("XDF:") || extension == ".xdf")
    return recording_of(TRY(parse_xdf(bytes, file)), file);
  if (extension == ".edf" || extension == ".bdf") return parse_edf(bytes, file);
  if (extension == ".asc") return parse_eyelink(bytes, file);
  if (extension == ".hex") return parse_live_link_hex(bytes, file);
  if (bytes.starts_with("Log File Created by Q Live")) return parse_affectiva(bytes, file);
  if (extension == ".txt" || extension == ".rr") return parse_rr_text(bytes, file);
  if (extension == ".csv" || extension == ".tsv") return parse_any_table(bytes, file, options);
  return fail(
      "this kind of recording is not known",
      "expected a folder (Empatica E4, or recordings that began together), .hea, .edf, .bdf, .xdf, "
      ".asc, .hex, .csv, .tsv or RR text (.txt, .rr)",
      {file});
}

Result<Recording> read_recording(const base::Path& path, const ReadOptions& options) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return read_folder(path);
  if (base::lower_ascii(path.extension().string()) == ".hea") return read_wfdb(path);
  const std::string bytes = TRY(base::read_file(path));
  return parse_recording(bytes, path.string(), TRY(with_sidecar(path, options)));
}

}  // namespace kuleshov::sense
